/** Three tickets as a helpdesk would hand them over. */
export const TICKETS = {
	checkout: [
		{
			ticket: 'TICKET-1042',
			prepayId: '35214673103159414',
			amount: '2.50',
			reason: 'Goods returned',
			payTo: '',
		},
		{
			ticket: 'TICKET-1043',
			prepayId: '35214673103159414',
			amount: '0.018',
			reason: 'Paid too much',
			payTo: '10002',
		},
	],
	payment: [
		{ ticket: 'TICKET-1044', prepayId: '1647438500687506', amount: '0.8', reason: 'Order cancelled' },
	],
};

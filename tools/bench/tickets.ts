/** What a helpdesk hands over: one refund. */
export interface Ticket {
	/** n8n's items are objects with any fields. */
	[name: string]: string;
	ticket: string;
	prepayId: string;
	amount: string;
	reason: string;
}

/** The ticket with this number, for an order of its own. */
export function ticketAt(index: number): Ticket {
	return {
		ticket: `TICKET-${index}`,
		prepayId: prepayIdAt(index),
		amount: '2.50',
		reason: 'Goods returned',
	};
}

/** As long as GatePay's, and beyond 2^53. */
export function prepayIdAt(index: number): string {
	return `3521467310${String(index).padStart(7, '0')}`;
}

/** The body of a refund to the original payment, as short as it can be. */
export function requestBody({ ticket, prepayId, amount, reason }: Ticket): string {
	return JSON.stringify({
		prepayId,
		refundRequestId: ticket,
		refundStyle: 1,
		refundAmount: amount,
		refundReason: reason,
	});
}

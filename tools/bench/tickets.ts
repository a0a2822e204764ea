/** What a helpdesk hands over: one refund. */
export interface Ticket {
	/** n8n's items are objects with any fields. */
	[name: string]: string;
	ticket: string;
	prepayId: string;
	amount: string;
	reason: string;
}

/** One refund each of so many orders. */
export function ticketsFor(count: number): Ticket[] {
	return Array.from({ length: count }, (_, index) => ({
		ticket: `TICKET-${index}`,
		prepayId: prepayIdAt(index),
		amount: '2.50',
		reason: 'Goods returned',
	}));
}

/** As long as GatePay's, and beyond 2^53. */
export function prepayIdAt(index: number): string {
	return `3521467310${String(index).padStart(7, '0')}`;
}

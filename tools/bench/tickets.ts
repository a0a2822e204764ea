/** What a helpdesk hands over: one refund. */
export interface Ticket {
	/** n8n's items are objects with any fields. */
	[name: string]: string;
	ticket: string;
	prepayId: string;
	amount: string;
	reason: string;
}

let tickets = 0;

/**
 * One refund each of so many orders. No two tickets of a process have the same number: the package remembers what it
 * refunded, and would not send it again to a gateway that was made fresh.
 */
export function ticketsFor(count: number): Ticket[] {
	return Array.from({ length: count }, (_, index) => ({
		ticket: `TICKET-${tickets++}`,
		prepayId: prepayIdAt(index),
		amount: '2.50',
		reason: 'Goods returned',
	}));
}

/** As long as GatePay's, and beyond 2^53. */
export function prepayIdAt(index: number): string {
	return `3521467310${String(index).padStart(7, '0')}`;
}

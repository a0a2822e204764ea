import type { Ticket } from '../tickets';

/** The body of a refund to the original route, as short as it can be. */
export function requestBody({ ticket, prepayId, amount, reason }: Ticket): string {
	return JSON.stringify({
		prepayId,
		refundRequestId: ticket,
		refundStyle: 1,
		refundAmount: amount,
		refundReason: reason,
	});
}

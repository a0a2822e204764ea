import { refundRequestIdOf } from '../../../gatepay/refund/requestId';
import type { RecordedRequest } from '../exchange';
import type { Order } from '../orders';
import type { Refund } from '../refunds';
import type { Sandbox } from '../sandbox';

/** What belongs to something that a person looks for. */
export interface Found {
	refunds: Refund[];
	requests: readonly RecordedRequest[];
	orders: Order[];
}

/**
 * Finds what holds a text: refunds by their ID and their order, orders by their IDs, requests by all that was sent.
 *
 * GatePay never sees a reference. The text is looked for as one all the same: by the refund request IDs that the node
 * makes of it and of each order.
 */
export function search(sandbox: Sandbox, text: string): Found {
	const { refunds, requests, orders } = sandbox;
	if (text === '') return { refunds: refunds.all, requests, orders: orders.all };
	const sought = text.toLowerCase();
	const holdsIt = (...texts: string[]) => texts.some((each) => each.toLowerCase().includes(sought));
	const madeOfIt = new Set(
		orders.all.map(({ prepayId }) => refundRequestIdOf(prepayId, { reference: text })),
	);

	const foundRefunds = refunds.all.filter((refund) => {
		const { refundRequestId, prepayId } = refund;
		return (
			madeOfIt.has(refundRequestId) ||
			holdsIt(refundRequestId, prepayId, sandbox.orderOf(refund).merchantTradeNo)
		);
	});
	const theirOrders = new Set(foundRefunds.map((refund) => sandbox.orderOf(refund)));
	return {
		refunds: foundRefunds,
		requests: requests.filter((request) => {
			const { path, query, body } = request;
			return (
				holdsIt(path, body, ...Object.values(query)) || madeOfIt.has(request.named?.refundRequestId ?? '')
			);
		}),
		orders: orders.all.filter(
			(order) => theirOrders.has(order) || holdsIt(order.prepayId, order.merchantTradeNo),
		),
	};
}

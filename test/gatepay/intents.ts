import type { Order } from '../../gatepay/api/order';
import type { RefundIntent } from '../../gatepay/refund/intent';

/** The refund of the V2 example in GatePay's documentation, with changes. */
export function anIntent(changes: Partial<RefundIntent> = {}): RefundIntent {
	return {
		version: 'v2',
		refundRequestId: '202508271923022',
		refundRequestIdFrom: 'define',
		prepayId: '35214673103159414',
		refundAmount: '0.018',
		fields: { refundReason: 'bourne-test', refundStyle: '1' },
		...changes,
	};
}

/** The order that it belongs to, with changes. */
export function anOrder(changes: Partial<Order> = {}): Order {
	return {
		prepayId: '35214673103159414',
		merchantTradeNo: 'shop-1001',
		orderAmount: '10.00000000',
		currency: 'USDT',
		status: 'PAID',
		...changes,
	};
}

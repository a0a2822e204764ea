import { compareDecimals } from '../values/decimal';
import { isCurrencyOf, type Order } from '../api/order';
import type { RefundIntent } from './intent';

/**
 * Why a looked-up order can't be refunded as meant; undefined where nothing speaks against it. GatePay has the last
 * word: only what is sure to be wrong is held back.
 */
export function objectionTo(intent: RefundIntent, order: Order): string | undefined {
	if (order.status === 'PENDING') return `order ${order.prepayId} is not paid yet (PENDING)`;
	if (order.status === 'EXPIRED') return `order ${order.prepayId} was never paid (EXPIRED)`;
	const { refundCurrency } = intent.fields;
	const isSameCurrency = refundCurrency === undefined || isCurrencyOf(order, refundCurrency);
	if (isSameCurrency && (compareDecimals(intent.refundAmount, order.orderAmount) ?? 0) > 0) {
		return `'Refund Amount' ${intent.refundAmount} is above the amount of order ${order.prepayId}, ${order.orderAmount} ${order.currency}`;
	}
	return undefined;
}

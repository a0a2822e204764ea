import { compareDecimals } from '../values/decimal';
import { isCurrencyOf, type Order } from '../api/order';
import type { RefundIntent } from './draft';

/** How old an order may be to be refunded. */
export interface AgeLimit {
	/** 'Maximum Order Age', in days. */
	maximumOrderAge: number;
	/** Unix milliseconds. */
	now: number;
}

/**
 * Why a looked-up order can't be refunded as meant; undefined where nothing speaks against it. GatePay has the last
 * word: only what is sure to be wrong is held back.
 *
 * @param age where 'Maximum Order Age' is set
 * @returns continues a sentence
 */
export function objectionTo(intent: RefundIntent, order: Order, age?: AgeLimit): string | undefined {
	if (order.status === 'PENDING') return `order ${order.prepayId} is not paid yet (PENDING)`;
	if (order.status === 'EXPIRED') return `order ${order.prepayId} was never paid (EXPIRED)`;
	const tooOld = age && objectionToAge(order, age);
	if (tooOld !== undefined) return tooOld;
	const { refundCurrency } = intent.fields;
	const isSameCurrency = refundCurrency === undefined || isCurrencyOf(order, refundCurrency);
	if (isSameCurrency && (compareDecimals(intent.refundAmount, order.orderAmount) ?? 0) > 0) {
		return `'Refund Amount' ${intent.refundAmount} is above the amount of order ${order.prepayId}, ${order.orderAmount} ${order.currency}`;
	}
	return undefined;
}

const DAY = 86_400_000;

function objectionToAge(order: Order, { maximumOrderAge, now }: AgeLimit): string | undefined {
	const limit = `'Maximum Order Age' (${maximumOrderAge} ${maximumOrderAge === 1 ? 'day' : 'days'})`;
	if (order.createTime === undefined) {
		return `GatePay does not show when order ${order.prepayId} was made, so ${limit} cannot be checked`;
	}
	if (now - order.createTime <= maximumOrderAge * DAY) return undefined;
	const made = new Date(order.createTime).toISOString().slice(0, 10);
	return `order ${order.prepayId} was made on ${made} (UTC), which is longer ago than ${limit}`;
}

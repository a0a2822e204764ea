import type { Gateway } from './gateway';
import { units } from './money';
import type { Order } from './orders';
import type { Refund } from './refunds';

/** The refunds of an order that took something away from it: all but the rejected ones. */
export function refundsThatCount(gateway: Gateway, { prepayId, version }: Order): Refund[] {
	return gateway.refunds.ofOrder(prepayId, version).filter(({ state }) => state !== 'rejected');
}

/**
 * What can still be refunded of an order in one of its two currencies, in smallest units. Each currency is counted for
 * itself: the sandbox knows no exchange rates. Below 0 where repeated IDs were paid again.
 */
export function unitsLeft(gateway: Gateway, order: Order, currency: string): bigint {
	const isInOrderCurrency = currency === order.currency;
	const whole = isInOrderCurrency ? order.orderAmount : order.payAmount;
	let left = units(whole) - (isInOrderCurrency ? units(order.refundedBefore) : 0n);
	for (const refund of refundsThatCount(gateway, order)) {
		if (refund.currency === currency) left -= units(refund.refundAmount);
	}
	return left;
}

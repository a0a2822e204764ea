import type { ApiVersion } from './endpoints';
import { readOrder, type Order, type OrderIdentifier } from './order';
import { askAnew, reasonOf } from './refund/ask';
import type { Gateway } from './refund/gateway';
import { queryOrder } from './requests';

/**
 * Asks GatePay for an order.
 *
 * @returns the order, or why there is none: continues a sentence
 */
export async function lookUpOrder(
	version: ApiVersion,
	identifier: OrderIdentifier,
	gateway: Gateway,
	onBehalfOf?: string,
): Promise<{ order: Order } | { reason: string }> {
	const answer = await askAnew(queryOrder(version, identifier, onBehalfOf), gateway);
	if (answer.kind !== 'success') return { reason: reasonOf(answer) };
	const order = readOrder(answer.envelope.data, identifier);
	return order ? { order } : { reason: 'the answer was about something else' };
}

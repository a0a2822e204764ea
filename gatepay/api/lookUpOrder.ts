import { isRecord, type Envelope } from './envelope';
import { reasonOf } from './answer';
import type { ApiVersion } from './endpoints';
import { lookUp, type LookUpGateway } from './gateway';
import { orderFields, readOrder, type Order, type OrderIdentifier } from './order';
import { queryOrder } from './requests';

/** An order that GatePay showed. */
export interface FoundOrder {
	kind: 'found';
	order: Order;
	envelope: Envelope;
	/** Its fields as they came. */
	data: Record<string, unknown>;
}

/** The same, or why GatePay didn't show it: `reason` continues a sentence. */
export type LookedUpOrder =
	| FoundOrder
	/** With the refusal, where it was one. */
	| { kind: 'noAnswer'; reason: string; envelope?: Envelope };

/** Looks up an order. */
export async function lookUpOrder(
	version: ApiVersion,
	identifier: OrderIdentifier,
	gateway: LookUpGateway,
	onBehalfOf?: string,
): Promise<LookedUpOrder> {
	const answer = await lookUp(queryOrder(version, identifier, onBehalfOf), gateway);
	if (answer.kind === 'refusal')
		return { kind: 'noAnswer', reason: reasonOf(answer), envelope: answer.envelope };
	if (answer.kind !== 'success') return { kind: 'noAnswer', reason: reasonOf(answer) };
	const { envelope } = answer;
	const data = orderFields(envelope.data);
	const order = readOrder(envelope.data, identifier);
	return order && isRecord(data)
		? { kind: 'found', order, envelope, data }
		: { kind: 'noAnswer', reason: 'the answer was about something else' };
}

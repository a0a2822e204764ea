import { isRecord, type Envelope } from './envelope';
import { askAnew, reasonOf } from './ask';
import type { ApiVersion } from './endpoints';
import type { AskableGateway } from './gateway';
import { orderFields, readOrder, type Order, type OrderIdentifier } from './order';
import { queryOrder } from './requests';

/** An order that GatePay showed, or why it didn't: `reason` continues a sentence. */
export type LookedUp =
	| { kind: 'found'; order: Order; envelope: Envelope; data: Record<string, unknown> }
	/** With the refusal, where it was one. */
	| { kind: 'noAnswer'; reason: string; envelope?: Envelope };

/** Asks GatePay for an order. */
export async function lookUpOrder(
	version: ApiVersion,
	identifier: OrderIdentifier,
	gateway: AskableGateway,
	onBehalfOf?: string,
): Promise<LookedUp> {
	const answer = await askAnew(queryOrder(version, identifier, onBehalfOf), gateway);
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

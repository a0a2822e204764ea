import { reasonOf, type Answer } from '../api/answer';
import { asText, isRecord, type Envelope } from '../api/envelope';
import { lookUp, type LookUpGateway } from '../api/gateway';
import { queryRefund, type RefundName } from '../api/requests';

/** A refund that GatePay has. */
export interface Found {
	kind: 'found';
	envelope: Envelope;
	data: Record<string, unknown>;
}

/** What a look-up of a refund shows. */
export type LookedUpRefund =
	| Found
	| { kind: 'notFound'; envelope: Envelope }
	/** With the refusal, where it was one; `reason` continues a sentence. */
	| { kind: 'noAnswer'; reason: string; envelope?: Envelope };

const NO_SUCH_REFUND = '400304';

/** Looks up a refund by its ID, on the version in use. */
export async function lookUpRefund(name: RefundName, gateway: LookUpGateway): Promise<LookedUpRefund> {
	const { version, refundRequestId, onBehalfOf } = name;
	const answer = await lookUp(queryRefund(version, refundRequestId, onBehalfOf), gateway);
	return lookedUp(answer, refundRequestId);
}

function lookedUp(answer: Answer, refundRequestId: string): LookedUpRefund {
	switch (answer.kind) {
		case 'success': {
			const { envelope } = answer;
			const { data } = envelope;
			return isRecord(data) && asText(data.refundRequestId) === refundRequestId
				? { kind: 'found', envelope, data }
				: { kind: 'noAnswer', reason: 'the answer was about something else' };
		}
		case 'refusal': {
			const { envelope } = answer;
			return envelope.code === NO_SUCH_REFUND
				? { kind: 'notFound', envelope }
				: { kind: 'noAnswer', reason: reasonOf(answer), envelope };
		}
		default:
			return { kind: 'noAnswer', reason: reasonOf(answer) };
	}
}

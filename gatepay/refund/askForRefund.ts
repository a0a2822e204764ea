import { asText, isRecord, type Envelope } from '../api/envelope';
import type { Answer } from '../api/reply';
import { askAnew, reasonOf } from '../api/ask';
import type { AskableGateway } from '../api/gateway';
import { queryRefund, type RefundName } from '../api/requests';

/** A refund that GatePay has. */
export interface Found {
	kind: 'found';
	envelope: Envelope;
	data: Record<string, unknown>;
}

/** What GatePay knows of a refund. */
export type Asked =
	| Found
	| { kind: 'notFound'; envelope: Envelope }
	/** With the refusal, where it was one. */
	| { kind: 'noAnswer'; reason: string; envelope?: Envelope };

const NO_SUCH_REFUND = '400304';

/** Asks whether GatePay has a refund with this ID, on the version in use. */
export async function askForRefund(name: RefundName, gateway: AskableGateway): Promise<Asked> {
	const { version, refundRequestId, onBehalfOf } = name;
	const answer = await askAnew(queryRefund(version, refundRequestId, onBehalfOf), gateway);
	return readAsked(answer, refundRequestId);
}

function readAsked(answer: Answer, refundRequestId: string): Asked {
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

import { asText, isRecord, type Envelope } from '../answer/envelope';
import { readReply, type Answer } from '../answer/reply';
import { meaningOf } from '../codes';
import { queryRefund, type Question, type RefundName } from '../requests';
import type { AskableGateway } from './gateway';

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

/** Puts a question that changes nothing; one that is refused for its timestamp is signed anew and put once more. */
export async function askAnew(question: Question, gateway: AskableGateway): Promise<Answer> {
	if (gateway.isCancelled()) return { kind: 'none', reason: 'the execution was stopped' };
	const answer = readReply(await gateway.call(question));
	const isExpired = answer.kind === 'refusal' && meaningOf(answer.envelope.code).belief === 'signAnew';
	return isExpired && !gateway.isCancelled() ? readReply(await gateway.call(question)) : answer;
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

/** Why there is no usable answer: continues a sentence. */
export function reasonOf(answer: Exclude<Answer, { kind: 'success' }>): string {
	if (answer.kind !== 'refusal') return answer.reason;
	const { code, errorMessage } = answer.envelope;
	return `GatePay answered code ${code}: ${meaningOf(code).meaning}${errorMessage && ` (“${errorMessage}”)`}`;
}

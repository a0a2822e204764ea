import { asText, isRecord, type Envelope } from '../answer/envelope';
import { readReply, type Answer } from '../answer/reply';
import { meaningOf } from '../codes';
import { queryRefund, type GatePayRequest } from '../requests';
import type { Gateway } from './gateway';
import type { RefundIntent } from './intent';

/** A refund that GatePay has. */
export interface Found {
	kind: 'found';
	envelope: Envelope;
	data: Record<string, unknown>;
}

/** What GatePay knows of a refund. */
export type Asked = Found | { kind: 'notFound' } | { kind: 'noAnswer'; reason: string };

const NO_SUCH_REFUND = '400304';

/** Asks whether GatePay has a refund with this ID, on the version in use. */
export async function askForRefund(intent: RefundIntent, gateway: Gateway): Promise<Asked> {
	const { version, refundRequestId, onBehalfOf } = intent;
	return readAsked(
		await askAnew(queryRefund(version, refundRequestId, onBehalfOf), gateway),
		refundRequestId,
	);
}

/** Puts a question that changes nothing; one that is refused for its timestamp is signed anew and put once more. */
export async function askAnew(request: GatePayRequest, gateway: Gateway): Promise<Answer> {
	const answer = readReply(await gateway.call(request));
	const isExpired = answer.kind === 'refusal' && meaningOf(answer.envelope.code).belief === 'signAnew';
	return isExpired && !gateway.isCancelled() ? readReply(await gateway.call(request)) : answer;
}

function readAsked(answer: Answer, refundRequestId: string): Asked {
	if (answer.kind === 'refusal' && answer.envelope.code === NO_SUCH_REFUND) return { kind: 'notFound' };
	if (answer.kind === 'success') {
		const { envelope } = answer;
		const { data } = envelope;
		return isRecord(data) && asText(data.refundRequestId) === refundRequestId
			? { kind: 'found', envelope, data }
			: { kind: 'noAnswer', reason: 'the answer was about something else' };
	}
	return { kind: 'noAnswer', reason: reasonOf(answer) };
}

/** Why there is no usable answer: continues a sentence. */
export function reasonOf(answer: Exclude<Answer, { kind: 'success' }>): string {
	if (answer.kind !== 'refusal') return answer.reason;
	const { code, errorMessage } = answer.envelope;
	return `GatePay answered code ${code}: ${meaningOf(code).meaning}${errorMessage && ` (“${errorMessage}”)`}`;
}

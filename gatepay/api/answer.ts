import { meaningOf } from './codes';
import { readJson } from './readJson';

/** What every answer of GatePay's is wrapped in. */
export interface Envelope {
	status: 'SUCCESS' | 'FAIL';
	/** Text; on success `000000`, `00000` or empty, so that only `status` tells what happened. */
	code: string;
	/** A name for the code, on some failures only. */
	label: string;
	errorMessage: string;
	data: unknown;
}

/**
 * Reads an answer's text.
 *
 * @returns undefined for whatever isn't GatePay's: not JSON, no envelope, a failure without a code
 */
export function readEnvelope(text: string): Envelope | undefined {
	let value: unknown;
	try {
		value = readJson(text);
	} catch {
		return undefined;
	}
	if (!isRecord(value)) return undefined;
	const { status, code, label, errorMessage, data } = value;
	if (status !== 'SUCCESS' && status !== 'FAIL') return undefined;
	const envelope: Envelope = {
		status,
		code: asText(code),
		label: asText(label),
		errorMessage: asText(errorMessage),
		data,
	};
	return status === 'FAIL' && envelope.code === '' ? undefined : envelope;
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of an answer as text; the same field may be a string on one page of GatePay's and a number on another. */
export function asText(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** What came of one attempt to call GatePay, as the caller saw it. */
export type Reply =
	/** An HTTP answer with this status and this text. */
	| { kind: 'http'; status: number; text: string }
	/** The connection was never made, so nothing was sent. */
	| { kind: 'notConnected'; reason: string }
	/** Something was or may have been sent, and no answer came. */
	| { kind: 'silence'; reason: string };

/** What a reply says. */
export type Answer =
	| { kind: 'success'; envelope: Envelope }
	| { kind: 'refusal'; envelope: Envelope }
	/** A refusal's code under HTTP 5xx: what GatePay did, isn't known. */
	| { kind: 'fault'; envelope: Envelope; reason: string }
	/** No answer of GatePay's. */
	| { kind: 'none'; reason: string }
	| { kind: 'notConnected'; reason: string };

/**
 * Sorts a reply. GatePay's business refusals arrive as HTTP 200; under HTTP 5xx nothing is believed but that something
 * went wrong. A redirect is no answer of GatePay's, and is never followed.
 */
export function readReply(reply: Reply): Answer {
	if (reply.kind === 'notConnected') return reply;
	if (reply.kind === 'silence') return { kind: 'none', reason: reply.reason };
	const { status } = reply;
	const envelope = readEnvelope(reply.text);
	const isAnswered = (status >= 200 && status < 300) || (status >= 400 && status < 500);
	if (envelope?.status === 'FAIL') {
		if (isAnswered) return { kind: 'refusal', envelope };
		if (status >= 500) {
			return {
				kind: 'fault',
				envelope,
				reason: `GatePay answered code ${envelope.code} with HTTP ${status}`,
			};
		}
	}
	if (envelope?.status === 'SUCCESS' && status >= 200 && status < 300) return { kind: 'success', envelope };
	const what = envelope ? 'an answer that contradicts its status' : "something that isn't GatePay's";
	return { kind: 'none', reason: `HTTP ${status} with ${what} came back` };
}

/** Why there is no usable answer: continues a sentence. */
export function reasonOf(answer: Exclude<Answer, { kind: 'success' }>): string {
	if (answer.kind !== 'refusal') return answer.reason;
	const { code, errorMessage } = answer.envelope;
	return `GatePay answered code ${code}: ${meaningOf(code).meaning}${errorMessage && ` (“${errorMessage}”)`}`;
}

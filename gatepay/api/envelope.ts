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

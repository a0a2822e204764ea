import { UnusableCredential } from '../../../gatepay/api/account';
import type { Reply } from '../../../gatepay/api/answer';

/**
 * Codes of Node.js that mean that a connection was never made, so that GatePay can't have received anything.
 * Certificates are checked before the first byte of a request leaves.
 */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_SIGNATURE_FAILURE',
	'CERT_UNTRUSTED',
	'CERT_REJECTED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What n8n's guard against requests to internal addresses throws, all before it connects. They have no code. */
const BLOCKED_BY_N8N = new Set(['SsrfBlockedHostnameError', 'SsrfBlockedIpError']);

/** These also break a connection that was made; only while connecting do they mean that nothing was sent. */
const WHILE_CONNECTING = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL']);

/**
 * What a request that n8n's helper threw for came to. Its messages are not used: n8n words them for other purposes, and
 * they may repeat what was sent.
 *
 * @param timeout milliseconds
 */
export function replyOfThrown(thrown: unknown, timeout: number): Reply {
	const causes = causesOf(thrown);
	const unusable = causes.find(UnusableCredential.is);
	if (unusable) return { kind: 'notConnected', reason: unusable.message };

	for (const { name, code, syscall } of causes as Array<
		Partial<Record<'name' | 'code' | 'syscall', unknown>>
	>) {
		if (typeof name === 'string' && BLOCKED_BY_N8N.has(name)) {
			return { kind: 'notConnected', reason: "n8n's SSRF protection blocks its address" };
		}
		if (typeof code !== 'string') continue;
		if (NEVER_CONNECTED.has(code) || (WHILE_CONNECTING.has(code) && syscall === 'connect')) {
			return { kind: 'notConnected', reason: unconnectedReason(code) };
		}
		if (code === 'ERR_CANCELED')
			return { kind: 'silence', reason: 'the execution was stopped before GatePay answered' };
		if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') {
			return noAnswerWithin(timeout);
		}
	}
	return { kind: 'silence', reason: 'the connection broke off before GatePay answered' };
}

/** @param timeout milliseconds */
export function noAnswerWithin(timeout: number): Reply {
	return { kind: 'silence', reason: `GatePay did not answer within ${timeout / 1000} seconds` };
}

function unconnectedReason(code: string): string {
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host name was not found';
	if (code === 'ECONNREFUSED') return 'the connection was refused';
	return NEVER_CONNECTED.has(code) ? 'its certificate is not trusted' : 'no connection could be made';
}

/** The error itself, what it was wrapped around, and the errors that it gathers; n8n wraps, and so does axios. */
function causesOf(thrown: unknown): object[] {
	const found = new Set<object>();
	const visit = (value: unknown): void => {
		if (typeof value !== 'object' || value === null || found.has(value)) return;
		found.add(value);
		const { cause, errors } = value as { cause?: unknown; errors?: unknown };
		visit(cause);
		if (Array.isArray(errors)) errors.forEach(visit);
	};
	visit(thrown);
	return [...found];
}

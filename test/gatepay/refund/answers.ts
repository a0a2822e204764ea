import type { Reply } from '../../../gatepay/api/answer';

/** Answers as GatePay words them. */

export function success(data: unknown, code: string | null = '000000', status = 200): Reply {
	return http(status, { status: 'SUCCESS', code, label: '', errorMessage: '', data });
}

export function refusal(code: string, status = 200, errorMessage = 'in words of its own'): Reply {
	return http(status, { status: 'FAIL', code, label: '', errorMessage, data: null });
}

export function http(status: number, body: unknown): Reply {
	return { kind: 'http', status, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

export const SILENCE: Reply = { kind: 'silence', reason: 'the connection broke off before an answer came' };
export const TIMEOUT: Reply = { kind: 'silence', reason: 'no answer came within 30 seconds' };
export const NOT_CONNECTED: Reply = { kind: 'notConnected', reason: 'the connection was refused' };
export const NO_SUCH_REFUND: Reply = refusal('400304', 200, 'refund does not exist');

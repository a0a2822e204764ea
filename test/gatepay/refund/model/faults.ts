import type { Reply } from '../../../../gatepay/api/answer';
import { http, NOT_CONNECTED, refusal, SILENCE, success, TIMEOUT } from './answers';

/** Whether the refund behind a lost or useless answer is made, or after how many milliseconds. */
export type Fate = 'now' | 'never' | number;

/** The codes of which GatePay's documentation says "retry with the same parameters". */
export const RETRY_CODES = ['300000', '300001', '400000'] as const;

/** Every other code that it lists: what carries it, wasn't made. */
export const REFUSAL_CODES = [
	...['400001', '400002', '400003', '400004', '400007', '400020', '400202', '400203', '400204', '400205'],
	...['400304', '400604', '400605', '400607', '400608', '400622', '400623', '500008', '500204', '500205'],
	...['500206', '500207', '500208'],
] as const;

/** What the copy of a request comes to: its timestamp is too old, or its nonce was used. */
export const COPY_CODES = ['400003', '400020'] as const;
type CopyCode = (typeof COPY_CODES)[number];

/** Codes that it doesn't list. */
export const UNLISTED_CODES = ['400699', '429', '999999', 'toString'] as const;

/** Answers to a send that leave open what happened to it, and lost ones. Each can hide any fate. */
export const OPEN_SENDS = {
	reset: () => SILENCE,
	timeout: () => TIMEOUT,
	retry500: ({ code }) => refusal(code, 500),
	refusal500: ({ code }) => refusal(code, 503),
	retry200: ({ code }) => refusal(code, 200),
	page502: () => http(502, '<html>Bad Gateway</html>'),
	empty503: () => http(503, ''),
	redirect: () => http(302, ''),
	redirectedSuccess: ({ request }) => success(request, '000000', 307),
	page401: () => http(401, '<html>Unauthorized</html>'),
	page403: () => http(403, '<html>Access denied</html>'),
	page429: () => http(429, '{"message":"Too Many Requests"}'),
	page200: () => http(200, '<html>We are back soon</html>'),
	empty200: () => http(200, ''),
	halfAnAnswer: () => http(200, '{"status":"SUCCESS","code":"000000","data":{"refundRequ'),
	noEnvelope: ({ request }) => http(200, request),
	failureWithoutCode: () => http(200, { status: 'FAIL', code: null, errorMessage: '', data: null }),
	otherId: ({ request }) => success({ ...request, refundRequestId: 'somebody-elses' }),
	otherOrder: ({ request }) => success({ ...request, prepayId: 'somebody-elses' }),
	otherAmount: ({ request }) => success({ ...request, refundAmount: '77' }),
	errMsg: ({ request }) => success({ ...request, errMsg: 'please contact support' }),
	noData: () => success(null),
	success500: ({ request }) => success(request, '000000', 500),
} as const satisfies Record<string, (asked: { code: string; request: RequestFields }) => Reply>;

export type RequestFields = Record<string, unknown>;
export type OpenSend = keyof typeof OPEN_SENDS;

export type SendFault =
	| { kind: 'none' }
	| { kind: 'notConnected' }
	/** Refused before it was looked at, whatever else is so. */
	| { kind: 'refusal'; code: string; status: number }
	/** The request arrives twice: the first makes the refund, and the answer is the one to its late copy. */
	| { kind: 'copy'; code: CopyCode }
	/** `code` is in the answers that have one. */
	| { kind: OpenSend; code: string; fate: Fate };

/** Answers to a look-up that don't answer it, and lost ones. */
export const OPEN_LOOK_UPS = {
	notConnected: () => NOT_CONNECTED,
	reset: () => SILENCE,
	timeout: () => TIMEOUT,
	expired: () => refusal('400003'),
	otherRefusal: () => refusal('400002'),
	unlistedRefusal: () => refusal('400699'),
	retry500: () => refusal('300000', 500),
	noSuchRefund500: () => refusal('400304', 500),
	page404: () => http(404, '<html>Not Found</html>'),
	page429: () => http(429, ''),
	page200: () => http(200, '<html>We are back soon</html>'),
	redirect: () => http(301, ''),
	otherRefund: () =>
		success({ refundRequestId: 'somebody-elses', status: 'SUCCESS', refundStatus: 'SUCCESS' }),
	noData: () => success(null),
	list: () => success([]),
} as const satisfies Record<string, () => Reply>;

export type LookUpFault =
	| { kind: 'none' }
	/** A cache answers, with what GatePay showed so many milliseconds before. */
	| { kind: 'stale'; age: number }
	| { kind: keyof typeof OPEN_LOOK_UPS };

/** What the client gets; undefined where GatePay's own answer comes back. */
export function replyToSend(fault: SendFault, request: RequestFields): Reply | undefined {
	switch (fault.kind) {
		case 'none':
			return undefined;
		case 'notConnected':
			return NOT_CONNECTED;
		case 'refusal':
			return refusal(fault.code, fault.status);
		case 'copy':
			return refusal(fault.code);
		default:
			return OPEN_SENDS[fault.kind]({ code: fault.code, request });
	}
}

/** The same for a look-up. */
export function replyToLookUp(fault: LookUpFault): Reply | undefined {
	return fault.kind === 'none' || fault.kind === 'stale' ? undefined : OPEN_LOOK_UPS[fault.kind]();
}

/** Whether GatePay makes the refund of a request that this happens to. */
export function fateOf(fault: SendFault): Fate {
	switch (fault.kind) {
		case 'none':
		case 'copy':
			return 'now';
		case 'notConnected':
		case 'refusal':
			return 'never';
		default:
			return fault.fate;
	}
}

/** Whether an answer tells to "retry with the same parameters". */
export function isRetryAdvice(fault: SendFault): boolean {
	return fault.kind === 'retry500';
}

/** Whether what happened to the request can't be known from its answer. */
export function leavesOpen(fault: SendFault): boolean {
	return fault.kind in OPEN_SENDS;
}

/** A GatePay that answers what a test says, and the refund, the order and the account that tests play with it. */

import type { Account } from '../../gatepay/api/account';
import { readReply, type Reply } from '../../gatepay/api/answer';
import type { GatePayRequest } from '../../gatepay/api/calls';
import type { Gateway } from '../../gatepay/api/gateway';
import type { RefundIntent } from '../../gatepay/refund/intent';

export const ACCOUNT: Account = {
	accountType: 'institution',
	clientId: 'fake-client-id',
	secret: 'fake-secret=',
	onBehalfOf: '100200300',
	baseUrl: 'https://openplatform.gateapi.io',
};

export const PREPAY_ID = '35214673103159414';

/** The refund of the V2 example in GatePay's documentation, with changes. */
export function anIntent(changes: Partial<RefundIntent> = {}): RefundIntent {
	return {
		version: 'v2',
		refundRequestId: '202508271923022',
		refundRequestIdFrom: 'define',
		prepayId: PREPAY_ID,
		order: { prepayId: PREPAY_ID },
		refundAmount: '0.018',
		fields: { refundReason: 'bourne-test', refundStyle: '1' },
		...changes,
	};
}

/** The data of an order query about its order. */
export const ORDER = {
	prepayId: PREPAY_ID,
	merchantTradeNo: 'shop-1001',
	orderAmount: '10.00000000',
	currency: 'USDT',
	status: 'PAID',
};

export function http(status: number, body: unknown): Reply {
	return { kind: 'http', status, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

export function success(data: unknown, code: string | null = '000000', status = 200): Reply {
	return http(status, { status: 'SUCCESS', code, label: '', errorMessage: '', data });
}

export function refusal(code: string, status = 200, errorMessage = 'in words of its own'): Reply {
	return http(status, { status: 'FAIL', code, label: '', errorMessage, data: null });
}

export const SILENCE: Reply = { kind: 'silence', reason: 'no answer came within 30 seconds' };
export const NOT_CONNECTED: Reply = { kind: 'notConnected', reason: 'the connection was refused' };
export const NO_SUCH_REFUND = refusal('400304');

/** A reply, at once or after so many milliseconds; or a fault of the package itself. */
export type Scripted = Reply | { after: number; reply: Reply } | Error;

export interface ScriptedGateway extends Gateway {
	/** `look up`, `send` and `wait 3000`, in their order. */
	readonly story: string[];
	readonly requests: GatePayRequest[];
}

export interface Circumstances {
	account?: Account;
	/** Several gateways share a clock, as the executions of one process do; it is noon when a clock stands at 0. */
	clock?: { now: number };
	/** The user stops the execution in the middle of this call or pause, counted from 1; 0 is before the first. */
	stopsDuring?: number;
	/** By how many milliseconds a pause ends too early. */
	early?: number;
}

/**
 * A gateway that gives these answers: in turn, or as a function has them. Its clock moves only while it is waited for,
 * or as an answer says.
 */
export function gatewayThatSays(
	replies: readonly Scripted[] | ((request: GatePayRequest) => Scripted | Promise<Scripted>),
	{ account = ACCOUNT, clock = { now: 0 }, stopsDuring = Infinity, early = 0 }: Circumstances = {},
): ScriptedGateway {
	const story: string[] = [];
	const requests: GatePayRequest[] = [];
	return {
		account,
		story,
		requests,
		call: async (request) => {
			story.push(request.call.startsWith('createRefund') ? 'send' : 'look up');
			requests.push(request);
			const next = typeof replies === 'function' ? await replies(request) : replies[requests.length - 1];
			if (!next) throw new Error('The script has no answer for this');
			if (next instanceof Error) throw next;
			if (!('after' in next)) return readReply(next);
			clock.now += next.after;
			return readReply(next.reply);
		},
		wait: async (milliseconds) => {
			story.push(`wait ${milliseconds}`);
			clock.now += Math.max(milliseconds - early, 1);
		},
		now: () => clock.now,
		dateOf: (moment) => new Date(Date.UTC(2026, 0, 5, 12) + moment),
		isCancelled: () => story.length >= stopsDuring,
	};
}

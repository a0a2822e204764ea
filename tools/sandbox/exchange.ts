import type { IncomingHttpHeaders } from 'node:http';

import { queryBalance, queryLedger } from './account';
import { notGatePay, Refusal, refused, success, type Answer } from './answers';
import { authenticate } from './authentication';
import { refundChains } from './chains';
import { createRefund } from './createRefund';
import { applyFault, whole, type Delivery, type Made, type Named, type SecondCopy } from './faults';
import type { Application, Gateway } from './gateway';
import { readExactJson } from './json';
import { queryOrder } from './orders';
import { readBody, readFields } from './refundRequest';
import { queryRefund } from './refunds';
import { CALLS, isInstitutionPath, isRecord, routeOf, type ApiVersion, type Call } from './wire';

/** A request, and what came of it. */
export interface RecordedRequest {
	/** Its place among all requests, from 0. */
	readonly number: number;
	/** By the sandbox's clock. */
	readonly at: number;
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	/** Names in lowercase. */
	readonly headers: IncomingHttpHeaders;
	/** As it came; a long one is cut. */
	readonly body: string;
	/** undefined for a path that GatePay doesn't have */
	readonly call: Call | undefined;
	/** `httpStatus` is 0 if no answer was sent: not yet, or never. */
	answer: { httpStatus: number; code?: string };
	/** The refund and the order that a properly signed request names. */
	named?: Named;
	/** Why GatePay refused it, in a plain sentence, also if that answer got lost. */
	refusal?: string;
	/** The kind of fault that struck it. */
	fault?: string;
}

const CALL_OF = new Map<string, Call>();
for (const call of CALLS) {
	CALL_OF.set(routeOf(call, 'merchant').path, call).set(routeOf(call, 'institution').path, call);
}

/** The call that a path belongs to. */
export function callAt(path: string): Call | undefined {
	return CALL_OF.get(path);
}

/** Answers one request, and notes on its record what came of it. Nothing in here waits: requests can't interleave. */
export function answerTo(gateway: Gateway, record: RecordedRequest, body: Buffer): Delivery {
	const delivery = decide(gateway, record, body);
	const { httpStatus, code, refusal } = delivery.answer;
	record.answer = code === undefined ? { httpStatus } : { httpStatus, code };
	if (refusal !== undefined) record.refusal = refusal;
	return delivery;
}

function decide(gateway: Gateway, record: RecordedRequest, body: Buffer): Delivery {
	const { call, method, path, query, headers } = record;
	if (!call) return whole(notGatePay(404, 'Not Found', path));
	if (routeOf(call, isInstitutionPath(path) ? 'institution' : 'merchant').method !== method) {
		return whole(notGatePay(405, 'Method Not Allowed', path));
	}

	const request = { method, path, headers, body };
	const authentication = attempt(() => authenticate(gateway, request));
	if (authentication instanceof Refusal) return whole(refused(authentication));

	const text = body.toString();
	// A body that comes with a GET counts for nothing.
	const named: Named = method === 'GET' ? query : namedIn(text);
	record.named = named;
	const perform = (): Answer => {
		const result = attempt(() => CARRY_OUT[call](gateway, { query, body: text }, authentication));
		if (call === 'queryRefundV1' || call === 'queryRefundV2') gateway.refunds.lookedUp(named.refundRequestId);
		if (!(result instanceof Refusal)) return success(result, SUCCESS_CODE[call]);
		record.refusal = result.message;
		return refused(result);
	};
	// Faults are for requests that would have passed, so that a test's script isn't used up by others.
	const cache = method === 'GET' ? gateway.faults.cacheOf(call, named) : undefined;
	const line = JSON.stringify([path, query]);
	const kept = /\bno-cache\b/i.test(headers['cache-control'] ?? '') ? undefined : cache?.get(line);
	if (kept) {
		record.fault = 'cached';
		return whole(kept);
	}

	const fault = gateway.faults.take(call, named);
	if (!fault) {
		const answer = perform();
		cache?.set(line, answer);
		return whole(answer);
	}
	record.fault = fault.kind;
	const carryOut = (made: Made) => {
		if (typeof made === 'object') gateway.refunds.makeLate(named.refundRequestId ?? '', made, perform);
		return made === true ? perform() : undefined;
	};
	const repeat = (second: SecondCopy) => {
		if (second === 'asNew') return perform();
		const delay = second === 'expired' ? 2 * gateway.timestampTolerance + 1 : 0;
		const refusal = attempt(() => authenticate(gateway, request, gateway.now() + delay));
		return refusal instanceof Refusal ? refused(refusal) : perform();
	};
	return applyFault(fault, carryOut, repeat);
}

type Handler = (
	gateway: Gateway,
	request: { query: Readonly<Record<string, string>>; body: string },
	application: Application,
) => unknown;

/** What each call does; returns the answer's data. */
const CARRY_OUT: Record<Call, Handler> = {
	createRefundV1: (gateway, { body }, application) => createRefund(gateway, 'v1', body, application),
	createRefundV2: (gateway, { body }, application) => createRefund(gateway, 'v2', body, application),
	queryRefundV1: (gateway, { body }) =>
		refundOf(gateway, 'v1', readFields({ refundRequestId: 'string' }, body).refundRequestId),
	queryRefundV2: (gateway, { query }) => refundOf(gateway, 'v2', query.refundRequestId),
	queryOrderV1: ({ orders }, { body }) =>
		queryOrder(orders, 'v1', readFields({ prepayId: 'string', merchantTradeNo: 'string' }, body)),
	queryOrderV2: ({ orders }, { query }) => queryOrder(orders, 'v2', query),
	refundChains: (_gateway, { query }) => refundChains(query.currency),
	queryBalance: ({ account, refunds }, { body }, { accountType }) => {
		refunds.makeDue();
		return queryBalance(account, accountType === 'merchant' ? undefined : readBody(body));
	},
	queryLedger: ({ account, refunds, ledgerLag }, { query }) => {
		refunds.makeDue();
		return queryLedger(account, ledgerLag, query);
	},
};

function refundOf(gateway: Gateway, version: ApiVersion, refundRequestId: string | undefined): unknown {
	return queryRefund(
		gateway.refunds,
		version,
		refundRequestId,
		(refund) => gateway.orderOf(refund),
		(refund) => gateway.faults.hides(refund, gateway.now()),
	);
}

/** Codes of success differ between GatePay's pages, too: only `status` tells. */
const SUCCESS_CODE: Partial<Record<Call, string | null>> = {
	queryRefundV2: '00000',
	queryOrderV1: '',
	refundChains: null,
};

function attempt<Result>(action: () => Result): Result | Refusal {
	try {
		return action();
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
}

/** What a body is about, as far as that can be read. */
function namedIn(body: string): Named {
	try {
		const read = readExactJson(body);
		return isRecord(read)
			? ({ refundRequestId: read.refundRequestId, prepayId: read.prepayId } as Named)
			: {};
	} catch {
		return {};
	}
}

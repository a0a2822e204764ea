import type { IncomingHttpHeaders } from 'node:http';

import { CALLS as ALL_CALLS, isInstitutionPath, routeOf, type Call } from '../../gatepay/api/calls';
import { isRecord } from '../../gatepay/api/answer';
import { notGatePay, Refusal, refused, success, type Answer } from './answers';
import type { Application } from './applications';
import { authenticate } from './authentication';
import { refundChains } from './chains';
import { createRefund } from './createRefund';
import type { Made, Named, SecondCopy } from './faults';
import type { Gateway } from './gateway';
import { readExactJson } from './json';
import { strike, whole, type Delivery } from './mishaps';
import { queryBalance } from './queryBalance';
import { queryLedger } from './queryLedger';
import { queryOrder } from './queryOrder';
import { queryRefund } from './queryRefund';
import { readFields } from './refundRequest';

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
	/** As it came. */
	readonly body: string;
	/** undefined for a path that GatePay doesn't have */
	readonly call: Call | undefined;
	/** `httpStatus` is 0 where no answer was sent: not yet, or never. */
	answer: { httpStatus: number; code?: string };
	/** Why GatePay refused it, in a plain sentence, also where that answer got lost. */
	refusal?: string;
	/** The kind of fault that struck it. */
	fault?: string;
}

const CALLS = new Map<string, Call>();
for (const call of ALL_CALLS) {
	CALLS.set(routeOf(call, 'merchant').path, call).set(routeOf(call, 'institution').path, call);
}

/** The call that a path belongs to. */
export function callAt(path: string): Call | undefined {
	return CALLS.get(path);
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
	const { call, method, path, headers } = record;
	if (!call) return whole(notGatePay(404, 'Not Found', path));
	if (routeOf(call, isInstitutionPath(path) ? 'institution' : 'merchant').method !== method) {
		return whole(notGatePay(405, 'Method Not Allowed', path));
	}

	const request = { method, path, headers, body };
	const authentication = attempt(() => authenticate(gateway, request));
	if (authentication instanceof Refusal) return whole(refused(authentication));

	const perform = () => performed(gateway, call, record, authentication);
	const named = namedIn(record);
	// Faults are for requests that would have passed, so that a test's script isn't used up by others.
	const cache = method === 'GET' ? gateway.faults.cacheOf(call, named) : undefined;
	const line = JSON.stringify([path, record.query]);
	const kept = /\bno-cache\b/i.test(headers['cache-control'] ?? '') ? undefined : cache?.get(line);
	if (kept) {
		record.fault = 'cached';
		return whole(kept);
	}

	const mishap = gateway.faults.take(call, named);
	if (!mishap) {
		const answer = perform();
		cache?.set(line, answer);
		return whole(answer);
	}
	record.fault = mishap.kind;
	const carryOut = (made: Made) => {
		if (typeof made === 'object') gateway.late.add(named.refundRequestId ?? '', made, perform);
		return made === true ? perform() : undefined;
	};
	const repeat = (second: SecondCopy) => {
		if (second === 'asNew') return perform();
		const delay = second === 'expired' ? 2 * gateway.timestampTolerance + 1 : 0;
		const refusal = attempt(() => authenticate(gateway, request, gateway.now() + delay));
		return refusal instanceof Refusal ? refused(refusal) : perform();
	};
	return strike(mishap, carryOut, repeat);
}

function performed(gateway: Gateway, call: Call, record: RecordedRequest, application: Application): Answer {
	const result = attempt(() => CARRY_OUT[call](gateway, record, application));
	if (call === 'queryRefundV1' || call === 'queryRefundV2')
		gateway.late.lookedUp(namedIn(record).refundRequestId);
	if (!(result instanceof Refusal)) return success(result, SUCCESS_CODE[call]);
	record.refusal = result.message;
	return refused(result);
}

type Handler = (gateway: Gateway, request: RecordedRequest, application: Application) => unknown;

/** What each call does; returns the answer's data. */
const CARRY_OUT: Record<Call, Handler> = {
	createRefundV1: (gateway, { body }, application) => createRefund(gateway, 'v1', body, application),
	createRefundV2: (gateway, { body }, application) => createRefund(gateway, 'v2', body, application),
	queryRefundV1: (gateway, { body }) =>
		queryRefund(gateway, 'v1', readFields({ refundRequestId: 'string' }, body).refundRequestId),
	queryRefundV2: (gateway, { query }) => queryRefund(gateway, 'v2', query.refundRequestId),
	queryOrderV1: (gateway, { body }) =>
		queryOrder(gateway, 'v1', readFields({ prepayId: 'string', merchantTradeNo: 'string' }, body)),
	queryOrderV2: (gateway, { query }) => queryOrder(gateway, 'v2', query),
	refundChains: (_gateway, { query }) => refundChains(query.currency),
	queryBalance: (gateway, { body }, { accountType }) => queryBalance(gateway, accountType, body),
	queryLedger: (gateway, { query }) => queryLedger(gateway, query),
};

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

/** What the request is about, as far as that can be read. A body that comes with a GET counts for nothing. */
export function namedIn({ method, body, query }: RecordedRequest): Named {
	if (method === 'GET') return query;
	try {
		const read = readExactJson(body);
		return isRecord(read) ? read : {};
	} catch {
		return {};
	}
}

import type { AccountType } from './account';
import { methodOf, type ApiVersion, type Call } from './endpoints';
import type { OrderIdentifier } from './order';

/** One request to GatePay, before it is addressed and signed. */
export interface GatePayRequest<C extends Call = Call> {
	call: C;
	method: 'GET' | 'POST';
	/** Not signed by GatePay's scheme. */
	query?: Record<string, string>;
	/** The exact text to send and to sign. */
	body?: string;
	/** Instead of the credential's account. */
	onBehalfOf?: string;
}

/** A request that changes nothing. */
export type Question = GatePayRequest<Exclude<Call, 'createRefundV1' | 'createRefundV2'>>;

/** Which refund to look up. */
export interface RefundName {
	version: ApiVersion;
	refundRequestId: string;
	/** Instead of the credential's account. */
	onBehalfOf?: string;
}

/** Looks up a refund by its refund request ID. */
export function queryRefund(version: ApiVersion, refundRequestId: string, onBehalfOf?: string): Question {
	return version === 'v1'
		? request('queryRefundV1', { body: JSON.stringify({ refundRequestId }) }, onBehalfOf)
		: request('queryRefundV2', { query: { refundRequestId } }, onBehalfOf);
}

/** Looks up an order. */
export function queryOrder(version: ApiVersion, order: OrderIdentifier, onBehalfOf?: string): Question {
	return version === 'v1'
		? request('queryOrderV1', { body: JSON.stringify(order) }, onBehalfOf)
		: request('queryOrderV2', { query: { ...order } }, onBehalfOf);
}

/** Looks up the chains that a refund in this currency can be paid on. */
export function refundChains(currency: string, onBehalfOf?: string): Question {
	return request('refundChains', { query: { currency } }, onBehalfOf);
}

/**
 * Looks up what the payment account holds. A merchant is shown every currency; an institution names those that it wants
 * to see, at least one: what GatePay makes of none is unpublished.
 */
export function queryBalance(
	accountType: AccountType,
	currencies: readonly [string, ...string[]],
	onBehalfOf?: string,
): Question {
	const parts = accountType === 'institution' ? { body: JSON.stringify(currencies) } : {};
	return request('queryBalance', parts, onBehalfOf, accountType);
}

/** As many rows as a page of the ledger can have. */
export const MOST_LEDGER_ROWS = 500;

/** Which refunds of the ledger to look up. */
export interface LedgerQuery {
	/** Unix milliseconds, both ends belonging to the period. The longest period that GatePay takes is unpublished. */
	startTime: number;
	endTime: number;
	/** From 1. */
	page: number;
	/** How many rows, at most `MOST_LEDGER_ROWS`. A refund takes two. */
	count: number;
	currency?: string;
	order?: OrderIdentifier;
}

/** Looks up a page of the ledger, refunds only. */
export function queryLedger(
	{ startTime, endTime, page, count, currency, order }: LedgerQuery,
	onBehalfOf?: string,
): Question {
	const query = {
		startTime: String(startTime),
		endTime: String(endTime),
		page: String(page),
		count: String(count),
		financialType: 'refund_fi',
		...(currency === undefined ? {} : { currency }),
		...(order === undefined ? {} : orderInLedger(order)),
	};
	return request('queryLedger', { query }, onBehalfOf);
}

function orderInLedger(order: OrderIdentifier): { orderType: string; orderIdNo: string } {
	return 'prepayId' in order
		? { orderType: '2', orderIdNo: order.prepayId }
		: { orderType: '1', orderIdNo: order.merchantTradeNo };
}

/** A request with its call's method; `accountType` matters only where the call has one for each. */
export function request<C extends Call>(
	call: C,
	parts: Pick<GatePayRequest, 'query' | 'body'>,
	onBehalfOf: string | undefined,
	accountType: AccountType = 'institution',
): GatePayRequest<C> {
	return {
		call,
		method: methodOf(call, accountType),
		...parts,
		...(onBehalfOf === undefined ? {} : { onBehalfOf }),
	};
}

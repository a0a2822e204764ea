import type { AccountType } from './account';

export type ApiVersion = 'v1' | 'v2';

interface Route {
	readonly method: 'GET' | 'POST';
	readonly path: string;
}

/** What a merchant calls. An institution calls the same under a prefix, unless the row says what it calls instead. */
interface Endpoint extends Route {
	readonly institution?: Route;
}

/** Every call; bodies and answers are the same for both types of account, but for calls with an `institution` row. */
const ENDPOINT = {
	createRefundV1: { method: 'POST', path: '/v1/pay/order/refund' },
	createRefundV2: { method: 'POST', path: '/v2/standard/order/refund' },
	// The institution path of this one stands on no page of GatePay's; it follows the pattern of all others.
	queryRefundV1: { method: 'POST', path: '/v1/pay/order/refund/query' },
	queryRefundV2: { method: 'GET', path: '/v2/pay/refund/details' },
	queryOrderV1: { method: 'POST', path: '/v1/pay/order/query' },
	queryOrderV2: { method: 'GET', path: '/v2/pay/order/query' },
	refundChains: { method: 'GET', path: '/v2/refund/support/chains' },
	queryBalance: {
		method: 'GET',
		path: '/v1/pay/balance/query',
		institution: { method: 'POST', path: '/v1/balance' },
	},
	queryLedger: { method: 'GET', path: '/v1/pay/bill/orderlist' },
} as const satisfies Record<string, Endpoint>;

export type Call = keyof typeof ENDPOINT;

/** Every call there is. */
export const CALLS = Object.keys(ENDPOINT) as Call[];

const INSTITUTION_PREFIX = '/payment/open/institution';

/** The method and the path of a call for one type of account. */
export function routeOf(call: Call, accountType: AccountType): Route {
	const endpoint: Endpoint = ENDPOINT[call];
	if (accountType === 'merchant') return { method: endpoint.method, path: endpoint.path };
	const { method, path } = endpoint.institution ?? endpoint;
	return { method, path: INSTITUTION_PREFIX + path };
}

/** Whether requests to this path need, and may carry, On-Behalf-Of. */
export function isInstitutionPath(pathname: string): boolean {
	return pathname.startsWith(`${INSTITUTION_PREFIX}/`);
}

/** How an order is named: by GatePay's ID, or by the merchant's own. */
export type OrderIdentifier = { prepayId: string } | { merchantTradeNo: string };

/** One request to GatePay, before it is addressed and signed. */
export interface GatePayRequest<C extends Call = Call> {
	call: C;
	/** Not signed by GatePay's scheme. */
	query?: Record<string, string>;
	/** The exact text to send and to sign. */
	body?: string;
}

/** A request that changes nothing. */
export type Question = GatePayRequest<Exclude<Call, 'createRefundV1' | 'createRefundV2'>>;

/** Looks up a refund by its refund request ID. */
export function queryRefund(version: ApiVersion, refundRequestId: string): Question {
	return version === 'v1'
		? { call: 'queryRefundV1', body: JSON.stringify({ refundRequestId }) }
		: { call: 'queryRefundV2', query: { refundRequestId } };
}

/** Looks up an order. */
export function queryOrder(version: ApiVersion, order: OrderIdentifier): Question {
	return version === 'v1'
		? { call: 'queryOrderV1', body: JSON.stringify(order) }
		: { call: 'queryOrderV2', query: { ...order } };
}

/** Looks up the chains that a refund in this currency can be paid on. */
export function refundChains(currency: string): Question {
	return { call: 'refundChains', query: { currency } };
}

/**
 * Looks up what the payment account holds. A merchant is shown every currency; an institution names those that it wants
 * to see, at least one: what GatePay makes of none is unpublished.
 */
export function queryBalance(accountType: AccountType, currencies: readonly [string, ...string[]]): Question {
	return accountType === 'institution'
		? { call: 'queryBalance', body: JSON.stringify(currencies) }
		: { call: 'queryBalance' };
}

/** As many rows as a page of the ledger can have. */
export const MOST_LEDGER_ROWS = 500;

/** Which rows of the ledger to look up. */
export interface LedgerQuery {
	/** Refunds, or money received. */
	financialType: 'refund_fi' | 'receipt_fi';
	/** Unix milliseconds, both ends belonging to the period. The longest period that GatePay takes is unpublished. */
	startTime: number;
	endTime: number;
	/** From 1. */
	page: number;
	/** How many rows, at most `MOST_LEDGER_ROWS`. */
	count: number;
	currency?: string;
	order?: OrderIdentifier;
}

/** Looks up a page of the ledger. */
export function queryLedger({
	financialType,
	startTime,
	endTime,
	page,
	count,
	currency,
	order,
}: LedgerQuery): Question {
	return {
		call: 'queryLedger',
		query: {
			startTime: String(startTime),
			endTime: String(endTime),
			page: String(page),
			count: String(count),
			financialType,
			...(currency === undefined ? {} : { currency }),
			...(order === undefined ? {} : orderInLedger(order)),
		},
	};
}

function orderInLedger(order: OrderIdentifier): { orderType: string; orderIdNo: string } {
	return 'prepayId' in order
		? { orderType: '2', orderIdNo: order.prepayId }
		: { orderType: '1', orderIdNo: order.merchantTradeNo };
}

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
export const ENDPOINT = {
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

const INSTITUTION_PREFIX = '/payment/open/institution';

/** The method of a call for one type of account. */
export function methodOf(call: Call, accountType: AccountType): 'GET' | 'POST' {
	return routeOf(call, accountType).method;
}

/** The path of a call for one type of account. */
export function pathOf(call: Call, accountType: AccountType): string {
	return (accountType === 'institution' ? INSTITUTION_PREFIX : '') + routeOf(call, accountType).path;
}

function routeOf(call: Call, accountType: AccountType): Route {
	const endpoint: Endpoint = ENDPOINT[call];
	return accountType === 'institution' ? (endpoint.institution ?? endpoint) : endpoint;
}

/** Whether requests to this path need, and may carry, On-Behalf-Of. */
export function isInstitutionPath(pathname: string): boolean {
	return pathname.startsWith(`${INSTITUTION_PREFIX}/`);
}

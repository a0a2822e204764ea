import type { AccountType } from './account';

export type ApiVersion = 'v1' | 'v2';

/** Each call with its merchant path; an institution calls the same path under a prefix, with the same body and answer. */
export const ENDPOINT = {
	createRefundV1: { method: 'POST', path: '/v1/pay/order/refund' },
	createRefundV2: { method: 'POST', path: '/v2/standard/order/refund' },
	// The institution path of this one stands on no page of GatePay's; it follows the pattern of all others.
	queryRefundV1: { method: 'POST', path: '/v1/pay/order/refund/query' },
	queryRefundV2: { method: 'GET', path: '/v2/pay/refund/details' },
	queryOrderV1: { method: 'POST', path: '/v1/pay/order/query' },
	queryOrderV2: { method: 'GET', path: '/v2/pay/order/query' },
	refundChains: { method: 'GET', path: '/v2/refund/support/chains' },
} as const;

export type Call = keyof typeof ENDPOINT;

const INSTITUTION_PREFIX = '/payment/open/institution';

/** The path of a call for one type of account. */
export function pathOf(call: Call, accountType: AccountType): string {
	return (accountType === 'institution' ? INSTITUTION_PREFIX : '') + ENDPOINT[call].path;
}

/** Whether requests to this path need, and may carry, On-Behalf-Of. */
export function isInstitutionPath(pathname: string): boolean {
	return pathname.startsWith(`${INSTITUTION_PREFIX}/`);
}

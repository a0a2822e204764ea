/** @import { AccountType } from '../../../../gatepay/api/account' */
/** @import { ApiVersion, Call } from '../../../../gatepay/api/endpoints' */
/** @import { RefundState } from '../../refunds' */

/** @type {Record<RefundState, string>} */
export const REFUND_STATE = {
	accepted: 'Accepted',
	processing: 'Under way',
	succeeded: 'Succeeded',
	rejected: 'Failed',
};

/** @type {Record<Call, string>} */
export const CALL = {
	createRefundV1: 'Make a refund (V1)',
	createRefundV2: 'Make a refund (V2)',
	queryRefundV1: 'Look up a refund (V1)',
	queryRefundV2: 'Look up a refund (V2)',
	queryOrderV1: 'Look up an order (V1)',
	queryOrderV2: 'Look up an order (V2)',
	refundChains: 'List the chains of a currency',
	queryBalance: 'Look up the balance',
	queryLedger: 'Look up the ledger',
};

/** @type {Record<AccountType, string>} */
export const ACCOUNT_TYPE = { institution: 'Institution', merchant: 'Merchant' };

/**
 * As the node calls the kinds of orders.
 *
 * @type {Record<ApiVersion, string>}
 */
export const VERSION = { v1: 'V1', v2: 'V2' };

/** @param {number} times */
export function paidSoOften(times) {
	if (times === 0) return 'not paid';
	return times === 1 ? 'paid once' : `paid ${times} times`;
}

/** @param {import('../contract').ShownNotification} notification */
export function aboutOf({ bizType, id }) {
	return bizType === 'PAY_REFUND' ? `refund ${id}` : `payment ${id}, which fits no order`;
}

/** @param {import('../contract').ShownNotification} notification */
export function answerTo({ acknowledged, httpStatus }) {
	if (acknowledged) return 'acknowledged';
	return httpStatus === 0 ? 'no answer' : `not acknowledged, HTTP ${httpStatus}`;
}

import type { ApiVersion } from '../api/endpoints';
import type { JsonType } from './writeJson';

/**
 * Every field that a refund request of this version can carry, with its JSON type, in the order in which the examples
 * of GatePay's documentation show them.
 */
export const REFUND_FIELDS = {
	v1: {
		refundRequestId: 'string',
		prepayId: 'string',
		refundAmount: 'string',
		refundReason: 'string',
	},
	v2: {
		prepayId: 'string',
		refundRequestId: 'string',
		refundStyle: 'int64',
		refundToGateUid: 'string',
		refundAmount: 'string',
		refundCurrency: 'string',
		refundPayChannel: 'int64',
		refundReason: 'string',
		refundBearType: 'int64',
		refundAddress: 'string',
		refundChain: 'string',
		memo: 'string',
		needNotify: 'boolean',
		refundLimit: 'boolean',
		refundFundStatementId: 'int64',
		refundSource: 'int64',
		refundGateId: 'string',
		refundAmountTypeFull: 'int64',
		emailCode: 'string',
		fundPass: 'string',
		smsCode: 'string',
		totpCode: 'string',
		adjustOrderId: 'int64',
		opUserId: 'string',
	},
} as const satisfies Record<ApiVersion, Record<string, JsonType>>;

/** The name of any field of a refund request. */
export type RefundField = keyof (typeof REFUND_FIELDS)['v2'];

/** Fields by name, as they will be sent; int64 values as their digits. */
export type RefundFields = Partial<Record<RefundField, string | boolean>>;

/** Codes and passwords that confirm a refund: they appear in no output, message or log. */
export const SECRET_REFUND_FIELDS = [
	'emailCode',
	'fundPass',
	'smsCode',
	'totpCode',
] as const satisfies RefundField[];

/** Whether a field holds a code or a password. */
export function isSecretField(name: string): boolean {
	return SECRET_REFUND_FIELDS.some((secret) => secret === name);
}

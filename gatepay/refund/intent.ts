import type { ApiVersion } from '../api/endpoints';
import type { RefundFields } from './fields';

/** What makes this refund the same as an earlier one; see `requestId.ts`. */
export type RefundRequestIdFrom = 'reference' | 'orderAndAmount' | 'define';

/** One refund that somebody means to make: read, validated, and with its ID. Everything that will be sent is in here. */
export interface RefundIntent {
	version: ApiVersion;
	refundRequestId: string;
	refundRequestIdFrom: RefundRequestIdFrom;
	/** What the user told it apart by, where that was a reference. */
	refundReference?: string;
	prepayId: string;
	/** The merchant's own number of the order, where it is known. */
	merchantTradeNo?: string;
	/** A decimal string, as it was written. */
	refundAmount: string;
	/** Every other field that is sent, by GatePay's name; int64 values as their digits. */
	fields: RefundFields;
	/** Instead of the credential's account. */
	onBehalfOf?: string;
}

import { compareDecimals } from '../values/decimal';
import type { ApiVersion } from '../api/endpoints';
import { isCurrencyOf, wholeAmountOf, type Order, type OrderIdentifier } from '../api/order';
import { InvalidValue } from '../values/invalidValue';
import type { RefundFields } from './fields';
import { refundRequestIdOf } from './requestId';

/** A refund as the form describes it: validated, but the order may have to be looked up before it is complete. */
export interface RefundDraft {
	version: ApiVersion;
	order: OrderIdentifier;
	/** A decimal string, or the order's whole amount. */
	amount: string | 'full';
	id:
		| { from: 'reference'; reference: string }
		| { from: 'orderAndAmount' }
		| { from: 'define'; refundRequestId: string };
	fields: RefundFields;
	/** A decimal string; a larger refund is not sent. */
	maximumRefundAmount?: string;
	/** In days; an older order is not refunded. */
	maximumOrderAge?: number;
	onBehalfOf?: string;
}

/** What makes this refund the same as an earlier one; see `requestId.ts`. */
export type RefundRequestIdFrom = RefundDraft['id']['from'];

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

/** Whether the order must be looked up before the refund can be made. */
export function needsOrder({ order, amount, maximumOrderAge }: RefundDraft): boolean {
	return 'merchantTradeNo' in order || amount === 'full' || maximumOrderAge !== undefined;
}

/**
 * Completes a refund.
 *
 * @param order as looked up; needed where `needsOrder` says so
 * @throws {InvalidValue} for an amount above the maximum, and for an order that gives no usable amount
 */
export function intentOf(draft: RefundDraft, order?: Order): RefundIntent {
	const prepayId = 'prepayId' in draft.order ? draft.order.prepayId : (order?.prepayId ?? '');
	const refundAmount =
		draft.amount === 'full' ? wholeAmount(order, draft.fields.refundCurrency) : draft.amount;
	refuseAboveMaximum(refundAmount, draft.maximumRefundAmount);
	const { version, id, fields, onBehalfOf } = draft;
	const merchantTradeNo =
		'merchantTradeNo' in draft.order ? draft.order.merchantTradeNo : order?.merchantTradeNo;
	return {
		version,
		refundRequestId:
			id.from === 'define'
				? id.refundRequestId
				: refundRequestIdOf(
						prepayId,
						id.from === 'reference' ? { reference: id.reference } : { amount: refundAmount },
					),
		refundRequestIdFrom: id.from,
		...(id.from === 'reference' ? { refundReference: id.reference } : {}),
		prepayId,
		...(merchantTradeNo ? { merchantTradeNo } : {}),
		refundAmount,
		fields,
		...(onBehalfOf === undefined ? {} : { onBehalfOf }),
	};
}

function wholeAmount(order: Order | undefined, refundCurrency: unknown): string {
	const amount = order && wholeAmountOf(order);
	if (amount !== undefined && refundCurrency !== undefined && !isCurrencyOf(order, refundCurrency)) {
		// The order's amount in another currency is another sum: 10 USDT would become 10 BTC.
		throw new InvalidValue(
			`'Refund Currency' must be empty or the order's own (${order?.currency || 'not given by GatePay'}) for a full refund`,
		);
	}
	if (amount === undefined) {
		throw new InvalidValue(
			"GatePay gives no amount for this order that could be refunded in full: choose 'Specific Amount' in 'Refund Amount Mode' and enter it",
		);
	}
	return amount;
}

function refuseAboveMaximum(refundAmount: string, maximum: string | undefined): void {
	if (maximum !== undefined && (compareDecimals(refundAmount, maximum) ?? 1) > 0) {
		throw new InvalidValue(`The amount ${refundAmount} is above 'Maximum Refund Amount' (${maximum})`);
	}
}

import type { ApiVersion, OrderIdentifier } from '../api/calls';
import { isCurrencyOf, wholeAmountOf, type Order } from '../api/order';
import { compareDecimals } from '../values/decimal';
import { InvalidValue } from '../values/readers';
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
}

/**
 * Completes a refund.
 *
 * @param order as looked up; needed for a trade number and for the order's whole amount
 * @throws {InvalidValue} for an order that gives no usable amount
 */
export function intentOf(draft: RefundDraft, order?: Order): RefundIntent {
	const prepayId = 'prepayId' in draft.order ? draft.order.prepayId : (order?.prepayId ?? '');
	const refundAmount =
		draft.amount === 'full' ? wholeAmount(order, draft.fields.refundCurrency) : draft.amount;
	const { version, id, fields } = draft;
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

/** How old an order may be to be refunded. */
export interface AgeLimit {
	/** 'Max Order Age', in days. */
	maximumOrderAge: number;
	/** Unix milliseconds. */
	now: number;
}

/**
 * Why a looked-up order can't be refunded as meant; undefined where nothing speaks against it. GatePay has the last
 * word: only what is sure to be wrong is held back.
 *
 * @param age where 'Max Order Age' is set
 * @returns continues a sentence
 */
export function objectionTo(intent: RefundIntent, order: Order, age?: AgeLimit): string | undefined {
	if (order.status === 'PENDING') return `order ${order.prepayId} is not paid yet (PENDING)`;
	if (order.status === 'EXPIRED') return `order ${order.prepayId} was never paid (EXPIRED)`;
	const tooOld = age && objectionToAge(order, age);
	if (tooOld !== undefined) return tooOld;
	const { refundCurrency } = intent.fields;
	const isSameCurrency = refundCurrency === undefined || isCurrencyOf(order, refundCurrency);
	if (isSameCurrency && (compareDecimals(intent.refundAmount, order.orderAmount) ?? 0) > 0) {
		return `'Refund Amount' ${intent.refundAmount} is above the amount of order ${order.prepayId}, ${order.orderAmount} ${order.currency}`;
	}
	return undefined;
}

const DAY = 86_400_000;

function objectionToAge(order: Order, { maximumOrderAge, now }: AgeLimit): string | undefined {
	const limit = `'Max Order Age' (${maximumOrderAge} ${maximumOrderAge === 1 ? 'day' : 'days'})`;
	if (order.createTime === undefined) {
		return `GatePay does not show when order ${order.prepayId} was made, so ${limit} cannot be checked`;
	}
	if (now - order.createTime <= maximumOrderAge * DAY) return undefined;
	const made = new Date(order.createTime).toISOString().slice(0, 10);
	return `order ${order.prepayId} was made on ${made} (UTC), which is longer ago than ${limit}`;
}

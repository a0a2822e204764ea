import type { ApiVersion, OrderIdentifier } from '../api/calls';
import type { Chain } from '../api/chains';
import type { Found, NotShown } from '../api/gateway';
import { isCurrencyOf, wholeAmountOf, type Order } from '../api/order';
import { InvalidValue } from '../values/readers';
import { isSameWord } from '../values/same';
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
	/** The order as the user named it. */
	order: OrderIdentifier;
	/** The merchant's own number of the order, if it is known. */
	merchantTradeNo?: string;
	/** A decimal string, as it was written. */
	refundAmount: string;
	/** Every other field that is sent, by GatePay's name; int64 values as their digits. */
	fields: RefundFields;
}

/** What GatePay was asked for a refund. */
export interface LookedUp {
	/** Needed for a trade number and for the order's whole amount. */
	order?: Order | undefined;
	/** Those of the refund's currency, if the money goes to an address. */
	chains?: Found<Chain[]> | NotShown | undefined;
}

/**
 * Completes a refund.
 *
 * @throws {InvalidValue} for an order that gives no usable amount
 */
export function intentOf(draft: RefundDraft, { order, chains }: LookedUp = {}): RefundIntent {
	const prepayId = 'prepayId' in draft.order ? draft.order.prepayId : (order?.prepayId ?? '');
	const refundAmount =
		draft.amount === 'full' ? wholeAmount(order, draft.fields.refundCurrency) : draft.amount;
	const { version, id } = draft;
	const chain = chainOf(draft.fields.refundChain, chains);
	// Sent as GatePay writes it.
	const fields = chain ? { ...draft.fields, refundChain: chain.name } : draft.fields;
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
		order: draft.order,
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

/** The chain of a name that GatePay lists, if it does. */
export function chainOf(name: unknown, chains: LookedUp['chains']): Chain | undefined {
	return chains?.kind === 'found' ? chains.value.find((chain) => isSameWord(chain.name, name)) : undefined;
}

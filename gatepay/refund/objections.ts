import type { Chain } from '../api/chains';
import type { Found, NotShown } from '../api/gateway';
import { isCurrencyOf, type Order } from '../api/order';
import { compareDecimals } from '../values/decimal';
import { adviceOn, whyNotShown, type Objection } from './failures';
import { chainOf, type RefundIntent } from './intent';

/** How old an order may be to be refunded. */
export interface AgeLimit {
	/** 'Max Order Age', in days. */
	maximumOrderAge: number;
	/** Unix milliseconds. */
	now: number;
}

/**
 * Why a looked-up order can't be refunded as meant; undefined if nothing speaks against it. GatePay has the last word:
 * only what is sure to be wrong is held back.
 *
 * @param age if 'Max Order Age' is set
 */
export function objectionTo(intent: RefundIntent, order: Order, age?: AgeLimit): Objection | undefined {
	const tooOld = age && whyTooOld(order, age);
	const reason = whyNotRefunded(intent, order) ?? tooOld;
	if (reason === undefined) return undefined;
	const advice =
		reason === tooOld
			? "Look at the order in GatePay. Only if it is right to refund it, raise or remove 'Max Order Age'."
			: 'Look at the order in GatePay, correct the input and run the workflow again.';
	return { reason, advice };
}

function whyNotRefunded({ refundAmount, fields }: RefundIntent, order: Order): string | undefined {
	if (order.status === 'PENDING') return 'The order is not paid yet (PENDING).';
	if (order.status === 'EXPIRED') return 'The order was never paid (EXPIRED).';
	const { refundCurrency } = fields;
	const isSameCurrency = refundCurrency === undefined || isCurrencyOf(order, refundCurrency);
	return isSameCurrency && (compareDecimals(refundAmount, order.orderAmount) ?? 0) > 0
		? `'Refund Amount' ${refundAmount} is above the amount of the order, ${order.orderAmount} ${order.currency}.`
		: undefined;
}

const DAY = 86_400_000;

function whyTooOld(order: Order, { maximumOrderAge, now }: AgeLimit): string | undefined {
	const limit = `'Max Order Age' (${maximumOrderAge} ${maximumOrderAge === 1 ? 'day' : 'days'})`;
	if (order.createTime === undefined) {
		return `GatePay does not show the age of the order, so ${limit} cannot be checked.`;
	}
	if (now - order.createTime <= maximumOrderAge * DAY) return undefined;
	const made = new Date(order.createTime).toISOString().slice(0, 10);
	return `The order was made on ${made} (UTC), which is longer ago than ${limit}.`;
}

/**
 * Why a refund can't go to its address; undefined if nothing speaks against it, or it goes to none.
 *
 * @param memoNotNeeded whether a chain that takes a memo may be sent to without one
 */
export function objectionToChain(
	{ fields }: RefundIntent,
	chains: Found<Chain[]> | NotShown,
	memoNotNeeded: boolean,
): Objection | undefined {
	if (chains.kind !== 'found') {
		return {
			reason: `${whyNotShown(chains)}, so the chain could not be checked.`,
			advice: adviceOn(chains),
		};
	}
	const chain = chainOf(fields.refundChain, chains);
	if (chain === undefined) {
		const names = chains.value.map(({ name }) => name).join(', ');
		return {
			reason: `GatePay does not list the chain ${String(fields.refundChain)}. It lists ${names || 'none'}.`,
			advice: "Correct 'Refund Chain Name or ID' and run the workflow again.",
		};
	}
	return chain.hasWithdrawMemo && fields.memo === undefined && !memoNotNeeded
		? {
				reason: `The chain ${chain.name} takes a memo, and there is none: without it the money may be lost.`,
				advice:
					"Add 'Memo' in 'Additional Fields'. If the recipient says that there is none, add 'Memo Not Needed' in 'Options'.",
			}
		: undefined;
}

import { balanceIn } from '../api/balance';
import type { LookUpGateway } from '../api/gateway';
import type { LookedUpBalance } from '../api/lookUpBalance';
import { MOST_LEDGER_ROWS } from '../api/requests';
import { walkLedger } from '../api/walkLedger';
import { addDecimals, compareDecimals } from '../values/decimal';
import { isSameAmount, isSameWord } from '../values/same';
import type { RefundIntent } from './draft';

/** A sum of money: a decimal string, and its currency, where GatePay says. */
interface Money {
	amount: string;
	currency: string;
}

/** The refunds of an order that the ledger shows, or why GatePay didn't show it: `reason` continues a sentence. */
export type RefundsOfOrder =
	{ kind: 'found'; refunds: readonly Money[] } | { kind: 'noAnswer'; reason: string };

/** Where GatePay doesn't say when an order was made, the ledger is looked at from so long ago on, in milliseconds. */
const LONG_AGO = 90 * 86_400_000;

/** What the ledger is looked up with. */
export interface LedgerLookUp {
	prepayId: string;
	/** When the order was made, in Unix milliseconds, where that is known. */
	createTime: number | undefined;
	/** The end of the period, in Unix milliseconds. */
	now: number;
	onBehalfOf: string | undefined;
}

/** Looks up the refunds of an order in the ledger. */
export async function lookUpRefundsOfOrder(
	{ prepayId, createTime, now, onBehalfOf }: LedgerLookUp,
	gateway: LookUpGateway,
): Promise<RefundsOfOrder> {
	const refunds: Money[] = [];
	const query = {
		startTime: createTime ?? now - LONG_AGO,
		endTime: now,
		count: MOST_LEDGER_ROWS,
		order: { prepayId },
	};
	const take = ({ refundAmount, currency }: { refundAmount: string; currency: string }): boolean =>
		refunds.push({ amount: refundAmount, currency }) > 0;
	const walk = await walkLedger(query, gateway, take, onBehalfOf);
	return walk.kind === 'done' ? { kind: 'found', refunds } : { kind: 'noAnswer', reason: walk.reason };
}

/** Warns where the payment account holds less of a currency than a refund takes, or where that isn't known. */
export function aboutBalance(
	{ refundAmount }: RefundIntent,
	currency: string,
	lookedUp: LookedUpBalance,
): string[] {
	const notKnown = 'so whether it is enough is not known';
	if (lookedUp.kind === 'noAnswer') {
		return [`GatePay did not show the balance in ${currency}, ${notKnown}: ${lookedUp.reason}.`];
	}
	const available = balanceIn(currency, lookedUp.balances)?.available;
	const difference = compareDecimals(available, refundAmount);
	if (difference === undefined) return [`GatePay shows no balance in ${currency}, ${notKnown}.`];
	return difference < 0
		? [
				`The payment account holds ${available} ${currency}, less than this refund of ${refundAmount} ${currency}.`,
			]
		: [];
}

/**
 * Warns of refunds of the same order. The ledger may lag, and knows no reference: one of the same amount may be this
 * refund, made under another reference.
 *
 * @param currency of the refund, where it is known
 */
export function aboutRefundsOfOrder(
	{ refundAmount }: RefundIntent,
	currency: string | undefined,
	lookedUp: RefundsOfOrder,
): string[] {
	if (lookedUp.kind === 'noAnswer') {
		return [
			`GatePay did not show its ledger, so what was refunded of this order before is not known: ${lookedUp.reason}.`,
		];
	}
	const { refunds } = lookedUp;
	if (refunds.length === 0) return [];
	const same = refunds.filter(
		(refund) =>
			isSameAmount(refund.amount, refundAmount) &&
			(currency === undefined || refund.currency === '' || isSameWord(refund.currency, currency)),
	).length;
	const what =
		refunds.length === 1
			? `1 refund of this order already, of ${sumOf(refunds)}`
			: `${refunds.length} refunds of this order already, of ${sumOf(refunds)} in all`;
	const which = refunds.length === 1 ? 'it has' : same === 1 ? '1 of them has' : `${same} of them have`;
	return [`The ledger shows ${what}${same > 0 ? `; ${which} the same amount as this one` : ''}.`];
}

function sumOf(refunds: readonly Money[]): string {
	const totals = new Map<string, string>();
	for (const { amount, currency } of refunds) {
		totals.set(currency, addDecimals(totals.get(currency) ?? '0', amount));
	}
	return [...totals].map(([currency, total]) => `${total} ${currency}`.trimEnd()).join(' and ');
}

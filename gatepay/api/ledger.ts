import { canonicalDecimal } from '../values/decimal';
import { asText, isRecord } from './answer';
import { queryLedger, type LedgerQuery } from './calls';
import { lookUp, type LookUpGateway, type NotShown } from './gateway';

/** A row of the ledger as it came; which fields it has differs from row to row. */
export type LedgerRow = Readonly<Record<string, unknown>>;

/** One page of the ledger. */
export interface LedgerPage {
	rows: LedgerRow[];
	hasNext: boolean;
	/** undefined where GatePay names none: then it is the one after the page that was looked up. */
	nextPage: number | undefined;
}

/**
 * Reads the data of a ledger query.
 *
 * GatePay publishes one sample, of a page with another one behind it; what the last page looks like is inferred:
 * - A missing `hasNext` means that there is a next page where `nextPage` names one.
 * - `nextPage` counts only as a whole number from 1: 0 or null would say that there is none.
 * - An empty list may be null or left out, as some JSON writers do, but only beside a `total` of 0: otherwise what came
 *   is something else, and nobody may conclude from it that there are no refunds.
 *
 * @returns undefined where the data is no page of the ledger
 */
export function ledgerPageOf(data: unknown): LedgerPage | undefined {
	if (!isRecord(data)) return undefined;
	const list = data.balance_history_item_list ?? (asText(data.total) === '0' ? [] : undefined);
	if (!Array.isArray(list)) return undefined;
	const nextPage = wholeNumberOf(data.nextPage);
	const hasNext = data.hasNext ?? nextPage !== undefined;
	return { rows: list.filter(isRecord), hasNext: hasNext === true || hasNext === 'true', nextPage };
}

/** A refund as the ledger shows it; empty texts where it says nothing. */
export interface LedgerRefund {
	/** A decimal string without a sign. */
	refundAmount: string;
	currency: string;
	prepayId: string;
	merchantTradeNo: string;
	/** When it was booked, as in `2025-05-09T05:50:10.346Z`. */
	time: string;
	/** The same in Unix milliseconds; undefined where GatePay gives no such time. */
	timestamp: number | undefined;
	refundGateId: string;
	transactId: string;
	status: string;
	address: string;
	chain: string;
	hash: string;
	payChannel: string;
	buyer: string;
	/** The row that it was read from. */
	row: LedgerRow;
}

/**
 * Picks the merchant's refunds out of the ledger's rows, in their order. GatePay explains none of the fields; this is
 * inferred from its published sample:
 * - The sample has one refund twice, 5 ms apart, with one `transactId` and one `refund_gate_id`: `+1` and `-1`. Money that
 *   left the account is the negative row; the positive one is its counterpart, and counting both would count the refund
 *   twice. A row whose amount isn't a decimal below 0 is none of the merchant's refunds.
 * - A row of another `financialType` is no refund. One without any counts: refunds are all that was looked up.
 * - `orderId` is the order's prepay ID: it has the form of one, beside the `merchantTradeNo`.
 * - `refund_gate_id` is the ID that the answer to a V2 refund calls `refundGateId`.
 * - `transactTime` is in Unix milliseconds, as all times of GatePay's.
 *
 * There is no refund request ID in a row, and so no way to a reference.
 */
export function refundsIn(rows: readonly LedgerRow[]): LedgerRefund[] {
	return rows.filter(isRefundOfMerchant).map((row) => {
		const timestamp = wholeNumberOf(row.transactTime);
		return {
			refundAmount: asText(row.payAmount).replace('-', ''),
			currency: asText(row.currency),
			prepayId: asText(row.orderId),
			merchantTradeNo: asText(row.merchantTradeNo),
			time: timestamp === undefined ? '' : new Date(timestamp).toISOString(),
			timestamp,
			refundGateId: asText(row.refund_gate_id),
			transactId: asText(row.transactId),
			status: asText(row.status),
			address: asText(row.address),
			chain: asText(row.fullChain),
			hash: asText(row.hash),
			payChannel: asText(row.payChannel),
			buyer: asText(row.buyer),
			row,
		};
	});
}

function isRefundOfMerchant({ financialType, payAmount }: LedgerRow): boolean {
	const isRefund = asText(financialType) === '' || financialType === 'refund_fi';
	const amount = canonicalDecimal(payAmount);
	return isRefund && amount !== undefined && amount.startsWith('-');
}

/** The last millisecond that a JavaScript date can hold. */
const LAST_MOMENT = 8.64e15;

/** The same field may be a number on one page of GatePay's and text on another. */
function wholeNumberOf(value: unknown): number | undefined {
	const text = asText(value);
	return /^[1-9]\d{0,15}$/.test(text) && Number(text) <= LAST_MOMENT ? Number(text) : undefined;
}

/** How a walk through the ledger ended. */
export type LedgerWalk =
	/** At its last page, or because nothing more was wanted. */
	| { kind: 'done' }
	/** At a page that GatePay did not show, after so many rows on the pages before it. */
	| (NotShown & { page: number; rows: number });

/**
 * Goes through the refunds in the ledger, in GatePay's order, one page after the other: no page is kept.
 *
 * A refund that is booked meanwhile moves all others down, so that a page may begin with rows that the page before ended
 * with: those count once.
 *
 * @param query which refunds; `count` is the size of a page, in rows
 * @param take  is handed one refund after the other, and says whether more are wanted
 */
export async function walkLedger(
	query: Omit<LedgerQuery, 'page'>,
	gateway: LookUpGateway,
	take: (refund: LedgerRefund) => boolean,
): Promise<LedgerWalk> {
	let rows = 0;
	let before: ReadonlySet<string> = new Set();
	for (let page = 1; ;) {
		const found = await lookUp(queryLedger({ ...query, page }), gateway, ledgerPageOf);
		if (found.kind !== 'found') return { ...found, page, rows };
		const shown = found.value;

		const texts = new Set<string>();
		const fresh = shown.rows.filter((row) => {
			const text = JSON.stringify(row);
			texts.add(text);
			return !before.has(text);
		});
		if (!refundsIn(fresh).every(take)) return { kind: 'done' };
		if (!shown.hasNext || shown.rows.length === 0) return { kind: 'done' };
		if (fresh.length === 0) {
			return { kind: 'noAnswer', reason: 'it came with the rows of the page before', page, rows };
		}
		rows += fresh.length;
		before = texts;
		page = Math.max(page + 1, shown.nextPage ?? 0);
	}
}

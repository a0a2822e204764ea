import { addDecimals, canonicalDecimal, compareDecimals } from '../values/decimal';
import { asText, isRecord } from './answer';
import { MOST_LEDGER_ROWS, queryLedger, type LedgerQuery } from './calls';
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
	/** When it was booked, as in `2025-05-09T05:50:10.346Z`. */
	time: string;
	/** Whether the money came back to the account. */
	cameBack: boolean;
	prepayId: string;
	merchantTradeNo: string;
	refundGateId: string;
	/** The rows that it was read from: what left the account first. */
	rows: readonly LedgerRow[];
}

/**
 * Reads the refunds out of the ledger's rows, in the order of their first rows. A refund may be spread over pages, so all
 * rows of a period have to be there. GatePay explains none of the fields; this is inferred from its published samples:
 * - The rows of one `refund_gate_id` belong together. What left the account, and came back, adds up to 0: such a refund
 *   was made, and the money came back. What came back of a refund before the period has only its positive row.
 * - A row of another `financialType` is no refund. One without any counts: refunds are all that was looked up.
 * - `orderId` is the order's prepay ID: it has the form of one, beside the `merchantTradeNo`.
 * - `refund_gate_id` is the ID that the answer to a V2 refund calls `refundGateId`.
 * - `transactTime` is in Unix milliseconds, as all times of GatePay's.
 *
 * There is no refund request ID in a row, and so no way to a reference.
 */
export function refundsIn(rows: readonly LedgerRow[]): LedgerRefund[] {
	const groups = new Map<unknown, LedgerRow[]>();
	for (const row of rows) {
		const amount = signedAmountOf(row);
		if (!isOfType(row, 'refund_fi') || amount === undefined || amount === '0') continue;
		const id = asText(row.refund_gate_id);
		const key = id === '' ? row : JSON.stringify([id, asText(row.currency)]);
		const group = groups.get(key);
		if (group) group.push(row);
		else groups.set(key, [row]);
	}
	return [...groups.values()].map(refundOf);
}

function refundOf(group: readonly LedgerRow[]): LedgerRefund {
	const left = group.filter((row) => signedAmountOf(row)?.startsWith('-'));
	const cameIn = group.filter((row) => !left.includes(row));
	const sumOf = (rows: readonly LedgerRow[]) =>
		rows.reduce((sum, row) => addDecimals(sum, (signedAmountOf(row) ?? '0').replace('-', '')), '0');
	const rows = [...left, ...cameIn];
	const row = rows[0] ?? {};
	const refunded = left.length > 0 ? left : cameIn;
	return {
		// As GatePay writes it, unless there is something to add up.
		refundAmount: refunded.length > 1 ? sumOf(refunded) : asText(row.payAmount).replace(/^[-+]/, ''),
		currency: asText(row.currency),
		time: timeOf(row)?.toISOString() ?? '',
		cameBack: (compareDecimals(sumOf(cameIn), sumOf(left)) ?? -1) >= 0,
		prepayId: asText(row.orderId),
		merchantTradeNo: asText(row.merchantTradeNo),
		refundGateId: asText(row.refund_gate_id),
		rows,
	};
}

/** Money received for an order. */
export interface Receipt {
	merchantTradeNo: string;
	/** A decimal string. */
	amount: string;
	currency: string;
	time: Date | undefined;
}

/**
 * Reads the money received out of the ledger's rows, newest first, one for each trade number. That such rows have the
 * fields of a refund's is inferred: GatePay publishes no sample. A trade number that no order can have, and money that
 * left, are no order's.
 */
export function receiptsIn(rows: readonly LedgerRow[]): Receipt[] {
	const receipts = new Map<string, Receipt>();
	const newestFirst = rows
		.map((row) => ({ row, time: timeOf(row) }))
		.sort((one, other) => (other.time?.getTime() ?? 0) - (one.time?.getTime() ?? 0));
	for (const { row, time } of newestFirst) {
		const merchantTradeNo = asText(row.merchantTradeNo);
		const amount = signedAmountOf(row);
		if (!isOfType(row, 'receipt_fi') || amount === undefined || amount.startsWith('-')) continue;
		if (!/^[A-Za-z0-9_-]{1,100}$/.test(merchantTradeNo) || receipts.has(merchantTradeNo)) continue;
		receipts.set(merchantTradeNo, { merchantTradeNo, amount, currency: asText(row.currency), time });
	}
	return [...receipts.values()];
}

/** With a minus where money left the account; undefined where GatePay gives no amount. */
function signedAmountOf({ payAmount }: LedgerRow): string | undefined {
	return canonicalDecimal(asText(payAmount).replace(/^\+/, ''));
}

/** GatePay may leave the type out, and one of its clients names the filter differently. */
function isOfType({ financialType }: LedgerRow, type: LedgerQuery['financialType']): boolean {
	return asText(financialType) === '' || financialType === type;
}

/** The last millisecond that a JavaScript date can hold. */
const LAST_MOMENT = 8.64e15;

function timeOf({ transactTime }: LedgerRow): Date | undefined {
	const moment = wholeNumberOf(transactTime);
	return moment === undefined ? undefined : new Date(moment);
}

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
 * Goes through the ledger, in GatePay's order, one page after the other: no page is kept.
 *
 * A row that is booked meanwhile moves all others down, so that a page may begin with rows that the page before ended
 * with: those count once.
 *
 * @param query which rows; `page` is the first to look up, `count` the size of a page
 * @param take  is handed the rows of a page and the number of the next one, if there is one, and says whether it is wanted
 */
export async function walkLedger(
	query: LedgerQuery,
	gateway: LookUpGateway,
	take: (rows: readonly LedgerRow[], nextPage: number | undefined) => boolean,
): Promise<LedgerWalk> {
	let rows = 0;
	let before: ReadonlySet<string> = new Set();
	for (let { page } = query; ;) {
		const found = await lookUp(queryLedger({ ...query, page }), gateway, ledgerPageOf);
		if (found.kind !== 'found') return { ...found, page, rows };
		const shown = found.value;

		const texts = new Set<string>();
		const fresh = shown.rows.filter((row) => {
			const text = JSON.stringify(row);
			texts.add(text);
			return !before.has(text);
		});
		const hasNext = shown.hasNext && shown.rows.length > 0;
		if (hasNext && fresh.length === 0) {
			return { kind: 'noAnswer', reason: 'it came with the rows of the page before', page, rows };
		}
		const nextPage = hasNext ? Math.max(page + 1, shown.nextPage ?? 0) : undefined;
		if (!take(fresh, nextPage) || nextPage === undefined) return { kind: 'done' };
		rows += fresh.length;
		before = texts;
		page = nextPage;
	}
}

/** The refunds that the ledger shows of a period, or why GatePay didn't show it. */
export async function lookUpLedgerRefunds(
	query: Omit<LedgerQuery, 'financialType' | 'page' | 'count'>,
	gateway: LookUpGateway,
): Promise<{ kind: 'found'; value: LedgerRefund[] } | Exclude<LedgerWalk, { kind: 'done' }>> {
	const rows: LedgerRow[] = [];
	const walk = await walkLedger(
		{ ...query, financialType: 'refund_fi', page: 1, count: MOST_LEDGER_ROWS },
		gateway,
		(page) => rows.push(...page) >= 0,
	);
	return walk.kind === 'done' ? { kind: 'found', value: refundsIn(rows) } : walk;
}

import type { RecordedRequest } from '../exchange';
import { amountOf } from '../money';
import type { Sandbox } from '../sandbox';
import { HEADER, refundRequestIdOf, SECRET_REFUND_FIELDS } from '../wire';
import { STRUCK, type FaultSwitches } from './faultSwitches';

/** As many entries of a list as somebody looks through; the page says how many there are. */
const MOST_SHOWN = 500;

/** What the page shows, as JSON: the newest entries first, times in Unix milliseconds. */
export type PageState = ReturnType<typeof pageState>;

/** @param find what refunds, requests and orders are looked for by; empty: all are shown */
export function pageState(sandbox: Sandbox, faults: FaultSwitches, find = '') {
	const { applications, account, baseUrl, ledgerLag, notifications } = sandbox;
	const { refunds, requests, orders } = search(sandbox, find);
	const ledger = account.ledger({ lag: ledgerLag, count: MOST_SHOWN });
	return {
		find,
		applications: Object.values(applications).map((application) => ({ ...application, baseUrl })),
		settings: settingsOf(sandbox),
		balances: account.balances,
		faults: faults.all,
		refunds: newest(refunds, ({ request, ...refund }) => ({
			...refund,
			merchantTradeNo: sandbox.orderOf(refund as never).merchantTradeNo,
			reason: request.refundReason ?? '',
			timesPaid: sandbox.ledger.timesPaid(refund.refundRequestId),
		})),
		notifications: newest(notifications, (sent, key) => ({ key, ...sent })),
		requests: newest(requests, ({ number, at, method, path, query, call, answer, refusal, fault }) => ({
			...{ number, at, method, call, refusal, ...answer },
			path: Object.keys(query).length > 0 ? `${path}?${new URLSearchParams(query)}` : path,
			fault: fault && STRUCK[fault],
		})),
		ledger: ledger.rows.map(({ transactTime, financialType, payAmount, currency, orderId }, place) => ({
			...{ transactTime, financialType, payAmount, currency, orderId, key: ledger.total - place },
		})),
		// V2 is what the node does unless told otherwise.
		orders: orders
			.map((order) => ({ ...order, left: amountOf(sandbox.unitsLeft(order, order.currency)) }))
			.sort((one, other) => other.version.localeCompare(one.version)),
		/** How many there are, shown or not; of refunds and requests, how many were found. */
		counts: {
			refunds: refunds.length,
			requests: find === '' ? sandbox.requestsMade : requests.length,
			notifications: notifications.length,
			ledger: ledger.total,
		},
	};
}

const SECONDS = [10_000, 60_000].map((value) => ({ value, label: `after ${value / 1000} seconds` }));

/** What a person can set, with its choices; one that a program has set is among them. */
export function settingsOf(sandbox: Sandbox) {
	const { repeatedIds, finishAfter = null, ledgerLag } = sandbox;
	return [
		setting('repeatedIds', 'A refund request ID that comes again is', repeatedIds, [
			{ value: 'refuse', label: 'refused' },
			{ value: 'sameAnswer', label: 'answered with the first refund' },
			{ value: 'payAgain', label: 'paid again, the worst case' },
		]),
		setting('finishAfter', 'Refunds finish', finishAfter, [
			{ value: null, label: 'when you say so' },
			{ value: 5_000, label: 'after 5 seconds' },
			{ value: 60_000, label: 'after 60 seconds' },
		]),
		setting('ledgerLag', 'Refunds show in the ledger', ledgerLag, [
			{ value: 0, label: 'at once' },
			...SECONDS,
		]),
	];
}

interface Choice {
	value: string | number | null;
	label: string;
}

function setting(key: string, label: string, value: Choice['value'], known: Choice[]) {
	const isKnown = known.some((choice) => choice.value === value);
	const choices = isKnown ? known : [...known, { value, label: `after ${Number(value) / 1000} seconds` }];
	return { key, label, choices, chosen: choices.findIndex((choice) => choice.value === value) };
}

/**
 * Finds what contains a text: refunds by their ID and their order, orders by their IDs, requests by what was sent.
 *
 * GatePay never sees a reference. The text is looked for as one all the same: by the refund request IDs that the node
 * makes of it and of each order.
 */
function search(sandbox: Sandbox, text: string) {
	const { requests, orders } = sandbox;
	const refunds = sandbox.refunds.all;
	if (text === '') return { refunds, requests, orders: orders.all };
	const sought = text.toLowerCase();
	const contains = (...texts: string[]) => texts.some((each) => each.toLowerCase().includes(sought));
	const madeOfIt = new Set(
		orders.all.map(({ prepayId }) => refundRequestIdOf(prepayId, { reference: text })),
	);
	const found = refunds.filter(
		({ refundRequestId, prepayId, version }) =>
			madeOfIt.has(refundRequestId) ||
			contains(refundRequestId, prepayId, orders.get(prepayId, version)?.merchantTradeNo ?? ''),
	);
	const theirOrders = new Set(found.map((refund) => sandbox.orderOf(refund)));
	return {
		refunds: found,
		requests: requests.filter(
			({ path, query, body, named }) =>
				// GatePay's bodies have less; the work for any other is bounded.
				contains(path, body.slice(0, 2_000), ...Object.values(query)) ||
				madeOfIt.has(named?.refundRequestId ?? ''),
		),
		orders: orders.all.filter(
			(order) => theirOrders.has(order) || contains(order.prepayId, order.merchantTradeNo),
		),
	};
}

/** @param show is told the place of each entry in the whole list, from 0 */
function newest<Entry, Shown>(
	entries: readonly Entry[],
	show: (entry: Entry, place: number) => Shown,
): Shown[] {
	const skipped = Math.max(0, entries.length - MOST_SHOWN);
	return entries
		.slice(skipped)
		.map((entry, index) => show(entry, skipped + index))
		.reverse();
}

/** The headers that matter here. Others may contain what is none of the page's business, such as cookies. */
const SHOWN_HEADERS = ['Content-Type', 'User-Agent', ...Object.values(HEADER)];

/** Someone may have tried it with the codes and passwords of a real account. */
const SECRET_FIELD = new RegExp(
	`("(?:${SECRET_REFUND_FIELDS.join('|')})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"?|[^\\s,}]+)`,
	'g',
);
const SIGNATURE = /[0-9a-f]{128}/gi;

/** All of a request as a text, without secrets. What is kept of one is short already. */
export function requestDetails({ headers, body }: RecordedRequest): string {
	const lines = SHOWN_HEADERS.flatMap((name) => {
		const value = headers[name.toLowerCase()];
		return value === undefined ? [] : [`${name}: ${String(value)}`];
	});
	return [...lines, '', body.replace(SECRET_FIELD, '$1"••••"')].join('\n').trim().replace(SIGNATURE, '••••');
}

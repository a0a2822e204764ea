import { asText } from '../api/answer';
import { balanceIn, lookUpBalance } from '../api/balance';
import type { Found, LookUpGateway, NotShown } from '../api/gateway';
import { lookUpLedgerRefunds, type LedgerRefund } from '../api/ledger';
import { isCurrencyOf, type Order } from '../api/order';
import { addDecimals, compareDecimals } from '../values/decimal';
import { isSameAmount, isSameWord } from '../values/same';
import { fingerprintOf } from './body';
import { differencesFromFound } from './differences';
import { adviceOn, whyNotShown, type Failure, type Unanswered } from './failures';
import type { RefundIntent } from './intent';
import { lookUpRefund, type ShownRefund } from './lookUp';
import {
	breakOff,
	concurrencyOf,
	concurrently,
	isJudged,
	onceEach,
	prepareRefunds,
	repeatsIn,
	type Item,
	type ReadyState,
	type RefundTask,
	type Row,
} from './run';
import { gatePayStatusOf, refundStatusOf, statusOfRefund, type RefundStatus } from './status';

/** What is known of a refund before it is made. */
export interface RefundPreview {
	/** Whether Create would send it now. */
	wouldSend: boolean;
	/** Sentences for a person. A warning never stops Create. */
	warnings: string[];
	/** The status of the refund with this ID that GatePay has already; `unknown` if GatePay doesn't say whether there is one. */
	existingRefund: RefundStatus | 'none';
	/** Of the refund or else of the order, if GatePay shows it. */
	currency: string | undefined;
	order: Order | undefined;
	fingerprint: string;
}

/** How a preview is shown. */
export interface Show {
	/** The fields of an item. */
	refund: (preview: RefundPreview, ready: ReadyState) => Row;
	/** The same if GatePay has no such order, so that the refund has no ID. */
	withoutOrder: (task: RefundTask, warning: string) => Row;
}

/**
 * Finds out what Create would do with each item. The refunds are handed a GatePay that can only be looked up, so that
 * nothing can be sent. Never throws.
 */
export async function previewRefunds(items: readonly Item[], show: Show): Promise<void> {
	const concurrency = concurrencyOf(items);
	try {
		await prepareRefunds(items, true, (task, failure) => ({
			stage: 'shown',
			rows: [show.withoutOrder(task, sentencesOf(failure))],
		}));
		const sameRefunds = sameRefundsIn(items);
		const lookUps = accountLookUps();
		await concurrently(items, concurrency, async (item) => {
			const { state } = item;
			if (state.stage !== 'ready') return;
			const preview = await previewRefund(state, state.task.gateway, lookUps, sameRefunds.get(item));
			item.state = { stage: 'shown', rows: [show.refund(preview, state)] };
		});
	} catch (fault) {
		for (const item of items) breakOff(item, fault);
	}
}

function sentencesOf({ reason, advice }: Pick<Failure, 'reason' | 'advice'>): string {
	return `${reason} ${advice}`;
}

/** What a person has to know of an item that comes to the refund request ID of another item. */
interface SameRefund {
	/** Whether the refund is another item's, so that this one isn't sent. */
	isRepeat: boolean;
	warning: string;
}

async function previewRefund(
	ready: ReadyState,
	gateway: LookUpGateway,
	lookUps: AccountLookUps,
	sameRefund: SameRefund | undefined,
): Promise<RefundPreview> {
	const { intent, objection, order, missing } = ready;
	const currency = asText(intent.fields.refundCurrency) || order?.currency || undefined;
	const refund = await lookUpRefund(intent, gateway);
	const isRepeat = sameRefund?.isRepeat === true;
	const isObjectedTo = objection !== undefined && isJudged(ready.task);
	return {
		wouldSend: refund.kind === 'notFound' && !isObjectedTo && !missing?.isNotFound && !isRepeat,
		warnings: [
			...(missing ? [sentencesOf(missing)] : []),
			...(sameRefund ? [sameRefund.warning] : []),
			...aboutExisting(intent, refund),
			...(objection ? [sentencesOf(objection)] : []),
			...(order ? [...aboutStatus(order), ...aboutAmount(intent, order)] : []),
			// The balance has paid for a refund that exists, and the ledger may show it.
			...(refund.kind === 'found' ? [] : await aboutAccount(intent, { order, currency }, gateway, lookUps)),
		],
		existingRefund: existingRefundOf(refund, intent),
		currency,
		order,
		fingerprint: fingerprintOf(intent, gateway.account),
	};
}

/** What a look-up that shows nothing means, and what to do about it. */
function about(what: string, shown: Unanswered, consequence = ''): string {
	return `GatePay did not show ${what}${consequence}: ${whyNotShown(shown)}. ${adviceOn(shown)}`;
}

/** So many items are named; a run may have thousands. */
const MOST_NAMED = 10;

function sameRefundsIn(items: readonly Item[]): ReadonlyMap<Item, SameRefund> {
	const found = new Map<Item, SameRefund>();
	const repeated = new Map<Item, number[]>();
	for (const { first, item, failure } of repeatsIn(items)) {
		const warning =
			failure?.reason ?? `This is the same refund as item ${first.itemIndex}, and is sent once.`;
		found.set(item, { isRepeat: true, warning });
		const positions = repeated.get(first);
		if (positions) positions.push(item.itemIndex);
		else repeated.set(first, [item.itemIndex]);
	}
	for (const [first, positions] of repeated) {
		const named = positions.slice(0, MOST_NAMED).join(', ');
		const more = positions.length > MOST_NAMED ? ` and ${positions.length - MOST_NAMED} more` : '';
		const others =
			positions.length === 1 ? `Item ${named} of this run has` : `Items ${named}${more} of this run have`;
		found.set(first, { isRepeat: false, warning: `${others} the same refund request ID.` });
	}
	return found;
}

function existingRefundOf(
	refund: Found<ShownRefund> | NotShown,
	{ version }: RefundIntent,
): RefundPreview['existingRefund'] {
	if (refund.kind === 'found') return statusOfRefund(refund.value, version);
	return refund.kind === 'notFound' ? 'none' : 'unknown';
}

function aboutExisting(intent: RefundIntent, refund: Found<ShownRefund> | NotShown): string[] {
	if (refund.kind === 'notFound') return [];
	if (refund.kind === 'noAnswer') {
		return [about('whether this refund exists already', refund)];
	}
	const status = gatePayStatusOf(refund.value, intent.version);
	const word = asText(status) || 'accepted';
	if (refundStatusOf(status) === 'failed') {
		return [
			`This refund exists already, and GatePay could not carry it out (${word}). Another reference makes a new one.`,
		];
	}
	const differences = differencesFromFound(intent, refund.value);
	return differences.length > 0
		? [`GatePay has a refund with this ID and other details: ${differences.join(', ')}.`]
		: [`This refund exists already (${word}) and would not be sent again.`];
}

/** Orders that were never paid are objected to; of any other status, GatePay publishes nothing. */
function aboutStatus({ prepayId, status }: Order): string[] {
	if (['PAID', 'PENDING', 'EXPIRED'].includes(status)) return [];
	return [
		status === ''
			? `GatePay does not show whether order ${prepayId} was paid.`
			: `The status of order ${prepayId} is ${status}, not PAID.`,
	];
}

function aboutAmount({ refundAmount, fields }: RefundIntent, order: Order): string[] {
	const { refundCurrency } = fields;
	const isSameCurrency = refundCurrency === undefined || isCurrencyOf(order, refundCurrency);
	return isSameCurrency && compareDecimals(refundAmount, order.orderAmount) === 0
		? ['The amount is the whole amount of the order.']
		: [];
}

/** What a run's items have to know of the account and look up once: balances by currency, refunds by order. */
function accountLookUps() {
	return {
		/** The end of the period that the ledger is looked up for, in Unix milliseconds. */
		now: Date.now(),
		balance: onceEach<Awaited<ReturnType<typeof lookUpBalance>>>(),
		refundsOfOrder: onceEach<RefundsOfOrder>(),
	};
}

type AccountLookUps = ReturnType<typeof accountLookUps>;

async function aboutAccount(
	intent: RefundIntent,
	{ order, currency }: { order: Order | undefined; currency: string | undefined },
	gateway: LookUpGateway,
	{ now, balance, refundsOfOrder }: AccountLookUps,
): Promise<string[]> {
	const { accountType, onBehalfOf } = gateway.account;
	// A merchant is shown all currencies at once.
	const named = accountType === 'merchant' ? '' : currency;
	const [ofBalance, ofOrder] = await Promise.all([
		currency === undefined
			? []
			: balance([named, onBehalfOf], () => lookUpBalance([currency], gateway)).then((found) =>
					aboutBalance(intent, currency, found),
				),
		refundsOfOrder([intent.prepayId, onBehalfOf], () =>
			lookUpLedgerRefunds(
				{
					startTime: order?.createTime ?? now - LONG_AGO,
					endTime: now,
					order: { prepayId: intent.prepayId },
				},
				gateway,
			),
		).then((found) => aboutRefundsOfOrder(intent, currency, found)),
	]);
	return [...ofBalance, ...ofOrder];
}

/** Warns if the payment account has less of a currency than a refund takes, or if that isn't known. */
function aboutBalance(
	{ refundAmount }: RefundIntent,
	currency: string,
	found: Awaited<ReturnType<typeof lookUpBalance>>,
): string[] {
	if (found.kind !== 'found') {
		return [about(`the balance in ${currency}`, found, ', so it may not be enough')];
	}
	const available = balanceIn(currency, found.value)?.available;
	const difference = compareDecimals(available, refundAmount);
	if (difference === undefined) {
		return [`GatePay shows no balance in ${currency}, so we can't tell if it is enough.`];
	}
	return difference < 0
		? [
				`The payment account holds ${available} ${currency}, less than this refund of ${refundAmount} ${currency}.`,
			]
		: [];
}

/** If GatePay doesn't say when an order was made, the ledger is looked at from so long ago on, in milliseconds. */
const LONG_AGO = 90 * 86_400_000;

type RefundsOfOrder = Awaited<ReturnType<typeof lookUpLedgerRefunds>>;

/**
 * Warns of refunds of the same order. The ledger may lag, and knows no reference: one of the same amount may be this
 * refund, made under another reference.
 */
function aboutRefundsOfOrder(
	{ refundAmount }: RefundIntent,
	currency: string | undefined,
	found: RefundsOfOrder,
): string[] {
	if (found.kind !== 'found') {
		return [about('its ledger', found, ', so earlier refunds of this order are not known')];
	}
	const cameBack = found.value.filter((refund) => refund.cameBack);
	const refunds = found.value.filter((refund) => !refund.cameBack);
	return [
		...aboutPaid(refunds, refundAmount, currency),
		...(cameBack.length === 0
			? []
			: [`The money of ${countOf(cameBack)} of this order came back: ${sumOf(cameBack)}.`]),
	];
}

function aboutPaid(
	refunds: readonly LedgerRefund[],
	refundAmount: string,
	currency: string | undefined,
): string[] {
	if (refunds.length === 0) return [];
	const same = refunds.filter(
		(refund) =>
			isSameAmount(refund.refundAmount, refundAmount) &&
			(currency === undefined || refund.currency === '' || isSameWord(refund.currency, currency)),
	).length;
	const which = refunds.length === 1 ? 'it has' : same === 1 ? '1 of them has' : `${same} of them have`;
	return [
		`The ledger shows ${countOf(refunds)} of this order already, of ${sumOf(refunds)}${same > 0 ? `; ${which} the same amount as this one` : ''}.`,
	];
}

function countOf({ length }: readonly LedgerRefund[]): string {
	return length === 1 ? '1 refund' : `${length} refunds`;
}

function sumOf(refunds: readonly LedgerRefund[]): string {
	const totals = new Map<string, string>();
	for (const { refundAmount, currency } of refunds) {
		totals.set(currency, addDecimals(totals.get(currency) ?? '0', refundAmount));
	}
	const sum = [...totals].map(([currency, total]) => `${total} ${currency}`.trimEnd()).join(' and ');
	return refunds.length === 1 ? sum : `${sum} in all`;
}

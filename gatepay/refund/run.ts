import type { Answer } from '../api/answer';
import type { GatePayRequest } from '../api/calls';
import { lookUpChains, type Chain } from '../api/chains';
import type { Found, Gateway, NotShown } from '../api/gateway';
import { isInOtherVersion, lookUpOrder, type Order } from '../api/order';
import { addDecimals, compareDecimals } from '../values/decimal';
import { InvalidValue } from '../values/readers';
import { fingerprintOf } from './body';
import { differencesBetween } from './differences';
import {
	brokenOff,
	failedAtGatePay,
	notRead,
	notSent,
	notSentBecause,
	notSentWithoutOrder,
	noAnswerAboutItem,
	otherVersion,
	type Failure,
	type Objection,
	type RefundMade,
} from './failures';
import { intentOf, type RefundDraft, type RefundIntent } from './intent';
import { followRefund } from './lookUp';
import type { RefundMemory, SentRefunds } from './memory';
import { objectionTo, objectionToChain } from './objections';
import { makeRefund } from './procedure';
import { isFinal, statusOfRefund } from './status';

/**
 * One item of a run on its way from its parameters to what comes out. It stays the same object all the way, so that
 * nothing has to be joined by position.
 */
export interface Item {
	/** The item's position in the input. */
	readonly itemIndex: number;
	state: ItemState;
}

export type ItemState =
	/** A refund to be made or previewed. */
	| { stage: 'read'; task: RefundTask }
	/** Something that is only looked up. */
	| { stage: 'toLookUp'; lookUp: () => Promise<Row[] | Failure> }
	| ReadyState
	| { stage: 'underWay'; task: RefundTask; intent: RefundIntent }
	| { stage: 'made'; task: RefundTask; made: RefundMade }
	/** What a look-up or a preview shows; several rows for an operation that lists. */
	| { stage: 'shown'; rows: Row[] }
	/** Without an intent if the item couldn't be read or its order wasn't found. */
	| { stage: 'failed'; intent?: RefundIntent; failure: Failure };

/** What a look-up shows: the fields of one item. */
export type Row = Record<string, unknown>;

/** Everything is known, and nothing was sent. */
export interface ReadyState {
	stage: 'ready';
	task: RefundTask;
	intent: RefundIntent;
	/** The order, if it was looked up and found. */
	order?: Order;
	/** Why it was not, if it was looked up; `isNotFound`: GatePay says that there is none. */
	missing?: Failure & { isNotFound: boolean };
	/** What speaks against it; judged only after the refund was looked up. */
	objection?: Objection;
	/** The item of this run that makes the same refund; this one takes its result. */
	sameAs?: Item;
}

/** The refund that an item describes, and what it is made with. */
export interface RefundTask {
	draft: RefundDraft;
	options: RefundOptions;
	gateway: Gateway;
}

/** How a refund is made, shown, and held back; times in milliseconds. */
export interface RefundOptions {
	/** Orders processed in parallel; a run takes the first item's. */
	concurrency: number;
	/** What Preview called the refund that may be sent; another one is not. */
	expectedFingerprint: string | undefined;
	/** In days; an older order is not refunded. */
	maximumOrderAge: number | undefined;
	/** A decimal string; a larger refund is not sent. */
	maximumRefundAmount: string | undefined;
	/** A decimal string: what the node may send in one execution, in each currency. */
	maximumTotalAmount: string | undefined;
	maximumWait: number;
	/** Whether a chain that takes a memo may be sent to without one. */
	memoNotNeeded: boolean;
	settleTime: number;
	simplify: boolean;
	waitForResult: boolean;
}

/**
 * So many items in a row without an answer of GatePay's mean that GatePay or the network is down. Its own answers, however
 * odd, are none: no poisoned item may hold up those behind it for good.
 */
const UNANSWERED_IN_A_ROW = 3;

/** What a run of refunds needs to know of its node. */
export interface RunSettings {
	/** Whether no refund is started after the first one that fails; those not started stay ready. */
	stopsOnFailure: boolean;
	/** Names the node and the execution. */
	execution: string;
}

/**
 * Makes the refund of each item. Every order is looked up before the first refund is sent, so that one bad item means
 * that nothing is sent if the run stops at it. Never throws: whatever goes wrong, each item says what it came to.
 */
export async function makeRefunds(
	items: readonly Item[],
	memory: RefundMemory,
	{ stopsOnFailure, execution }: RunSettings,
): Promise<void> {
	const isStopped = () => stopsOnFailure && items.some(({ state }) => state.stage === 'failed');
	try {
		if (isStopped()) return;
		await prepareRefunds(items);
		refuseUnexpected(items);
		refuseRepeats(items);
		const limited = readyOnes(items).find(({ ready }) => ready.task.options.maximumTotalAmount !== undefined);
		const sent = limited && memory.sentIn(execution, limited.ready.task.gateway.now());
		const release = sent && holdUnderTotal(items, sent);
		try {
			if (isStopped()) return;
			await sendAll(items, stopsOnFailure, async (ready, watch) => {
				const result = await makeOne(ready, memory, watch);
				if (sent && mayHaveSent(result)) sent.set(ready.intent.refundRequestId, moneyOf(ready));
				return result;
			});
		} finally {
			release?.();
		}
	} catch (fault) {
		for (const item of items) breakOff(item, fault);
	}
}

/**
 * Looks up the orders and chains that have to be, and gives every refund its ID. Sends nothing.
 *
 * @param looksUpAll whether an order is looked up, too, if the refund could do without
 * @param without    what becomes of an item whose order is needed and not shown
 */
export async function prepareRefunds(
	items: readonly Item[],
	looksUpAll = false,
	without: (task: RefundTask, failure: Failure) => ItemState = (_, failure) => ({ stage: 'failed', failure }),
): Promise<void> {
	const orders = onceEach<Found<Order> | NotShown>();
	const chains = onceEach<Found<Chain[]> | NotShown>();
	const others = onceEach<boolean>();
	await concurrently(items, concurrencyOf(items), async (item) => {
		const { state } = item;
		if (state.stage !== 'read') return;
		const { task } = state;
		const { draft, gateway } = task;
		const { version, order: identifier } = draft;
		const account = gateway.account.onBehalfOf;
		if (gateway.isCancelled() && (needsOrder(task) || looksUpAll)) {
			const failure = notSentBecause('The execution was stopped', 'Nothing was sent for this item.');
			item.state = { stage: 'failed', failure };
			return;
		}
		// Items of the same order share one look-up.
		const order =
			needsOrder(task) || looksUpAll
				? await orders([identifier, account], () => lookUpOrder(version, identifier, gateway))
				: undefined;
		let missing: ReadyState['missing'];
		if (order && order.kind !== 'found') {
			const isNotFound = order.kind === 'notFound';
			const isInOther =
				isNotFound &&
				(await others([identifier, account], () => isInOtherVersion(version, identifier, gateway)));
			const failure = notSentWithoutOrder(identifier, order, otherVersion(version, isInOther));
			missing = { ...failure, isNotFound };
			if (needsOrder(task)) {
				item.state = without(task, missing);
				return;
			}
		}
		const found = order?.kind === 'found' ? order.value : undefined;
		const currency = String(draft.fields.refundCurrency ?? found?.currency ?? '').toUpperCase();
		const shown = isWeb3(draft)
			? await chains([currency, account], () => lookUpChains(currency, gateway))
			: undefined;
		item.state = readyState(task, found, shown);
		if (missing && item.state.stage === 'ready') item.state.missing = missing;
	});
}

/** Whether the order must be looked up before the refund can be made. */
function needsOrder({ draft, options }: RefundTask): boolean {
	const needsCurrency = isWeb3(draft) || options.maximumTotalAmount !== undefined;
	return (
		'merchantTradeNo' in draft.order ||
		draft.amount === 'full' ||
		options.maximumOrderAge !== undefined ||
		(needsCurrency && draft.fields.refundCurrency === undefined)
	);
}

/** Whether Create looks at more than the refund itself before it sends. */
export function isJudged(task: RefundTask): boolean {
	return needsOrder(task) || isWeb3(task.draft);
}

function isWeb3({ fields }: RefundDraft): boolean {
	return fields.refundChain !== undefined;
}

function readyState(
	task: RefundTask,
	order: Order | undefined,
	chains: Found<Chain[]> | NotShown | undefined,
): ItemState {
	try {
		const { maximumOrderAge, maximumRefundAmount, memoNotNeeded } = task.options;
		const intent = intentOf(task.draft, { order, chains });
		if (isAbove(intent.refundAmount, maximumRefundAmount)) {
			throw new InvalidValue(
				`The amount ${intent.refundAmount} is above 'Max Refund Amount' (${maximumRefundAmount})`,
			);
		}
		const age = maximumOrderAge === undefined ? undefined : { maximumOrderAge, now: Date.now() };
		const objection =
			(order && objectionTo(intent, order, age)) ??
			(chains && objectionToChain(intent, chains, memoNotNeeded));
		return {
			stage: 'ready',
			task,
			intent,
			...(order === undefined ? {} : { order }),
			...(objection === undefined ? {} : { objection }),
		};
	} catch (thrown) {
		return { stage: 'failed', failure: notRead(thrown) };
	}
}

/** What was approved is what is sent. */
function refuseUnexpected(items: readonly Item[]): void {
	for (const { item, ready } of readyOnes(items)) {
		const { expectedFingerprint } = ready.task.options;
		if (expectedFingerprint === undefined) continue;
		if (expectedFingerprint === fingerprintOf(ready.intent, ready.task.gateway.account)) continue;
		refuse(
			item,
			ready,
			"What would be sent is not what was previewed: 'Fingerprint' differs",
			'Nothing was sent. Run the preview again and have its result approved.',
		);
	}
}

/** An item of a run that comes to the refund request ID of an item before it. */
export interface Repeat {
	/** The first item with this ID. */
	first: Item;
	item: Item;
	ready: ReadyState;
	/** Why it can't be told which refund was meant; undefined if both items are the same refund. */
	failure: Failure | undefined;
}

/** Finds the items of one run that come to the same refund request ID, and leaves them unchanged. */
export function repeatsIn(items: readonly Item[]): Repeat[] {
	const firsts = new Map<string, { item: Item; ready: ReadyState }>();
	return readyOnes(items).flatMap(({ item, ready }) => {
		const first = firsts.get(ready.intent.refundRequestId);
		firsts.set(ready.intent.refundRequestId, first ?? { item, ready });
		return first ? [{ first: first.item, item, ready, failure: whyNotRepeated(first, { item, ready }) }] : [];
	});
}

/**
 * Marks the items of one run that come to the same refund request ID. Which of two was meant can't be known if they
 * differ, or if nothing but the amount tells refunds apart: those are not sent.
 */
export function refuseRepeats(items: readonly Item[]): void {
	for (const { first, item, ready, failure } of repeatsIn(items)) {
		item.state = failure ? { stage: 'failed', intent: ready.intent, failure } : { ...ready, sameAs: first };
	}
}

function whyNotRepeated(...two: [ReadyItem, ReadyItem]): Failure | undefined {
	const [first, second] = two.map(({ item, ready }) => ({
		position: item.itemIndex,
		intent: ready.intent,
		onBehalfOf: ready.task.gateway.account.onBehalfOf,
	})) as [RefundOfItem, RefundOfItem];
	const { intent } = second;
	const items = `Items ${first.position} and ${second.position}`;
	if (intent.refundRequestIdFrom === 'orderAndAmount') {
		return notSentBecause(
			`${items} have the same order and amount: it isn't clear whether that is one refund or two`,
			"Choose 'Reference' in 'Prevent Duplicates By' and give each refund its own 'Refund Reference'.",
		);
	}
	const differences = differencesBetween(first, second);
	return differences.length === 0
		? undefined
		: notSentBecause(
				`${items} have the same refund request ID, but are different refunds: ${differences.join(', ')}`,
				"Give each refund its own 'Refund Reference' or 'Refund Request ID'.",
			);
}

type RefundOfItem = Parameters<typeof differencesBetween>[0];

/**
 * Holds all refunds of a run back if they, and what the node sent in this execution before, add up to more than it may
 * send. They are added up by currency; a refund counts once, however often it comes.
 */
export function refuseAboveTotal(items: readonly Item[], sent: SentRefunds): void {
	const all = readyOnes(items);
	const limit = all.reduce<string | undefined>((lowest, { ready }) => {
		const { maximumTotalAmount } = ready.task.options;
		return lowest === undefined || isAbove(lowest, maximumTotalAmount) ? maximumTotalAmount : lowest;
	}, undefined);
	const refunds = new Map(sent);
	for (const { ready } of all) refunds.set(ready.intent.refundRequestId, moneyOf(ready));
	const totals = new Map<string, string>();
	for (const { amount, currency } of refunds.values()) {
		totals.set(currency, addDecimals(totals.get(currency) ?? '0', amount));
	}
	const above = [...totals].find(([, total]) => isAbove(total, limit));
	if (above === undefined) return;
	const [currency, total] = above;
	const before = sent.size > 0 ? ', with what was sent in this execution before,' : '';
	for (const { item, ready } of all) {
		refuse(
			item,
			ready,
			`All refunds of this run${before} come to ${`${total} ${currency}`.trimEnd()}, above 'Max Total Amount' (${limit})`,
			"Nothing was sent in this run. Check the list of refunds, then raise 'Max Total Amount' or split the run.",
		);
	}
}

/**
 * The same, and counts what may be sent now: an agent that calls its tool several times at once runs the node in
 * parallel, and each of these passes has to see the others.
 *
 * @returns what counts no longer, once the pass is over, what was not sent
 */
function holdUnderTotal(items: readonly Item[], sent: SentRefunds): () => void {
	refuseAboveTotal(items, sent);
	const held = new Map<string, Money>();
	for (const { ready } of readyOnes(items)) {
		const { refundRequestId } = ready.intent;
		if (!sent.has(refundRequestId)) held.set(refundRequestId, moneyOf(ready));
	}
	for (const [refundRequestId, money] of held) sent.set(refundRequestId, money);
	return () => {
		for (const [refundRequestId, money] of held) {
			// What was sent, by this pass or by another one, has taken its place.
			if (sent.get(refundRequestId) === money) sent.delete(refundRequestId);
		}
	};
}

interface Money {
	amount: string;
	currency: string;
}

function moneyOf({ intent, order }: ReadyState): Money {
	const currency = String(intent.fields.refundCurrency ?? order?.currency ?? '').toUpperCase();
	return { amount: intent.refundAmount, currency };
}

function mayHaveSent(result: RefundMade | Failure): boolean {
	return result.kind === 'made' ? result.outcome !== 'existing' : result.kind === 'outcomeUnknown';
}

/**
 * Makes the refunds that are ready: up to `concurrency` orders in parallel, the refunds of one order in turn and in
 * their order, each refund request ID once.
 *
 * @param makeOne makes one refund, and lets `watch` see each call; should it throw, that refund's outcome is unknown
 */
export async function sendAll(
	items: readonly Item[],
	stopsOnFailure: boolean,
	makeOne: (refund: ReadyState, watch: Watch) => Promise<RefundMade | Failure>,
): Promise<void> {
	let isStopped = false;
	let unansweredInARow = 0;

	const makeNext = async ({ item, ready }: ReadyItem): Promise<void> => {
		if (isStopped) return;
		const { sameAs, task, intent } = ready;
		if (sameAs !== undefined) {
			item.state = stateOfRepeat(ready, sameAs.state);
			return;
		}
		if (unansweredInARow >= UNANSWERED_IN_A_ROW) {
			refuse(
				item,
				ready,
				`GatePay answered nothing for ${UNANSWERED_IN_A_ROW} refunds before this one`,
				'This one was not started. Run the workflow again later, with the same input.',
			);
			return;
		}
		item.state = { stage: 'underWay', task, intent };
		let isSent = false;
		let isAnswered = false;
		// What GatePay says of a refund that it had no answer to is no answer to the send.
		const watch: Watch = ({ call }, answer) => {
			const isSend = call === 'createRefundV1' || call === 'createRefundV2';
			if (isSend || !isSent) isAnswered = 'envelope' in answer;
			isSent ||= isSend;
		};
		const result = await makeOne(ready, watch).catch((fault: unknown) => brokenOff(intent, 1, fault));
		item.state =
			result.kind === 'made'
				? { stage: 'made', task, made: result }
				: { stage: 'failed', intent, failure: result };
		unansweredInARow = isAnswered || result.kind === 'made' ? 0 : unansweredInARow + 1;
		if (stopsOnFailure && result.kind !== 'made') isStopped = true;
	};

	await concurrently(byOrder(readyOnes(items)), concurrencyOf(items), async (order) => {
		for (const refund of order) await makeNext(refund);
	});
}

async function makeOne(
	{ task, intent, objection }: ReadyState,
	memory: RefundMemory,
	watch: Watch,
): Promise<RefundMade | Failure> {
	const { options } = task;
	const gateway = watched(task.gateway, watch);
	const result = await makeRefund(intent, options, { gateway, memory }, objection);
	if (result.kind !== 'made' || !options.waitForResult) return result;
	// Whatever goes wrong now, GatePay has the refund.
	return await waitForResult(result, options.maximumWait, gateway).catch(() => result);
}

/** Sees each call, and what came of it. */
type Watch = (request: GatePayRequest, answer: Answer) => void;

function watched(gateway: Gateway, watch: Watch): Gateway {
	return {
		account: gateway.account,
		async call(request) {
			const answer = await gateway.call(request);
			watch(request, answer);
			return answer;
		},
		isCancelled: () => gateway.isCancelled(),
		wait: (milliseconds) => gateway.wait(milliseconds),
		now: () => gateway.now(),
		dateOf: (moment) => gateway.dateOf(moment),
	};
}

/**
 * Waits for the result of a refund that GatePay has. A result that isn't final when the time is over is no failure;
 * neither is a look-up that gets no answer.
 *
 * @param maximumWait milliseconds
 */
export async function waitForResult(
	made: RefundMade,
	maximumWait: number,
	gateway: Gateway,
): Promise<RefundMade | Failure> {
	if (isFinal(made.refundStatus)) return made;
	const { intent } = made;
	const last = await followRefund(intent, undefined, maximumWait, gateway);
	if (last?.kind !== 'found') return made;
	const refundStatus = statusOfRefund(last.value, intent.version);
	const settled: RefundMade = { ...made, envelope: last.envelope, refundStatus };
	return refundStatus === 'failed' ? failedAtGatePay(settled) : settled;
}

/** The refunds by order, in the order in which the orders first appear. */
function byOrder(refunds: readonly ReadyItem[]): Iterable<ReadyItem[]> {
	const orders = new Map<string, ReadyItem[]>();
	for (const refund of refunds) {
		const { prepayId } = refund.ready.intent;
		const order = orders.get(prepayId);
		if (order) order.push(refund);
		else orders.set(prepayId, [refund]);
	}
	return orders.values();
}

/** What an item comes to whose refund another item has made, or has not. */
function stateOfRepeat({ task, intent }: ReadyState, first: ItemState): ItemState {
	switch (first.stage) {
		case 'made':
			return { stage: 'made', task, made: { ...first.made, intent, outcome: 'existing', attempts: 0 } };
		case 'failed':
			return { stage: 'failed', intent, failure: { ...first.failure, attempts: 0 } };
		default:
			return { stage: 'ready', task, intent };
	}
}

/** Ends an item that a fault of this package has left without a result. */
export function breakOff(item: Item, fault: unknown): void {
	const { state } = item;
	switch (state.stage) {
		case 'toLookUp':
			item.state = { stage: 'failed', failure: noAnswerAboutItem(item.itemIndex, fault) };
			return;
		case 'read':
			item.state = { stage: 'failed', failure: notRead(fault) };
			return;
		case 'ready': {
			const isSentByAnother = state.sameAs !== undefined && state.sameAs.state.stage !== 'ready';
			const failure = brokenOff(state.intent, isSentByAnother ? 1 : 0, fault);
			item.state = { stage: 'failed', intent: state.intent, failure };
			return;
		}
		case 'underWay':
			item.state = { stage: 'failed', intent: state.intent, failure: brokenOff(state.intent, 1, fault) };
			return;
		default:
	}
}

function refuse(item: Item, { intent }: ReadyState, reason: string, advice: string): void {
	item.state = { stage: 'failed', intent, failure: notSent(intent, reason, advice) };
}

function isAbove(amount: string, limit: string | undefined): boolean {
	return limit !== undefined && (compareDecimals(amount, limit) ?? 1) > 0;
}

interface ReadyItem {
	item: Item;
	ready: ReadyState;
}

/** The items that are ready, with their state. */
function readyOnes(items: readonly Item[]): ReadyItem[] {
	return items.flatMap((item) => (item.state.stage === 'ready' ? [{ item, ready: item.state }] : []));
}

/** How many orders a run of refunds processes in parallel: as its first item says. */
export function concurrencyOf(items: readonly Item[]): number {
	for (const { state } of items) if ('task' in state) return state.task.options.concurrency;
	return 1;
}

/**
 * Works on each value, on at most `concurrency` of them at the same time, and takes them up in their order.
 *
 * @throws the first thing that `work` throws, once all work that was begun has come to its end: a refund that is on its
 *         way must not go on unwatched
 */
export async function concurrently<T>(
	values: Iterable<T>,
	concurrency: number,
	work: (value: T) => Promise<void>,
): Promise<void> {
	const waiting = values[Symbol.iterator]();
	const worker = async (): Promise<void> => {
		for (let next = waiting.next(); !next.done; next = waiting.next()) await work(next.value);
	};
	const ends = await Promise.allSettled(Array.from({ length: concurrency }, worker));
	for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** Does what several items of a run need only once: whoever comes with the same key gets the same result. */
export type OnceEach<T> = (key: unknown, work: () => Promise<T>) => Promise<T>;

/** @returns a function that remembers as long as somebody holds it; keys are told apart by their JSON */
export function onceEach<T>(): OnceEach<T> {
	const begun = new Map<string, Promise<T>>();
	return async (key, work) => {
		const name = JSON.stringify(key);
		const result = begun.get(name) ?? work();
		begun.set(name, result);
		return await result;
	};
}

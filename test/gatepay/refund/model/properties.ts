import type { RefundResult } from '../../../../gatepay/refund/failures';
import type { Payment } from './gatePay';
import type { Played } from './play';
import type { PlayedItem, PlayedRun } from './run';
import { learnedBy, PROCESS_ALWAYS, type Learned } from './processProperties';
import type { Property } from './property';
import {
	areSecondsApart,
	isNotFound,
	isRetryAdvice,
	isRetryCode,
	leftThisMachine,
	refusalOf,
	SECONDS_APART,
} from './reading';
import type { Step } from './step';

const LONGEST_CALL = 30_000;
const MOST_SENDS = 3;

const BELIEVED_AT_ONCE: readonly string[] = ['400001', '400002', '400004', '400007'];
const BELIEVED_AFTER_ONE_LOOK_UP: readonly string[] = [
	...['400202', '400203', '400205', '400304', '400605', '400622', '400623'],
	...['500008', '500204', '500205', '500207', '500208'],
];

/** What holds for every history, whatever GatePay does. */
export const ALWAYS: Readonly<Record<string, Property>> = {
	'ends, does nothing after a stop, and pauses for positive times only': ({ wrongs }) => wrongs,
	'pays no refund twice within one run': (played) =>
		paidTwice(played, ({ cause }, meaning) => `${meaning}, in run ${cause.run}`),
	'looks up before it sends': forEachItem(looksUpFirst),
	'reports as made only what is in the ledger, and as it is there': forEachItem(madeIsThere),
	'reports as failed only what failed at GatePay': forEachItem(failedHasFailed),
	'reports as not sent or refused nothing that this run paid': forEachItem(notMadeIsNotPaid),
	'believes a doubtful refusal only after looking it up': forEachItem(refusalIsDoubted),
	'counts the sends that left this machine, three at most': forEachItem(countsSends),
	'sends again only where GatePay documents it, and never after silence': forEachItem(resendsAreDocumented),
	'sends nothing for an order that speaks against it, and judges that after looking it up':
		forEachItem(heedsObjections),
	'names the refund request ID, and says what happened and what to do': forEachItem(saysWhatHappened),
	'ends soon after its time': forEachItem(endsInTime),
	'shows for a repeat what the item before it came to': repeatsTakeResults,
	...PROCESS_ALWAYS,
	'works on the refunds of an order in turn, and on as many orders as it may': eachOrderInTurn,
	'leaves no item out, and begins none after a failure that stops the run': stopsAtFailure,
	'shows the truth when it is run again later': settlesLater,
};

/** What holds over all runs where a repeated ID is not paid again, or where every refund can be seen in time. */
export const NEVER_TWICE: Readonly<Record<string, Property>> = {
	'pays no refund twice': (played) => paidTwice(played, (_, meaning) => meaning),
};

/** One item, and what a property needs to know of its surroundings. */
interface Seen extends PlayedItem {
	run: PlayedRun;
	position: number;
	/** The sends of all items of the run for the same refund request ID. */
	sends: readonly Step[];
	ledger: readonly Payment[];
	/** Whether an item before it makes the same refund. */
	isRepeat: boolean;
	/** What its process learned of this refund, by all of its runs. */
	history: readonly Learned[];
}

function forEachItem(property: (item: Seen) => string | undefined): Property {
	return (played) =>
		itemsOf(played).flatMap((item) => {
			const wrong = property(item);
			return wrong === undefined ? [] : [`run ${item.run.index} item ${item.position} ${wrong}`];
		});
}

const itemsSeen = new WeakMap<Played, Seen[]>();

function itemsOf(played: Played): Seen[] {
	const items = itemsSeen.get(played) ?? itemsOfAllRuns(played);
	itemsSeen.set(played, items);
	return items;
}

function itemsOfAllRuns(played: Played): Seen[] {
	const learned = learnedBy(played);
	return played.runs.flatMap((run) => itemsOfRun(played, run, learned));
}

function itemsOfRun(
	{ ledger }: Played,
	run: PlayedRun,
	learned: ReadonlyMap<string, readonly Learned[]>,
): Seen[] {
	const allSends = run.items.flatMap(({ steps }) => steps.filter(({ what }) => what === 'send'));
	return run.items.map(({ refund, meaning, steps, begunAt, endedAt, made, statuses, result }, position) => {
		const isRepeat = refund.kind === 'ready' && refund.repeats !== undefined;
		const id = refund.kind === 'ready' ? refund.intent.refundRequestId : '';
		const sends = allSends.filter(({ refundRequestId }) => refundRequestId === id);
		// Named one by one: spreading would take a tenth of the time of all histories.
		return {
			refund,
			meaning,
			steps,
			begunAt,
			endedAt,
			statuses,
			made,
			result,
			run,
			position,
			sends,
			ledger,
			isRepeat,
			history: learned.get(`${run.process} ${id}`) ?? [],
		};
	});
}

function paidTwice({ runs, ledger }: Played, keyOf: (payment: Payment, meaning: string) => string): string[] {
	const keys = ledger.map((payment) => {
		const { run, position } = payment.cause;
		return keyOf(payment, runs[run]?.items[position]?.meaning ?? '');
	});
	return keys.filter((key, index) => keys.indexOf(key) < index).map((key) => `paid twice: ${key}`);
}

function looksUpFirst({ run, steps }: Seen): string | undefined {
	const firstSend = steps.findIndex(({ what }) => what === 'send');
	if (!run.plan.checkExisting || firstSend < 0) return undefined;
	const before = steps[firstSend - 1];
	return before && isNotFound(before) ? undefined : 'was sent before GatePay said that it has no such refund';
}

function madeIsThere({ refund, result, statuses, ledger, isRepeat }: Seen): string | undefined {
	if (result?.kind !== 'made') return undefined;
	if (refund.kind !== 'ready') return 'was not ready, and is reported as made';
	const { refundRequestId, prepayId, refundAmount } = refund.intent;
	const isThere = ledger.some(
		(payment) =>
			payment.refundRequestId === refundRequestId &&
			payment.prepayId === prepayId &&
			Number(payment.refundAmount) === Number(refundAmount),
	);
	if (!isThere) return 'is reported as made, and is not in the ledger';
	if (result.intent.refundRequestId !== refundRequestId) return 'is reported as another refund';
	if (isRepeat) return undefined;
	if (result.outcome === 'accepted')
		return result.refundStatus === 'accepted' ? undefined : 'is not accepted';
	// It may have become final while the answer was on its way.
	const words = ['PROCESS', ...statuses];
	return words.some((word) => STATUS[word] === result.refundStatus)
		? undefined
		: `is reported as ${result.refundStatus}, and is ${statuses.join()}`;
}

const STATUS: Readonly<Record<string, string>> = {
	PROCESS: 'pending',
	SUCCESS: 'succeeded',
	WAITING_FOR_AUDIT: 'unknown',
};

function failedHasFailed({ result, run, refund, statuses }: Seen): string | undefined {
	if (result?.kind !== 'failed') return undefined;
	const first =
		refund.kind === 'ready' && refund.repeats !== undefined ? run.items[refund.repeats] : undefined;
	return (first?.statuses ?? statuses).includes('FAIL') ? undefined : 'is reported as failed, and has not';
}

function notMadeIsNotPaid({ result, steps, sends, ledger }: Seen): string | undefined {
	if (result?.kind !== 'notSent' && result?.kind !== 'refused') return undefined;
	const isCause = ({ cause }: Payment) => sends.includes(cause) || steps.includes(cause);
	return ledger.some(isCause) ? `is reported as ${result.kind}, and this run paid it` : undefined;
}

function refusalIsDoubted({ result, steps }: Seen): string | undefined {
	const lastSend = steps.findLastIndex(({ what }) => what === 'send');
	if (result?.kind !== 'refused' || lastSend < 0) return undefined;
	const code = refusalOf(steps[lastSend]?.reply);
	if (code === undefined || isRetryCode(code)) return 'is reported as refused, and nobody knows';
	if (BELIEVED_AT_ONCE.includes(code)) return undefined;
	const notFounds = steps.slice(lastSend).filter(isNotFound);
	if (notFounds.length === 0) return 'is reported as refused, and was not looked up';
	return BELIEVED_AFTER_ONE_LOOK_UP.includes(code) || areSecondsApart(notFounds)
		? undefined
		: 'is reported as refused, and was not looked up twice, seconds apart';
}

function countsSends({ result, steps }: Seen): string | undefined {
	const left = steps.filter(leftThisMachine).length;
	if (left > MOST_SENDS) return `was sent ${left} times`;
	if (!result) return undefined;
	const isExisting = result.kind === 'made' && result.outcome === 'existing';
	if (isExisting && left > 0) return 'is reported as existing, and was sent';
	if (result.kind === 'made' && !isExisting && left === 0) return `is reported as ${result.outcome}, unsent`;
	return result.attempts === left ? undefined : `counts ${result.attempts} sends, and made ${left}`;
}

function resendsAreDocumented({ refund, sends, steps, isRepeat }: Seen): string | undefined {
	if (refund.kind !== 'ready' || isRepeat)
		return steps.length > 0 ? 'was to call nobody, and did' : undefined;
	if (sends.some((send) => !steps.includes(send))) return 'was sent by two items';
	for (let index = 1; index < sends.length; index++) {
		const wrong = wrongWithResend(steps, sends[index - 2], sends[index - 1] as Step, sends[index] as Step);
		if (wrong !== undefined) return wrong;
	}
	return undefined;
}

function wrongWithResend(
	steps: readonly Step[],
	twoBefore: Step | undefined,
	before: Step,
	send: Step,
): string | undefined {
	const between = steps.slice(steps.indexOf(before) + 1, steps.indexOf(send));
	const isExpired = refusalOf(before.reply) === '400003';
	if (isExpired && refusalOf(twoBefore?.reply) === '400003') return 'was signed anew twice';
	if (!isExpired && !isRetryAdvice(before)) return `was sent again after ${JSON.stringify(before.reply)}`;
	return areSecondsApart(between.filter(isNotFound))
		? undefined
		: 'was sent again without two look-ups, seconds apart, that do not find it';
}

function heedsObjections({ run, refund, result, steps, isRepeat }: Seen): string | undefined {
	if (refund.kind !== 'ready' || refund.objection === undefined || isRepeat) return undefined;
	if (steps.some(({ what }) => what === 'send')) return 'was sent';
	if (!result || result.kind === 'made' || !result.happened.includes(refund.objection)) return undefined;
	const last = steps.at(-1);
	return run.plan.checkExisting && !(last && isNotFound(last))
		? 'was judged before it was looked up'
		: undefined;
}

function saysWhatHappened({ refund, result }: Seen): string | undefined {
	if (!result || result.kind === 'made') return undefined;
	const { happened, advice } = result;
	if (refund.kind === 'ready' && !happened.includes(refund.intent.refundRequestId)) {
		return `is not named: ${happened}`;
	}
	return [happened, advice].every((text) => /^['A-Z].{20,}[.!?…]”?$/s.test(text))
		? undefined
		: `is told in no sentence: ${happened} ${advice}`;
}

function endsInTime(seen: Seen): string | undefined {
	const { run, steps, endedAt } = seen;
	const { settleTime } = run.plan;
	const [first] = steps;
	if (!first) return undefined;
	const sentAt = steps.findIndex(({ what }) => what === 'send');
	const before = sentAt < 0 ? steps : steps.slice(0, sentAt);
	const pausedBefore = pausesOf(before);
	const pausedAfter = sentAt < 0 ? 0 : pausesOf(steps.slice(sentAt));
	// The second of two look-ups that are needed is made even when the time is over; for each send where it was signed anew.
	const most = settleTime + SECONDS_APART;
	const mostAfter = most + (wasSignedAnew(steps) ? SECONDS_APART : 0);
	if (pausedBefore > (isRemembered(seen) ? most : 0))
		return `paused for ${pausedBefore} ms before it was sent`;
	if (pausedAfter > mostAfter) return `paused for ${pausedAfter} ms`;
	// Beside the look-ups within the time: a look-up and a send before it, and at its end a look-up, a send and a look-up;
	// each of them perhaps signed anew. The same once more where it is looked up for an earlier run's sake.
	const longest = most + mostAfter + 12 * LONGEST_CALL;
	return endedAt - first.from <= longest ? undefined : `took ${endedAt - first.from} ms`;
}

function wasSignedAnew(steps: readonly Step[]): boolean {
	const [first, second] = steps.filter(({ what }) => what === 'send');
	return !!second && refusalOf(first?.reply) === '400003';
}

function pausesOf(steps: readonly Step[]): number {
	return steps
		.filter(({ what }) => what === 'wait')
		.reduce((sum, { from, to }) => sum + (to === undefined ? 0 : to - from), 0);
}

/** Whether the process may know something of the refund before this item works on it. */
function isRemembered({ history: events, steps }: Seen): boolean {
	return events.some(({ at }) => at <= (steps[0]?.from ?? 0));
}

function eachOrderInTurn({ runs }: Played): string[] {
	return runs.flatMap(({ index, plan, items }) => {
		const spans = items.flatMap(({ refund, steps }, position) => {
			const [first] = steps;
			if (!first || refund.kind !== 'ready') return [];
			const to = Math.max(...steps.map((step) => step.to ?? Infinity));
			return [{ position, order: refund.intent.prepayId, from: first.from, to }];
		});
		return spans.flatMap(({ position, order, from, to }) => {
			const isEarly = spans.some(
				(other) => other.position < position && other.order === order && other.to > from,
			);
			const beside = spans.filter((other) => other.from <= from && other.to > from && to > from).length;
			return [
				...(isEarly ? [`run ${index} item ${position} began before one of its order had ended`] : []),
				...(beside > plan.concurrency ? [`run ${index} processed ${beside} items in parallel`] : []),
			];
		});
	});
}

function stopsAtFailure({ runs }: Played): string[] {
	return runs.flatMap(({ index, plan, items, hasEnded }) => {
		if (!hasEnded) return [];
		const failed = items.filter(
			({ refund, result }) => refund.kind === 'ready' && result && result.kind !== 'made',
		);
		if (!plan.stopsOnFailure || failed.length === 0) {
			return items.some(({ result }) => !result) ? [`run ${index} left items out`] : [];
		}
		const stopsAt = Math.min(...failed.map(({ endedAt }) => endedAt));
		return items.some(({ steps, begunAt }) => steps.length > 0 && begunAt > stopsAt)
			? [`run ${index} began an item after a failure`]
			: [];
	});
}

/** The last run of every history is the one that the messages advise: later, with the same input. */
function settlesLater({ runs, ledger }: Played): string[] {
	const last = runs.at(-1);
	return (last?.items ?? []).flatMap(({ refund, result, statuses, steps, meaning }) => {
		if (refund.kind !== 'ready') return [`${meaning} is not ready`];
		const { refundRequestId, refundAmount } = refund.intent;
		const earlier = ledger.find(
			(payment) => payment.refundRequestId === refundRequestId && !steps.includes(payment.cause),
		);
		const shown = result?.kind === 'made' ? result.outcome : result?.kind;
		const expected = !earlier
			? 'accepted'
			: statuses[0] === 'FAIL'
				? 'failed'
				: Number(earlier.refundAmount) !== Number(refundAmount)
					? 'notSent'
					: 'existing';
		return shown === expected ? [] : [`the last run shows ${meaning} as ${shown}, not ${expected}`];
	});
}

function repeatsTakeResults({ runs }: Played): string[] {
	return runs.flatMap(({ index, items }) =>
		items.flatMap(({ refund, result }, position) => {
			// One that was not begun is judged by `stopsAtFailure`.
			if (refund.kind !== 'ready' || refund.repeats === undefined || !result) return [];
			const first = items[refund.repeats]?.result;
			const shown = (one: RefundResult | undefined) => (one?.kind === 'made' ? one.refundStatus : one?.kind);
			const isTaken =
				shown(first) === shown(result) && (result?.kind !== 'made' || result.outcome === 'existing');
			return isTaken
				? []
				: [`run ${index} item ${position} shows ${shown(result)}, and the item before it ${shown(first)}`];
		}),
	);
}

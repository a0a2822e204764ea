import type { Reply } from '../../../../gatepay/api/answer';
import type { Payment } from './gatePay';
import type { Played } from './play';
import type { Property } from './property';
import { areSecondsApart, isNotFound, leftThisMachine } from './reading';
import type { Step } from './step';

/** How long a process remembers a refund after its last send, and how long what was sent may still arrive. */
const REMEMBERED_FOR = 600_000;
const MAY_STILL_ARRIVE = 120_000;

/** What holds for the runs of one process, whatever GatePay does. */
export const PROCESS_ALWAYS: Readonly<Record<string, Property>> = {
	'makes a refund by one run of a process at a time': oneAtATime,
	'does not send again for ten minutes what its process knows to be made': forEachSend(madeIsNotResent),
	'sends again what may still arrive only after two minutes and two look-ups':
		forEachSend(unknownIsResentLate),
};

/**
 * What holds for the runs of one process where a repeated ID is paid again, if what was sent without an answer is made
 * and shown within two minutes, or never. Older sends the process has forgotten.
 */
export const NEVER_TWICE_IN_A_PROCESS: Readonly<Record<string, Property>> = {
	'pays no refund twice within ten minutes of its last send': paidTwiceInAProcess,
};

/** What a process learned of a refund. */
export interface Learned {
	at: number;
	/** The position of the item, over all runs. */
	item: string;
	what: 'sent' | 'made' | 'closed';
	step?: Step;
	/** The steps of the item until then. */
	before: readonly Step[];
}

/** What each process learned of each refund, in its order: judged by what the items called and came to, and no more. */
export function learnedBy({ runs }: Played): Map<string, Learned[]> {
	const all = new Map<string, Learned[]>();
	for (const { process, index, items } of runs) {
		items.forEach(({ refund, steps, result: shown, made, endedAt }, position) => {
			if (refund.kind !== 'ready' || steps.length === 0) return;
			const key = `${process} ${refund.intent.refundRequestId}`;
			const learned = all.get(key) ?? [];
			all.set(key, learned);
			const item = `${index} ${position}`;
			steps.forEach((step, at) => {
				if (leftThisMachine(step)) {
					learned.push({ at: step.from, item, what: 'sent', step, before: steps.slice(0, at) });
				}
			});
			const result = made ?? shown;
			if (!result) return;
			const isThere =
				result.kind === 'made' ||
				steps.some(({ what, reply }) => what === 'lookUp' && shows(reply, refund.intent));
			const isClosed = result.kind === 'notSent' || result.kind === 'refused';
			if (isThere || isClosed) {
				learned.push({ at: endedAt, item, what: isThere ? 'made' : 'closed', before: steps });
			}
		});
	}
	// What ends at a moment comes before what begins at it.
	for (const learned of all.values()) {
		learned.sort((a, b) => a.at - b.at || Number(a.what === 'sent') - Number(b.what === 'sent'));
	}
	return all;
}

function shows(reply: Reply | undefined, { refundRequestId }: { refundRequestId: string }): boolean {
	return (
		reply?.kind === 'http' &&
		reply.status === 200 &&
		reply.text.startsWith('{"status":"SUCCESS"') &&
		reply.text.includes(`"refundRequestId":"${refundRequestId}"`)
	);
}

type LearnedSend = Learned & { step: Step };

/** What a process knows of a refund that it sent or found within ten minutes. */
interface Known {
	at: number;
	isMade: boolean;
	item: string;
}

/** Holds each send against what its process knew of the refund before it. */
function forEachSend(property: (send: LearnedSend, known: Known) => string | undefined): Property {
	return (played) =>
		[...learnedBy(played)].flatMap(([key, events]) => {
			const wrongs: string[] = [];
			let known: Known | undefined;
			for (const event of events) {
				if (known && event.at - known.at >= REMEMBERED_FOR) known = undefined;
				const { at, item, what, step } = event;
				if (what === 'closed') {
					known = undefined;
				} else if (what === 'made') {
					known = { at: known?.at ?? at, isMade: true, item };
				} else if (step) {
					const wrong = known && property({ ...event, step }, known);
					if (wrong !== undefined) wrongs.push(`${key} ${wrong}, in run and item ${item}`);
					known = { at, isMade: false, item };
				}
			}
			return wrongs;
		});
}

function madeIsNotResent({ at }: LearnedSend, known: Known): string | undefined {
	return known.isMade
		? `was known to be made, and was sent again ${at - known.at} ms after its last send`
		: undefined;
}

function unknownIsResentLate({ at, item, before }: LearnedSend, known: Known): string | undefined {
	// What one item sends again, `resendsAreDocumented` judges.
	if (known.isMade || known.item === item) return undefined;
	const settledAt = known.at + MAY_STILL_ARRIVE;
	if (at < settledAt) return `was sent again ${at - known.at} ms after a send of unknown outcome`;
	return areSecondsApart(before.filter((step) => isNotFound(step) && step.from >= settledAt))
		? undefined
		: 'was sent again without two look-ups, seconds apart, after two minutes';
}

function oneAtATime({ runs }: Played): string[] {
	const spans = runs.flatMap(({ process, index, items }) =>
		items.flatMap(({ refund, steps }, position) => {
			const [first] = steps;
			if (!first || refund.kind !== 'ready') return [];
			const key = `${process} ${refund.intent.refundRequestId}`;
			const to = Math.max(...steps.map((step) => step.to ?? Infinity));
			return [{ key, name: `run ${index} item ${position}`, from: first.from, to }];
		}),
	);
	return spans.flatMap((one, at) =>
		spans
			.slice(at + 1)
			.filter((other) => other.key === one.key && other.from < one.to && one.from < other.to)
			.map((other) => `${one.name} and ${other.name} made ${one.key} at the same time`),
	);
}

function paidTwiceInAProcess({ runs, ledger }: Played): string[] {
	const sends = runs.flatMap(({ process, items }) =>
		items.flatMap(({ steps }) => steps.filter(leftThisMachine).map((step) => ({ process, step }))),
	);
	const processOf = ({ cause }: Payment) => runs[cause.run]?.process;
	return ledger.flatMap((payment, at) => {
		const { cause, refundRequestId } = payment;
		const isRepeat = ledger
			.slice(0, at)
			.some((other) => other.refundRequestId === refundRequestId && processOf(other) === processOf(payment));
		const before = sends.filter(
			({ process, step }) =>
				process === processOf(payment) &&
				step.refundRequestId === refundRequestId &&
				step !== cause &&
				step.from <= cause.from,
		);
		const last = Math.max(...before.map(({ step }) => step.from));
		return isRepeat && cause.from - last < REMEMBERED_FOR
			? [`paid ${refundRequestId} twice, ${cause.from - last} ms after its last send`]
			: [];
	});
}

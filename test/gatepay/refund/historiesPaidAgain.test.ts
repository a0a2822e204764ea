import fc from 'fast-check';

import { HISTORIES } from '../runs';
import { RefundMemory } from '../../../gatepay/refund/memory';
import { ARE_FEW, explore, exploreAny, firstToBreak, LONG_ENOUGH, SEED, missingFrom } from './model/explore';
import { Figures } from './model/figures';
import { histories } from './model/histories';
import type { History } from './model/history';
import { play, type Played } from './model/play';
import { NEVER_TWICE_IN_A_PROCESS } from './model/processProperties';
import { ALWAYS, NEVER_TWICE } from './model/properties';
import type { Property } from './model/property';
import { story } from './model/story';

/**
 * The same with the worst GatePay that its documentation leaves open: it pays whatever arrives, a repeated refund
 * request ID included. The model takes its documentation at its word, because nothing can be done otherwise: a refusal
 * with HTTP 200 or 4xx means that this request makes nothing, but for the copy of one that arrived before, which is
 * answered 400003 or 400020; and behind these two, and 300000, 300001 and 400000 with HTTP 5xx, documented as "retry
 * with the same parameters", the refund either isn't made at all, or is made and shown to a query within three seconds.
 * `limits.test.ts` shows what happens where that isn't so.
 *
 * What a process remembers adds, for its runs within ten minutes of the last send of a refund, overlapping or not:
 * one that was accepted, recovered or found is never sent again, however long the query lags; one whose outcome is
 * unknown is, but only after two minutes and two look-ups, and so is paid once if it is made and shown by then. Another
 * process knows nothing of it.
 */
describe('however a history goes, where GatePay pays a repeated refund request ID again', () => {
	const figures = new Figures();

	it(
		'one run never pays a refund twice, and each result is true',
		async () => {
			await explore({ repeatedIds: 'payAgain', course: 'wild' }, { figures, properties: ALWAYS });
		},
		LONG_ENOUGH,
	);

	it(
		'no number of runs one after the other pays a refund twice, if each looks up first and finds all that was made before it',
		async () => {
			await explore(
				{ repeatedIds: 'payAgain', course: 'orderly' },
				{ figures, properties: { ...ALWAYS, ...NEVER_TWICE } },
			);
		},
		LONG_ENOUGH,
	);

	it(
		'the runs of one process, overlapping or not, pay no refund twice within ten minutes of its last send, however far the query lags behind what was accepted',
		async () => {
			await explore(
				{ repeatedIds: 'payAgain', course: 'oneProcess' },
				{ figures, properties: { ...ALWAYS, ...NEVER_TWICE_IN_A_PROCESS } },
			);
		},
		LONG_ENOUGH,
	);

	it('every fault and every outcome was among them', () => {
		// A few histories can't hold them all.
		expect(ARE_FEW ? [] : missingFrom(figures)).toEqual([]);
	});
});

describe('where nothing goes wrong', () => {
	it('the first run makes every refund with one send, and later ones find it', async () => {
		const allIsMadeOnce = ({ runs }: Played) => {
			const made = new Set<string>();
			return runs.flatMap(({ items, index }) =>
				items.flatMap(({ refund, meaning, result }) => {
					if (refund.kind !== 'ready') return []; // the same amount of the same order twice in a run
					const expected = made.has(meaning) ? 'existing 0' : 'accepted 1';
					made.add(meaning);
					const shown = result?.kind === 'made' ? `${result.outcome} ${result.attempts}` : result?.kind;
					return shown === expected ? [] : [`run ${index} shows ${meaning} as ${shown}, not ${expected}`];
				}),
			);
		};
		await exploreAny(histories({ repeatedIds: 'payAgain', course: 'orderly' }).map(withoutTrouble), {
			count: Math.min(HISTORIES, 2_000),
			figures: new Figures(),
			properties: { ...ALWAYS, ...NEVER_TWICE, 'makes each refund once': allIsMadeOnce },
		});
	});

	function withoutTrouble(history: History): History {
		return {
			...history,
			gatePay: { ...history.gatePay, endings: ['succeeds'] },
			sends: [],
			lookUps: [],
			runs: history.runs.map((run) => ({
				...run,
				crash: undefined,
				cancel: undefined,
				items: run.items.map((item) => ({ ...item, isChanged: false, hasObjection: false })),
			})),
		};
	}
});

describe('the histories', () => {
	it('come out the same when they are played twice', async () => {
		const some = fc.sample(histories({ repeatedIds: 'refuse', course: 'wild' }), {
			numRuns: 20,
			seed: SEED,
		});
		for (const history of some) {
			const [first, second] = [story(await play(history)), story(await play(history))];
			expect(second).toBe(first);
		}
	});
});

describe('the properties', () => {
	class ForgetfulMemory extends RefundMemory {
		override recall() {
			return undefined;
		}
	}

	class MemoryWithoutTurns extends RefundMemory {
		override oneAtATime<T>(_key: string, work: () => Promise<T>): Promise<T> {
			return work();
		}
	}

	it.each([
		[
			'forgets',
			ForgetfulMemory,
			'does not send again for ten minutes what its process knows to be made',
			'pays no refund twice within ten minutes of its last send',
		],
		[
			'lets two at once make a refund',
			MemoryWithoutTurns,
			'makes a refund by one run of a process at a time',
			'pays no refund twice within ten minutes of its last send',
		],
	])('notice within 500 histories each that a process %s', async (_, Memory, ...names) => {
		const all = { ...ALWAYS, ...NEVER_TWICE_IN_A_PROCESS };
		for (const name of names) {
			const found = await firstToBreak(histories({ repeatedIds: 'payAgain', course: 'oneProcess' }), {
				count: 500,
				properties: { [name]: all[name] as Property },
				Memory,
			});
			expect(found?.broken).toEqual([name]);
		}
	});
});

import fc from 'fast-check';

import { ARE_FEW, explore, exploreAny, LONG_ENOUGH, SEED, missingFrom } from './model/explore';
import { Figures } from './model/figures';
import { histories } from './model/histories';
import type { History } from './model/history';
import { play, type Played } from './model/play';
import { ALWAYS, NEVER_TWICE } from './model/properties';
import { story } from './model/story';

/**
 * The same with the worst GatePay that its documentation leaves open: it pays whatever arrives, a repeated refund
 * request ID included. The model takes its documentation at its word in two places, because nothing can be done
 * otherwise: a refusal with HTTP 200 or 4xx means that this request makes nothing; and behind 300000, 300001 and 400000
 * with HTTP 5xx, documented as "retry with the same parameters", the refund either isn't made at all, or is made and
 * shown to a query at once. `limits.test.ts` shows what happens where the second isn't so.
 */
describe('however a history goes, where GatePay pays a repeated refund request ID again', () => {
	const figures = new Figures();
	afterAll(() => console.log(figures.table(`Repeated IDs paid again, seed ${SEED}`)));

	it(
		'one run never pays a refund twice, and each result is true',
		async () => {
			await explore(
				{ repeatedIds: 'payAgain', isOrderly: false },
				{ count: 25_000, figures, properties: ALWAYS },
			);
		},
		LONG_ENOUGH,
	);

	it(
		'no number of runs one after the other pays a refund twice, if each asks first and finds all that was made before it',
		async () => {
			await explore(
				{ repeatedIds: 'payAgain', isOrderly: true },
				{ count: 25_000, figures, properties: { ...ALWAYS, ...NEVER_TWICE } },
			);
		},
		LONG_ENOUGH,
	);

	it('every fault and every outcome was among them', () => {
		// A quick run of a few histories can't meet them all.
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
		await exploreAny(histories({ repeatedIds: 'payAgain', isOrderly: true }).map(withoutTrouble), {
			count: 2_000,
			figures: new Figures(),
			properties: { ...ALWAYS, ...NEVER_TWICE, 'makes each refund once': allIsMadeOnce },
		});
	});

	function withoutTrouble(history: History): History {
		return {
			...history,
			gatePay: { ...history.gatePay, endings: ['succeeds'] },
			sends: [],
			asks: [],
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
		const some = fc.sample(histories({ repeatedIds: 'refuse', isOrderly: false }), {
			numRuns: 20,
			seed: SEED,
		});
		for (const history of some) {
			const [first, second] = [story(await play(history)), story(await play(history))];
			expect(second).toBe(first);
		}
	});
});

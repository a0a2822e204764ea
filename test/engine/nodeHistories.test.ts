import fc from 'fast-check';

import { histories as howMany } from '../gatepay/tries';
import { Figures } from './nodeHistories/figures';
import { histories, type History } from './nodeHistories/history';
import { World } from './nodeHistories/play';
import { PROPERTIES } from './nodeHistories/properties';

/** The same histories every time, unless a seed is given. */
const SEED = Number(process.env.HISTORIES_SEED ?? 20_260_105);
/**
 * A tenth of what other suites play: each takes n8n's whole engine, and so fifty times as long as one of theirs. In CI
 * these take as long as all others together, which are played at the same time.
 */
const COUNT = Math.ceil(howMany(1_200) / 10);
/** So many hold every kind of end, and a fault in many of the node's parts. */
const MANY = 2_500;
/** Time for one history on a slow machine, in milliseconds. */
const LONG_ENOUGH = 300;

/**
 * The built node in n8n's own engine, with two branches behind it, parameters of every kind, a GatePay and a network
 * that fail in every way, Retry On Fail, executions in parallel, restarts, cancels, and faults in the node's own parts:
 * any of its functions may throw. Waiting takes no time. What fails is cut down to the smallest such history.
 */
describe('in every history of the node in n8n', () => {
	const figures = new Figures();
	let parts = 0;
	let wrongs: Record<string, string[]> = {};
	let smallest: History | undefined;

	beforeAll(
		async () => {
			const world = await World.start();
			const holds = fc.asyncProperty(histories(world.places), async (history) => {
				const played = await world.play(history);
				const found = Object.entries(PROPERTIES).map(([name, property]) => [name, property(played)] as const);
				if (found.every(([, wrong]) => wrong.length === 0)) return void figures.add(played);
				wrongs = Object.fromEntries(found);
				smallest = history;
				throw new Error('does not hold');
			});
			const { failed, errorInstance, numRuns } = await fc.check(holds, { numRuns: COUNT, seed: SEED });
			parts = world.entered.size;
			await world.close();
			if (failed && smallest === undefined) throw errorInstance;
			if (failed)
				console.log(`After ${numRuns} histories, seed ${SEED}: ${JSON.stringify(smallest, undefined, 1)}`);
		},
		60_000 + COUNT * LONG_ENOUGH,
	);

	it.each(Object.keys(PROPERTIES))('%s', (property) => {
		expect(wrongs[property] ?? []).toEqual([]);
	});

	it('every kind of end was among them, and many parts of the node threw', () => {
		if (COUNT < MANY) return expect(figures.of('histories')).toBe(COUNT);
		const ends = [
			'accepted',
			'recovered',
			'existing',
			'Not sent',
			'Refused',
			'Failed',
			'Outcome unknown',
			'No answer',
		];
		expect(ends.filter((end) => figures.of(`→ ${end}`) === 0)).toEqual([]);
		expect(figures.broken).toBeGreaterThan(parts * 0.3);
	});
});

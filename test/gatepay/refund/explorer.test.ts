import { expectSection, markdownTable } from '../../support/readmeSection';
import { explore, play, type Explored } from './explorer/explore';
import { PROPERTIES, type Property } from './explorer/promises';
import { SCENARIOS, type Scenario } from './explorer/scenarios';
import { replayed, story } from './explorer/story';

/** How many faults a history has at most. CI explores 3. */
const DOCUMENTED_FAULTS = 2;
const FAULTS = Number(process.env.EXPLORE_FAULTS ?? DOCUMENTED_FAULTS);
/** A story to play again, as it ends with it. */
const { STORY } = process.env;
/** For the deepest exploration on a slow machine, in milliseconds. */
const LONG_ENOUGH = 3_600_000;

const explored = new Map<Scenario, Explored>();
const named = (name: string) => SCENARIOS.find((scenario) => scenario.name === name) as Scenario;
const words = (properties: Iterable<Property>) => [...properties].sort().map((name) => PROPERTIES[name]);

/**
 * Every history of one refund with so many faults at most: each answer of GatePay's, each fate of a request, stops,
 * restarts, second executions, and runs at the edges of what a process remembers. Nothing is left to chance.
 */
describe.each(SCENARIOS)('$name: the refund', (scenario) => {
	it(
		scenario.drops === undefined
			? 'keeps every property'
			: `keeps every property but the limits, without “${scenario.drops}”`,
		async () => {
			const { found, ...counts } = await explore(scenario, FAULTS);
			explored.set(scenario, { found, ...counts });
			const { limits, limitsOfThreeFaults = [], today } = scenario;
			const expected = [...limits, ...today, ...(FAULTS >= 3 ? limitsOfThreeFaults : [])];
			for (const [property, { choices }] of found) {
				if (!expected.includes(property)) throw new Error(`\n${story(await play(scenario, choices))}`);
			}
			// Fewer faults may not be enough for all of them.
			if (FAULTS >= DOCUMENTED_FAULTS) expect(words(found.keys())).toEqual(words(new Set(expected)));
		},
		LONG_ENOUGH,
	);
});

describe('the explorer', () => {
	it('finds the same where it does not let histories with the same state go on as one', async () => {
		for (const scenario of [named('Three runs with a Settle Time of 2 seconds'), named('Restarts')]) {
			const merged = await explore(scenario, 1);
			const unmerged = await explore(scenario, 1, false);
			expect(unmerged.histories).toBe(merged.histories);
			expect(unmerged.played).toBeGreaterThan(merged.played);
			expect([...unmerged.found.entries()].map(([property, { histories }]) => [property, histories])).toEqual(
				[...merged.found.entries()].map(([property, { histories }]) => [property, histories]),
			);
		}
	});

	it('tells a history as a story, and plays it again from what the story says', async () => {
		const { found } = await explore(named('Two workers at the same moment'), 0);
		const told = story(
			await play(named('Two workers at the same moment'), found.get('paidOnce')?.choices ?? []),
		);
		expect(told).toBe(
			[
				'Two workers at the same moment:',
				'    0:00.00  run 1 begins',
				'    0:00.00  run 1 looks it up: GatePay has no such refund',
				'    0:00.00  run 2 begins',
				'    0:00.00  run 2 looks it up: GatePay has no such refund',
				'    0:00.10  run 1 sends it: GatePay accepts it',
				'    0:00.10  run 2 sends it: GatePay accepts it',
				'    0:00.20  run 1 says: accepted',
				'    0:00.20  run 2 says: accepted',
				'✗ The refund is paid once: paid up to 2 times: request 1 was carried out, request 2 was carried out',
				"Play it again: STORY='Two workers at the same moment: 0 0 0 0 0 0 0 0 0' npx jest test/gatepay/refund/explorer",
			].join('\n'),
		);
		expect(story(await replayed(/STORY='(.*)'/.exec(told)?.[1] ?? ''))).toBe(told);
	});

	it('writes what it found into the documentation', () => {
		const rows = SCENARIOS.map((scenario) => {
			const { histories, found } = explored.get(scenario) as Explored;
			const today = scenario.today.filter((property) => !scenario.limits.includes(property));
			const shown = [...found.keys()].sort();
			const wrong = shown.map(
				(property) => `${PROPERTIES[property]}${today.includes(property) ? ' (a fault)' : ''}`,
			);
			return [
				scenario.name,
				scenario.drops ?? 'all kept',
				about(histories),
				wrong.length === 0 ? 'all holds' : wrong.join('; '),
			];
		});
		const table = markdownTable(
			[
				'Histories of one refund',
				'Assumption dropped',
				'Histories',
				'What does not always hold: the refund …',
			],
			rows,
		);
		if (FAULTS === DOCUMENTED_FAULTS) expectSection('docs/reliability.md', 'histories table', table);
		else console.log(`Up to ${FAULTS} faults:\n${table}`);
	});

	if (STORY) it('plays a story again', async () => console.log(story(await replayed(STORY))));
});

/** Two digits, so that the table changes only when something has changed. */
function about(count: number): string {
	return Number(count.toPrecision(2)).toLocaleString('en');
}

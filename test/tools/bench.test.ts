import { readFileSync, writeFileSync } from 'node:fs';

import type { ContenderName } from '../../tools/bench/contenders';
import { Gateway } from '../../tools/bench/gateway';
import { picture } from '../../tools/bench/picture';
import { sectionsOf, shortLines, targetTable } from '../../tools/bench/report';
import { median, timesOf, type Entry, type Results } from '../../tools/bench/results';
import { inTurns } from '../../tools/bench/runs';
import { expectSection, markdownTable } from '../support/readmeSection';

const measured = JSON.parse(readFileSync('tools/bench/results.json', 'utf8')) as Results;

const table = ([head = [], ...rows]: string[][]) => markdownTable(head, rows);

describe('what the documents say of the figures', () => {
	it('is what was measured, against the targets', () => {
		expectSection('docs/performance.md', 'benchmark targets', `\n${table(targetTable(measured))}\n`);
	});

	it('is what was measured, in short', () => {
		const lines = shortLines(measured).map((line) => `- ${line}\n`);
		expectSection('README.md', 'speed', `\n${lines.join('')}\n`);
	});

	it('is what was measured, in full', () => {
		const sections = sectionsOf(measured).map((section) => `### ${section.title}\n\n${table(section.table)}`);
		expectSection('docs/performance.md', 'figures', `\n${sections.join('\n')}\n`);
	});

	it('is what the picture shows', () => {
		const file = 'tools/bench/results.svg';
		const drawn = picture(measured);
		if (process.env.UPDATE_DOCS) writeFileSync(file, drawn);
		else expect(readFileSync(file, 'utf8')).toBe(drawn);
	});
});

test('the median goes by size, and lies halfway between the two in the middle', () => {
	expect(median([10, 9, 100])).toBe(10);
	expect(median([9, 1, 5, 6])).toBe(5.5);
	expect(() => median([])).toThrow('Nothing was measured');
});

test('two are compared within each round: a machine that gets slower meanwhile does so for both', () => {
	expect(timesOf([10, 20, 70], [5, 10, 35])).toBe(2);
	expect(timesOf([1, 100, 100], [100, 1, 100])).toBe(1);
	expect(() => timesOf([1, 2], [1])).toThrow('Not measured in the same rounds');
});

test('all take turns, another one first in each round', async () => {
	const order: ContenderName[] = [];
	const entrances = (['asItComes', 'at20', 'loopAt20'] as const).map((contender) => ({
		...{ contender, items: 1, latency: 0 },
	}));
	const entries = await inTurns({ repetitions: 2, entrances }, async ({ contender }) => {
		order.push(contender);
		return { wallTime: order.length, cpuTime: 0, peakMemory: 0 };
	});
	expect(order).toEqual(['asItComes', 'at20', 'loopAt20', 'at20', 'loopAt20', 'asItComes']);
	expect(entries.map(({ rounds }) => rounds.map(({ wallTime }) => wallTime))).toEqual([
		[1, 6],
		[2, 4],
		[3, 5],
	]);
});

test('a run counts only if each buyer was paid once', async () => {
	const gateway = await Gateway.start();
	try {
		gateway.makeFresh({ latency: 0, orders: 1 });
		expect(() => gateway.expectPaid(1, 'Nobody')).toThrow('Nobody: 0 refunds were paid to 0 of 1 buyers');
		gateway.expectPaid(0, 'Nobody');
	} finally {
		await gateway.sandbox.close();
	}
});

describe('the targets', () => {
	const verdicts = (results: Results) =>
		targetTable(results)
			.slice(1)
			.map((row) => row[3]);

	it('are met by what meets them exactly', () => {
		expect(verdicts(resultsAtTheTargets())).toEqual(Array<string>(7).fill('met'));
	});

	it('are missed by what is a little worse, each by its own figure', () => {
		const worse = resultsAtTheTargets();
		const ours = [...(worse.lists?.entries ?? []), ...(worse.memory?.entries ?? [])].filter(
			({ contender, items, latency }) =>
				contender === 'at20' || (contender === 'asItComes' && (latency > 0 || items === 10_000)),
		);
		for (const round of ours.flatMap(({ rounds }) => rounds)) {
			round.wallTime *= 1.01;
			round.peakMemory *= 1.01;
			round.memoryInUse = (round.memoryInUse ?? 0) * 1.01;
		}
		for (const round of worse.queue?.rounds ?? []) round.two *= 1.01;
		expect(verdicts(worse)).toEqual(Array<string>(7).fill('**missed**'));
	});

	it('say so if a figure is missing', () => {
		expect(verdicts({})).toEqual(Array<string>(7).fill('not measured'));
	});
});

/** Every target met by exactly what it asks. */
function resultsAtTheTargets(): Required<Results> {
	const on = { date: '2026-01-31', machine: 'a machine' };
	const entry = (
		contender: ContenderName,
		wallTime: number,
		{ items = 1_000, latency = 50, ...memory }: Partial<Entry & Entry['rounds'][number]> = {},
	): Entry => ({
		...{ contender, items, latency },
		rounds: Array.from({ length: 3 }, () => ({ wallTime, cpuTime: 100, peakMemory: 0, ...memory })),
	});
	const long = { items: 10_000, latency: 0 };
	return {
		lists: {
			...on,
			entries: [
				entry('uncheckedNode', 8_000),
				entry('asItComes', 3_200),
				entry('at20', 1_000),
				entry('loopAt20', 950),
				entry('asItComes', 100, { latency: 0 }),
				entry('asItComes', 1_000, long),
			],
		},
		memory: {
			...on,
			entries: [
				entry('uncheckedNode', 1, { ...long, peakMemory: 100_000_000 }),
				entry('asItComes', 1, { ...long, peakMemory: 150_000_000, memoryInUse: 15_000_000 }),
			],
		},
		queue: { ...on, executions: 20, items: 100, latency: 50, rounds: [{ one: 1_800, two: 1_000 }] },
	};
}

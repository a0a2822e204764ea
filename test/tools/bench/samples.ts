import type { Entry, Results } from '../../../tools/bench/results';
import { spreadOf, type Spread } from '../../../tools/bench/statistics';

/** A measurement that came out the same each time. */
function steady(value: number): Spread {
	return spreadOf([value, value, value]);
}

/** The same, each time by so much more. */
export function raised({ values }: Spread, by: number): Spread {
	return spreadOf(values.map((value) => value + by));
}

/** An entry that took this long for so many refunds. */
export function entry(
	contender: Entry['contender'],
	settings: Entry['settings'],
	{ refunds = 100, wallTime = 100, cpuTime = 100 } = {},
): Entry {
	return {
		contender,
		settings,
		refunds,
		wallTime: steady(wallTime),
		cpuTime: steady(cpuTime),
		peakMemory: 1_000_000,
		requests: refunds,
		connections: refunds,
		paid: refunds,
	};
}

/** Results that meet every target by exactly what is asked. */
export function results(): Omit<Results, 'targets'> {
	const unasked = (concurrency: number) => ({ concurrency, checkExisting: false });
	return {
		machine: { processor: 'A processor', cores: 2, node: '20.0.0', n8n: '2.0.0' },
		stolen: { contests: 0.014 },
		isQuick: false,
		contests: [
			{
				latency: 0,
				entries: [
					entry('helperLoop', { concurrency: 1 }),
					entry('uncheckedNode', {}),
					entry('gatePayRefund', unasked(1), { wallTime: 105, cpuTime: 115 }),
				],
			},
			{
				latency: 50,
				entries: [
					entry('gatePayRefund', unasked(1), { wallTime: 9_000 }),
					entry('gatePayRefund', unasked(5), { wallTime: 2_000 }),
					entry('gatePayRefund', unasked(20), { wallTime: 600 }),
					entry('helperLoop', { concurrency: 20 }, { wallTime: 570 }),
					entry('uncheckedNode', {}, { wallTime: 9_000 }),
					entry('gatePayRefund', {}, { wallTime: 4_500 }),
				],
			},
		],
		growth: [
			{ items: 1_000, ...grown(1_000) },
			{ items: 10_000, ...grown(10_500) },
		],
		weight: { tarball: 100_000, loadTime: steady(15), formTime: steady(1) },
		realN8n: [inN8n('builtInRecipe', false, 10), inN8n('gatePayRefund', true, 15)],
	};
}

function grown(wallTime: number) {
	return {
		wallTime: steady(wallTime),
		cpuTime: steady(wallTime),
		memoryInUse: steady(60_000_000),
	};
}

function inN8n(
	contender: Results['realN8n'][number]['contender'],
	checkExisting: boolean,
	perSecond: number,
): Results['realN8n'][number] {
	return {
		contender,
		checkExisting,
		executions: 100,
		perSecond: steady(perSecond),
		answerTime: { median: 1_000 / perSecond, p99: 2_000 / perSecond },
		cpuTime: steady(10),
		peakMemory: 500_000_000,
	};
}

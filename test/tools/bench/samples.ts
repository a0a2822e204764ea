import type { ContenderName } from '../../../tools/bench/contenders';
import type { Entry, Results } from '../../../tools/bench/results';
import { spreadOf, type Spread } from '../../../tools/bench/statistics';

/** A measurement that came out the same each time. */
function steady(value: number): Spread {
	return spreadOf([value, value, value]);
}

function entry(
	contender: ContenderName,
	{ items = 1_000, latency = 50, wallTime = 1_000, cpuTime = 100, peakMemory = 100_000_000 } = {},
): Entry {
	return {
		contender,
		items,
		latency,
		wallTime: steady(wallTime),
		cpuTime: steady(cpuTime),
		peakMemory: steady(peakMemory),
	};
}

/** Results that meet every target by exactly what is asked. */
export function results(): Results {
	const memory = { items: 10_000, latency: 0 };
	return {
		machine: { processor: 'A processor', cores: 2, node: '20.0.0', n8n: '2.0.0' },
		stolen: { bulk: 0.014 },
		isQuick: false,
		bulk: [
			entry('uncheckedNode', { wallTime: 8_400, cpuTime: 10 }),
			entry('asItComes', { wallTime: 3_360 }),
			entry('at20', { wallTime: 1_200 }),
			entry('at20WithoutLookUp', { wallTime: 700, cpuTime: 7 }),
			entry('asItComes', { latency: 0, wallTime: 1_000 }),
			entry('asItComes', { latency: 0, items: 10_000, wallTime: 10_500 }),
		],
		memory: [
			entry('uncheckedNode', memory),
			{
				...entry('asItComes', { ...memory, peakMemory: 150_000_000 }),
				memoryInUse: steady(20_000_000),
			},
		],
		floor: [entry('loopAt20', { wallTime: 950 }), entry('at20WithoutLookUp')],
		queue: { executions: 20, items: 100, latency: 50, one: steady(1_800), two: steady(1_000) },
	};
}

import { spreadOf, type Spread } from '../../../tools/bench/statistics';
import { targetsOf } from '../../../tools/bench/targets';
import { results } from './samples';

const times = ({ values }: Spread, factor: number) => spreadOf(values.map((value) => value * factor));

describe('the targets of the benchmark', () => {
	it('are met by what meets them exactly', () => {
		const targets = targetsOf(results());
		expect(targets.filter(({ isMet }) => !isMet)).toEqual([]);
		expect(
			targets.map(({ value, atMost, atLeast }) => [Number(value.toFixed(6)), atMost ?? atLeast]),
		).toEqual([
			[2.5, 2.5],
			[7, 7],
			[12, 12],
			[0.7, 0.7],
			[10.5, 10.5],
			[20, 20],
			[1.5, 1.5],
			[0.95, 0.95],
			[1.8, 1.8],
		]);
	});

	it('are missed by what is a little worse, each by its own figure', () => {
		const worse = results();
		const ours = [...worse.bulk, ...worse.memory, ...worse.floor].filter(
			({ contender, items, latency, memoryInUse }) =>
				contender.startsWith('at20') ||
				(contender === 'asItComes' && (latency > 0 || items === 10_000 || memoryInUse)),
		);
		for (const entry of ours) {
			entry.wallTime = times(entry.wallTime, 1.01);
			entry.cpuTime = times(entry.cpuTime, 1.01);
			entry.peakMemory = times(entry.peakMemory, 1.01);
			if (entry.memoryInUse) entry.memoryInUse = times(entry.memoryInUse, 1.01);
		}
		if (worse.queue) worse.queue.two = times(worse.queue.two, 1.01);
		expect(targetsOf(worse).filter(({ isMet }) => isMet)).toEqual([]);
	});

	it('leave out what was not measured', () => {
		expect(targetsOf({ bulk: [], memory: [], floor: [], queue: undefined })).toEqual([]);
	});
});

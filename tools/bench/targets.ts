import type { ContenderName } from './contenders';
import { REAL_LATENCY } from './plan';
import type { Entry, Results } from './results';
import { timesOf } from './statistics';

/** What the figures are to show, and whether they do. */
export interface Target {
	says: string;
	/** The value measured, and the bound that it is to keep. */
	value: number;
	atMost?: number;
	atLeast?: number;
	/** What is behind the numbers, such as ` MB`. */
	unit: string;
	isMet: boolean;
}

const MB = 1_000_000;

/** What this package is to reach, and whether it does. What wasn't measured is left out. */
export function targetsOf({
	bulk,
	memory,
	floor,
	queue,
}: Pick<Results, 'bulk' | 'memory' | 'floor' | 'queue'>): Target[] {
	return [
		...atRealLatency(bulk),
		...asItGrows(bulk),
		...ofMemory(memory),
		...ofTheFloor(floor),
		...ofQueue(queue),
	];
}

function atRealLatency(bulk: readonly Entry[]): Target[] {
	const thousand = (contender: ContenderName) => entryAmong(bulk, contender, 1_000, REAL_LATENCY);
	const unchecked = thousand('uncheckedNode');
	const speed = (bound: number, contender: ContenderName, how: string) => {
		const node = thousand(contender);
		if (!node || !unchecked) return [];
		const times = timesOf(unchecked.wallTime, node.wallTime);
		return [atLeast(bound, times, `Refunds a second ${how}, beside a node without checks`, '×')];
	};
	const fastest = thousand('at20WithoutLookUp');
	return [
		...speed(2.5, 'asItComes', 'as it comes'),
		...speed(7, 'at20', 'at concurrency 20'),
		...speed(12, 'at20WithoutLookUp', 'at concurrency 20 without the look-up'),
		...(fastest && unchecked
			? [
					atMost(
						0.7,
						timesOf(fastest.cpuTime, unchecked.cpuTime),
						'CPU time of a refund without the look-up, beside a node without checks',
						'×',
					),
				]
			: []),
	];
}

function asItGrows(bulk: readonly Entry[]): Target[] {
	const [thousand, tenThousand] = [1_000, 10_000].map((items) => entryAmong(bulk, 'asItComes', items, 0));
	if (!thousand || !tenThousand) return [];
	const times = timesOf(tenThousand.wallTime, thousand.wallTime);
	return [atMost(10.5, times, 'Time of 10,000 refunds, beside 1,000', '×')];
}

function ofMemory(memory: readonly Entry[]): Target[] {
	const node = entryAmong(memory, 'asItComes', 10_000, 0);
	const unchecked = entryAmong(memory, 'uncheckedNode', 10_000, 0);
	if (!node?.memoryInUse || !unchecked) return [];
	return [
		atMost(
			20,
			node.memoryInUse.median / MB,
			'Memory in use for 10,000 refunds, beside their input and output',
			' MB',
		),
		atMost(
			1.5,
			timesOf(node.peakMemory, unchecked.peakMemory),
			'How far memory rises for 10,000 refunds, beside a node without checks',
			'×',
		),
	];
}

function ofTheFloor(floor: readonly Entry[]): Target[] {
	const node = floor.find(({ contender }) => contender === 'at20WithoutLookUp');
	const loop = floor.find(({ contender }) => contender === 'loopAt20');
	if (!node || !loop) return [];
	const times = timesOf(loop.wallTime, node.wallTime);
	return [atLeast(0.95, times, 'Refunds a second at concurrency 20, beside the bare loop', '×')];
}

function ofQueue(queue: Results['queue']): Target[] {
	if (!queue) return [];
	return [atLeast(1.8, timesOf(queue.one, queue.two), 'Queue mode: two workers, beside one', '×')];
}

/** What a contender came to with so many refunds; undefined where it wasn't measured. */
export function entryAmong(
	entries: readonly Entry[],
	contender: ContenderName,
	items: number,
	latency: number,
): Entry | undefined {
	return entries.find(
		(entry) => entry.contender === contender && entry.items === items && entry.latency === latency,
	);
}

function atMost(bound: number, value: number, says: string, unit: string): Target {
	return { says, value, atMost: bound, unit, isMet: value <= bound };
}

function atLeast(bound: number, value: number, says: string, unit: string): Target {
	return { says, value, atLeast: bound, unit, isMet: value >= bound };
}

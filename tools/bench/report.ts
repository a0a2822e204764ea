import { CONTENDERS, type ContenderName } from './contenders';
import type { Cost } from './measure';
import { REAL_LATENCY } from './plan';
import { median, timesOf, type Entry, type QueueResult, type Results } from './results';

/** What this package is to reach, the unit, and what it reaches; undefined if a figure for it has not been measured. */
type Target = [says: string, bound: { atMost?: number; atLeast?: number }, unit: string, value?: number];

/** Told what is done, and what came of it. */
export type Report = (line: string) => void;

/** A table in Markdown, its first row the head. */
type Table = string[][];

const MB = 1_000_000;

function targetsOf({ lists, memory, queue }: Results): Target[] {
	const list = (contender: ContenderName, items = 1_000, latency = REAL_LATENCY) =>
		costs(lists?.entries, contender, 'wallTime', items, latency);
	const inMemory = (contender: ContenderName, what: keyof Cost) =>
		costs(memory?.entries, contender, what, 10_000, 0);
	const inUse = inMemory('asItComes', 'memoryInUse');
	const speed = (at: string, beside: string) => `Refunds a second ${at}, beside ${beside}`;
	const [unchecked, at20] = [list('uncheckedNode'), list('at20')];
	const rise = ratio(inMemory('asItComes', 'peakMemory'), inMemory('uncheckedNode', 'peakMemory'));
	return [
		[
			speed('as it comes', 'a node without checks'),
			{ atLeast: 2.5 },
			'×',
			ratio(unchecked, list('asItComes')),
		],
		[speed('at concurrency 20', 'a node without checks'), { atLeast: 8 }, '×', ratio(unchecked, at20)],
		[speed('at concurrency 20', 'the bare loop'), { atLeast: 0.95 }, '×', ratio(list('loopAt20'), at20)],
		[
			'Time of 10,000 refunds, beside 1,000',
			{ atMost: 10 },
			'×',
			ratio(list('asItComes', 10_000, 0), list('asItComes', 1_000, 0)),
		],
		[
			'Memory in use for 10,000 refunds, beside their input and output',
			{ atMost: 15 },
			' MB',
			inUse && median(inUse) / MB,
		],
		['How far memory rises for 10,000 refunds, beside a node without checks', { atMost: 1.5 }, '×', rise],
		[
			'Queue mode: refunds a second with two workers, beside one',
			{ atLeast: 1.8 },
			'×',
			queue && ratio(one(queue), two(queue)),
		],
	];
}

/** What the figures were to show, and what they show. */
export function targetTable(results: Results): Table {
	const rows = targetsOf(results).map(([says, { atMost, atLeast }, unit, value]) => {
		const bound = atMost === undefined ? `at least ${atLeast}${unit}` : `at most ${atMost}${unit}`;
		if (value === undefined) return [says, bound, '', 'not measured'];
		const isMet = value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
		return [says, bound, `${rounded(value)}${unit}`, isMet ? 'met' : '**missed**'];
	});
	return [['What', 'Target', 'Measured', ''], ...rows];
}

/** What the README says of it: a few lines about what a user asks. */
export function shortLines({ lists, memory }: Results): string[] {
	const time = (contender: ContenderName, items = 1_000, latency = REAL_LATENCY) =>
		costs(lists?.entries, contender, 'wallTime', items, latency) ?? [];
	const speed = (contender: ContenderName) =>
		`${rounded(1_000_000 / median(time(contender)))} refunds a second, ${rounded(timesOf(time('uncheckedNode'), time(contender)))} times a node that checks nothing`;
	const growth = timesOf(time('asItComes', 10_000, 0), time('asItComes', 1_000, 0));
	const inUse = costs(memory?.entries, 'asItComes', 'memoryInUse', 10_000, 0) ?? [];
	return [
		`**As it comes:** ${speed('asItComes')}.`,
		`**At concurrency 20:** ${speed('at20')}.`,
		`**Long lists,** a gateway that answers at once: 10,000 refunds take ${rounded(growth)} times as long as 1,000, and ${rounded(median(inUse) / MB)} MB of memory beside input and output.`,
	];
}

/** Everything that was measured, as sections with a table each. */
export function sectionsOf({ lists, memory, queue }: Results): { title: string; table: Table }[] {
	const on = ({ date, machine }: { date: string; machine: string }) => `${date}, ${machine}`;
	return [
		...(lists ? [{ title: `One execution (${on(lists)})`, table: timeTable(lists.entries) }] : []),
		...(memory ? [{ title: `Memory (${on(memory)})`, table: memoryTable(memory.entries) }] : []),
		...(queue ? [{ title: `Queue mode (${on(queue)})`, table: queueTable(queue) }] : []),
	];
}

function timeTable(entries: readonly Entry[]): Table {
	return [
		['', 'Refunds', 'Gateway takes', 'Refunds a second', 'Time, ms each', 'CPU time, ms each'],
		...entries.map(({ contender, items, latency, rounds }) => [
			CONTENDERS[contender],
			items.toLocaleString('en-US'),
			`${latency} ms`,
			rounded((items / median(rounds.map(({ wallTime }) => wallTime))) * 1000),
			spread(rounds.map(({ wallTime }) => wallTime / items)),
			spread(rounds.map(({ cpuTime }) => cpuTime / items)),
		]),
	];
}

function memoryTable(entries: readonly Entry[]): Table {
	return [
		['', 'Refunds', 'Rises by, MB', 'In use beside input and output, MB'],
		...entries.map(({ contender, items, rounds }) => [
			CONTENDERS[contender],
			items.toLocaleString('en-US'),
			spread(rounds.map(({ peakMemory }) => peakMemory / MB)),
			spread(rounds.map(({ memoryInUse = NaN }) => memoryInUse / MB)),
		]),
	];
}

function queueTable(queue: QueueResult): Table {
	const { executions, items, latency } = queue;
	const seconds = (values: readonly number[]) => spread(values.map((value) => value / 1000));
	return [
		['', `${executions} executions of ${items} refunds, the gateway takes ${latency} ms: seconds`],
		['One worker, one execution at a time', seconds(one(queue))],
		['Two workers, each one execution at a time', seconds(two(queue))],
	];
}

/** One cost of a contender, round by round; undefined if it was not measured. */
function costs(
	entries: readonly Entry[] | undefined,
	contender: ContenderName,
	what: keyof Cost,
	items: number,
	latency: number,
): number[] | undefined {
	const entry = entries?.find(
		(each) => each.contender === contender && each.items === items && each.latency === latency,
	);
	return entry?.rounds.map((cost) => cost[what] ?? NaN);
}

function ratio(above: readonly number[] | undefined, below: readonly number[] | undefined) {
	return above && below && timesOf(above, below);
}

const one = ({ rounds }: QueueResult) => rounds.map((round) => round.one);
const two = ({ rounds }: QueueResult) => rounds.map((round) => round.two);

/** Median, and from the least to the greatest in brackets. */
function spread(values: readonly number[]): string {
	const [middle, least, greatest] = [median(values), Math.min(...values), Math.max(...values)].map(rounded);
	return values.length === 1 ? `${middle}` : `${middle} (${least}–${greatest})`;
}

/** A number with as many digits as mean something: three. */
export function rounded(value: number): string {
	const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
	return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

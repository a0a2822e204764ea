import { CONTENDERS, type ContenderName } from './contenders';
import { REAL_LATENCY } from './plan';
import type { Entry, QueueResult, Results } from './results';
import { rounded, timesOf, type Spread } from './statistics';
import { entryAmong, type Target } from './targets';

/** A table in Markdown, its first row the head. */
type Table = string[][];

const MB = 1_000_000;

/** What the figures were to show, and what they show. */
export function targetTable(targets: readonly Target[]): Table {
	return [['What', 'Target', 'Measured', ''], ...targets.map(targetRow)];
}

function targetRow({ says, value, atMost, atLeast, unit, isMet }: Target): string[] {
	const bound = atMost === undefined ? `at least ${atLeast}${unit}` : `at most ${atMost}${unit}`;
	return [says, bound, `${rounded(value)}${unit}`, isMet ? 'met' : '**missed**'];
}

/** What the README says of it: a few lines, as of what a user asks. */
export function shortLines({ bulk, memory }: Pick<Results, 'bulk' | 'memory'>): string[] {
	const at = (contender: ContenderName, latency: number, items = 1_000) =>
		entryAmong(bulk, contender, items, latency);
	const unchecked = at('uncheckedNode', REAL_LATENCY);
	const [asItComes, at20, fast] = (['asItComes', 'at20', 'at20WithoutLookUp'] as const).map((contender) =>
		at(contender, REAL_LATENCY),
	);
	const [thousand, tenThousand] = [at('asItComes', 0), at('asItComes', 0, 10_000)];
	const inUse = memory.find(({ contender }) => contender === 'asItComes')?.memoryInUse;
	if (!unchecked || !asItComes || !at20 || !fast || !thousand || !tenThousand || !inUse) return [];
	const speed = (entry: Entry) =>
		`${rounded(1_000_000 / entry.wallTime.median)} refunds a second, ${rounded(timesOf(unchecked.wallTime, entry.wallTime))} times a node that checks nothing`;
	return [
		`**As it comes,** each refund looked up first: ${speed(asItComes)}.`,
		`**At concurrency 20:** ${speed(at20)}.`,
		`**CPU time of a refund,** without the look-up: ${rounded(timesOf(fast.cpuTime, unchecked.cpuTime))} times that of a node that checks nothing.`,
		`**Long lists,** a gateway that answers at once: 10,000 refunds take ${rounded(timesOf(tenThousand.wallTime, thousand.wallTime))} times as long as 1,000, and ${rounded(inUse.median / MB)} MB of memory beside input and output.`,
	];
}

/** What it was measured on. */
export function machineSentence({ machine, stolen }: Pick<Results, 'machine' | 'stolen'>): string {
	const { processor, cores, node, n8n } = machine;
	const measured = `Measured on ${cores} cores of ${processor}, Node.js ${node} (n8n's own is 24), n8n ${n8n}.`;
	const shares = Object.entries(stolen).map(([part, share]) => `${Math.round(share * 100)}% in ${part}`);
	return shares.length === 0
		? measured
		: `${measured} Other machines of the same host took some of the processor's time, which spreads the figures: at most ${shares.join(', ')} of a round that counts.`;
}

/** Everything that was measured, as sections with a table each. */
export function sectionsOf({ bulk, memory, floor, queue }: Results): Array<{ title: string; table: Table }> {
	const latencies = [...new Set(bulk.map(({ latency }) => latency))];
	return [
		...latencies.map((latency) => ({
			title: `In the real n8n, the gateway ${latency === 0 ? 'answers at once' : `takes ${latency} ms`}`,
			table: timeTable(bulk.filter((entry) => entry.latency === latency)),
		})),
		{ title: 'Memory of the real n8n, each run in a fresh one', table: memoryTable(memory) },
		{
			title: `In n8n's engine alone, the gateway takes ${floor[0]?.latency ?? 0} ms`,
			table: timeTable(floor),
		},
		...(queue ? [{ title: 'Queue mode', table: queueTable(queue) }] : []),
	];
}

function timeTable(entries: readonly Entry[]): Table {
	return [
		['', 'Refunds', 'Refunds a second', 'Time, ms each', 'CPU time, ms each'],
		...entries.map(({ contender, items, wallTime, cpuTime }) => [
			CONTENDERS[contender],
			whole(items),
			rounded((items / wallTime.median) * 1000),
			spread(wallTime, items),
			spread(cpuTime, items),
		]),
	];
}

function memoryTable(entries: readonly Entry[]): Table {
	return [
		['', 'Refunds', 'Rises by, MB', 'In use beside input and output, MB'],
		...entries.map(({ contender, items, peakMemory, memoryInUse }) => [
			CONTENDERS[contender],
			whole(items),
			spread(peakMemory, MB),
			memoryInUse ? spread(memoryInUse, MB) : '',
		]),
	];
}

function queueTable({ executions, items, latency, one, two }: QueueResult): Table {
	const row = (workers: string, wallTime: Spread) => [workers, spread(wallTime, 1000)];
	return [
		['', `${executions} executions of ${items} refunds, the gateway takes ${latency} ms: seconds`],
		row('One worker, one execution at a time', one),
		row('Two workers, each one execution at a time', two),
	];
}

/** Median, and from the least to the greatest in brackets. */
function spread({ median, min, max, values }: Spread, divisor = 1): string {
	const [middle, least, greatest] = [median, min, max].map((value) => rounded(value / divisor));
	return values.length === 1 ? `${middle}` : `${middle} (${least}–${greatest})`;
}

function whole(value: number): string {
	return value.toLocaleString('en-US');
}

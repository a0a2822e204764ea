import { CONTENDERS } from './contenders';
import type { Entry, QueueResult, Results } from './results';
import { rounded, type Spread } from './statistics';
import type { Target } from './targets';

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

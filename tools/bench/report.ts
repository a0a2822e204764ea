import { nameOf, rounded } from './names';
import type { Contest, Entry, Growth, RealN8n, Results, Target, Weight } from './results';
import type { Spread } from './statistics';
import { refundsPerSecond } from './targets';

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
	const measured = `Measured on ${cores} cores of ${processor}, Node.js ${node}, n8n ${n8n}.`;
	const shares = Object.entries(stolen).map(([part, share]) => `${Math.round(share * 100)}% during ${part}`);
	return shares.length === 0
		? measured
		: `${measured} Their host gave a part of their time to other machines meanwhile, which spreads the figures. Rounds in which it gave much are left out; in those that count it was at most ${shares.join(', ')}.`;
}

/** Everything that was measured, as sections with a table each. */
export function sectionsOf(results: Results): Array<{ title: string; table: Table }> {
	return [
		...results.contests.map((contest) => ({ title: titleOf(contest), table: contestTable(contest) })),
		{ title: 'In n8n: webhook → refund → answer', table: realN8nTable(results.realN8n) },
		{ title: 'From 100 to 100,000 items', table: growthTable(results.growth) },
		...(results.weight ? [{ title: 'Weight', table: weightTable(results.weight) }] : []),
	];
}

function titleOf({ latency, entries }: Contest): string {
	const most = Math.max(...entries.map(({ refunds }) => refunds));
	const gateway = latency === 0 ? 'answers at once' : `takes ${latency} ms`;
	return `Up to ${most.toLocaleString('en-US')} refunds, the gateway ${gateway}`;
}

function contestTable({ entries }: Contest): Table {
	const head = [
		'',
		'Refunds',
		'Refunds a second',
		'Time, ms each',
		'CPU time, ms each',
		'Memory, MB',
		'Requests',
		'Connections',
		'Paid',
	];
	return [head, ...entries.map(entryRow)];
}

function entryRow(entry: Entry): string[] {
	const { refunds, wallTime, cpuTime, peakMemory, requests, connections, paid } = entry;
	return [
		nameOf(entry),
		whole(refunds),
		rounded(refundsPerSecond(entry)),
		spread(wallTime, refunds),
		spread(cpuTime, refunds),
		rounded(peakMemory / MB),
		whole(requests),
		whole(connections),
		whole(paid),
	];
}

function realN8nTable(entries: readonly RealN8n[]): Table {
	const head = [
		'',
		'Executions a second',
		'Answer, ms (median)',
		'Answer, ms (p99)',
		'CPU time, ms each',
		'Memory of n8n, MB',
	];
	const row = ({ contender, checkExisting, perSecond, answerTime, cpuTime, peakMemory }: RealN8n) => [
		nameOf({ contender, settings: contender === 'gatePayRefund' && !checkExisting ? { checkExisting } : {} }),
		spread(perSecond),
		rounded(answerTime.median),
		rounded(answerTime.p99),
		spread(cpuTime),
		rounded(peakMemory / MB),
	];
	return [head, ...entries.map(row)];
}

function growthTable(growth: readonly Growth[]): Table {
	const row = ({ items, wallTime, cpuTime, memoryInUse }: Growth) => [
		whole(items),
		spread(wallTime, items),
		spread(cpuTime, items),
		spread(memoryInUse, MB),
	];
	return [
		['Items', 'Time, ms each', 'CPU time, ms each', 'Memory in use beside input and output, MB'],
		...growth.map(row),
	];
}

function weightTable({ tarball, loadTime, formTime }: Weight): Table {
	return [
		['', ''],
		['What is downloaded, kB', rounded(tarball / 1_000)],
		['Loading the package in a fresh process, ms', spread(loadTime)],
		['Opening the form, ms', spread(formTime)],
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

import type { ContenderName } from './contenders';
import type { Settings } from './contenders/contender';
import { REAL_LATENCY } from './plan';
import type { Contest, Entry, Growth, Results, Target } from './results';
import { timesOf } from './statistics';

const MB = 1_000_000;
const KB = 1_000;

/** What this package is to reach, and whether it does. What wasn't measured is left out. */
export function targetsOf(results: Pick<Results, 'contests' | 'growth' | 'weight' | 'realN8n'>): Target[] {
	return [
		...besideTheFloor(results.contests),
		...atRealLatency(results.contests),
		...inRealN8n(results),
		...asItGrows(results.growth),
		...ofItsWeight(results),
	];
}

const ONE_UNASKED: Settings = { concurrency: 1, checkExisting: false };

function besideTheFloor(contests: readonly Contest[]): Target[] {
	return contests.filter(({ latency }) => latency === 0).flatMap(besideTheFloorIn);
}

function besideTheFloorIn({ entries }: Contest): Target[] {
	const node = entryAmong(entries, 'gatePayRefund', ONE_UNASKED);
	const others = [
		{ entry: entryAmong(entries, 'helperLoop', { concurrency: 1 }), name: 'the bare loop' },
		// It works out the same expressions, which the bare loop doesn't.
		{ entry: entryAmong(entries, 'uncheckedNode', {}), name: 'a node without checks' },
	];
	return others.flatMap(({ entry, name }) => {
		if (!node || !entry) return [];
		const says = (what: string) =>
			`${what} of ${node.refunds.toLocaleString('en-US')} refunds at concurrency 1 without asking first, beside ${name}`;
		return [
			atMost(1.05, timesOf(node.wallTime, entry.wallTime), says('Time'), '×'),
			atMost(1.15, timesOf(node.cpuTime, entry.cpuTime), says('CPU time'), '×'),
		];
	});
}

function atRealLatency(contests: readonly Contest[]): Target[] {
	const entries = contests.find(({ latency }) => latency === REAL_LATENCY)?.entries ?? [];
	const unasked = (concurrency: number) =>
		entryAmong(entries, 'gatePayRefund', { concurrency, checkExisting: false });
	const [one, five, twenty] = [1, 5, 20].map(unasked);
	const floor = entryAmong(entries, 'helperLoop', { concurrency: 20 });
	const unchecked = entryAmong(entries, 'uncheckedNode', {});
	const checked = entryAmong(entries, 'gatePayRefund', {});
	if (!one || !five || !twenty || !floor || !unchecked || !checked) return [];
	return [
		atLeast(4.5, timesAsFast(five, one), 'Refunds a second at concurrency 5, beside 1', '×'),
		atLeast(15, timesAsFast(twenty, one), 'Refunds a second at concurrency 20, beside 1', '×'),
		atLeast(
			0.95,
			timesAsFast(twenty, floor),
			'Refunds a second at concurrency 20, beside the bare loop',
			'×',
		),
		atLeast(
			2,
			timesAsFast(checked, unchecked),
			'Refunds a second as it comes, beside a node without checks',
			'×',
		),
	];
}

function inRealN8n({ realN8n }: Pick<Results, 'realN8n'>): Target[] {
	const node = realN8n.find(({ contender, checkExisting }) => contender === 'gatePayRefund' && checkExisting);
	const recipe = realN8n.find(({ contender }) => contender === 'builtInRecipe');
	if (!node || !recipe) return [];
	const value = timesOf(node.perSecond, recipe.perSecond);
	return [atLeast(1.5, value, "Executions a second in n8n, beside n8n's own nodes", '×')];
}

function asItGrows(growth: readonly Growth[]): Target[] {
	const [thousand, tenThousand] = [1_000, 10_000].map((size) => growth.find(({ items }) => items === size));
	if (!thousand || !tenThousand) return [];
	const ratio = timesOf(tenThousand.wallTime, thousand.wallTime);
	const memory = tenThousand.memoryInUse.median / MB;
	return [
		atMost(10.5, ratio, 'Time of 10,000 items, beside 1,000', '×'),
		atMost(60, memory, 'Memory in use for 10,000 items, beside their input and output', ' MB'),
	];
}

function ofItsWeight({ weight }: Pick<Results, 'weight'>): Target[] {
	if (!weight) return [];
	return [
		atMost(100, weight.tarball / KB, 'What is downloaded', ' kB'),
		atMost(15, weight.loadTime.median, 'Loading the package', ' ms'),
	];
}

/** How many refunds a second this came to, by the median. */
export function refundsPerSecond({ refunds, wallTime }: Entry): number {
	return (refunds / wallTime.median) * 1000;
}

/** How many times as many refunds a second the one made. */
function timesAsFast(one: Entry, other: Entry): number {
	return timesOf(other.wallTime, one.wallTime) * (one.refunds / other.refunds);
}

function entryAmong(
	entries: readonly Entry[],
	contender: ContenderName,
	settings: Settings,
): Entry | undefined {
	return entries.find(
		(entry) =>
			entry.contender === contender &&
			entry.settings.concurrency === settings.concurrency &&
			entry.settings.checkExisting === settings.checkExisting,
	);
}

function atMost(bound: number, value: number, says: string, unit: string): Target {
	return { says, value, atMost: bound, unit, isMet: value <= bound };
}

function atLeast(bound: number, value: number, says: string, unit: string): Target {
	return { says, value, atLeast: bound, unit, isMet: value >= bound };
}

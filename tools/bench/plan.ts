import type { ContenderName } from './contenders';
import type { Settings } from './contenders/contender';

/** A contender, its settings, and how many refunds it makes in one run. */
export interface Entrance {
	contender: ContenderName;
	settings: Settings;
	refunds: number;
}

/** What is run how often. */
export interface Plan {
	contests: Array<{ latency: number; repetitions: number; entrances: Entrance[] }>;
	/** Sizes that are run in turns. */
	growth: Array<{ sizes: number[]; repetitions: number }>;
	loads: number;
	realN8n: { repetitions: number; executions: number };
}

/** The gateway's latency that stands for a real one, in milliseconds. */
export const REAL_LATENCY = 50;

/** About half an hour, on a quiet machine. */
export const FULL: Plan = {
	contests: [
		{ latency: 0, repetitions: 7, entrances: everyone(1_000, 1_000) },
		{ latency: 0, repetitions: 3, entrances: few(10_000) },
		// One refund after another takes 51 ms each, whatever their number: fifty tell as much as ten thousand.
		{ latency: REAL_LATENCY, repetitions: 3, entrances: everyone(50, 1_000) },
		{ latency: REAL_LATENCY, repetitions: 2, entrances: fast(10_000) },
	],
	growth: [
		{ sizes: [100, 1_000, 10_000], repetitions: 3 },
		{ sizes: [100_000], repetitions: 1 },
	],
	loads: 21,
	realN8n: { repetitions: 5, executions: 200 },
};

/** About a minute: enough to see that everything works, and gross changes. */
export const QUICK: Plan = {
	contests: [
		{ latency: 0, repetitions: 3, entrances: everyone(200, 200) },
		{ latency: REAL_LATENCY, repetitions: 1, entrances: everyone(20, 100) },
	],
	growth: [{ sizes: [100, 1_000, 10_000], repetitions: 1 }],
	loads: 5,
	realN8n: { repetitions: 2, executions: 50 },
};

/**
 * @param sequential refunds of those that make one after another
 * @param concurrent refunds of the others
 */
function everyone(sequential: number, concurrent: number): Entrance[] {
	return [
		{ contender: 'axiosClient', settings: { concurrency: 1 }, refunds: sequential },
		{ contender: 'helperLoop', settings: { concurrency: 1 }, refunds: sequential },
		{
			contender: 'gatePayRefund',
			settings: { concurrency: 1, checkExisting: false },
			refunds: sequential,
		},
		{ contender: 'uncheckedNode', settings: {}, refunds: sequential },
		{ contender: 'gatePayRefund', settings: { concurrency: 1 }, refunds: sequential },
		{ contender: 'builtInRecipe', settings: {}, refunds: concurrent },
		{ contender: 'axiosClient', settings: { concurrency: 20 }, refunds: concurrent },
		...[5, 20].flatMap((concurrency): Entrance[] => [
			{ contender: 'helperLoop', settings: { concurrency }, refunds: concurrent },
			{
				contender: 'gatePayRefund',
				settings: { concurrency, checkExisting: false },
				refunds: concurrent,
			},
		]),
		{ contender: 'gatePayRefund', settings: {}, refunds: concurrent },
		{ contender: 'gatePayRefund', settings: { concurrency: 20 }, refunds: concurrent },
	];
}

/** Without n8n's own nodes: they would open ten thousand connections at the same time. */
function few(refunds: number): Entrance[] {
	return [
		{ contender: 'axiosClient', settings: { concurrency: 1 }, refunds },
		{ contender: 'helperLoop', settings: { concurrency: 1 }, refunds },
		{ contender: 'gatePayRefund', settings: { concurrency: 1, checkExisting: false }, refunds },
		{ contender: 'uncheckedNode', settings: {}, refunds },
		{ contender: 'gatePayRefund', settings: {}, refunds },
	];
}

function fast(refunds: number): Entrance[] {
	return [
		{ contender: 'helperLoop', settings: { concurrency: 20 }, refunds },
		{ contender: 'gatePayRefund', settings: { concurrency: 20, checkExisting: false }, refunds },
	];
}

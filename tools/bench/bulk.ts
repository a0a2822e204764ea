import { startN8n, type N8n } from '../n8n';
import { CONTENDERS, type ContenderName } from './contenders';
import type { Gateway } from './gateway';
import type { Cost } from './measure';
import type { QuietRounds } from './quietRounds';
import type { Entry } from './results';
import { rounded, spreadOf } from './statistics';
import { BenchWorkflow, prepareCredentials, prepareNode, type RoundOptions } from './workflow';

/** A contender, and how many refunds it makes in one execution. */
export interface Entrance {
	contender: ContenderName;
	items: number;
}

/** Contenders that take turns, so often, with a gateway that takes so many milliseconds. */
export interface Contest {
	latency: number;
	repetitions: number;
	entrances: Entrance[];
}

/** What a part of the benchmark works with. */
export interface Surroundings {
	gateway: Gateway;
	rounds: QuietRounds;
	report: (line: string) => void;
}

/** Refunds that each contender makes before it counts, so that nobody's code is measured cold. */
const WARM_UP = 300;

/** One execution of a list of refunds in the real n8n. */
export async function bulk(contests: readonly Contest[], surroundings: Surroundings): Promise<Entry[]> {
	const { gateway, rounds, report } = surroundings;
	const contenders = new Set(
		contests.flatMap(({ entrances }) => entrances.map(({ contender }) => contender)),
	);
	return await withN8n(surroundings, async (n8n) => {
		const workflows = new Map<ContenderName, BenchWorkflow>();
		for (const contender of contenders) {
			const workflow = await BenchWorkflow.add(n8n, gateway, contender);
			await workflow.makeRefunds({ items: WARM_UP });
			workflows.set(contender, workflow);
		}
		const found: Entry[] = [];
		for (const { latency, repetitions, entrances } of contests) {
			report(`The gateway takes ${latency} ms`);
			const costs = await inTurns(entrances, repetitions, rounds, async ({ contender, items }) => {
				const cost = await (workflows.get(contender) as BenchWorkflow).makeRefunds({ items, latency });
				report(`${CONTENDERS[contender]}, ${items} refunds: ${lineOf(cost, items)}`);
				return cost;
			});
			for (const [entrance, values] of costs) found.push(entryOf(entrance, latency, values));
		}
		return found;
	});
}

/**
 * The memory of one execution, the gateway answering at once: how far n8n's process rises, and in an execution of its own
 * what is in use. n8n is started anew for each, or what an earlier one left behind would hide it.
 */
export async function memory(
	{ repetitions, entrances }: Omit<Contest, 'latency'>,
	surroundings: Surroundings,
): Promise<Entry[]> {
	const { gateway, rounds, report } = surroundings;
	return await withN8n(surroundings, async (n8n) => {
		const workflows = new Map<ContenderName, BenchWorkflow>();
		for (const { contender } of entrances) {
			workflows.set(contender, await BenchWorkflow.add(n8n, gateway, contender));
		}
		const costs = await inTurns(entrances, repetitions, rounds, async ({ contender, items }) => {
			const fresh = async (options: RoundOptions) => {
				const workflow = workflows.get(contender) as BenchWorkflow;
				await n8n.kill();
				await n8n.start();
				await workflow.ready();
				await workflow.makeRefunds({ items: WARM_UP });
				return await workflow.makeRefunds(options);
			};
			const cost = await fresh({ items });
			const { memoryInUse = 0 } = await fresh({ items, watchesMemory: true });
			const [rise, inUse] = [cost.peakMemory, memoryInUse].map((bytes) => rounded(bytes / 1e6));
			report(`${CONTENDERS[contender]}, ${items} refunds: rises by ${rise} MB, ${inUse} MB in use`);
			return { ...cost, memoryInUse };
		});
		return [...costs].map(([entrance, values]) => entryOf(entrance, 0, values));
	});
}

/** Works with a real n8n that has the credentials and the benchmark's own node. */
async function withN8n<Result>(
	{ gateway, report }: Surroundings,
	work: (n8n: N8n) => Promise<Result>,
): Promise<Result> {
	const n8n = await startN8n({
		name: 'bench',
		prepare: async (fresh) => {
			await prepareCredentials(fresh, gateway);
			await prepareNode(fresh);
		},
		report,
	});
	// An n8n outlives the process that started it. It is ended at once: there is nothing in it to keep.
	const interrupted = () => void n8n.kill().finally(() => process.exit(1));
	for (const signal of SIGNALS) process.once(signal, interrupted);
	try {
		return await work(n8n);
	} finally {
		for (const signal of SIGNALS) process.off(signal, interrupted);
		await n8n.kill();
	}
}

/** What ends the benchmark before it is done. */
export const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Whatever else the machine does meanwhile, strikes all: another one begins each time. */
export async function inTurns<Each>(
	all: readonly Each[],
	repetitions: number,
	rounds: QuietRounds,
	work: (each: Each) => Promise<Cost>,
): Promise<Map<Each, Cost[]>> {
	const found = await rounds.run(repetitions, async (round) => {
		const costs = new Map<Each, Cost>();
		const begin = round % all.length;
		for (const each of [...all.slice(begin), ...all.slice(0, begin)]) costs.set(each, await work(each));
		return costs;
	});
	return new Map(all.map((each) => [each, found.map((costs) => costs.get(each) as Cost)]));
}

/** What a contender's costs came to. */
export function entryOf({ contender, items }: Entrance, latency: number, costs: readonly Cost[]): Entry {
	const inUse = costs.flatMap(({ memoryInUse }) => memoryInUse ?? []);
	return {
		contender,
		items,
		latency,
		wallTime: spreadOf(costs.map(({ wallTime }) => wallTime)),
		cpuTime: spreadOf(costs.map(({ cpuTime }) => cpuTime)),
		peakMemory: spreadOf(costs.map(({ peakMemory }) => peakMemory)),
		...(inUse.length > 0 ? { memoryInUse: spreadOf(inUse) } : {}),
	};
}

/** What one run cost, in short. */
export function lineOf({ wallTime, cpuTime }: Cost, items: number): string {
	return `${rounded(wallTime / items)} ms each, CPU ${rounded(cpuTime / items)} ms each`;
}

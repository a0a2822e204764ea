import { type N8n, startN8n } from '../n8n';
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

/** Refunds that every process makes before it counts, so that nobody's code is measured cold. */
const WARM_UP = 300;

/** One execution of a list of refunds in the real n8n, each contender in an n8n of its own. */
export async function bulk(contests: readonly Contest[], surroundings: Surroundings): Promise<Entry[]> {
	const { gateway, rounds, report } = surroundings;
	const entrances = contests.flatMap((contest) => contest.entrances);
	const servers = new Servers(surroundings);
	try {
		const workflows = new Map<ContenderName, BenchWorkflow>();
		for (const { contender } of entrances) {
			if (!workflows.has(contender)) workflows.set(contender, await servers.start(contender));
		}
		const found: Entry[] = [];
		for (const { latency, repetitions, entrances: contenders } of contests) {
			report(`The gateway takes ${latency} ms`);
			const costs = await inTurns(contenders, repetitions, rounds, async ({ contender, items }) => {
				const cost = await workflows.get(contender)?.makeRefunds({ items, latency });
				report(`${CONTENDERS[contender]}, ${items} refunds: ${lineOf(cost as Cost, items)}`);
				return cost as Cost;
			});
			for (const [entrance, values] of costs) found.push(entryOf(entrance, latency, values));
		}
		return found;
	} finally {
		await servers.end();
		await gateway.makeFresh({ latency: 0, orders: 0 });
	}
}

/**
 * The memory of one execution, the gateway answering at once: how far n8n's process rises, and in an execution of its own
 * what is in use. Each in a fresh n8n, or what an earlier one left behind would hide it.
 */
export async function memory(
	{ repetitions, entrances }: Omit<Contest, 'latency'>,
	surroundings: Surroundings,
): Promise<Entry[]> {
	const { rounds, report } = surroundings;
	const costs = await inTurns(entrances, repetitions, rounds, async ({ contender, items }) => {
		const fresh = async (options: RoundOptions) => {
			const servers = new Servers(surroundings);
			try {
				return await (await servers.start(contender)).makeRefunds(options);
			} finally {
				await servers.end();
			}
		};
		const cost = await fresh({ items });
		const { memoryInUse } = await fresh({ items, watchesMemory: true });
		report(`${CONTENDERS[contender]}: rose by ${rounded(cost.peakMemory / 1e6)} MB`);
		report(`${CONTENDERS[contender]}: ${rounded((memoryInUse ?? 0) / 1e6)} MB in use`);
		return { ...cost, ...(memoryInUse === undefined ? {} : { memoryInUse }) };
	});
	return [...costs].map(([entrance, values]) => entryOf(entrance, 0, values));
}

/** An n8n for each contender. */
class Servers {
	private readonly running: N8n[] = [];
	private readonly interrupted = () => void this.end().finally(() => process.exit(1));

	constructor(private readonly surroundings: Surroundings) {
		// An n8n outlives the process that started it.
		for (const signal of SIGNALS) process.once(signal, this.interrupted);
	}

	/** Starts one, warmed up. */
	async start(contender: ContenderName): Promise<BenchWorkflow> {
		const { gateway, report } = this.surroundings;
		const n8n = await startN8n({
			name: `bench-${contender}`,
			prepare: async (fresh) => {
				await prepareCredentials(fresh, gateway);
				await prepareNode(fresh);
			},
			report,
		});
		this.running.push(n8n);
		const workflow = await BenchWorkflow.add(n8n, gateway, contender);
		await workflow.makeRefunds({ items: WARM_UP });
		return workflow;
	}

	/** At once: there is nothing in them to keep. */
	async end(): Promise<void> {
		for (const signal of SIGNALS) process.off(signal, this.interrupted);
		await Promise.all(this.running.map((n8n) => n8n.kill()));
	}
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

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

import { startN8n, type N8n } from '../n8n';
import { QueueMode } from '../n8n/queue/queueMode';
import { CONTENDERS, type ContenderName } from './contenders';
import type { Gateway } from './gateway';
import type { Cost } from './measure';
import type { Plan } from './plan';
import { rounded, type Report } from './report';
import type { Entrance, Entry, QueueResult } from './results';
import { BenchWorkflow, prepareCredentials, prepareNode } from './workflow';

/** Refunds that each contender makes before it counts, so that nobody's code is measured cold. */
const WARM_UP = 300;

/** Executions before anything counts, for each worker of queue mode. */
const WARM_UP_EXECUTIONS = 3;

/** One execution of a list of refunds. */
export async function runLists(plan: Plan['lists'], gateway: Gateway, report: Report): Promise<Entry[]> {
	return await withN8n(gateway, report, async (n8n) => {
		const workflows = await addWorkflows(plan.entrances, n8n, gateway);
		for (const workflow of workflows.values()) await workflow.makeRefunds({ items: WARM_UP });
		return await inTurns(plan, async (entrance) => {
			const cost = await (workflows.get(entrance.contender) as BenchWorkflow).makeRefunds(entrance);
			const [wall, cpu] = [cost.wallTime, cost.cpuTime].map((time) => rounded(time / entrance.items));
			report(`${nameOf(entrance)}: ${wall} ms each, CPU ${cpu} ms each`);
			return cost;
		});
	});
}

/**
 * How far n8n's process rises in one execution, and in another one what is in use. n8n is started anew for each, or what
 * an earlier one left behind would hide it.
 */
export async function runMemory(plan: Plan['memory'], gateway: Gateway, report: Report): Promise<Entry[]> {
	return await withN8n(gateway, report, async (n8n) => {
		const workflows = await addWorkflows(plan.entrances, n8n, gateway);
		return await inTurns(plan, async (entrance) => {
			const fresh = async (watchesMemory: boolean) => {
				const workflow = workflows.get(entrance.contender) as BenchWorkflow;
				await n8n.kill();
				await n8n.start();
				await workflow.ready();
				await workflow.makeRefunds({ items: WARM_UP });
				return await workflow.makeRefunds({ ...entrance, watchesMemory });
			};
			const cost = await fresh(false);
			const { memoryInUse = NaN } = await fresh(true);
			const [rise, inUse] = [cost.peakMemory, memoryInUse].map((bytes) => rounded(bytes / 1e6));
			report(`${nameOf(entrance)}: rises by ${rise} MB, ${inUse} MB in use`);
			return { ...cost, memoryInUse };
		});
	});
}

/** The same executions taken by one worker, one at a time, and by two. */
export async function runQueue(
	{ repetitions, executions, items, latency }: Plan['queue'],
	gateway: Gateway,
	report: Report,
): Promise<QueueResult> {
	const queueMode = new QueueMode(prepareNode);
	const rounds: QueueResult['rounds'] = [];
	await endingWith(
		() => queueMode.stop(),
		async () => {
			await queueMode.start((main) => prepareCredentials(main, gateway));
			await queueMode.startWorker(1);
			const workflow = await BenchWorkflow.add(queueMode.main, gateway, 'asItComes');
			const timeOf = async (count: number) => {
				const first = gateway.makeFresh({ latency, orders: count * items });
				const start = performance.now();
				const begun = Array.from({ length: count }, (_, index) =>
					workflow.execute({ items, first: first + index * items, watchesMemory: false }),
				);
				await Promise.all(begun);
				const wallTime = performance.now() - start;
				gateway.expectPaid(count * items, 'queue mode');
				return wallTime;
			};
			while (rounds.length < repetitions) {
				await timeOf(WARM_UP_EXECUTIONS);
				const one = await timeOf(executions);
				const second = await queueMode.startWorker(1);
				await timeOf(2 * WARM_UP_EXECUTIONS);
				const two = await timeOf(executions);
				await second.stop();
				report(`one worker ${Math.round(one)} ms, two ${Math.round(two)} ms`);
				rounds.push({ one, two });
			}
		},
	);
	return { executions, items, latency, rounds };
}

/** Round after round, in each of which another one begins: what else the machine does meanwhile strikes all. */
export async function inTurns(
	{ repetitions, entrances }: { repetitions: number; entrances: readonly Entrance[] },
	work: (entrance: Entrance) => Promise<Cost>,
): Promise<Entry[]> {
	const entries = entrances.map((entrance): Entry => ({ ...entrance, rounds: [] }));
	for (let round = 0; round < repetitions; round += 1) {
		const begin = round % entries.length;
		for (const entry of [...entries.slice(begin), ...entries.slice(0, begin)]) {
			const { rounds, ...entrance } = entry;
			rounds.push(await work(entrance));
		}
	}
	return entries;
}

async function addWorkflows(entrances: readonly Entrance[], n8n: N8n, gateway: Gateway) {
	const workflows = new Map<ContenderName, BenchWorkflow>();
	for (const { contender } of entrances) {
		if (workflows.has(contender)) continue;
		workflows.set(contender, await BenchWorkflow.add(n8n, gateway, contender));
	}
	return workflows;
}

/** Works with a real n8n that has the credentials and the benchmark's own node. */
async function withN8n<Result>(
	gateway: Gateway,
	report: Report,
	work: (n8n: N8n) => Promise<Result>,
): Promise<Result> {
	const prepare = async (fresh: N8n) => {
		await prepareCredentials(fresh, gateway);
		await prepareNode(fresh);
	};
	const n8n = await startN8n({ name: 'bench', prepare, report });
	// At once: there is nothing in it to keep.
	return await endingWith(
		() => n8n.kill(),
		() => work(n8n),
	);
}

/** Works, and ends what was started for it also on Ctrl+C: an n8n outlives the process that started it. */
async function endingWith<Result>(end: () => Promise<void>, work: () => Promise<Result>): Promise<Result> {
	const signals = ['SIGINT', 'SIGTERM'] as const;
	const interrupted = () => void end().finally(() => process.exit(1));
	for (const signal of signals) process.once(signal, interrupted);
	try {
		return await work();
	} finally {
		for (const signal of signals) process.off(signal, interrupted);
		await end();
	}
}

function nameOf({ contender, items, latency }: Entrance): string {
	return `${CONTENDERS[contender]}, ${items} refunds, ${latency} ms`;
}

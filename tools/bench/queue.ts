import { QueueMode } from '../n8n/queue/queueMode';
import { SIGNALS, type Surroundings } from './bulk';
import type { QueueResult } from './results';
import { spreadOf } from './statistics';
import { BenchWorkflow, prepareCredentials, prepareNode } from './workflow';

export interface QueuePlan {
	repetitions: number;
	executions: number;
	/** In each execution. */
	items: number;
	/** Of the gateway, in milliseconds. */
	latency: number;
}

/** Executions before anything counts, for each worker. */
const WARM_UP = 3;

/** n8n's queue mode: the same executions taken by one worker, one at a time, and by two. */
export async function queue(
	{ repetitions, executions, items, latency }: QueuePlan,
	{ gateway, rounds, report }: Surroundings,
): Promise<QueueResult> {
	const queueMode = new QueueMode(prepareNode);
	const interrupted = () => void queueMode.stop().finally(() => process.exit(1));
	for (const signal of SIGNALS) process.once(signal, interrupted);
	try {
		await queueMode.start((main) => prepareCredentials(main, gateway));
		await queueMode.startWorker(1);
		const workflow = await BenchWorkflow.add(queueMode.main, gateway, 'asItComes');
		const runAll = async (count: number) => {
			const first = await gateway.makeFresh({ latency, orders: count * items });
			const start = performance.now();
			await Promise.all(
				Array.from({ length: count }, (_, index) =>
					workflow.execute({ items, first: first + index * items, watchesMemory: false }),
				),
			);
			const wallTime = performance.now() - start;
			await gateway.expectPaid(count * items, 'queue mode');
			return wallTime;
		};
		const found = await rounds.run(repetitions, async () => {
			await runAll(WARM_UP);
			const one = await runAll(executions);
			const second = await queueMode.startWorker(1);
			await runAll(2 * WARM_UP);
			const two = await runAll(executions);
			await second.stop();
			report(`one worker ${Math.round(one)} ms, two ${Math.round(two)} ms`);
			return [one, two] as const;
		});
		const [one, two] = [spreadOf(found.map(([value]) => value)), spreadOf(found.map(([, value]) => value))];
		return { executions, items, latency, one, two };
	} finally {
		for (const signal of SIGNALS) process.off(signal, interrupted);
		await queueMode.stop();
	}
}

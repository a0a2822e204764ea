import { readFile } from 'node:fs/promises';

import { N8n, until, type N8nOptions } from '..';
import { Postgres } from './postgres';
import { Redis } from './redis';

/**
 * In ms: n8n notices within a minute rather than two that a worker is gone. With a shorter lock, it would take a worker
 * for dead on a machine that has much else to do.
 */
const NOTICES_SOON = {
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '1000',
};

/** n8n spread over several processes, each with a home of its own, as if on machines of their own. */
export class QueueMode {
	/** Serves the editor and webhooks, and runs nothing itself. */
	main!: N8n;
	redis!: Redis;
	private postgres!: Postgres;
	private readonly all: N8n[] = [];
	private named = 0;
	/** What was started, by how it is ended. */
	private readonly ends: (() => Promise<void>)[] = [];

	/**
	 * @param prepareEach fills the home of every process of it before the process starts
	 * @param prefix      what the names of its homes and logs begin with
	 */
	constructor(
		private readonly prepareEach: (n8n: N8n) => Promise<void> = async () => {},
		private readonly prefix = 'queue',
	) {}

	/** Starts the database, the queue and the main process, but no worker. Call `stop` also where this fails. */
	async start(prepare: N8nOptions['prepare']): Promise<void> {
		this.postgres = await Postgres.start();
		this.ends.push(() => this.postgres.stop());
		this.redis = await Redis.start();
		this.ends.push(() => this.redis.stop());
		this.main = await N8n.prepare({
			name: `${this.prefix}-main`,
			settings: this.settings,
			...(prepare && { prepare }),
		});
		await this.prepareEach(this.main);
		this.ends.push(() => this.main.kill());
		await this.main.start();
	}

	/** The workers that were started, the killed ones too. */
	get workers(): readonly N8n[] {
		return this.all;
	}

	/**
	 * Starts one more worker.
	 *
	 * @param concurrency executions that it takes at the same time
	 */
	async startWorker(concurrency = 5): Promise<N8n> {
		const name = `${this.prefix}-worker-${++this.named}`;
		const worker = await N8n.prepare({ name, settings: this.settings });
		await this.prepareEach(worker);
		this.ends.push(() => worker.kill());
		await worker.startWorker(concurrency);
		this.all.push(worker);
		return worker;
	}

	/** The worker that has taken an execution, once one has. */
	async workerOf(executionId: string): Promise<N8n> {
		return await until(`a worker to take execution ${executionId}`, async () => {
			for (const worker of this.all) {
				if ((await executionsTakenBy(worker)).includes(executionId)) return worker;
			}
			return undefined;
		});
	}

	/** The status of an execution, in n8n's word; `new` until a worker has taken it. */
	async statusOf(executionId: string): Promise<string> {
		return (await this.main.rest.get<{ status: string }>(`/executions/${executionId}`)).status;
	}

	/** Ends everything, at once: nothing of it is to be kept. */
	async stop(): Promise<void> {
		const failures: unknown[] = [];
		for (const end of this.ends.reverse()) await end().catch((failure: unknown) => failures.push(failure));
		if (failures.length > 0) throw failures[0];
	}

	private get settings(): Record<string, string> {
		return {
			EXECUTIONS_MODE: 'queue',
			// One for all homes.
			N8N_ENCRYPTION_KEY: 'fake-key',
			...NOTICES_SOON,
			...this.redis.settings,
			...this.postgres.settings,
		};
	}
}

/** The IDs of the executions that a worker has begun, by its log. */
export async function executionsTakenBy(worker: N8n): Promise<string[]> {
	const log = await readFile(worker.log, 'utf8');
	return [...log.matchAll(/Worker started execution (\d+) /g)].map(([, id]) => String(id));
}

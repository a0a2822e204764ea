import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { FOLDERS } from './folders';
import type { Installation } from './installation';
import { until } from './until';

/** One process of n8n: the server, or a worker. */
export class N8nProcess {
	private constructor(
		private readonly name: string,
		private readonly child: ChildProcess,
		readonly log: string,
	) {}

	/**
	 * @param name for its log file
	 * @param command `start` or `worker`, with its arguments
	 */
	static async start(
		name: string,
		{ program, environment }: Installation,
		command: string[],
		settings: NodeJS.ProcessEnv,
	): Promise<N8nProcess> {
		await mkdir(FOLDERS.logs, { recursive: true });
		const log = join(FOLDERS.logs, `${name}.log`);
		// A group of its own, so that nothing that it started outlives it, its task runner included.
		const child = spawn('node', [program, ...command], {
			env: { ...environment, ...settings },
			stdio: ['ignore', 'pipe', 'pipe'],
			detached: true,
		});
		const file = createWriteStream(log, { flags: 'a' });
		child.stdout?.pipe(file, { end: false });
		child.stderr?.pipe(file, { end: false });
		return new N8nProcess(name, child, log);
	}

	get pid(): number | undefined {
		return this.child.pid;
	}

	/** When it has ended, however that came about. */
	get ended(): Promise<unknown> {
		return this.hasEnded ? Promise.resolve() : once(this.child, 'exit');
	}

	/** Waits until it answers at this address. */
	async ready(url: string): Promise<void> {
		const came = await until(`n8n (${this.name}) to start`, async () => {
			if (this.hasEnded) return 'its end';
			return (await fetch(url)).ok ? 'its answer' : undefined;
		});
		if (came === 'its answer') return;
		const log = await readFile(this.log, 'utf8');
		throw new Error(`n8n (${this.name}) ended while it started. Its log ends:\n${log.slice(-2_000)}`);
	}

	/** Ends it politely, as a deployment would; n8n waits for executions under way. */
	async stop(): Promise<void> {
		await this.end('SIGTERM', false);
	}

	/** Ends it and its children at once, as a crash or a lack of memory would. */
	async kill(): Promise<void> {
		await this.end('SIGKILL', true);
	}

	private get hasEnded(): boolean {
		return this.child.exitCode !== null || this.child.signalCode !== null;
	}

	private async end(signal: NodeJS.Signals, wholeGroup: boolean): Promise<void> {
		if (this.hasEnded || !this.child.pid) return;
		const { ended } = this;
		process.kill(wholeGroup ? -this.child.pid : this.child.pid, signal);
		await ended;
	}
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { FOLDERS } from './folders';
import { endsWithUs } from './guard';
import { until } from './until';

/** What to run, and as whom. */
export interface ProgramOptions {
	cwd?: string;
	environment?: NodeJS.ProcessEnv;
	/** Another user than this one, as numbers of the system. */
	user?: { uid: number; gid: number };
}

/** In ms; n8n takes seconds, and minutes where its machine has much else to do. */
const LONGEST_START = 400_000;

/** A program that runs until it is ended. What it prints is in its log. */
export class Program {
	private constructor(
		private readonly name: string,
		private readonly child: ChildProcess,
		readonly log: string,
	) {}

	/** @param name for its log file, which begins anew, and for messages */
	static async start(
		name: string,
		[program, ...programArguments]: readonly [string, ...string[]],
		{ cwd, environment = process.env, user }: ProgramOptions = {},
	): Promise<Program> {
		await mkdir(FOLDERS.logs, { recursive: true });
		const log = join(FOLDERS.logs, `${name}.log`);
		await rm(log, { force: true });
		// A group of its own, so that nothing that it started outlives it.
		const child = spawn(program, programArguments, {
			cwd,
			env: environment,
			stdio: ['ignore', 'pipe', 'pipe'],
			detached: true,
			...user,
		});
		await once(child, 'spawn');
		endsWithUs(child);
		const file = createWriteStream(log, { flags: 'a', mode: 0o600 });
		child.stdout.pipe(file, { end: false });
		child.stderr.pipe(file, { end: false });
		return new Program(name, child, log);
	}

	get pid(): number | undefined {
		return this.child.pid;
	}

	get hasEnded(): boolean {
		return this.child.exitCode !== null || this.child.signalCode !== null;
	}

	/** When it has ended, however that came about. */
	get ended(): Promise<unknown> {
		return this.hasEnded ? Promise.resolve() : once(this.child, 'exit');
	}

	/**
	 * Waits until it answers.
	 *
	 * @param ask may throw, which counts as no answer
	 * @throws with the end of its log
	 */
	async ready(ask: () => Promise<true | undefined>): Promise<void> {
		const answered = async () => (this.hasEnded ? true : await ask());
		await until(`${this.name} to start`, answered, LONGEST_START).catch(async (error: Error) => {
			throw await this.withLog(error.message, error);
		});
		if (this.hasEnded)
			throw await this.withLog(
				`${this.name} ended while it started (${this.child.exitCode ?? this.child.signalCode})`,
			);
	}

	/** Asks it to end, and waits until it has. */
	async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
		if (this.child.pid) await this.end(this.child.pid, signal);
	}

	/** Ends it and its children at once, as a crash or a lack of memory would. */
	async kill(): Promise<void> {
		if (this.child.pid) await this.end(-this.child.pid, 'SIGKILL');
	}

	private async end(pid: number, signal: NodeJS.Signals): Promise<void> {
		if (this.hasEnded) return;
		const { ended } = this;
		process.kill(pid, signal);
		await ended;
	}

	private async withLog(message: string, cause?: Error): Promise<Error> {
		const log = await readFile(this.log, 'utf8').catch(() => '');
		return new Error(`${message}. Its log ends:\n${log.slice(-2_000)}`, { cause });
	}
}

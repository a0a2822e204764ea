import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { QUIET } from './environment';
import { PROJECT } from './folders';
import { freePort } from './freePort';
import { makeHome, type Home } from './home';
import { installedN8n, type Installation } from './installation';
import { Program } from './program';
import { Rest } from './rest';
import { run } from './run';

export interface N8nOptions {
	/** Names its home and its log. */
	name: string;
	/** Whether a home by this name is gone on with. */
	keep?: boolean;
	/** Any free one, unless given. */
	port?: number;
	/** Settings of n8n beside those that keep it quiet. */
	settings?: Record<string, string>;
	report?: (step: string) => void;
	/** Fills a new home before its server starts. */
	prepare?: (n8n: N8n) => Promise<void>;
}

/** A real n8n on loopback, with this package installed from its tarball. */
export class N8n {
	readonly rest: Rest;
	private server: Program | undefined;

	private constructor(
		readonly home: Home,
		readonly installation: Installation,
		readonly port: number,
		private readonly options: N8nOptions,
	) {
		this.rest = new Rest(this.url);
	}

	/** Makes the home, without starting a server: enough for n8n's commands. */
	static async prepare(options: N8nOptions): Promise<N8n> {
		const installation = await installedN8n(options.report ?? (() => {}));
		const home = await makeHome(options.name, options);
		const n8n = new N8n(home, installation, options.port ?? (await freePort()), options);
		if (options.prepare) await home.onceOnly(() => options.prepare?.(n8n));
		return n8n;
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Everything that a process of this n8n is told, with a task broker port of its own. */
	async settings(): Promise<Record<string, string>> {
		return {
			...QUIET,
			N8N_USER_FOLDER: this.home.folder,
			HOME: this.home.folder,
			N8N_PORT: String(this.port),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			...this.options.settings,
		};
	}

	/** Starts the server, or starts it again, and logs in as the owner. */
	async start(): Promise<void> {
		await this.startProgram(['start'], this.ownerSettings());
		await this.rest.logIn(this.home.owner);
	}

	/** Lets n8n make the owner before it serves its API: nobody can come first, and no other n8n is ever given ours. */
	private ownerSettings(): Record<string, string> {
		const { email, password } = this.home.owner;
		const bcrypt = createRequire(this.installation.program)('bcryptjs') as {
			hashSync(text: string, rounds: number): string;
		};
		return {
			N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
			N8N_INSTANCE_OWNER_EMAIL: email,
			N8N_INSTANCE_OWNER_PASSWORD_HASH: bcrypt.hashSync(password, 10),
		};
	}

	/** Starts it as a worker of queue mode instead, which takes its work from the queue that the settings name. */
	async startWorker(concurrency: number): Promise<void> {
		await this.startProgram(['worker', `--concurrency=${concurrency}`], {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(this.port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		});
	}

	/** The log of the server or worker that was started last. */
	get log(): string {
		return this.server?.log ?? '';
	}

	/** Runs one of n8n's commands, such as `import:workflow`, and gives what it printed. */
	async command(...command: string[]): Promise<string> {
		const { program, environment } = this.installation;
		return await run('node', [program, ...command], {
			environment: { ...environment, ...(await this.settings()) },
		});
	}

	/** The process of its server. */
	get pid(): number | undefined {
		return this.server?.pid;
	}

	/** When its server has ended, however that came about. */
	get ended(): Promise<unknown> {
		return this.server?.ended ?? Promise.resolve();
	}

	async stop(): Promise<void> {
		await this.server?.stop();
	}

	/** As a crash would. */
	async kill(): Promise<void> {
		await this.server?.kill();
	}

	private async startProgram(command: string[], settings: NodeJS.ProcessEnv = {}): Promise<void> {
		const { program, environment } = this.installation;
		const check = join(PROJECT, 'tools', 'n8n', 'refuseForeignHosts.cjs');
		const server = await Program.start(this.options.name, ['node', '--require', check, program, ...command], {
			environment: { ...environment, ...(await this.settings()), ...settings },
		});
		this.server = server;
		await server.ready(async () => {
			// Not another one that listens on its port.
			if (!/n8n (ready|worker is now ready)/.test(await readFile(server.log, 'utf8'))) return undefined;
			return (await fetch(`${this.url}/healthz/readiness`)).ok || undefined;
		});
	}
}

/** A running n8n. */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const n8n = await N8n.prepare(options);
	options.report?.('Starting n8n');
	await n8n.start();
	return n8n;
}

import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Program } from '..';
import { installed } from './installed';

const execute = promisify(execFile);

/** Who the database belongs to: itself refuses to run as root. */
type User = { uid: number; gid: number } | undefined;

/** A PostgreSQL that is reached by a socket in a folder of its own, and by no port. */
export class Postgres {
	private server: Program | undefined;

	private constructor(
		private readonly programs: { initdb: string; postgres: string },
		private readonly folder: string,
		private readonly user: User,
	) {}

	static async start(): Promise<Postgres> {
		const from = 'postgresql';
		const programs = {
			initdb: installed('/usr/lib/postgresql/15/bin/initdb', { variable: 'INITDB', from }),
			postgres: installed('/usr/lib/postgresql/15/bin/postgres', { variable: 'POSTGRES', from }),
		};
		const user = await userOfPostgres();
		// Not among the project's files: that user need not be able to reach them.
		const folder = await mkdtemp(join(tmpdir(), 'postgres-for-n8n-'));
		const postgres = new Postgres(programs, folder, user);
		await postgres.start();
		return postgres;
	}

	/** What tells n8n where it is. */
	get settings(): Record<string, string> {
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: this.folder,
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: 'fake-and-not-asked-for',
		};
	}

	async stop(): Promise<void> {
		// Its fast shutdown: without waiting for those who are connected.
		await this.server?.stop('SIGINT');
		await rm(this.folder, { recursive: true, force: true });
	}

	private async start(): Promise<void> {
		const { folder, user } = this;
		const data = join(folder, 'data');
		if (user) await chown(folder, user.uid, user.gid);
		// Nobody but this user and root gets into the folder.
		await execute(
			this.programs.initdb,
			['--pgdata', data, '--username', 'n8n', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
			{ cwd: folder, ...user },
		);
		const settings = [`unix_socket_directories=${folder}`, 'listen_addresses=', 'fsync=off'];
		this.server = await Program.start(
			'postgres',
			[this.programs.postgres, '-D', data, ...settings.flatMap((setting) => ['-c', setting])],
			{ cwd: folder, ...(user && { user }) },
		);
		await this.server.ready(async () => {
			await execute(join(this.programs.postgres, '..', 'pg_isready'), ['--host', folder]);
			return true;
		});
	}
}

/** Debian's package brings a user of this name. */
async function userOfPostgres(): Promise<User> {
	if (process.getuid?.() !== 0) return undefined;
	const id = async (which: string) => Number((await execute('id', [which, 'postgres'])).stdout);
	return { uid: await id('-u'), gid: await id('-g') };
}

import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { FOLDERS, INSTALLATION } from './folders';
import { environmentOf, nodeForN8n } from './node24';
import { run } from './run';

/** An n8n that can be started. */
export interface Installation {
	/** n8n's command, to be run by `node`. */
	program: string;
	/** What n8n gets of this process's environment, with the Node that it was installed for. */
	environment: NodeJS.ProcessEnv;
}

/** The user's other variables may be settings of their own n8n, and would lead this one to its database and key. */
const INHERITED = ['PATH', 'TMPDIR', 'LANG', 'TZ', 'NODE_COMPILE_CACHE'];

/** n8n's files: unpacked by the lock file, nothing run but the one native build that n8n can't do without. */
const STEPS = [
	{
		says: 'Installing n8n (about three minutes, 3 GB)',
		npm: ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
	},
	{
		says: 'Building its database driver (about a minute)',
		// Built here: the script would otherwise ask another host for a ready-made one.
		npm: ['rebuild', 'sqlite3', '--ignore-scripts=false', '--build-from-source'],
	},
];

/**
 * The n8n of `tools/n8n/installation/`, installed where it isn't yet.
 *
 * @param report told each step before it begins
 */
export async function installedN8n(report: (step: string) => void): Promise<Installation> {
	const node = await nodeForN8n(report);
	const environment = environmentOf(node);
	const lock = await readFile(join(INSTALLATION, 'package-lock.json'));
	const wanted = createHash('sha256').update(lock).update(node.version).digest('hex');
	const stamp = join(FOLDERS.n8n, 'installed');
	const found = await readFile(stamp, 'utf8').catch(() => undefined);
	if (found !== wanted) {
		await rm(FOLDERS.n8n, { recursive: true, force: true });
		await mkdir(FOLDERS.n8n, { recursive: true });
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(INSTALLATION, file), join(FOLDERS.n8n, file));
		}
		for (const { says, npm } of STEPS) {
			report(says);
			await run('npm', npm, { cwd: FOLDERS.n8n, environment });
		}
		await writeFile(stamp, wanted);
	}
	return {
		program: join(FOLDERS.n8n, 'node_modules', 'n8n', 'bin', 'n8n'),
		environment: Object.fromEntries(INHERITED.map((name) => [name, environment[name]])),
	};
}

import { rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { FOLDERS, PROJECT } from '../folders';

/**
 * Takes a home for this process until it ends: two n8n with one database would run each other's workflows. What a crash
 * left behind does not count.
 *
 * @throws when another process has it
 */
export async function lockHome(name: string): Promise<void> {
	await mkdir(FOLDERS.homes, { recursive: true });
	const lock = join(FOLDERS.homes, `${name}.pid`);
	const holder = Number(await readFile(lock, 'utf8').catch(() => 0));
	if (holder && isRunning(holder)) {
		throw new Error(
			`The home “${name}” is in use by process ${holder}. Stop that one with Ctrl+C, or choose another home: npm run n8n -- --home second --port 5691 --sandbox-port 4691. If process ${holder} is no n8n of this project, delete ${relative(PROJECT, lock)}.`,
		);
	}
	await rm(lock, { force: true });
	// Of two that start at the same moment, one fails here.
	await writeFile(lock, String(process.pid), { flag: 'wx' });
	process.once('exit', () => rmSync(lock, { force: true }));
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// It runs, but is somebody else's.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { FOLDERS } from './folders';
import { packPackage } from './packedPackage';
import { run } from './run';

/** A folder that one n8n keeps its database, its settings and its community packages in. */
export interface Home {
	/** For `N8N_USER_FOLDER`. */
	folder: string;
	/** Does this unless it was done to the end in an earlier life of the home. */
	onceOnly(fill: () => Promise<void> | undefined): Promise<void>;
}

/**
 * A home by this name with our package in it, installed from its packed tarball as n8n would install it from npm.
 *
 * @param keep whether one that exists is gone on with; otherwise it is made anew
 */
export async function makeHome(name: string, { keep = false }: { keep?: boolean } = {}): Promise<Home> {
	const folder = join(FOLDERS.homes, name);
	if (!keep) await rm(folder, { recursive: true, force: true });
	const nodes = join(folder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });

	const { tarball, hash } = await packPackage();
	const stamp = join(nodes, 'installed');
	if ((await readFile(stamp, 'utf8').catch(() => undefined)) !== hash) {
		await writeFile(join(nodes, 'package.json'), '{"name":"installed-nodes","private":true}');
		// n8n provides n8n-workflow; npm would fetch a second one.
		await run('npm', ['install', '--legacy-peer-deps', '--ignore-scripts', '--no-package-lock', tarball], {
			cwd: nodes,
		});
		await writeFile(stamp, hash);
	}
	return { folder, onceOnly: (fill) => onceOnly(join(folder, 'filled'), fill) };
}

async function onceOnly(stamp: string, fill: () => Promise<void> | undefined): Promise<void> {
	if (existsSync(stamp)) return;
	await fill();
	await writeFile(stamp, '');
}

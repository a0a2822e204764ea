import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { FOLDERS, LOCAL, PROJECT } from './folders';
import { packPackage } from './packedPackage';
import { run } from './run';

/** The one user of an n8n. */
export interface Owner {
	email: string;
	password: string;
}

/**
 * A folder that one n8n keeps its database, its encryption key and its community packages in. Nobody but this user can
 * read it.
 */
export interface Home {
	/** For `N8N_USER_FOLDER`. */
	folder: string;
	/** With a password made for this home, and kept in it. */
	owner: Owner;
	/** Does this unless it was done to the end in an earlier life of the home. */
	onceOnly(fill: () => Promise<void> | undefined): Promise<void>;
}

/**
 * A home by this name with our package in it, installed from its packed tarball as n8n would install it from npm.
 *
 * @param keep whether one that exists is gone on with; otherwise it is made anew
 */
export async function makeHome(
	name: string,
	{ keep = false, report = () => {} }: { keep?: boolean; report?: (step: string) => void } = {},
): Promise<Home> {
	const folder = join(FOLDERS.homes, name);
	if (!keep) await rm(folder, { recursive: true, force: true });
	const passwordFile = join(folder, 'password');
	if (existsSync(folder) && !existsSync(passwordFile)) {
		const aside = `${folder}-old-${Date.now()}`;
		await rename(folder, aside);
		report(
			`The home “${name}” had the password and key that stand in this repository: it is ${relative(PROJECT, aside)} now, and a new one is made`,
		);
	}
	const nodes = join(folder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	for (const closed of [LOCAL, folder]) await chmod(closed, 0o700);
	if (!existsSync(passwordFile)) await writeFile(passwordFile, randomBytes(10).toString('hex'));
	const owner = { email: 'owner@example.com', password: await readFile(passwordFile, 'utf8') };

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
	return { folder, owner, onceOnly: (fill) => onceOnly(join(folder, 'filled'), fill) };
}

async function onceOnly(stamp: string, fill: () => Promise<void> | undefined): Promise<void> {
	if (existsSync(stamp)) return;
	await fill();
	await writeFile(stamp, '');
}

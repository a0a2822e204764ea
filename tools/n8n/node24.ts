import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import { FOLDERS } from './folders';
import { run } from './run';

/** n8n 2.41 starts on no older one: `engines` of its package.json. */
const NEEDED_MAJOR = 24;

/** Published on npm with the headers that a native addon is built against. */
const FETCHED_VERSION = '24.21.0';

export interface NodeFolder {
	/** Holds `bin/node` and `include/node`. */
	folder: string;
	version: string;
}

/**
 * A Node that n8n runs on: this one where it is new enough, else one fetched from the npm registry into the local
 * folder.
 *
 * @param report told what is being done, when it takes time
 */
export async function nodeForN8n(report: (step: string) => void): Promise<NodeFolder> {
	if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) {
		return { folder: dirname(dirname(process.execPath)), version: process.versions.node };
	}
	const name = `node-${process.platform}-${process.arch}`;
	const folder = join(FOLDERS.node, 'node_modules', name);
	if (!existsSync(join(folder, 'bin', 'node'))) {
		report(
			`Fetching Node ${FETCHED_VERSION} (this one is ${process.versions.node}; n8n needs ${NEEDED_MAJOR})`,
		);
		await mkdir(FOLDERS.node, { recursive: true });
		// npm installs into the next folder above that has a package.json.
		await writeFile(join(FOLDERS.node, 'package.json'), '{"private":true}');
		await run(
			'npm',
			['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${FETCHED_VERSION}`],
			{
				cwd: FOLDERS.node,
			},
		);
	}
	return { folder, version: FETCHED_VERSION };
}

/** An environment in which `node` and native builds are those of this Node. */
export function environmentOf({ folder }: NodeFolder): NodeJS.ProcessEnv {
	return {
		...process.env,
		PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
		npm_config_nodedir: folder,
		// n8n compiles thousands of scripts at each start, and at its next ones reads them from here.
		NODE_COMPILE_CACHE: FOLDERS.compiled,
	};
}

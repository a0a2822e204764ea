import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { FOLDERS, PROJECT } from './folders';
import { run } from './run';

/** This package as it would be published. */
export interface PackedPackage {
	tarball: string;
	/** SHA-256 of the tarball, to tell whether a home has this one. */
	hash: string;
}

/** Packs the package from `dist/`, which must be built. */
export async function packPackage(): Promise<PackedPackage> {
	await rm(FOLDERS.package, { recursive: true, force: true });
	await mkdir(FOLDERS.package, { recursive: true });
	const packed = await run(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', FOLDERS.package],
		{
			cwd: PROJECT,
		},
	);
	const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
	const tarball = join(FOLDERS.package, filename);
	return {
		tarball,
		hash: createHash('sha256')
			.update(await readFile(tarball))
			.digest('hex'),
	};
}

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

/** Holds the path of the tarball for the processes that this one starts: tests that run at once share one. */
const PACKED = 'GATEPAY_PACKED';

let packed: Promise<PackedPackage> | undefined;

/** Packs the package from `dist/`, which must be built: once, for however many homes. */
export async function packPackage(): Promise<PackedPackage> {
	return await (packed ??= pack());
}

async function pack(): Promise<PackedPackage> {
	const tarball = (process.env[PACKED] ??= await makeTarball());
	const hash = createHash('sha256').update(await readFile(tarball));
	return { tarball, hash: hash.digest('hex') };
}

async function makeTarball(): Promise<string> {
	await rm(FOLDERS.package, { recursive: true, force: true });
	await mkdir(FOLDERS.package, { recursive: true });
	const printed = await run(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', FOLDERS.package],
		{
			cwd: PROJECT,
		},
	);
	const [{ filename }] = JSON.parse(printed) as [{ filename: string }];
	return join(FOLDERS.package, filename);
}

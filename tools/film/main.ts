import { join } from 'node:path';

import { PROJECT } from '../n8n/folders';
import { encode, needFfmpeg } from './encode';
import { filmScenes } from './scenes';
import { openStudio } from './studio';

const FILE = join(PROJECT, 'docs', 'pictures', 'film.gif');

/** It has to load with the README. */
const MOST = { bytes: 3_000_000, seconds: 20 };

/** Films the real editor, without anyone at the mouse. */
async function main(): Promise<void> {
	await needFfmpeg();
	const studio = await openStudio(report);
	try {
		report('Filming');
		await filmScenes(studio);
		report('Making the film of its frames');
		const { bytes, seconds } = await encode(await studio.camera.frames(), FILE);
		console.log(`${FILE}: ${seconds.toFixed(1)} seconds, ${(bytes / 1e6).toFixed(2)} MB`);
		if (bytes > MOST.bytes || seconds > MOST.seconds) {
			throw new Error(`At most ${MOST.seconds} seconds and ${MOST.bytes / 1e6} MB are allowed`);
		}
	} finally {
		await studio.close();
	}
}

function report(step: string): void {
	console.log(`· ${step}`);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	// Whatever was started before it went wrong would keep this process alive.
	process.exit(1);
});

import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { LOCAL, PROJECT } from '../n8n/folders';
import { encode, needFfmpeg } from './encode';
import { filmLong } from './long';
import { filmShort } from './short';
import { openStudio } from './studio';

/** What each film may be: the README's has to load, n8n's reviewers say how long theirs may be. */
const FILMS = {
	short: {
		take: filmShort,
		format: 'gif',
		file: join(PROJECT, 'docs', 'pictures', 'film.gif'),
		mostBytes: 3_000_000,
		mostSeconds: 20,
		// The film ends before: what GatePay has accepted counts as paid.
		shooting: { isSingleTake: false, finishAfter: 600_000 },
	},
	long: {
		take: filmLong,
		format: 'mp4',
		file: join(LOCAL, 'film.mp4'),
		mostBytes: Infinity,
		mostSeconds: 300,
		shooting: { isSingleTake: true, finishAfter: 5_000 },
	},
} as const;

/** Films the real editor, without anyone at the mouse. */
async function main(): Promise<void> {
	const { values } = parseArgs({ options: { long: { type: 'boolean', default: false } } });
	const { take, format, file, mostBytes, mostSeconds, shooting } = FILMS[values.long ? 'long' : 'short'];
	await needFfmpeg();
	const studio = await openStudio(report, shooting);
	try {
		report('Filming');
		await take(studio);
		report('Making the film of its frames');
		const film = await encode(await studio.camera.frames(), format, file);
		console.log(`${film.file}: ${film.seconds.toFixed(1)} seconds, ${(film.bytes / 1e6).toFixed(2)} MB`);
		if (film.bytes > mostBytes || film.seconds > mostSeconds) {
			throw new Error(`At most ${mostSeconds} seconds and ${mostBytes / 1e6} MB are allowed`);
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

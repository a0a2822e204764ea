import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { run } from '../n8n/run';
import type { Frame } from './camera';

/** @throws in words that say what to install, when there is no ffmpeg */
export async function needFfmpeg(): Promise<void> {
	await run('ffmpeg', ['-version']).catch(() => {
		throw new Error('There is no ffmpeg: install the package ffmpeg');
	});
}

/** One palette for the whole film and no dithering: text stays sharp, and what does not move costs nothing. */
const FILTER =
	'fps=8,scale=1000:-1:flags=lanczos,split[a][b];[a]palettegen=max_colors=128[p];[b][p]paletteuse=dither=none:diff_mode=rectangle';

/** A film that has been written. */
export interface Film {
	bytes: number;
	seconds: number;
}

/** Writes the frames as a GIF. */
export async function encode(frames: readonly Frame[], file: string): Promise<Film> {
	const [first] = frames;
	if (!first) throw new Error('Nothing was filmed');
	const list = join(dirname(first.file), 'frames.txt');
	// ffmpeg shows the last one for as long as it is told only if it is named twice.
	const lines = [...frames, { file: frames.at(-1)?.file, seconds: 0 }].map(
		({ file: frame, seconds }) => `file '${frame}'\nduration ${seconds.toFixed(3)}`,
	);
	await writeFile(list, lines.join('\n'));
	await mkdir(dirname(file), { recursive: true });
	await run('ffmpeg', [
		...['-y', '-loglevel', 'error', '-f', 'concat', '-safe', '0', '-i', list],
		...['-vf', FILTER, file],
	]);
	const { size } = await stat(file);
	return { bytes: size, seconds: frames.reduce((sum, { seconds }) => sum + seconds, 0) };
}

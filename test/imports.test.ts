import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { preProcessFile } from 'typescript';

/** The files that a file imports from, types included; packages are left out. */
function importsOf(file: string): string[] {
	const { importedFiles } = preProcessFile(readFileSync(file, 'utf8'));
	return importedFiles
		.filter(({ fileName }) => fileName.startsWith('.'))
		.flatMap(({ fileName }) => {
			const path = join(dirname(file), fileName);
			return [`${path}.ts`, join(path, 'index.ts')].filter((candidate) => existsSync(candidate));
		});
}

/** The files on a way from `file` back to itself, if there is one. */
function circleFrom(
	file: string,
	on: readonly string[] = [],
	seen = new Set<string>(),
): string[] | undefined {
	if (on.includes(file)) return [...on.slice(on.indexOf(file)), file];
	if (seen.has(file)) return undefined;
	seen.add(file);
	for (const imported of importsOf(file)) {
		const circle = circleFrom(imported, [...on, file], seen);
		if (circle) return circle;
	}
	return undefined;
}

it('no two files import each other in a circle', () => {
	const tracked = execFileSync('git', ['ls-files', '*.ts'], { encoding: 'utf8' }).trim().split('\n');
	const files = tracked.filter((file) => existsSync(file));
	expect(files.flatMap(importsOf).length).toBeGreaterThan(500);
	const seen = new Set<string>();
	expect(files.map((file) => circleFrom(file, [], seen)).filter((circle) => circle)).toEqual([]);
});

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

/**
 * The files of a circle that can be reached from `file`; none where there is none.
 *
 * @param way  the files that led to it
 * @param seen those that were looked at before
 */
function circleFrom(file: string, way: readonly string[], seen: Set<string>): string[] {
	if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
	if (seen.has(file)) return [];
	seen.add(file);
	const circles = importsOf(file).map((imported) => circleFrom(imported, [...way, file], seen));
	return circles.find((circle) => circle.length > 0) ?? [];
}

it('no two files import each other in a circle', () => {
	const tracked = execFileSync('git', ['ls-files', '*.ts'], { encoding: 'utf8' }).trim().split('\n');
	const files = tracked.filter((file) => existsSync(file));
	expect(files.flatMap(importsOf).length).toBeGreaterThan(500);
	const seen = new Set<string>();
	expect(files.map((file) => circleFrom(file, [], seen)).filter(({ length }) => length > 0)).toEqual([]);
});

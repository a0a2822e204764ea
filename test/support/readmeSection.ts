import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const README = join(__dirname, '../../README.md');

/**
 * Compares a part of the README with what a run made of it, so that the README can't say anything else. The part stands
 * between `<!-- name -->` and `<!-- /name -->`; with UPDATE_README=1 it is written instead.
 */
export function expectReadmeSection(name: string, text: string): void {
	const readme = readFileSync(README, 'utf8');
	const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
	const from = readme.indexOf(begin) + begin.length;
	const to = readme.indexOf(end);
	if (from < begin.length || to < from) throw new Error(`The README has no part ${name}`);
	if (process.env.UPDATE_README) writeFileSync(README, readme.slice(0, from) + text + readme.slice(to));
	else expect(readme.slice(from, to)).toBe(text);
}

/** A table in Markdown. */
export function markdownTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
	return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

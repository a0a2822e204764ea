import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Compares a part of a document with what a run made of it, so that the document can't say anything else. The part is
 * between `<!-- name -->` and `<!-- /name -->`; with UPDATE_DOCS=1 it is written instead.
 *
 * @param file from the project's root
 */
export function expectSection(file: string, name: string, text: string): void {
	const path = join(__dirname, '../..', file);
	const page = readFileSync(path, 'utf8');
	const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
	const from = page.indexOf(begin) + begin.length;
	const to = page.indexOf(end);
	if (from < begin.length || to < from) throw new Error(`${file} has no part ${name}`);
	if (process.env.UPDATE_DOCS) writeFileSync(path, page.slice(0, from) + text + page.slice(to));
	else expect(page.slice(from, to)).toBe(text);
}

/** A table in Markdown. */
export function markdownTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
	return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

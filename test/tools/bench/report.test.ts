import { readFileSync } from 'node:fs';

import { panelsOf, plot } from '../../../tools/bench/plot';
import { machineSentence, sectionsOf, shortLines, targetTable } from '../../../tools/bench/report';
import type { Results } from '../../../tools/bench/results';
import { targetsOf } from '../../../tools/bench/targets';
import { expectSection, markdownTable } from '../../support/readmeSection';
import { results } from './samples';

const measured = JSON.parse(readFileSync('tools/bench/results.json', 'utf8')) as Results;

const reliability = measured.isQuick
	? 'From a short run on a busy machine: too few repetitions to rely on.\n\n'
	: '';

/** What README.md and docs/performance.md say is what tools/bench/results.json holds. */
describe('the figures of the benchmark', () => {
	it('against the targets stand in docs/performance.md', () => {
		expectSection(
			'docs/performance.md',
			'benchmark targets',
			`\n${table(targetTable(targetsOf(measured)))}\n${reliability}`,
		);
	});

	it('stand in the README, in short', () => {
		const lines = shortLines(measured).map((line) => `- ${line}\n`);
		expectSection('README.md', 'speed', `\n${lines.join('')}\n`);
	});

	it('stand in docs/performance.md, all of them', () => {
		const machine = `${reliability}${machineSentence(measured)}\n`;
		const sections = sectionsOf(measured).map((section) => `### ${section.title}\n\n${table(section.table)}`);
		expectSection('docs/performance.md', 'figures', `\n${[machine, ...sections].join('\n')}\n`);
	});

	it('are what the picture shows', () => {
		expect(readFileSync('tools/bench/results.svg', 'utf8')).toBe(plot(panelsOf(measured)));
	});
});

describe('the tables of the benchmark', () => {
	it('say what was to be reached, what was, and whether that is enough', () => {
		const [head, first] = targetTable(targetsOf(results()));
		expect(head).toEqual(['What', 'Target', 'Measured', '']);
		expect(first?.slice(1)).toEqual(['at least 2.5×', '2.50×', 'met']);
	});

	it('have as many cells in each row as in the head', () => {
		for (const { table: rows } of sectionsOf(results())) {
			expect(new Set(rows.map((row) => row.length)).size).toBe(1);
		}
	});
});

function table([head = [], ...rows]: string[][]): string {
	return markdownTable(head, rows);
}

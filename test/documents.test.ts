import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { anchorsOf, DOCUMENTS, linksIn, pathsIn, readDocument } from './support/documents';

/** What git does not know, because it is made when it is needed. */
const MADE = ['dist/', 'build/', 'test/compat/.versions/', 'tools/n8n/.n8n/', 'tools/bench/results.'];

/** The names of all files, for those that stand in several folders, such as an example's `workflow.json`. */
const NAMES = new Set(
	execFileSync('git', ['ls-files'], { encoding: 'utf8' })
		.split('\n')
		.map((path) => basename(path)),
);

describe.each(DOCUMENTS)('%s', (document) => {
	it('names files and folders that there are', () => {
		const paths = pathsIn(document).filter((path) => !MADE.some((made) => path.startsWith(made)));
		const isThere = (path: string) =>
			existsSync(path) || existsSync(join(dirname(document), path)) || NAMES.has(path);
		expect(paths.filter((path) => !isThere(path))).toEqual([]);
	});

	it('links to files and headings that there are', () => {
		const broken = linksIn(document).filter((link) => {
			const [file = '', anchor] = link.split('#');
			return !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
		});
		expect(broken).toEqual([]);
	});
});

describe('the links to the documentation in n8n', () => {
	it('lead to headings of the README, which npm shows', () => {
		const files = execFileSync('git', ['ls-files', 'nodes/*.node.json', 'credentials/*.ts'], {
			encoding: 'utf8',
		});
		const texts = files
			.trim()
			.split('\n')
			.map((file) => readFileSync(file, 'utf8'));
		const anchors = texts.flatMap((text) =>
			[...text.matchAll(/npmjs\.com\/package\/n8n-nodes-gatepay#([\w-]+)/g)].map(([, anchor]) => anchor),
		);
		expect(anchors.length).toBeGreaterThan(0);
		expect(anchorsOf('README.md')).toEqual(expect.arrayContaining(anchors));
	});
});

describe('who is written to', () => {
	it('is the author in package.json, everywhere', () => {
		const { author } = JSON.parse(readFileSync('package.json', 'utf8')) as { author: { email: string } };
		for (const document of ['SECURITY.md', 'README.md']) {
			const addresses = readDocument(document).match(/[\w.-]+@[\w-]+(?:\.[a-z]+)+/g) ?? [];
			expect([document, [...new Set(addresses)]]).toEqual([document, [author.email]]);
		}
	});
});

describe('the changelog', () => {
	const changelog = readDocument('CHANGELOG.md');

	it('has a section for what comes next, and then each version once, the newest first', () => {
		const versions = [...changelog.matchAll(/^## \[(.+?)\](.*)$/gm)].map(([, version, date]) => [
			version,
			date,
		]);
		expect(versions[0]).toEqual(['Unreleased', '']);
		const released = versions.slice(1);
		for (const [version, date] of released) {
			expect(version).toMatch(/^\d+\.\d+\.\d+$/);
			expect(date).toMatch(/^ - \d{4}-\d{2}-\d{2}$/);
		}
		const numbers = released.map(([version = '']) => version);
		const descending = [...numbers].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
		expect(numbers).toEqual(descending);
		expect(new Set(numbers).size).toBe(numbers.length);
	});

	it('sorts what changed under the words of Keep a Changelog', () => {
		const kinds = [...changelog.matchAll(/^### (.+)$/gm)].map(([, kind]) => kind);
		expect(kinds.length).toBeGreaterThan(0);
		const known = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
		expect(kinds.filter((kind) => !known.includes(kind ?? ''))).toEqual([]);
	});
});

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { LISTED_CODES, meaningOf } from '../gatepay/api/codes';
import { anchorsOf, DOCUMENTS, linksIn, pathsIn, readDocument } from './support/documents';
import { expectSection, markdownTable } from './support/readmeSection';

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

describe('docs/troubleshooting.md', () => {
	const page = 'docs/troubleshooting.md';

	it('says of every code of GatePay’s what it means and what to do', () => {
		const rows = LISTED_CODES.map((code) => {
			const { meaning, advice } = meaningOf(code);
			return [code, meaning, advice];
		});
		const { meaning, advice } = meaningOf('');
		expectSection(
			page,
			'codes',
			markdownTable(['Code', 'It means', 'Do this'], [...rows, ['any other', meaning, advice]]),
		);
	});
});

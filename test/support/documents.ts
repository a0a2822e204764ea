import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a person reads in the repository. */
export const DOCUMENTS = execFileSync(
	'git',
	['ls-files', '--cached', '--others', '--exclude-standard', '*.md'],
	{
		encoding: 'utf8',
	},
)
	.trim()
	.split('\n');

/** A command that a document tells somebody to run, without what is set before it. */
export interface Command {
	document: string;
	/** Such as `npm run sandbox`. */
	text: string;
}

/** The text of a document. */
export function readDocument(document: string): string {
	return readFileSync(document, 'utf8');
}

/** All commands in blocks of shell and between backticks, in all documents. */
export function commandsIn(documents: readonly string[]): Command[] {
	return documents.flatMap((document) => {
		const text = readDocument(document);
		const blocks = [...text.matchAll(/^```sh\n([^]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n'));
		const inline = [...text.matchAll(/`((?:[A-Z_]+=\S+ )?(?:npm|npx|node) [^`]+)`/g)].map(
			([, code = '']) => code,
		);
		return [...blocks, ...inline]
			.flatMap((line) => line.split(' && '))
			.map((command) => command.replace(/^(?:[A-Z_]+=\S+ )+/, '').trim())
			.filter((command) => command !== '')
			.map((text) => ({ document, text }));
	});
}

/** Everything between backticks that names a file or a folder: of the repository, or beside the document. */
export function pathsIn(document: string): string[] {
	const prose = readDocument(document).replace(/^```[^]*?^```/gm, '');
	const quoted = [...prose.matchAll(/`([^`\s]+)`/g)].map(([, code = '']) => code);
	return quoted.filter(
		(code) => /^[.\w-]+(?:\/[.\w-]+)*\/?$/.test(code) && /\/|\.(?:ts|json|mjs|js|md)$/.test(code),
	);
}

/** Where the document's own links lead, as paths from the root of the repository, with their anchors. */
export function linksIn(document: string): string[] {
	const targets = [...readDocument(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
	return targets
		.filter((target) => !/^[a-z]+:/.test(target))
		.map((target) => (target.startsWith('#') ? document + target : join(dirname(document), target)));
}

/** The anchors of a document's headings, as GitHub and npm make them. */
export function anchorsOf(document: string): string[] {
	return [...readDocument(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

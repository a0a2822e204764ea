import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** As they are in the sources, wherever this file is built to: every script of package.json runs in the root. */
const FOLDER = join(process.cwd(), 'tools', 'sandbox', 'page', 'static');
const ICONS = join(process.cwd(), 'icons');

const CONTENT_TYPE: Readonly<Record<string, string>> = {
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
};

/** A file that a browser loads. */
export interface StaticFile {
	contentType: string;
	text: string;
}

/** @returns undefined where there is no such file; names lead to no other folder */
export async function staticFile(name: string): Promise<StaticFile | undefined> {
	const contentType = CONTENT_TYPE[extname(name)];
	if (contentType === undefined || !/^[A-Za-z]+([-.][a-z]+)*$/.test(name)) return undefined;
	try {
		// The icons are the node's own.
		const folder = contentType === CONTENT_TYPE['.svg'] ? ICONS : FOLDER;
		return { contentType, text: await readFile(join(folder, name), 'utf8') };
	} catch {
		return undefined;
	}
}

import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { extname, join } from 'node:path';

import type { Answer } from '../answers';
import type { Sandbox } from '../sandbox';
import { isRecord } from '../wire';
import { ACTIONS, Problem } from './actions';
import { FaultSwitches } from './faultSwitches';
import { pageState, requestDetails } from './state';

/** What can be done on the page, by name. */
export type ActionName = keyof typeof ACTIONS;

/** What an action answers: a sentence about what was done, or why it wasn't. */
export type ActionAnswer = { done: string } | { problem: string };

/** Everything of the page but the page itself: none of GatePay's paths begins like this. */
const PREFIX = '/sandbox/';

/** The page loads and sends nothing anywhere else, is shown in no other page, and runs no text as code. */
const SECURITY_HEADERS = {
	'Cache-Control': 'no-store',
	'Content-Security-Policy':
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
		"require-trusted-types-for 'script'; trusted-types 'none'",
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'Referrer-Policy': 'same-origin',
	'X-Content-Type-Options': 'nosniff',
};

const INDEX = `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8" />
		<meta name="viewport" content="width=device-width" />
		<meta name="color-scheme" content="light dark" />
		<title>GatePay sandbox</title>
		<link rel="icon" href="/sandbox/gatepay-refund.svg" type="image/svg+xml" />
		<link rel="stylesheet" href="/sandbox/page.css" />
		<script type="module" src="/sandbox/page.js"></script>
	</head>
	<body></body>
</html>`;

/** Every script of package.json runs in the root: there is what gulp bundles of the page, and there are the node's icons. */
const FOLDER: Readonly<Record<string, string>> = {
	'page.js': 'build/tools/sandbox/page/browser',
	'page.css': 'build/tools/sandbox/page/browser',
	'gatepay-refund.svg': 'icons',
};

const CONTENT_TYPE: Readonly<Record<string, string>> = {
	'.css': 'text/css; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
};

/** Serves a page, at the sandbox's own address, that shows what the sandbox has and lets a person change it. */
export function servePage(sandbox: Sandbox): void {
	const faults = new FaultSwitches(sandbox.faults);
	sandbox.mount((request, path, body) => {
		if (path === '/' && request.method === 'GET') return Promise.resolve(answer(200, INDEX, 'text/html'));
		return path.startsWith(PREFIX) ? route(request, path.slice(PREFIX.length), body) : undefined;
	});

	async function route(request: IncomingMessage, name: string, body: Buffer): Promise<Answer> {
		const [folder, rest = ''] = name.split('/');
		if (folder === 'actions') return await act(request, rest, body);
		if (request.method !== 'GET') return told(405, 'Only actions are sent with POST.');
		if (name === 'state') {
			const { searchParams } = new URL(request.url ?? '', sandbox.baseUrl);
			return json(200, pageState(sandbox, faults, searchParams.get('find')?.trim()));
		}
		const shown = folder === 'requests' && sandbox.requests.find(({ number }) => String(number) === rest);
		if (shown) return answer(200, requestDetails(shown), 'text/plain; charset=utf-8');
		return Object.hasOwn(FOLDER, name) ? await file(name) : told(404, 'The page has no such part.');
	}

	async function act({ method, headers }: IncomingMessage, name: string, body: Buffer): Promise<Answer> {
		if (method !== 'POST') return told(405, 'Actions are sent with POST.');
		// Browsers name the origin of every POST; whose it is, the server has checked.
		if (headers.origin === undefined) return told(403, 'Only the page of the sandbox may do this.');
		if (!Object.hasOwn(ACTIONS, name)) return told(404, 'The page has no such action.');
		const fields = readFields(body);
		if (!fields) return told(400, 'An action is sent with a JSON object.');
		try {
			return json(200, { done: await ACTIONS[name as ActionName](sandbox, fields, faults) });
		} catch (error) {
			// The person's matter: a browser would note another HTTP status as a fault of the page.
			if (error instanceof Problem) return told(200, error.message);
			throw error;
		}
	}
}

async function file(name: string): Promise<Answer> {
	try {
		const text = await readFile(join(process.cwd(), FOLDER[name] as string, name), 'utf8');
		return answer(200, text, CONTENT_TYPE[extname(name)] as string);
	} catch {
		return told(404, 'The page is not built, or the sandbox was not started in the root of the project.');
	}
}

function readFields(body: Buffer): Record<string, unknown> | undefined {
	try {
		const fields: unknown = JSON.parse(body.toString());
		return isRecord(fields) ? fields : undefined;
	} catch {
		return undefined;
	}
}

function told(httpStatus: number, problem: string): Answer {
	return json(httpStatus, { problem });
}

function json(httpStatus: number, value: unknown): Answer {
	return answer(httpStatus, JSON.stringify(value), 'application/json; charset=utf-8');
}

function answer(httpStatus: number, text: string, contentType: string): Answer {
	return { httpStatus, text, headers: { ...SECURITY_HEADERS, 'Content-Type': contentType } };
}

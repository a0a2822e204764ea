import type { IncomingMessage } from 'node:http';

import { isRecord } from '../../../gatepay/api/answer';
import type { Answer } from '../answers';
import type { Sandbox } from '../sandbox';
import { ACTIONS, Problem } from './actions';
import type { ActionAnswer, Actions } from './contract';
import { FaultSwitches } from './faultSwitches';
import { isForThisMachine, isFromNoOtherPage, isFromOwnPage } from './guard';
import { pageState } from './state';
import { staticFile } from './staticFiles';

/** Everything of the page but the page itself: none of GatePay's paths begins like this. */
const PREFIX = '/sandbox/';

/** The page loads and sends nothing anywhere else, is shown in no other page, and runs no text as code. */
const SECURITY_HEADERS = {
	'Cache-Control': 'no-store',
	'Content-Security-Policy': [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self'",
		"connect-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types 'none'",
	].join('; '),
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'Referrer-Policy': 'same-origin',
	'X-Content-Type-Options': 'nosniff',
	'X-Frame-Options': 'DENY',
};

const NO_FILE =
	'There is no such file below the folder that the sandbox was started in, the root of the project.';

/** Serves the page at the sandbox's own address. */
export function servePage(sandbox: Sandbox): void {
	const page = new Page(sandbox);
	sandbox.mount((request, path, body) => page.answer(request, path, body));
}

/** The page that shows what the sandbox holds, and lets a person change it. */
class Page {
	private readonly faults: FaultSwitches;

	constructor(private readonly sandbox: Sandbox) {
		this.faults = new FaultSwitches(sandbox.faults);
	}

	/** @returns undefined for a request that isn't for the page */
	answer(request: IncomingMessage, path: string, body: Buffer): Promise<Answer> | undefined {
		const isPage = path === '/' && request.method === 'GET';
		if (!isPage && !path.startsWith(PREFIX)) return undefined;
		return this.route(request, isPage ? 'index.html' : path.slice(PREFIX.length), body);
	}

	private async route(
		{ method, headers, url = '' }: IncomingMessage,
		name: string,
		body: Buffer,
	): Promise<Answer> {
		if (!isForThisMachine(headers)) return told(403, `Open this page as ${this.sandbox.baseUrl}`);
		const action = /^actions\/(.*)$/.exec(name)?.[1];
		if (action !== undefined) {
			if (method !== 'POST') return told(405, 'Actions are sent with POST.');
			if (!isFromOwnPage(headers)) return told(403, 'Only the page of the sandbox may do this.');
			return this.act(action, headers['content-type'], body);
		}
		if (method !== 'GET') return told(405, 'Only actions are sent with POST.');
		if (name === 'state') {
			if (!isFromNoOtherPage(headers)) return told(403, 'Only the page of the sandbox may read this.');
			const { searchParams } = new URL(url, this.sandbox.baseUrl);
			return json(200, pageState(this.sandbox, this.faults, searchParams.get('find')?.trim()));
		}
		const file = await staticFile(name);
		return file ? answer(200, file.text, file.contentType) : told(404, NO_FILE);
	}

	private async act(name: string, contentType: string | undefined, body: Buffer): Promise<Answer> {
		if (contentType !== 'application/json') return told(415, 'Actions are sent as application/json.');
		if (!Object.hasOwn(ACTIONS, name)) return told(404, 'The page has no such action.');
		const fields = readFields(body);
		if (!fields) return told(400, 'An action is sent with a JSON object.');
		try {
			const done = await ACTIONS[name as keyof Actions](this.sandbox, fields, this.faults);
			return json(200, { done } satisfies ActionAnswer);
		} catch (error) {
			// The person's matter: a browser would note another HTTP status as a fault of the page.
			if (error instanceof Problem) return told(200, error.message);
			throw error;
		}
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
	return json(httpStatus, { problem } satisfies ActionAnswer);
}

function json(httpStatus: number, value: unknown): Answer {
	return answer(httpStatus, JSON.stringify(value), 'application/json; charset=utf-8');
}

function answer(httpStatus: number, text: string, contentType: string): Answer {
	return { httpStatus, text, headers: { ...SECURITY_HEADERS, 'Content-Type': contentType } };
}

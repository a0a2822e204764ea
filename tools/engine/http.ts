import type { IncomingMessage, ServerResponse } from 'node:http';

/** n8n's `N8N_PAYLOAD_SIZE_MAX`. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** A request, as n8n hands it to a node. */
export type RequestOfN8n = IncomingMessage & { rawBody?: Buffer; body?: unknown; contentType?: string };

/** An error of n8n's with an HTTP status; every other one is answered with 500. */
export class HttpError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/**
 * What n8n does before the node is asked: the bytes are kept, and what says that it is JSON has to be JSON.
 *
 * @throws {HttpError} 422 for what isn't
 * @throws {Error} for what is too large
 */
export async function parseBody(request: RequestOfN8n): Promise<void> {
	request.contentType = request.headers['content-type']?.split(';')[0]?.toLowerCase() ?? '';
	if (request.contentType.startsWith('multipart/')) return;
	const tooLarge = new Error('request entity too large');
	if (Number(request.headers['content-length']) > LARGEST_BODY) throw tooLarge;
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		length += chunk.length;
		if (length > LARGEST_BODY) throw tooLarge;
	}
	request.rawBody = Buffer.concat(chunks);
	request.body = {};
	if (request.contentType !== 'application/json' || length === 0) return;
	try {
		request.body = JSON.parse(request.rawBody.toString());
	} catch {
		throw new HttpError(422, 'Failed to parse request body');
	}
}

/** The part of Express's response that webhooks use. */
export function withExpressMethods(response: ServerResponse): ServerResponse {
	return Object.assign(response, {
		status(code: number) {
			response.statusCode = code;
			return response;
		},
	});
}

/** Answers with a value, as n8n does. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
	send(response, status, 'application/json', JSON.stringify(value));
}

/** Answers with a text of this media type. */
export function send(response: ServerResponse, status: number, type: string, text: string): void {
	response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(text);
}

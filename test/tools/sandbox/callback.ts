import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A merchant's callback address: keeps what comes, and answers as told. */
export interface Callback {
	url: string;
	received: { headers: IncomingHttpHeaders; body: string }[];
	/** The next answers; an acknowledgement when there are none. */
	answers: { status: number; text: string }[];
}

export const ACKNOWLEDGED = { status: 200, text: '{"returnCode":"SUCCESS","returnMessage":""}' };

/** One for the tests of a file, emptied before each of them. */
export function useCallback(): Callback {
	const callback: Callback = { url: '', received: [], answers: [] };
	let server: Server;
	beforeAll(async () => {
		server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				callback.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
				const { status, text } = callback.answers.shift() ?? ACKNOWLEDGED;
				response.writeHead(status).end(text);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		callback.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
	});
	beforeEach(() => {
		callback.received.length = 0;
		callback.answers.length = 0;
	});
	afterAll(() => {
		server.close();
		server.closeAllConnections();
	});
	return callback;
}

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import type { Delivery } from './faults';

/** In bytes. A refund's body has less than a thousand; any web page can send to this machine. */
export const LARGEST_BODY = 1_000_000;

/** The names of this machine for itself; the port may be forwarded. */
const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Decides what happens to one request. */
export type Serve = (request: IncomingMessage, body: Buffer) => Promise<Delivery>;

/**
 * An HTTP server that only this machine can reach, and that can be away for a while.
 *
 * Node's own: a framework offers neither half an answer, a cut connection nor a port that is closed for a while, and reads
 * no body that comes with a GET.
 */
export class LoopbackServer {
	private readonly server = createServer((request, response) => {
		// A client that went away, or a pause, ends the exchange; there is nobody left to tell.
		this.exchange(request, response).catch(() => response.destroy());
	});
	/** Open connections, and whether a request on them is being answered. */
	private readonly connections = new Map<Socket, boolean>();
	/** How many connections were ever made to it. */
	connectionsMade = 0;
	private port = 0;

	constructor(private readonly serve: Serve) {
		this.server.on('connection', (socket: Socket) => {
			this.connectionsMade += 1;
			this.connections.set(socket, false);
			socket.once('close', () => this.connections.delete(socket));
		});
		// A connection that the server closes just as a client uses it again would look like a fault.
		this.server.keepAliveTimeout = 0;
	}

	get baseUrl(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** @param port 0 for any free one */
	async listen(port: number): Promise<void> {
		this.server.listen(port, '127.0.0.1');
		await once(this.server, 'listening');
		this.port = (this.server.address() as AddressInfo).port;
	}

	/**
	 * Closes the port and every connection, answered or not: whoever connects is refused. Idle connections are ended
	 * politely first, because a client that still trusts one would find it broken where it should find nobody.
	 */
	async pause(): Promise<void> {
		const idle = [...this.connections].filter(([, isBusy]) => !isBusy);
		await Promise.all(idle.map(([socket]) => once(socket.end(), 'close')));
		await this.close();
	}

	/** Closes the port and every connection at once. */
	async close(): Promise<void> {
		if (!this.server.listening) return;
		const closed = once(this.server, 'close');
		this.server.close();
		this.server.closeAllConnections();
		await closed;
	}

	/** Opens the same port again. */
	async resume(): Promise<void> {
		if (!this.server.listening) await this.listen(this.port);
	}

	private async exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { socket, headers } = request;
		this.connections.set(socket, true);
		// A foreign page can make its own host name point to 127.0.0.1 (DNS rebinding); the browser still says the name.
		if (!OWN_HOST.test(headers.host ?? '')) return refuse(response, 403, `Open it as ${this.baseUrl}`);
		if (!isFromNoOtherPage(headers)) return refuse(response, 403, 'Another web page may not send this.');
		const body = await bodyOf(request);
		if (!body) return refuse(response, 413, 'A body has at most 1 MB.');
		const delivery = await this.serve(request, body);
		if (this.connections.has(socket)) this.connections.set(socket, false);
		if (delivery.how === 'cut') socket.destroy();
		else if (delivery.how === 'reset') socket.resetAndDestroy();
		else send(response, delivery);
	}
}

/** Whether no other web page sent a request; a program that isn't a browser says nothing about where it comes from. */
function isFromNoOtherPage({ host, origin, 'sec-fetch-site': site = 'none' }: IncomingHttpHeaders): boolean {
	const isSameOrigin = origin === undefined || origin === `http://${host}`;
	return isSameOrigin && (site === 'same-origin' || site === 'none');
}

/** @returns undefined for a body that is too large; the rest of it is left unread */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
	if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) return undefined;
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request.iterator({ destroyOnReturn: false })) {
		size += (chunk as Buffer).length;
		if (size > LARGEST_BODY) return undefined;
		chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks);
}

/** Answers without having read the body, and closes the connection. */
function refuse(response: ServerResponse, status: number, problem: string): void {
	response.writeHead(status, { Connection: 'close', 'Content-Type': 'application/json' });
	response.end(JSON.stringify({ problem }), () => response.destroy());
}

function send(response: ServerResponse, { how, answer }: Delivery): void {
	const bytes = Buffer.from(answer.text);
	response.writeHead(answer.httpStatus, {
		'Content-Type': 'application/json',
		'Content-Length': bytes.length,
		...answer.headers,
	});
	if (how === 'whole') response.end(bytes);
	else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import type { Delivery } from './mishaps';

/** In bytes. A refund's body has less than a thousand; any web page can send to this machine. */
export const LARGEST_BODY = 1_000_000;

/** Decides what happens to one request. */
export type Serve = (request: IncomingMessage, body: Buffer) => Promise<Delivery>;

/** An HTTP server that only this machine can reach, and that can be away for a while. */
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
		await Promise.all(
			idle.map(([socket]) => {
				const closed = once(socket, 'close');
				socket.end();
				return closed;
			}),
		);
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
		const { socket } = request;
		this.connections.set(socket, true);
		const body = await bodyOf(request);
		if (!body) {
			refuseBody(response);
			return;
		}
		const delivery = await this.serve(request, body);
		if (this.connections.has(socket)) this.connections.set(socket, false);
		if (delivery.how === 'cut') socket.destroy();
		else if (delivery.how === 'reset') socket.resetAndDestroy();
		else send(response, delivery);
	}
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

function refuseBody(response: ServerResponse): void {
	response.writeHead(413, { Connection: 'close', 'Content-Length': 0 });
	response.end(() => response.destroy());
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

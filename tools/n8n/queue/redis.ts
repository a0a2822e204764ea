import { once } from 'node:events';
import { connect } from 'node:net';

import { freePort, Program } from '..';
import { installed } from './installed';

/** A Redis on loopback that keeps nothing on the disk: once it has ended, the queue is gone. */
export class Redis {
	private server: Program | undefined;

	private constructor(
		private readonly program: string,
		private readonly port: number,
	) {}

	static async start(): Promise<Redis> {
		const program = installed('/usr/bin/redis-server', { variable: 'REDIS_SERVER', from: 'redis-server' });
		const redis = new Redis(program, await freePort());
		await redis.start();
		return redis;
	}

	/** What tells n8n where it is. */
	get settings(): Record<string, string> {
		return { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(this.port) };
	}

	/** Ends it, and starts it again on the same port: empty. */
	async restart(): Promise<void> {
		await this.server?.stop();
		await this.start();
	}

	async stop(): Promise<void> {
		await this.server?.stop();
	}

	private async start(): Promise<void> {
		const settings = { port: String(this.port), bind: '127.0.0.1', save: '', appendonly: 'no' };
		this.server = await Program.start('redis', [
			this.program,
			...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
		]);
		await this.server.ready(() => this.answers());
	}

	private async answers(): Promise<true | undefined> {
		const socket = connect(this.port, '127.0.0.1');
		try {
			socket.write('PING\r\n');
			const [answer] = (await once(socket, 'data')) as [Buffer];
			return answer.toString() === '+PONG\r\n' || undefined;
		} finally {
			socket.destroy();
		}
	}
}

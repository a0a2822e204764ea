import type { Credential } from '../sandbox';
import { Helper } from './childProcess';

/** How the gateway is to be from now on; everything before is forgotten. */
export interface Fresh {
	/** Milliseconds that each call takes. */
	latency: number;
	/** How many paid orders it has, one for each ticket. */
	orders: number;
}

/** What the gateway saw since it was made fresh. */
export interface Seen {
	/** Refunds really made. */
	paid: number;
	requests: number;
	connections: number;
}

export type GatewayQuestion = { fresh: Fresh } | { seen: true };

/** The sandbox in a process of its own, so that its work counts as nobody else's. */
export class Gateway {
	private constructor(
		private readonly helper: Helper<GatewayQuestion>,
		readonly credential: Credential,
	) {}

	static async start(): Promise<Gateway> {
		const helper = Helper.start<GatewayQuestion>('sandboxProcess');
		return new Gateway(helper, await helper.ask<Credential>({ fresh: { latency: 0, orders: 0 } }));
	}

	async makeFresh(fresh: Fresh): Promise<void> {
		await this.helper.ask({ fresh });
	}

	async seen(): Promise<Seen> {
		return await this.helper.ask<Seen>({ seen: true });
	}

	async end(): Promise<void> {
		await this.helper.end();
	}
}

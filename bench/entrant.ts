import { Helper } from './childProcess';
import type { ContenderName } from './contenders';
import type { Surroundings } from './contenders/contender';
import type { Gateway, Seen } from './gateway';
import type { Cost } from './measure';

export type EntrantOptions = Surroundings & { contender: ContenderName };

export interface RefundQuestion {
	refunds: number;
}

/** What so many refunds cost, and what the gateway saw of them. */
export interface Outcome extends Cost, Seen {
	/** How many items came out as accepted. */
	accepted: number;
}

/** A contender at certain settings, in a process of its own: its CPU time and memory are nobody else's. */
export class Entrant {
	private readonly helper: Helper<RefundQuestion>;

	constructor(
		private readonly gateway: Gateway,
		options: Omit<EntrantOptions, 'credential'>,
	) {
		this.helper = Helper.start('contenderProcess', { ...options, credential: gateway.credential });
	}

	/** @param latency of the gateway, in milliseconds */
	async makeRefunds(refunds: number, latency: number): Promise<Outcome> {
		await this.gateway.makeFresh({ latency, orders: refunds });
		const cost = await this.helper.ask<Cost & { accepted: number }>({ refunds });
		return { ...cost, ...(await this.gateway.seen()) };
	}

	async end(): Promise<void> {
		await this.helper.end();
	}
}

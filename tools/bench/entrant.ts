import { Helper } from './childProcess';
import type { ContenderName } from './contenders';
import type { Surroundings } from './contenders/contender';
import type { Gateway, Seen } from './gateway';
import type { Cost } from './measure';

export type EntrantOptions = Surroundings & { contender: ContenderName };

export interface RefundQuestion {
	refunds: number;
	/** Whether to find out how much memory is in use, at the cost of time. */
	watchesMemory: boolean;
}

/** What so many refunds cost, and what the gateway saw of them. */
export type Outcome = Cost & Seen;

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
	async makeRefunds(
		refunds: number,
		{ latency = 0, watchesMemory = false }: { latency?: number; watchesMemory?: boolean } = {},
	): Promise<Outcome> {
		await this.gateway.makeFresh({ latency, orders: refunds });
		const cost = await this.helper.ask<Cost>({ refunds, watchesMemory });
		return { ...cost, ...(await this.gateway.seen()) };
	}

	async end(): Promise<void> {
		await this.helper.end();
	}
}

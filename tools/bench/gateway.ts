import type { Credential } from '../sandbox';
import { Helper } from './childProcess';

/** How the gateway is to be from now on; everything before is forgotten. */
export interface Fresh {
	/** Milliseconds that each call takes. */
	latency: number;
	/** How many paid orders it has, one for each ticket from this number on. */
	orders: number;
	first: number;
}

/** What the gateway saw since it was made fresh. */
export interface Seen {
	/** Refunds really made. */
	paid: number;
	/** Orders that were refunded. */
	buyers: number;
}

export type GatewayQuestion = { fresh: Fresh } | { seen: true };

/** The sandbox in a process of its own, so that its work counts as nobody else's. */
export class Gateway {
	private first = 0;

	private constructor(
		private readonly helper: Helper<GatewayQuestion>,
		readonly credential: Credential,
	) {}

	static async start(): Promise<Gateway> {
		const helper = Helper.start<GatewayQuestion>('sandboxProcess');
		const fresh: Fresh = { latency: 0, orders: 0, first: 0 };
		return new Gateway(helper, await helper.ask<Credential>({ fresh }));
	}

	/**
	 * @returns the number of the first ticket. No two are the same: the package remembers what it refunded, and would not
	 *          send it again to a gateway that was made fresh.
	 */
	async makeFresh({ latency, orders }: Omit<Fresh, 'first'>): Promise<number> {
		const { first } = this;
		this.first += orders;
		await this.helper.ask({ fresh: { latency, orders, first } });
		return first;
	}

	/** @throws unless so many orders were refunded, each once */
	async expectPaid(orders: number, who: string): Promise<void> {
		const { paid, buyers } = await this.helper.ask<Seen>({ seen: true });
		if (paid === orders && buyers === orders) return;
		throw new Error(`${who}: ${paid} refunds were paid to ${buyers} of ${orders} buyers`);
	}

	async end(): Promise<void> {
		await this.helper.end();
	}
}

import { startSandbox, type Sandbox } from '../sandbox';
import { prepayIdAt } from './tickets';

/** GatePay as the sandbox plays it, with a fresh list of paid orders for each run. */
export class Gateway {
	private first = 0;

	private constructor(readonly sandbox: Sandbox) {}

	static async start(): Promise<Gateway> {
		// n8n's own nodes sign all items before they send the first; after ten seconds, GatePay would refuse the rest.
		return new Gateway(await startSandbox({ timestampTolerance: 60 * 60 * 1000 }));
	}

	/**
	 * Forgets everything, and has a paid order for each ticket.
	 *
	 * @param latency milliseconds that each call takes
	 * @returns the number of the first ticket. No two are the same: the package remembers what it refunded, and would not
	 *          send it again to a gateway that was made fresh.
	 */
	makeFresh({ latency, orders }: { latency: number; orders: number }): number {
		const { first } = this;
		this.first += orders;
		this.sandbox.reset();
		this.sandbox.latency = latency;
		for (let ticket = first; ticket < this.first; ticket += 1) {
			this.sandbox.orders.add({ prepayId: prepayIdAt(ticket) });
		}
		return first;
	}

	/** @throws unless so many orders were refunded, each once */
	expectPaid(orders: number, who: string): void {
		const { payments } = this.sandbox.ledger;
		const buyers = new Set(payments.map(({ prepayId }) => prepayId)).size;
		if (payments.length === orders && buyers === orders) return;
		throw new Error(`${who}: ${payments.length} refunds were paid to ${buyers} of ${orders} buyers`);
	}
}

import { refundRequestIdOf } from '../../../gatepay/refund/requestId';
import type { Sandbox } from '../../../tools/sandbox';
import { until, type N8n } from '../../../tools/n8n';
import type { WatchedRefund } from '../queue/moments';
import { inALine, refund, webhook } from './nodes';
import { addWorkflow, callWebhook, type Execution } from './world';

const TICKET = 'TICKET-7';

/** An order of 10 USDT that is paid, to be refunded. */
export function newRefund({ orders }: Sandbox, prepayId: string): WatchedRefund {
	const { merchantTradeNo } = orders.add({ prepayId });
	return { prepayId, merchantTradeNo, refundRequestId: refundRequestIdOf(prepayId, { reference: TICKET }) };
}

/** Tickets as a helpdesk would send them. */
export function ticketsFor(refunds: readonly WatchedRefund[]): object {
	return {
		tickets: refunds.map(({ prepayId, merchantTradeNo }) => ({
			prepayId,
			merchantTradeNo,
			amount: '1.50',
			ticket: TICKET,
		})),
	};
}

/** A workflow that refunds the tickets that its webhook gets, on whichever worker takes it. */
export class QueuedRefunds {
	private constructor(
		private readonly main: N8n,
		private readonly id: string,
		private readonly path: string,
	) {}

	/** @param node its parameters and options beside the usual ones */
	static async add(
		main: N8n,
		path: string,
		{ options, ...node }: { options?: object } = {},
	): Promise<QueuedRefunds> {
		const nodes = [
			// Answers at once, without waiting for a worker.
			{ ...webhook(path), parameters: { path, httpMethod: 'POST' } },
			{
				name: 'Tickets',
				type: 'n8n-nodes-base.splitOut',
				parameters: { fieldToSplitOut: 'body.tickets' },
			},
			// Whatever is held, is held for less than the timeout, on a slow machine too.
			refund('refundV2', { ...node, options: { timeout: 600, ...options } }),
		];
		return new QueuedRefunds(main, await addWorkflow(main, inALine(path, nodes), { active: true }), path);
	}

	/** Starts it without looking after it. */
	async call(...refunds: WatchedRefund[]): Promise<void> {
		await callWebhook(this.main, this.path, ticketsFor(refunds));
	}

	/** Starts it, and gives the ID of its execution. One at a time. */
	async start(...refunds: WatchedRefund[]): Promise<string> {
		const before = (await this.executions()).results;
		await this.call(...refunds);
		return await until(`${this.path} to start`, async () => {
			const { results } = await this.executions();
			return results.find(({ id }) => before.every((earlier) => earlier.id !== id))?.id;
		});
	}

	/** When so many of its executions have this status. */
	async have(count: number, status: string): Promise<void> {
		await until(
			`${count} executions of ${this.path} to be ${status}`,
			async () => ((await this.executions({ status: [status] })).count === count ? true : undefined),
			300_000,
		);
	}

	private async executions(filter: object = {}): Promise<{ count: number; results: { id: string }[] }> {
		const encoded = encodeURIComponent(JSON.stringify({ workflowId: this.id, ...filter }));
		return await this.main.rest.get(`/executions?filter=${encoded}`);
	}
}

/** The outcomes of its items; where it failed, how the message begins. */
export function shown({ status, error, output }: Execution): string {
	if (status !== 'success') return String(error?.message.split(':')[0]);
	return [...new Set(output('Refund').map(({ outcome }) => String(outcome)))].join(', ');
}

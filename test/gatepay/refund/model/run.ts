import type { Reply } from '../../../../gatepay/api/answer';
import { makeRefunds } from '../../../../gatepay/refund/batch';
import type { Gateway } from '../../../../gatepay/api/gateway';
import type { RefundResult } from '../../../../gatepay/refund/outcome';
import { makeRefund } from '../../../../gatepay/refund/procedure';
import { withRepeatsFound, type PreparedRefund } from '../../../../gatepay/refund/repeats';
import type { GatePayRequest } from '../../../../gatepay/api/requests';
import type { Clock } from './clock';
import type { RequestFields } from './faults';
import type { GatePay } from './gatePay';
import type { History, RunPlan } from './history';
import { prepare } from './intents';
import type { Network } from './network';
import type { Step } from './step';

/** One execution of the workflow, as it came out. */
export interface PlayedRun {
	index: number;
	plan: RunPlan;
	items: PlayedItem[];
	isCrashed: boolean;
	isCancelled: boolean;
	/** Whether the procedure came to an end. */
	hasEnded: boolean;
}

export interface PlayedItem {
	refund: PreparedRefund;
	/** What is meant, whatever refund request ID it comes to. */
	meaning: string;
	/** What the item called and waited for itself. */
	steps: Step[];
	begunAt: number;
	endedAt: number;
	/** GatePay's words for where the refund stood at the end; several where it was paid several times. */
	statuses: string[];
	/** Undefined where the process died, or the run stopped before this item. */
	result: RefundResult | undefined;
}

/** What a run takes place in. */
export interface Surroundings {
	history: History;
	clock: Clock;
	network: Network;
	gatePay: GatePay;
	/** Takes down what is wrong at the time. */
	complain(wrong: string): void;
}

/** More calls and pauses than a run of so few items can need. */
const MOST_OPERATIONS = 400;

/** One execution of the workflow: a process of its own, that can die and be stopped. */
export class Run {
	readonly played: PlayedRun;
	private operations = 0;
	private readonly pauses: Array<() => void> = [];
	private die: () => void = () => undefined;

	constructor(
		private readonly plan: RunPlan,
		private readonly index: number,
		private readonly surroundings: Surroundings,
	) {
		const prepared = plan.items.map((item) => prepare(surroundings.history, item));
		const refunds = withRepeatsFound(prepared.map(({ refund }) => refund));
		const items = prepared.map(({ refund, meaning }, position): PlayedItem => ({
			refund: refunds[position] ?? refund,
			meaning,
			steps: [],
			begunAt: 0,
			endedAt: 0,
			statuses: [],
			result: undefined,
		}));
		const isCancelled = plan.cancel?.during === 0;
		this.played = { index, plan, items, isCrashed: false, isCancelled, hasEnded: false };
	}

	/** Returns when the run is over, or when its process has died. */
	start(): Promise<void> {
		return new Promise((resolve) => {
			this.die = resolve;
			void this.work().then(resolve);
		});
	}

	private async work(): Promise<void> {
		const { items } = this.played;
		const { clock, gatePay } = this.surroundings;
		const refunds = items.map(({ refund }) => refund);
		const results = await makeRefunds(refunds, this.plan, async ({ intent, objection }, position) => {
			const item = items[position] as PlayedItem;
			item.begunAt = clock.now;
			const result = await makeRefund(intent, this.plan, this.gatewayOf(item, position), objection);
			item.endedAt = clock.now;
			item.statuses = gatePay.statusesOf(intent.refundRequestId);
			return result;
		});
		results.forEach((result, position) => {
			(items[position] as PlayedItem).result = result;
		});
		this.played.hasEnded = true;
	}

	private gatewayOf(item: PlayedItem, position: number): Gateway {
		return {
			call: (request) => this.call(item, position, request),
			wait: (milliseconds) => this.wait(item, position, milliseconds),
			now: () => this.surroundings.clock.now,
			isCancelled: () => this.played.isCancelled,
		};
	}

	private call(item: PlayedItem, position: number, request: GatePayRequest): Promise<Reply> {
		const fields = fieldsOf(request);
		const what = request.call.startsWith('createRefund') ? 'send' : 'ask';
		const step = this.beginStep(item, position, what, String(fields.refundRequestId));
		if (!step) return never();
		return new Promise((resolve) => {
			const takes = this.surroundings.network.carry(fields, step, (reply) => {
				if (this.played.isCrashed) return;
				step.to = this.surroundings.clock.now;
				step.reply = reply;
				resolve(reply);
			});
			this.interfere(takes);
		});
	}

	private wait(item: PlayedItem, position: number, milliseconds: number): Promise<void> {
		const { clock, complain } = this.surroundings;
		const step = this.beginStep(item, position, 'wait', '');
		if (!step) return never();
		if (!(milliseconds > 0)) complain(`run ${this.index}: a pause of ${milliseconds} ms`);
		return new Promise((resolve) => {
			const end = () => {
				if (this.played.isCrashed) return;
				step.to ??= clock.now;
				resolve();
			};
			this.pauses.push(end);
			clock.after(milliseconds, end);
			this.interfere(milliseconds);
		});
	}

	/** @returns undefined where the process is dead, or dies before anything comes of it */
	private beginStep(
		item: PlayedItem,
		position: number,
		what: Step['what'],
		refundRequestId: string,
	): Step | undefined {
		const { clock, complain } = this.surroundings;
		if (this.played.isCrashed) return undefined;
		if (this.played.isCancelled) complain(`run ${this.index} began a ${what} after it had been stopped`);
		this.operations += 1;
		if (this.operations > MOST_OPERATIONS) return undefined;
		if (this.plan.crash?.during === this.operations && !this.plan.crash.getsOut) {
			this.crash();
			return undefined;
		}
		const step: Step = { run: this.index, position, what, refundRequestId, from: clock.now };
		item.steps.push(step);
		return step;
	}

	/** Stops the execution in the middle of what has just begun, or lets the process die. */
	private interfere(takes: number): void {
		const { crash, cancel } = this.plan;
		if (cancel?.during === this.operations) this.surroundings.clock.after(takes / 2, () => this.cancel());
		if (crash?.during === this.operations) this.crash();
	}

	/** As in n8n's gateway, every pause of the execution ends now. */
	private cancel(): void {
		this.played.isCancelled = true;
		for (const end of this.pauses) end();
	}

	private crash(): void {
		this.played.isCrashed = true;
		this.die();
	}
}

function fieldsOf({ body, query }: GatePayRequest): RequestFields {
	return body === undefined ? { ...query } : (JSON.parse(body) as RequestFields);
}

function never(): Promise<never> {
	return new Promise(() => undefined);
}

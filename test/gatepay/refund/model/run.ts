import { readReply, type Answer } from '../../../../gatepay/api/answer';
import { makeRefunds, markRepeats, type RefundRecord } from '../../../../gatepay/refund/run';
import type { Gateway } from '../../../../gatepay/api/gateway';
import type { RefundIntent } from '../../../../gatepay/refund/intent';
import type { RefundMemory } from '../../../../gatepay/refund/memory';
import type { RefundResult } from '../../../../gatepay/refund/failures';
import { makeRefund } from '../../../../gatepay/refund/procedure';
import type { GatePayRequest } from '../../../../gatepay/api/calls';
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
	/** Runs of the same process share what it remembers. */
	process: number;
	plan: RunPlan;
	items: PlayedItem[];
	isCrashed: boolean;
	isCancelled: boolean;
	/** Whether the procedure came to an end. */
	hasEnded: boolean;
}

/** What a run is to make of an item. */
export type PlannedRefund =
	| {
			kind: 'ready';
			intent: RefundIntent;
			objection: string | undefined;
			/** The position of the item whose result this one takes. */
			repeats: number | undefined;
	  }
	/** Nothing tells it apart from an item before it. */
	| { kind: 'notSent' };

export interface PlayedItem {
	refund: PlannedRefund;
	/** What is meant, whatever refund request ID it comes to. */
	meaning: string;
	/** What the item called and waited for itself. */
	steps: Step[];
	begunAt: number;
	endedAt: number;
	/** What the procedure came to, also where the process died before the run could show it. */
	made: RefundResult | undefined;
	/** GatePay's words for the refund's status at the end; several where it was paid several times. */
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

/** A process of n8n: its executions share what it remembers, and die with it. */
export class Process {
	isDead = false;
	readonly runs: Run[] = [];

	constructor(
		readonly index: number,
		readonly memory: RefundMemory,
	) {}

	die(): void {
		this.isDead = true;
		for (const run of this.runs) run.die();
	}
}

/** One execution of the workflow, that can be stopped, or die with its process. */
export class Run {
	readonly played: PlayedRun;
	private operations = 0;
	private readonly pauses: Array<() => void> = [];
	private readonly records: Array<RefundRecord<number>>;
	private resolve: () => void = () => undefined;

	constructor(
		private readonly plan: RunPlan,
		private readonly index: number,
		private readonly process: Process,
		private readonly surroundings: Surroundings,
	) {
		process.runs.push(this);
		const prepared = plan.items.map((item) => prepare(surroundings.history, item));
		this.records = prepared.map(({ intent, objection }, itemIndex) => ({
			itemIndex,
			state: {
				stage: 'ready',
				read: itemIndex,
				intent,
				...(objection === undefined ? {} : { objection }),
			},
		}));
		markRepeats(this.records);
		const items = prepared.map(({ meaning }, position): PlayedItem => ({
			refund: plannedOf(this.records[position]),
			meaning,
			steps: [],
			begunAt: 0,
			endedAt: 0,
			made: undefined,
			statuses: [],
			result: undefined,
		}));
		const isCancelled = plan.cancel?.during === 0;
		this.played = {
			index,
			process: process.index,
			plan,
			items,
			isCrashed: false,
			isCancelled,
			hasEnded: false,
		};
	}

	/** Returns when the run is over, or when its process has died. */
	start(): Promise<void> {
		return new Promise((resolve) => {
			this.resolve = resolve;
			void this.work().then(resolve);
		});
	}

	private async work(): Promise<void> {
		const { items } = this.played;
		const { clock, gatePay } = this.surroundings;
		await makeRefunds(this.records, this.plan, async ({ intent, objection, read: position }) => {
			const item = items[position] as PlayedItem;
			item.begunAt = clock.now;
			const gateway = this.gatewayOf(item, position);
			const means = { gateway, memory: this.process.memory, key: intent.refundRequestId };
			const result = await makeRefund(intent, this.plan, means, objection);
			item.endedAt = clock.now;
			item.made = result;
			item.statuses = gatePay.statusesOf(intent.refundRequestId);
			return result;
		});
		this.records.forEach(({ itemIndex, state }) => {
			(items[itemIndex] as PlayedItem).result =
				state.stage === 'made' ? state.made : state.stage === 'notMade' ? state.notMade : undefined;
		});
		this.played.hasEnded = true;
	}

	private gatewayOf(item: PlayedItem, position: number): Gateway {
		return {
			call: (request) => this.call(item, position, request),
			wait: (milliseconds) => this.wait(item, position, milliseconds),
			now: () => this.surroundings.clock.now,
			dateOf: (moment) => new Date(moment),
			isCancelled: () => this.played.isCancelled,
		};
	}

	private call(item: PlayedItem, position: number, request: GatePayRequest): Promise<Answer> {
		const fields = fieldsOf(request);
		const what = request.call.startsWith('createRefund') ? 'send' : 'lookUp';
		const step = this.beginStep(item, position, what, String(fields.refundRequestId));
		if (!step) return never();
		return new Promise((resolve) => {
			const takes = this.surroundings.network.carry(fields, step, (reply) => {
				if (this.process.isDead) return;
				step.to = this.surroundings.clock.now;
				step.reply = reply;
				resolve(readReply(reply));
			});
			this.interfere(takes);
		});
	}

	private wait(item: PlayedItem, position: number, milliseconds: number): Promise<void> {
		const { clock, complain, history } = this.surroundings;
		const step = this.beginStep(item, position, 'wait', '');
		if (!step) return never();
		if (!(milliseconds > 0)) complain(`run ${this.index}: a pause of ${milliseconds} ms`);
		return new Promise((resolve) => {
			const end = () => {
				if (this.process.isDead) return;
				step.to ??= clock.now;
				resolve();
			};
			this.pauses.push(end);
			clock.after(Math.max(milliseconds - history.pausesEndEarlyBy, 1), end);
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
		if (this.process.isDead) return undefined;
		if (this.played.isCancelled) complain(`run ${this.index} began a ${what} after it had been stopped`);
		this.operations += 1;
		if (this.operations > MOST_OPERATIONS) return undefined;
		if (this.plan.crash?.during === this.operations && !this.plan.crash.getsOut) {
			this.process.die();
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
		if (crash?.during === this.operations) this.process.die();
	}

	/** As in n8n's gateway, every pause of the execution ends now. */
	private cancel(): void {
		this.played.isCancelled = true;
		for (const end of this.pauses) end();
	}

	/** What is not over by now never will be. */
	die(): void {
		if (this.played.hasEnded) return;
		this.played.isCrashed = true;
		this.resolve();
	}
}

function plannedOf(record: RefundRecord<number> | undefined): PlannedRefund {
	if (record?.state.stage !== 'ready') return { kind: 'notSent' };
	const { intent, objection, sameAs } = record.state;
	return { kind: 'ready', intent, objection, repeats: sameAs?.itemIndex };
}

function fieldsOf({ body, query }: GatePayRequest): RequestFields {
	return body === undefined ? { ...query } : (JSON.parse(body) as RequestFields);
}

function never(): Promise<never> {
	return new Promise(() => undefined);
}

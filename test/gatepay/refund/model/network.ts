import type { Reply } from '../../../../gatepay/api/answer';
import type { Clock } from './clock';
import {
	fateOf,
	isRetryAdvice,
	leavesOpen,
	replyToLookUp,
	replyToSend,
	type LookUpFault,
	type RequestFields,
	type SendFault,
} from './faults';
import type { GatePay } from './gatePay';
import type { History } from './history';
import { SECONDS_APART } from './reading';
import type { Step } from './step';

const TIMEOUT_AFTER = 30_000;

/** What lies between a run and GatePay. What is on its way arrives, whatever happens to the run. */
export class Network {
	/** When the last request arrives that was ever sent. */
	lastArrival = 0;

	/** Whether nothing goes wrong any more. */
	isQuiet = false;

	private calls = 0;
	private sends = 0;
	private lookUps = 0;

	constructor(
		private readonly history: History,
		private readonly gatePay: GatePay,
		private readonly clock: Clock,
	) {}

	/** @returns how long it takes until there is a reply */
	carry(fields: RequestFields, step: Step, answer: (reply: Reply) => void): number {
		return step.what === 'send'
			? this.carrySend(fields, step, answer)
			: this.carryLookUp(String(fields.refundRequestId), step, answer);
	}

	private carrySend(fields: RequestFields, step: Step, answer: (reply: Reply) => void): number {
		const fault: SendFault = this.faultOf(this.history.sends[this.sends++]);
		const latency = this.latency();
		step.fault = fault;
		let made: Reply | undefined;
		const { settledWithin } = this.history.gatePay;
		const longest = leavesOpen(fault) ? settledWithin : Infinity;
		const shownBy = this.clock.now + (this.isShownInTime(fault) ? latency + SECONDS_APART : longest);
		const arrive = (after: number) => {
			const takes = Math.min(after, longest);
			this.lastArrival = Math.max(this.lastArrival, this.clock.now + takes);
			this.clock.quietlyAfter(takes, () => {
				made = this.gatePay.create(fields, step, shownBy);
			});
		};
		const fate = fateOf(fault);
		if (fate === 'now') arrive(latency / 2);
		else if (fate !== 'never' && !this.isShownInTime(fault)) arrive(latency / 2 + fate);
		const takes = fault.kind === 'timeout' ? TIMEOUT_AFTER : latency;
		this.clock.after(takes, () => answer((replyToSend(fault, fields) ?? made) as Reply));
		return takes;
	}

	private carryLookUp(id: string, step: Step, answer: (reply: Reply) => void): number {
		const fault: LookUpFault = this.faultOf(this.history.lookUps[this.lookUps++]);
		const latency = this.latency();
		step.fault = fault;
		let found: Reply | undefined;
		this.clock.quietlyAfter(latency / 2, () => {
			found = replyToLookUp(fault) ?? this.gatePay.find(id, fault.kind === 'stale' ? fault.age : 0);
		});
		const takes = fault.kind === 'timeout' ? TIMEOUT_AFTER : latency;
		this.clock.after(takes, () => answer(found as Reply));
		return takes;
	}

	private faultOf<T>(planned: T | undefined): T | { kind: 'none' } {
		return this.isQuiet || planned === undefined ? { kind: 'none' } : planned;
	}

	private latency(): number {
		const { latencies } = this.history;
		return latencies[this.calls++ % latencies.length] ?? 100;
	}

	/**
	 * Nothing can be done where GatePay's answer means "not made", and its query still doesn't show that it was when it is
	 * looked up the second time.
	 */
	private isShownInTime(fault: SendFault): boolean {
		const { copyIsSafe, retryIsSafe } = this.history.gatePay;
		return (copyIsSafe && fault.kind === 'copy') || (retryIsSafe && isRetryAdvice(fault));
	}
}

import type { Reply } from '../../../../gatepay/api/answer';
import type { Clock } from './clock';
import {
	fateOf,
	isRetryAdvice,
	replyToAsk,
	replyToSend,
	type AskFault,
	type RequestFields,
	type SendFault,
} from './faults';
import type { GatePay } from './gatePay';
import type { History } from './history';
import type { Step } from './step';

const TIMEOUT_AFTER = 30_000;

/** What lies between a run and GatePay. What is on its way arrives, whatever becomes of the run. */
export class Network {
	/** When the last request arrives that was ever sent. */
	lastArrival = 0;

	/** Whether nothing goes wrong any more. */
	isQuiet = false;

	private calls = 0;
	private sends = 0;
	private asks = 0;

	constructor(
		private readonly history: History,
		private readonly gatePay: GatePay,
		private readonly clock: Clock,
	) {}

	/** @returns how long it takes until there is a reply */
	carry(fields: RequestFields, step: Step, answer: (reply: Reply) => void): number {
		return step.what === 'send'
			? this.carrySend(fields, step, answer)
			: this.carryAsk(String(fields.refundRequestId), step, answer);
	}

	private carrySend(fields: RequestFields, step: Step, answer: (reply: Reply) => void): number {
		const fault: SendFault = this.faultOf(this.history.sends[this.sends++]);
		const latency = this.latency();
		step.fault = fault;
		let made: Reply | undefined;
		const arrive = (after: number, isVisibleAtOnce: boolean) => {
			this.lastArrival = Math.max(this.lastArrival, this.clock.now + after);
			this.clock.quietlyAfter(after, () => {
				made = this.gatePay.create(fields, step, isVisibleAtOnce);
			});
		};
		const fate = fateOf(fault);
		if (fate === 'now') arrive(latency / 2, this.isSafelyRetried(fault));
		else if (fate !== 'never' && !this.isSafelyRetried(fault)) arrive(latency / 2 + fate, false);
		const takes = fault.kind === 'timeout' ? TIMEOUT_AFTER : latency;
		this.clock.after(takes, () => answer((replyToSend(fault, fields) ?? made) as Reply));
		return takes;
	}

	private carryAsk(id: string, step: Step, answer: (reply: Reply) => void): number {
		const fault: AskFault = this.faultOf(this.history.asks[this.asks++]);
		const latency = this.latency();
		step.fault = fault;
		let found: Reply | undefined;
		this.clock.quietlyAfter(latency / 2, () => {
			found = replyToAsk(fault) ?? this.gatePay.find(id);
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

	private isSafelyRetried(fault: SendFault): boolean {
		return this.history.gatePay.retryIsSafe && isRetryAdvice(fault);
	}
}

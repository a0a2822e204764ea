import { readReply, type Answer, type Reply } from '../../../gatepay/api/answer';
import type { Gateway } from '../../../gatepay/api/gateway';
import type { GatePayRequest } from '../../../gatepay/api/requests';

/** A reply, at once or after so many milliseconds; or a fault of the package itself. */
export type Scripted = Reply | { after: number; reply: Reply } | Error;

/** Noon: the time of day at which a script begins. */
const NOON = Date.UTC(2026, 0, 5, 12);

/** A clock that several scripts share, as the executions of one process do. */
export class SharedClock {
	now = 1_000_000;
}

/** A gateway that answers what a test says, and takes down what was done. */
export class Script implements Gateway {
	/** `look up`, `send` and `wait 3000`, in their order. */
	readonly story: string[] = [];
	readonly requests: GatePayRequest[] = [];
	private readonly replies: Scripted[];

	/**
	 * @param stopsDuring the user stops the execution in the middle of this call or pause, counted from 1; 0 is before
	 *                    the first
	 * @param early       by how many milliseconds a pause ends too early
	 */
	constructor(
		replies: readonly Scripted[],
		private readonly stopsDuring = Infinity,
		private readonly clock = new SharedClock(),
		private readonly early = 0,
	) {
		this.replies = [...replies];
	}

	/** Answers that nobody called for. */
	get left(): number {
		return this.replies.length;
	}

	async call(request: GatePayRequest): Promise<Answer> {
		this.requests.push(request);
		this.story.push(request.call.startsWith('createRefund') ? 'send' : 'look up');
		const next = this.replies.shift();
		if (!next) throw new Error(`The script has no answer for this: ${this.story.join(', ')}`);
		if (next instanceof Error) throw next;
		if (!('after' in next)) return readReply(next);
		this.clock.now += next.after;
		return readReply(next.reply);
	}

	async wait(milliseconds: number): Promise<void> {
		this.story.push(`wait ${milliseconds}`);
		this.clock.now += Math.max(milliseconds - this.early, 1);
	}

	now(): number {
		return this.clock.now;
	}

	dateOf(moment: number): Date {
		return new Date(NOON + moment - 1_000_000);
	}

	isCancelled(): boolean {
		return this.story.length >= this.stopsDuring;
	}
}

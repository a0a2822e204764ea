import type { Reply } from '../../../../gatepay/api/reply';
import type { Gateway } from '../../../../gatepay/api/gateway';
import type { GatePayRequest } from '../../../../gatepay/api/requests';

/** A reply, at once or after so many milliseconds. */
export type Scripted = Reply | { after: number; reply: Reply };

/** A gateway that answers what a test says, and takes down what was done. */
export class Script implements Gateway {
	/** `ask`, `send` and `wait 3000`, in their order. */
	readonly story: string[] = [];
	readonly requests: GatePayRequest[] = [];
	private time = 1_000_000;
	private readonly replies: Scripted[];

	/**
	 * @param stopsDuring the user stops the execution in the middle of this call or pause, counted from 1; 0 is before
	 *                    the first
	 */
	constructor(
		replies: readonly Scripted[],
		private readonly stopsDuring = Infinity,
	) {
		this.replies = [...replies];
	}

	/** Answers that nobody asked for. */
	get left(): number {
		return this.replies.length;
	}

	async call(request: GatePayRequest): Promise<Reply> {
		this.requests.push(request);
		this.story.push(request.call.startsWith('createRefund') ? 'send' : 'ask');
		const next = this.replies.shift();
		if (!next) throw new Error(`The script has no answer for this: ${this.story.join(', ')}`);
		if (!('after' in next)) return next;
		this.time += next.after;
		return next.reply;
	}

	async wait(milliseconds: number): Promise<void> {
		this.story.push(`wait ${milliseconds}`);
		this.time += milliseconds;
	}

	now(): number {
		return this.time;
	}

	isCancelled(): boolean {
		return this.story.length >= this.stopsDuring;
	}
}

/** What is remembered of a refund. */
export interface Memory {
	/**
	 * `made`: GatePay accepted it, or a look-up found it. `sent`: it was sent, and what happened isn't known. `refused`:
	 * GatePay refused it and did not show it, but a copy of that request may have been made behind a query that lags.
	 */
	kind: 'made' | 'sent' | 'refused';
	/**
	 * The end of its last send, the look-up that first found it, or when the refusal was believed: milliseconds, as
	 * `Gateway.now` gives them.
	 */
	at: number;
	/** The fingerprint of what this process sent, if it did. */
	content?: string;
}

/** How long each kind is remembered: ten minutes, a refusal for one, in milliseconds. */
export const REMEMBERED_FOR: Readonly<Record<Memory['kind'], number>> = {
	made: 600_000,
	sent: 600_000,
	refused: 60_000,
};

const MOST_REFUNDS = 10_000;

/** What a node has sent in one execution, by refund request ID. */
export type SentRefunds = Map<string, { amount: string; currency: string }>;

/** For a day, in milliseconds, and so many executions. */
const EXECUTION_REMEMBERED_FOR = 86_400_000;
const MOST_EXECUTIONS = 10_000;

/**
 * What one process remembers of the refunds that it made. n8n runs all executions of a process over the same code, so
 * this sees what GatePay documents nothing about: a second execution at the same moment, and a repeat before GatePay's
 * query shows the first refund. Another process, and this one after a restart, know nothing of it.
 *
 * A refund is named by a key: Base URL, payer and refund request ID.
 */
export class RefundMemory {
	/** The oldest first: a refund is put at the end whenever it is remembered. */
	private readonly refunds = new Map<string, Memory>();

	/** For each refund that is being made: resolves when the last of those who wait for it is done. */
	private readonly queues = new Map<string, Promise<unknown>>();

	private readonly executions = new Map<string, { at: number; sent: SentRefunds }>();

	/** @param now milliseconds, as `Gateway.now` gives them */
	recall(key: string, now: number): Memory | undefined {
		const memory = this.refunds.get(key);
		if (memory === undefined || now - memory.at < REMEMBERED_FOR[memory.kind]) return memory;
		this.refunds.delete(key);
		return undefined;
	}

	/** @param memory undefined to forget the refund */
	remember(key: string, memory: Memory | undefined): void {
		this.refunds.delete(key);
		if (memory === undefined) return;
		this.refunds.set(key, memory);
		for (const oldest of this.refunds.keys()) {
			if (this.refunds.size <= MOST_REFUNDS) return;
			// What is under way is remembered by its queue's work when it ends, but may not be forgotten before.
			if (!this.queues.has(oldest)) this.refunds.delete(oldest);
		}
	}

	/** Does `work` once nobody else is at work on the same refund; other refunds don't wait. */
	async oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.queues.get(key) ?? Promise.resolve();
		const mine = before.then(work, work);
		this.queues.set(key, mine);
		try {
			return await mine;
		} finally {
			if (this.queues.get(key) === mine) this.queues.delete(key);
		}
	}

	/**
	 * What a node has sent in an execution: a loop runs it several times.
	 *
	 * @param execution names both
	 * @param now       milliseconds, as `Gateway.now` gives them
	 */
	sentIn(execution: string, now: number): SentRefunds {
		const sent: SentRefunds = this.executions.get(execution)?.sent ?? new Map();
		this.executions.delete(execution);
		for (const [oldest, { at }] of this.executions) {
			if (this.executions.size < MOST_EXECUTIONS && now - at < EXECUTION_REMEMBERED_FOR) break;
			this.executions.delete(oldest);
		}
		this.executions.set(execution, { at: now, sent });
		return sent;
	}
}

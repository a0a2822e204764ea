/** What is remembered of a refund. */
export interface Memory {
	/**
	 * `made`: GatePay accepted it, or a look-up found it. `sent`: it was sent, and what happened isn't known.
	 */
	kind: 'made' | 'sent';
	/** The moment of its last send, or of the look-up that found it: milliseconds, as `Gateway.now` gives them. */
	at: number;
}

/** How long a refund is remembered after its last send: 10 minutes, in milliseconds. */
export const REMEMBERED_FOR = 600_000;

const MOST_REFUNDS = 10_000;

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

	/** @param now milliseconds, as `Gateway.now` gives them */
	recall(key: string, now: number): Memory | undefined {
		const memory = this.refunds.get(key);
		if (memory === undefined || now - memory.at < REMEMBERED_FOR) return memory;
		this.refunds.delete(key);
		return undefined;
	}

	/** @param memory undefined to forget the refund */
	remember(key: string, memory: Memory | undefined): void {
		this.refunds.delete(key);
		if (memory === undefined) return;
		this.refunds.set(key, memory);
		const [oldest] = this.refunds.keys();
		if (this.refunds.size > MOST_REFUNDS && oldest !== undefined) this.refunds.delete(oldest);
	}

	/** Does `work` once nobody else is at work on the same refund; other refunds don't wait. */
	async oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.queues.get(key);
		const mine = before ? before.then(work, work) : work();
		this.queues.set(key, mine);
		try {
			return await mine;
		} finally {
			if (this.queues.get(key) === mine) this.queues.delete(key);
		}
	}
}

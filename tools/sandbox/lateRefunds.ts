import type { Late } from './faults';

interface LateRefund {
	refundRequestId: string;
	queriesLeft: number;
	dueAt: number;
	make: () => void;
}

/** Refunds whose request got lost on the way, and arrives later. */
export class LateRefunds {
	private waiting: LateRefund[] = [];

	constructor(private readonly now: () => number) {}

	add(refundRequestId: string, late: Late, make: () => void): void {
		this.waiting.push({
			refundRequestId,
			queriesLeft: 'afterQueries' in late ? late.afterQueries : Infinity,
			dueAt: 'delay' in late ? this.now() + late.delay : Infinity,
			make,
		});
		this.makeDue();
	}

	/** To be told after each answer to a query for this refund. */
	lookedUp(refundRequestId: string | undefined): void {
		for (const late of this.waiting) if (late.refundRequestId === refundRequestId) late.queriesLeft -= 1;
		this.makeDue();
	}

	makeDue(): void {
		if (this.waiting.length === 0) return;
		const isDue = (late: LateRefund) => late.queriesLeft <= 0 || late.dueAt <= this.now();
		const due = this.waiting.filter(isDue);
		// Taken off the list first, because making a refund looks at the refunds, which comes back here.
		this.waiting = this.waiting.filter((late) => !due.includes(late));
		for (const late of due) late.make();
	}

	clear(): void {
		this.waiting = [];
	}
}

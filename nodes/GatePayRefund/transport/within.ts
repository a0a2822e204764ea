/** How much later than asked for a piece of work may be given up, in milliseconds. */
const LATE = 1_000;

/** What waits for the same limit. */
interface Limit {
	milliseconds: number;
	/** By a clock that is never set. */
	start: number;
	/** How to give up each piece of work that has not come to its end. */
	waiting: Set<() => void>;
}

/** Works that begin within `LATE` of one another share a limit, because a limit costs as much as ten waits. */
let latest: Limit | undefined;

/**
 * What a piece of work comes to, or something else once the time is over, which is noticed up to a second late; the
 * work itself goes on.
 *
 * n8n gives each request a signal of its own in place of one that it is handed, so that nothing can be broken off here.
 */
export async function within<T>(milliseconds: number, work: Promise<T>, otherwise: T): Promise<T> {
	const { waiting } = limitOf(milliseconds);
	let giveUp = () => {};
	const isOver = new Promise<T>((resolve) => {
		giveUp = () => resolve(otherwise);
		waiting.add(giveUp);
	});
	try {
		return await Promise.race([work, isOver]);
	} finally {
		waiting.delete(giveUp);
	}
}

function limitOf(milliseconds: number): Limit {
	const start = performance.now();
	if (latest?.milliseconds !== milliseconds || start - latest.start > LATE) {
		const waiting = new Set<() => void>();
		// One listener: Node.js warns of a leak where a signal has more than ten.
		AbortSignal.timeout(milliseconds + LATE).addEventListener('abort', () =>
			waiting.forEach((giveUp) => giveUp()),
		);
		latest = { milliseconds, start, waiting };
	}
	return latest;
}

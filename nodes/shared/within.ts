/** How much later than asked for a piece of work may be given up, in milliseconds. */
const LATE = 1_000;

/** The latest limit; works that begin within `LATE` of one another share it, because one costs as much as ten waits. */
let latest = { milliseconds: NaN, start: NaN, signal: new AbortController().signal };

/**
 * What a piece of work comes to, or something else once the time is over, which is noticed up to a second late; the
 * work itself goes on.
 *
 * n8n gives each request a signal of its own in place of one that it is handed, so that nothing can be broken off here.
 */
export async function within<T>(milliseconds: number, work: Promise<T>, otherwise: T): Promise<T> {
	const limit = limitOf(milliseconds);
	let giveUp = () => {};
	const isOver = new Promise<T>((resolve) => {
		giveUp = () => resolve(otherwise);
		limit.addEventListener('abort', giveUp);
	});
	try {
		return await Promise.race([work, isOver]);
	} finally {
		// A signal that nobody listens to any more is collected, and its timer with it.
		limit.removeEventListener('abort', giveUp);
	}
}

function limitOf(milliseconds: number): AbortSignal {
	const now = performance.now();
	if (milliseconds !== latest.milliseconds || now - latest.start > LATE) {
		latest = { milliseconds, start: now, signal: AbortSignal.timeout(milliseconds + LATE) };
	}
	return latest.signal;
}

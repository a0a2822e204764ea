/**
 * What a piece of work comes to, or something else once the time is over; the work itself goes on.
 *
 * n8n gives each request a signal of its own in place of one that it is handed, so that nothing can be broken off here.
 */
export async function within<T>(milliseconds: number, work: Promise<T>, otherwise: T): Promise<T> {
	const limit = AbortSignal.timeout(milliseconds);
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

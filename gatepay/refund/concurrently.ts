/**
 * Works on each value, on at most `concurrency` of them at the same time, and takes them up in their order.
 *
 * @throws the first thing that `work` throws, once all work that was begun has come to its end: a refund that is on its
 *         way must not go on unwatched
 */
export async function concurrently<T>(
	values: Iterable<T>,
	concurrency: number,
	work: (value: T) => Promise<void>,
): Promise<void> {
	const waiting = values[Symbol.iterator]();
	const worker = async (): Promise<void> => {
		for (let next = waiting.next(); !next.done; next = waiting.next()) await work(next.value);
	};
	const ends = await Promise.allSettled(Array.from({ length: concurrency }, worker));
	for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

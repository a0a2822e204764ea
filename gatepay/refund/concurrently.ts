/**
 * Works on each value, on at most `concurrency` of them at the same time, and takes them up in their order.
 *
 * @param work must not throw: the first rejection is passed on, while the others go on unwatched
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
	await Promise.all(Array.from({ length: concurrency }, worker));
}

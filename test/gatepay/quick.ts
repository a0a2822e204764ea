/** How long `work` takes, in milliseconds. */
export function millisecondsOf(work: () => unknown): number {
	const start = performance.now();
	work();
	return performance.now() - start;
}

/** How long a processor is busy with `work`, in milliseconds: what else the machine has to do doesn't count. */
export function millisecondsOf(work: () => unknown): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

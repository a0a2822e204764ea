/** What a piece of work cost this process; times in milliseconds, memory in bytes. */
export interface Cost {
	wallTime: number;
	/** User and system together. */
	cpuTime: number;
	/** The most memory that the process had (resident set), beside what it had before. */
	peakMemory: number;
	/** What the work left on the heap: its result, as long as somebody holds it. */
	keptMemory: number;
}

/** How often memory is looked at, in milliseconds. */
const LOOK_EVERY = 25;

/**
 * Does a piece of work and says what it cost. Needs `--expose-gc`, so that no garbage of earlier work is counted.
 */
export async function measure<Result>(work: () => Promise<Result>): Promise<{ cost: Cost; result: Result }> {
	globalThis.gc?.();
	const before = { memory: process.memoryUsage(), most: mostMemoryEver() };
	let peak = before.memory.rss;
	const looking = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), LOOK_EVERY);
	const cpu = process.cpuUsage();
	const start = performance.now();

	const result = await work();

	const wallTime = performance.now() - start;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(looking);
	// Nothing looks while code runs without a pause; a new record of the process tells what was missed.
	const most = mostMemoryEver();
	if (most > before.most) peak = Math.max(peak, most);
	globalThis.gc?.();
	const cost: Cost = {
		wallTime,
		cpuTime: (user + system) / 1000,
		peakMemory: peak - before.memory.rss,
		keptMemory: process.memoryUsage().heapUsed - before.memory.heapUsed,
	};
	return { cost, result };
}

function mostMemoryEver(): number {
	return process.resourceUsage().maxRSS * 1024;
}

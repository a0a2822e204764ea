/** What a piece of work cost this process; times in milliseconds, memory in bytes. */
export interface Cost {
	wallTime: number;
	/** User and system together. */
	cpuTime: number;
	/** The most memory that the process had (resident set), garbage included, beside what it had before. */
	peakMemory: number;
	/** The most memory that was in use, without garbage, beside the result; only where it was watched. */
	memoryInUse?: number;
}

/** How often memory is looked at, in milliseconds. */
const LOOK_EVERY = 25;

/** How often garbage is collected to see what is in use; it takes time, so nothing else is measured then. In ms. */
const COLLECT_EVERY = 250;

/**
 * Does a piece of work and says what it cost. Needs `--expose-gc`, so that no garbage of earlier work is counted.
 *
 * @param watchesMemory whether to find out how much memory is in use, which costs time
 */
export async function measure<Result>(
	work: () => Promise<Result>,
	watchesMemory = false,
): Promise<{ cost: Cost; result: Result }> {
	const usedBefore = memoryInUse();
	const peak = new PeakMemory();
	const watched = watchesMemory ? new Highest(memoryInUse, COLLECT_EVERY) : undefined;
	const cpu = process.cpuUsage();
	const start = performance.now();

	const result = await work();

	const wallTime = performance.now() - start;
	const { user, system } = process.cpuUsage(cpu);
	const cost: Cost = { wallTime, cpuTime: (user + system) / 1000, peakMemory: peak.end() };
	if (watched) {
		// What is left is the result.
		const kept = memoryInUse() - usedBefore;
		cost.memoryInUse = Math.max(0, watched.end() - usedBefore - kept);
	}
	return { cost, result };
}

function memoryInUse(): number {
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** A look that takes long comes more rarely, or there would be no time left for what is looked at. */
const PAUSES_BY_LOOK = 9;

/** The highest of what was read now and then. */
class Highest {
	private highest = 0;
	private timer: NodeJS.Timeout | undefined;

	/** @param every milliseconds, at the least */
	constructor(
		private readonly read: () => number,
		private readonly every: number,
	) {
		this.lookAndGoOn();
	}

	end(): number {
		clearTimeout(this.timer);
		this.look();
		return this.highest;
	}

	private lookAndGoOn(): void {
		const start = performance.now();
		this.look();
		const took = performance.now() - start;
		this.timer = setTimeout(() => this.lookAndGoOn(), Math.max(this.every, took * PAUSES_BY_LOOK));
	}

	private look(): void {
		this.highest = Math.max(this.highest, this.read());
	}
}

/** How far the resident set rises. */
class PeakMemory {
	private readonly before = process.memoryUsage.rss();
	private readonly recordBefore = record();
	private readonly seen = new Highest(process.memoryUsage.rss, LOOK_EVERY);

	end(): number {
		const seen = this.seen.end();
		// Nothing looks while code runs without a pause; a new record of the process tells what was missed.
		const newRecord = record() > this.recordBefore ? record() : 0;
		return Math.max(seen, newRecord) - this.before;
	}
}

/** The most memory that this process ever had. */
function record(): number {
	return process.resourceUsage().maxRSS * 1024;
}

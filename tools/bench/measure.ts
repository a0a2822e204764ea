import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a piece of work cost this process; times in milliseconds, memory in bytes. */
export interface Cost {
	wallTime: number;
	/** User and system together. */
	cpuTime: number;
	/** How far the process's memory (resident set) rose, garbage included; right in a process that never had as much before. */
	peakMemory: number;
	/** The most memory that was in use, without garbage, beside what is left at the end; only if it was watched. */
	memoryInUse?: number;
}

/** How often garbage is collected to see what is in use, in ms. */
const COLLECT_EVERY = 250;

/** A look that takes long comes more rarely, or there would be no time left for what is looked at. */
const PAUSES_BY_LOOK = 9;

// n8n starts its process without it.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A piece of work that is under way in this process. */
export class Measurement {
	private mostUsed = memoryInUse();
	private timer: NodeJS.Timeout | undefined;
	private readonly residentBefore = process.memoryUsage.rss();
	private readonly cpu = process.cpuUsage();
	private readonly start = performance.now();

	/** @param watchesMemory whether to find out how much memory is in use, which costs time */
	constructor(private readonly watchesMemory: boolean) {
		if (watchesMemory) this.lookAndGoOn();
	}

	end(): Cost {
		const wallTime = performance.now() - this.start;
		const { user, system } = process.cpuUsage(this.cpu);
		// The system's own record, because nothing else can look while code runs without a pause.
		const peakMemory = process.resourceUsage().maxRSS * 1024 - this.residentBefore;
		const cost: Cost = { wallTime, cpuTime: (user + system) / 1000, peakMemory };
		if (!this.watchesMemory) return cost;
		clearTimeout(this.timer);
		this.look();
		// What is left is the output.
		return { ...cost, memoryInUse: Math.max(0, this.mostUsed - memoryInUse()) };
	}

	private lookAndGoOn(): void {
		const start = performance.now();
		this.look();
		const took = performance.now() - start;
		this.timer = setTimeout(() => this.lookAndGoOn(), Math.max(COLLECT_EVERY, took * PAUSES_BY_LOOK));
	}

	private look(): void {
		this.mostUsed = Math.max(this.mostUsed, memoryInUse());
	}
}

function memoryInUse(): number {
	collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a piece of work cost this process; times in milliseconds, memory in bytes. */
export interface Cost {
	wallTime: number;
	/** User and system together. */
	cpuTime: number;
	/** How far the process's memory rose (resident set), garbage included. */
	peakMemory: number;
	/** The most memory that was in use, without garbage, beside what is left at the end; only where it was watched. */
	memoryInUse?: number;
}

/** How often memory is looked at, in milliseconds. */
const LOOK_EVERY = 25;

/** How often garbage is collected to see what is in use; it takes time, so nothing else is measured then. In ms. */
const COLLECT_EVERY = 250;

// n8n starts its process without it.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A piece of work that is under way in this process. */
export class Measurement {
	private readonly usedBefore = memoryInUse();
	private readonly residentBefore = process.memoryUsage.rss();
	private readonly recordBefore = record();
	private readonly resident = new Highest(process.memoryUsage.rss, LOOK_EVERY);
	private readonly inUse: Highest | undefined;
	private readonly cpu = process.cpuUsage();
	private readonly start = performance.now();

	private constructor(watchesMemory: boolean) {
		this.inUse = watchesMemory ? new Highest(memoryInUse, COLLECT_EVERY) : undefined;
	}

	/** @param watchesMemory whether to find out how much memory is in use, which costs time */
	static begin(watchesMemory = false): Measurement {
		return new Measurement(watchesMemory);
	}

	end(): Cost {
		const wallTime = performance.now() - this.start;
		const { user, system } = process.cpuUsage(this.cpu);
		// Nothing looks while code runs without a pause; a new record of the process tells what was missed.
		const newRecord = record() > this.recordBefore ? record() : 0;
		const peakMemory = Math.max(this.resident.end(), newRecord) - this.residentBefore;
		const cost: Cost = { wallTime, cpuTime: (user + system) / 1000, peakMemory };
		if (this.inUse) {
			// What is left is the output.
			const kept = memoryInUse() - this.usedBefore;
			cost.memoryInUse = Math.max(0, this.inUse.end() - this.usedBefore - kept);
		}
		return cost;
	}
}

function memoryInUse(): number {
	collectGarbage();
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

/** The most memory that this process ever had. */
function record(): number {
	return process.resourceUsage().maxRSS * 1024;
}

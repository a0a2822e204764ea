import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What another process has cost so far, as Linux counts it. */
export interface ProcessCost {
	/** User and system together, in milliseconds, to the nearest tick of the kernel's clock. */
	cpuTime: number;
	/** The most memory that it ever had, in bytes. */
	peakMemory: number;
}

/** Reads it from /proc. */
export async function costOf(pid: number): Promise<ProcessCost> {
	const [stat, status, ticks] = await Promise.all([
		readFile(`/proc/${pid}/stat`, 'utf8'),
		readFile(`/proc/${pid}/status`, 'utf8'),
		ticksPerSecond(),
	]);
	// The fields after the program's name, which may hold spaces; utime and stime are the 14th and 15th of all.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
	return {
		cpuTime: ((Number(fields[11]) + Number(fields[12])) / ticks) * 1000,
		peakMemory: Number(peak) * 1024,
	};
}

async function ticksPerSecond(): Promise<number> {
	return Number((await promisify(execFile)('getconf', ['CLK_TCK'])).stdout);
}

import { readFileSync } from 'node:fs';

/** Time of all processors since the machine started, in ticks. */
export interface ProcessorTimes {
	all: number;
	/** What the host gave to other machines while this one had work to do. */
	stolen: number;
}

/** @returns undefined where the system doesn't say: Linux does, in `/proc/stat` (proc_stat(5)) */
export function processorTimes(): ProcessorTimes | undefined {
	try {
		return readProcessorTimes(readFileSync('/proc/stat', 'utf8'));
	} catch {
		return undefined;
	}
}

/** @param stat what `/proc/stat` holds: user, nice, system, idle, iowait, irq, softirq, steal, guest and guest nice */
export function readProcessorTimes(stat: string): ProcessorTimes {
	const [, ...ticks] = (/^cpu .*/.exec(stat)?.[0] ?? '').split(/\s+/);
	// Time of guests is in the user's time already.
	const all = ticks.slice(0, 8).reduce((sum, tick) => sum + Number(tick), 0);
	return { all, stolen: Number(ticks[7]) };
}

/** The share of the machine's time that others got, from 0 to 1. */
export function stolenShare(
	before: ProcessorTimes | undefined,
	after: ProcessorTimes | undefined,
): number | undefined {
	return before && after && (after.stolen - before.stolen) / (after.all - before.all);
}

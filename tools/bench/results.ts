import type { ContenderName } from './contenders';
import type { Spread } from './statistics';

/** What can be measured by itself. */
export const PARTS = ['bulk', 'memory', 'floor', 'queue'] as const;
export type Part = (typeof PARTS)[number];

/** Everything that the benchmark found out; times in milliseconds, sizes in bytes. */
export interface Results {
	machine: Machine;
	/** Whether it was the short form: too few repetitions to rely on. */
	isQuick: boolean;
	/** By part: the largest share of its time that the machine's host gave to others in a round that counts, from 0 to 1. */
	stolen: Partial<Record<Part, number>>;
	/** One execution of so many items in the real n8n. */
	bulk: Entry[];
	/** The same, each in a fresh n8n. */
	memory: Entry[];
	/** In n8n's engine, without the rest of n8n. */
	floor: Entry[];
	queue: QueueResult | undefined;
}

export interface Machine {
	processor: string;
	cores: number;
	node: string;
	n8n: string;
}

/** What so many refunds in one execution cost, the gateway taking `latency` for each call. */
export interface Entry {
	contender: ContenderName;
	items: number;
	latency: number;
	wallTime: Spread;
	cpuTime: Spread;
	/** How far the process's memory rose, garbage included. */
	peakMemory: Spread;
	/** The most that was in use, garbage not counted, beside input and output. */
	memoryInUse?: Spread;
}

/** How long so many executions took with one worker, and with two. */
export interface QueueResult {
	executions: number;
	/** In each execution. */
	items: number;
	latency: number;
	one: Spread;
	two: Spread;
}

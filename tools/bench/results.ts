import type { ContenderName } from './contenders';
import type { Settings } from './contenders/contender';
import type { Spread } from './statistics';

/** What can be measured by itself. */
export const PARTS = ['contests', 'growth', 'weight', 'n8n'] as const;
export type Part = (typeof PARTS)[number];

/** Everything that the benchmark found out; times in milliseconds, sizes in bytes. */
export interface Results {
	machine: Machine;
	/** By part: the largest share of its time that the machine's host gave to others in a round that counts, from 0 to 1. */
	stolen: Partial<Record<Part, number>>;
	/** Whether it was the short form: too few repetitions to rely on. */
	isQuick: boolean;
	contests: Contest[];
	growth: Growth[];
	weight: Weight | undefined;
	realN8n: RealN8n[];
	targets: Target[];
}

export interface Machine {
	processor: string;
	cores: number;
	node: string;
	n8n: string;
}

/** Contenders that took turns, with a gateway that takes `latency` for each call. */
export interface Contest {
	latency: number;
	entries: Entry[];
}

/** What came of one contender at certain settings. */
export interface Entry {
	contender: ContenderName;
	settings: Settings;
	/** In one run of the workflow. */
	refunds: number;
	wallTime: Spread;
	cpuTime: Spread;
	/** The most that the process needed beside what it had before. */
	peakMemory: number;
	/** In one run, as the gateway saw them. */
	requests: number;
	connections: number;
	paid: number;
}

/** So many items in one run, each run in a fresh process. */
export interface Growth {
	items: number;
	wallTime: Spread;
	cpuTime: Spread;
	/** The most that was in use, garbage not counted, beside input and output. */
	memoryInUse: Spread;
}

export interface Weight {
	tarball: number;
	/** From `require` of the first entry file to the end of the last one. */
	loadTime: Spread;
	/** What n8n's server does with the description of the node when its form is opened. */
	formTime: Spread;
}

/** One execution after another in a real n8n, several at the same time: webhook → refund → answer. */
export interface RealN8n {
	contender: Extract<ContenderName, 'gatePayRefund' | 'builtInRecipe'>;
	/** Whether GatePay is asked for the refund before it is sent. */
	checkExisting: boolean;
	executions: number;
	perSecond: Spread;
	/** From the request to the webhook to its answer. */
	answerTime: { median: number; p99: number };
	/** Of n8n's process, for one execution. */
	cpuTime: Spread;
	/** The most that n8n's process ever had. */
	peakMemory: number;
}

/** What the figures are to show. */
export interface Target {
	says: string;
	/** The value measured, and the bound that it is to keep. */
	value: number;
	atMost?: number;
	atLeast?: number;
	/** What is behind the numbers, such as `kB`. */
	unit: string;
	isMet: boolean;
}

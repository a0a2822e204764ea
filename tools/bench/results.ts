import type { ContenderName } from './contenders';
import type { Cost } from './measure';

/** Everything that was measured, each part by itself. */
export interface Results {
	/** One execution of so many refunds. */
	lists?: Measured & { entries: Entry[] };
	/** The same, each in an n8n that was started anew. */
	memory?: Measured & { entries: Entry[] };
	/** Queue mode with one worker, and with two. */
	queue?: Measured & QueueResult;
}

export const PARTS = ['lists', 'memory', 'queue'] as const satisfies readonly (keyof Results)[];

/** When, as in `2026-01-31`, and on what. */
export interface Measured {
	date: string;
	machine: string;
}

/** A contender that makes so many refunds in one execution. */
export interface Entrance {
	contender: ContenderName;
	items: number;
	/** Milliseconds that the gateway takes for each call. */
	latency: number;
}

export interface Entry extends Entrance {
	/** What it cost, round by round. */
	rounds: Cost[];
}

export interface QueueResult {
	executions: number;
	/** In each execution. */
	items: number;
	latency: number;
	/** How long all executions took, in milliseconds, round by round. */
	rounds: { one: number; two: number }[];
}

/** @throws {RangeError} without a value */
export function median(values: readonly number[]): number {
	if (values.length === 0) throw new RangeError('Nothing was measured');
	const sorted = [...values].sort((one, other) => one - other);
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}

/**
 * How many times the other the one is: the median of the ratios within each round, because a machine that gets slower
 * meanwhile does so for both.
 *
 * @throws {RangeError} without a value, or if they weren't measured in the same rounds
 */
export function timesOf(one: readonly number[], other: readonly number[]): number {
	if (one.length !== other.length) throw new RangeError('Not measured in the same rounds');
	return median(one.map((value, round) => value / (other[round] as number)));
}

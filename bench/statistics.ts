/** Repeated measurements of one thing. */
export interface Spread {
	median: number;
	min: number;
	max: number;
	/** How many measurements. */
	runs: number;
}

/** @throws {RangeError} without a value */
export function spreadOf(values: readonly number[]): Spread {
	return {
		median: quantile(values, 0.5),
		min: Math.min(...values),
		max: Math.max(...values),
		runs: values.length,
	};
}

/**
 * The value below which this share of the values lies, between two neighbours where it falls between them.
 *
 * @param share 0 for the least, 0.5 for the median, 1 for the greatest
 * @throws {RangeError} without a value
 */
export function quantile(values: readonly number[], share: number): number {
	if (values.length === 0) throw new RangeError('Nothing was measured');
	const sorted = [...values].sort((one, other) => one - other);
	const position = (sorted.length - 1) * share;
	const below = sorted[Math.floor(position)] as number;
	const above = sorted[Math.ceil(position)] as number;
	return below + (above - below) * (position - Math.floor(position));
}

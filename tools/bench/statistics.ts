/** Repeated measurements of one thing. */
export interface Spread {
	median: number;
	min: number;
	max: number;
	/** Each measurement, round by round. */
	values: readonly number[];
}

/** @throws {RangeError} without a value */
export function spreadOf(values: readonly number[]): Spread {
	return {
		median: quantile(values, 0.5),
		min: Math.min(...values),
		max: Math.max(...values),
		values,
	};
}

/**
 * How many times the other the one is: the median of what it was round by round, because a machine that gets slower or
 * faster meanwhile does so for both.
 *
 * @throws {RangeError} without a value, or where they weren't measured in the same rounds
 */
export function timesOf(one: Spread, other: Spread): number {
	if (one.values.length !== other.values.length) throw new RangeError('Not measured in the same rounds');
	return quantile(
		one.values.map((value, round) => value / (other.values[round] as number)),
		0.5,
	);
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

/** A number with as many digits as mean something: three. */
export function rounded(value: number): string {
	const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
	return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

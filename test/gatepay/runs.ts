/**
 * How often a property is tried. Mutation testing repeats every test hundreds of times: with FAST_CHECK_RUNS set, a
 * property is tried so often at most, and always with the same values.
 */
export function runs(usual: number): { numRuns: number; seed?: number } {
	const few = process.env.FAST_CHECK_RUNS;
	return few === undefined ? { numRuns: usual } : { numRuns: Math.min(usual, Number(few)), seed: 1 };
}

/**
 * How many random histories properties are held against: few, so that the tests are done soon. HISTORIES sets another
 * number; CI sets 25000. FAST_CHECK_RUNS holds for them, too.
 */
export function histories(usual: number): number {
	return runs(Number(process.env.HISTORIES ?? usual)).numRuns;
}

/** The number of histories of refunds. */
export const HISTORIES = histories(1_000);

/** How a test tries a function: how often, with which texts, what it throws, and how long it takes. */

import fc from 'fast-check';

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

/** Any text that a program can hold: plain ones, and those with any code units at all, broken pairs included. */
export function anyText(maxLength = 12): fc.Arbitrary<string> {
	const units = fc.array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff })), {
		maxLength,
	});
	return fc.oneof(
		fc.string({ maxLength }),
		units.map((codes) => String.fromCharCode(...codes)),
	);
}

/** The message of what `work` throws; it must throw, and nothing but an instance of `kind`. */
export function refusalOf<T extends Error>(
	kind: abstract new (...args: never[]) => T,
	work: () => unknown,
): string {
	let value: unknown;
	try {
		value = work();
	} catch (fault) {
		if (fault instanceof kind) return fault.message;
		throw fault;
	}
	throw new Error(`It was taken, as ${String(value)}`);
}

/** Words that n8n's reviewers don't want in a message. */
export const UNWANTED_WORDS = /\b(?:error|problem|failure|mistake)s?\b/i;

/** How long a processor is busy with `work`, in milliseconds: what else the machine has to do doesn't count. */
export function millisecondsOf(work: () => unknown): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

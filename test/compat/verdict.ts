import type { Difference } from './differences';
import type { TestResult } from './runTests';

/** What the tests of a version came to. */
export interface Verdict {
	passed: number;
	/** Failures that are listed, with what n8n does there. */
	differing: Difference[];
	failed: TestResult[];
	/** Listed, but it holds or isn't there: the list has to be corrected. */
	wronglyListed: Difference[];
}

/** Tells failures that are n8n's doing from those of the package. */
export function verdictOn(results: readonly TestResult[], listed: readonly Difference[]): Verdict {
	const failures = results.filter(({ passed }) => !passed);
	const isSame = (difference: Difference, { file, test, message }: TestResult) =>
		difference.file === file && difference.test === test && message.includes(difference.shows ?? '');
	const differing = listed.filter((difference) => failures.some((failure) => isSame(difference, failure)));
	return {
		passed: results.length - failures.length,
		differing,
		failed: failures.filter((failure) => !listed.some((difference) => isSame(difference, failure))),
		wronglyListed: listed.filter((difference) => !differing.includes(difference)),
	};
}

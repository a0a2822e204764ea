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

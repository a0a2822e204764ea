/** A text that is not JSON, or not JSON that this package is willing to take in. */
export class UnreadableJson extends Error {
	override readonly name = 'UnreadableJson';
}

/** GatePay's answers have a few kilobytes and at most four levels; beyond these, what answered wasn't GatePay. */
const LONGEST_TEXT = 1_000_000;
const DEEPEST_NESTING = 32;

/**
 * Reads JSON without losing a digit. A number that JavaScript would change (`1234567890123456789`, `1.10`) becomes a
 * string of exactly these characters; every other number stays a number.
 *
 * Keys named `__proto__` are left out: copied carelessly, they change an object's prototype.
 *
 * @throws {UnreadableJson} on anything but JSON, on more than 1,000,000 characters, and on more than 32 levels
 */
export function readJson(text: string): unknown {
	if (text.length > LONGEST_TEXT) throw new UnreadableJson(`more than ${LONGEST_TEXT} characters`);
	// Validated as it came, because the text with quoted numbers could be JSON where the original isn't (`{1.10:0}`).
	// V8 parses without recursion, so nesting does no harm here; walking the result would.
	const parsed = parse(text);
	const exact = withExactNumbers(text);
	const value = exact === text ? parsed : parse(exact);
	return text.includes('__proto__') || text.includes('\\u') ? withoutPrototypeKeys(value) : value;
}

function parse(text: string): unknown {
	const parsed = tryToParse(text);
	if (!parsed) throw new UnreadableJson('not JSON');
	return parsed.value;
}

function tryToParse(text: string): { value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) };
	} catch {
		return undefined;
	}
}

// A string with its quotes, a number, or a bracket. Valid JSON has been made sure of: whatever else there is, is
// punctuation, spaces or a literal. Strings are matched chunk by chunk so that a long one costs no backtracking.
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[[\]{}]/g;

function withExactNumbers(text: string): string {
	let depth = 0;
	return text.replace(TOKEN, (token) => {
		const first = token[0];
		if (first === '"') return token;
		if (first === '[' || first === '{') {
			depth += 1;
			if (depth > DEEPEST_NESTING) throw new UnreadableJson(`more than ${DEEPEST_NESTING} levels`);
			return token;
		}
		if (first === ']' || first === '}') {
			depth -= 1;
			return token;
		}
		return isExact(token) ? token : `"${token}"`;
	});
}

function isExact(token: string): boolean {
	const number = Number(token);
	return String(number) === token && Math.abs(number) <= Number.MAX_SAFE_INTEGER;
}

function withoutPrototypeKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutPrototypeKeys);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
	return Object.fromEntries(entries.map(([key, inner]) => [key, withoutPrototypeKeys(inner)]));
}

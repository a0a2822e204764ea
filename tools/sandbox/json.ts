/**
 * JSON with whole numbers as bigint, both ways: GatePay's int64 values exceed 2^53, and a field's JSON type matters
 * (`"1"` is no int64). The package's own reader turns such numbers into text, which would hide the difference.
 */

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MARK = '\u0000int';

/** @throws {SyntaxError} for what isn't JSON */
export function readExactJson(text: string): unknown {
	// As it came first: the text with marked numbers could be JSON where the original isn't (`{1:0}`).
	JSON.parse(text);
	const marked = text.replace(TOKEN, (token) =>
		/^-?\d+$/.test(token) ? `{${JSON.stringify(MARK)}:"${token}"}` : token,
	);
	return JSON.parse(marked, (_key, value: unknown) =>
		typeof value === 'object' && value !== null && MARK in value ? BigInt(String(value[MARK])) : value,
	);
}

/** Writes bigints as bare integers with every digit. */
export function writeExactJson(value: unknown): string {
	// The replacer's own argument has been through `toJSON`, which n8n-workflow gives to bigints for purposes of its own.
	const marked = JSON.stringify(value, function (this: Record<string, unknown>, key) {
		const inner = this[key];
		return typeof inner === 'bigint' ? `${MARK}${inner}` : inner;
	});
	return marked.replace(/"\\u0000int(-?\d+)"/g, '$1');
}

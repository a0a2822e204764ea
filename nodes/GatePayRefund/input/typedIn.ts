/**
 * Whether a parameter, as it is stored, is what somebody typed in or chose, without an expression in it: n8n has nothing
 * to work out, and hands out the same value. n8n takes a text for an expression if it begins with `=`.
 *
 * n8n looks through the whole form for each value that it hands out, which for many items takes longer than reading
 * them.
 *
 * @param raw a value, or a collection of values
 */
export function isTypedIn(raw: unknown): boolean {
	switch (typeof raw) {
		case 'string':
			return !raw.startsWith('=');
		case 'number':
		case 'boolean':
			return true;
		case 'object':
			return raw !== null && !Array.isArray(raw) && Object.values(raw).every(isTypedIn);
		default:
			return false;
	}
}

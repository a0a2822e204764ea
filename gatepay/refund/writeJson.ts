/** The JSON type that GatePay gives a field. int64 values travel as text, because JavaScript's numbers end at 2^53. */
export type JsonType = 'string' | 'boolean' | 'int64';

/**
 * Writes one flat JSON object, fields in the order of `types`, those without a value left out.
 *
 * @param values text for a string, a boolean, or the decimal digits of an int64
 */
export function writeJson(
	types: Readonly<Record<string, JsonType>>,
	values: Readonly<Record<string, string | boolean | undefined>>,
): string {
	const members: string[] = [];
	for (const [name, type] of Object.entries(types)) {
		const value = values[name];
		if (value !== undefined) members.push(`${JSON.stringify(name)}:${written(type, value)}`);
	}
	return `{${members.join(',')}}`;
}

function written(type: JsonType, value: string | boolean): string {
	return type === 'int64' ? String(value) : JSON.stringify(value);
}

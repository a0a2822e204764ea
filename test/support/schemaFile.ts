import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON schema, as far as n8n's editor reads it to show fields before the first run. */
interface Schema {
	type: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
	version?: number;
}

/**
 * Compares a schema file with what real outputs look like; with UPDATE_SCHEMAS=1 it is written instead.
 *
 * @param file from the root of the project
 * @param outputs of several runs, so that a field that may be null or absent is seen as such
 */
export function expectSchemaFile(file: string, outputs: readonly object[]): void {
	const path = join(__dirname, '../..', file);
	const schema = { version: 1, ...outputs.map(schemaOf).reduce(merged) };
	const text = `${JSON.stringify(schema, null, '\t')}\n`;
	if (process.env.UPDATE_SCHEMAS) writeFileSync(path, text);
	else expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(schema);
}

function schemaOf(value: unknown): Schema {
	if (value === null) return { type: 'null' };
	if (Array.isArray(value))
		return value.length > 0
			? { type: 'array', items: value.map(schemaOf).reduce(merged) }
			: { type: 'array' };
	if (typeof value !== 'object') return { type: Number.isInteger(value) ? 'integer' : typeof value };
	const properties = Object.entries(value).map(([name, inner]) => [name, schemaOf(inner)] as const);
	return { type: 'object', properties: Object.fromEntries(properties) };
}

function merged(one: Schema, other: Schema): Schema {
	const types = [...new Set([one.type, other.type].flat())].sort();
	const names = new Set([...Object.keys(one.properties ?? {}), ...Object.keys(other.properties ?? {})]);
	const properties = [...names].map((name) => {
		const [a, b] = [one.properties?.[name], other.properties?.[name]];
		return [name, a && b ? merged(a, b) : (a ?? b)] as const;
	});
	const items = one.items && other.items ? merged(one.items, other.items) : (one.items ?? other.items);
	return {
		type: types.length === 1 ? (types[0] ?? '') : types,
		...(names.size > 0 ? { properties: Object.fromEntries(properties) as Record<string, Schema> } : {}),
		...(items ? { items } : {}),
	};
}

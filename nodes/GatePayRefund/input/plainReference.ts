/**
 * The value of an expression that is nothing but a field of the item, such as `={{ $json.ticket }}`.
 *
 * Most fields are filled in like this, and n8n builds a whole world for each expression it works out: for many items
 * that takes longer than everything else that this package does. Only what n8n could not read differently is read here:
 * own fields that hold text, a number or a boolean.
 *
 * @param raw the parameter as it is stored
 * @param json the item's
 * @returns undefined where n8n has to work it out
 */
export function plainReference(raw: unknown, json: unknown): string | number | boolean | undefined {
	const path = typeof raw === 'string' ? REFERENCE.exec(raw)?.[1] : undefined;
	if (path === undefined) return undefined;
	let value = json;
	for (const name of path.slice(1).split('.')) {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
		if (!Object.hasOwn(value, name) || name in Object.prototype) return undefined;
		value = (value as Record<string, unknown>)[name];
	}
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? value
		: undefined;
}

const REFERENCE = /^=\{\{\s*\$json((?:\.[A-Za-z_]\w*)+)\s*\}\}$/;

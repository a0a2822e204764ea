import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidValue, isMissing, shown } from '../../../gatepay/values/invalidValue';

/**
 * Refuses a text of which a part came out empty or changed: n8n drops an empty part in silence (`T-{{ $json.gone }}`
 * becomes `T-`), and writes out a number that has already lost its last digits.
 *
 * A value that is one expression as a whole is left to the reader of its field.
 *
 * @param raw the parameter as it is stored; a text with expressions begins with `=`
 * @param label    how the form names the field
 * @param isSecret whether neither the part nor what came of it may be shown
 * @throws {InvalidValue}
 */
export function refuseBrokenParts(
	context: IExecuteFunctions,
	raw: unknown,
	itemIndex: number,
	label: string,
	isSecret: boolean,
): void {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return;
	const parts = [...raw.matchAll(PART)];
	// Not trimmed: n8n joins a space or a line break beside the braces to what came out, as text.
	if (parts.length === 1 && parts[0]?.[0] === raw.slice(1)) return;
	if (raw.replace(PART, '').includes('{{')) {
		throw new InvalidValue(`'${label}' is incomplete: an expression in it is not closed with }}`);
	}
	for (const [, part = ''] of parts) {
		const value = valueOf(context, part.trim(), itemIndex);
		if (value && !isUsable(value.value)) {
			const which = isSecret
				? 'a part of it came out empty or changed'
				: `{{ ${part.trim()} }} came out as ${shown(value.value)}`;
			throw new InvalidValue(`'${label}' is incomplete: ${which}`);
		}
	}
}

const PART = /\{\{([\s\S]+?)\}\}/g;

function isUsable(value: unknown): boolean {
	if (isMissing(value) || typeof value === 'object') return false;
	return typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** @returns undefined for a part that was cut at the wrong braces: it can't be worked out alone */
function valueOf(
	context: IExecuteFunctions,
	part: string,
	itemIndex: number,
): { value: unknown } | undefined {
	try {
		return { value: context.evaluateExpression(`{{ ${part} }}`, itemIndex) as unknown };
	} catch {
		return undefined;
	}
}

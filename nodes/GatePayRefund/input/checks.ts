import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidValue, isMissing, shown } from '../../../gatepay/values/readers';

/**
 * Whether a parameter, as it is stored, is what somebody typed in or chose, without an expression in it: n8n has nothing
 * to work out, and hands out the same value. n8n takes a text for an expression if it begins with `=`.
 *
 * n8n looks through the whole form for each value that it hands out, which for many items takes longer than reading
 * them.
 *
 * @param raw a value, or a collection of values
 */
export function isFixed(raw: unknown): boolean {
	switch (typeof raw) {
		case 'string':
			return !raw.startsWith('=');
		case 'number':
		case 'boolean':
			return true;
		case 'object':
			return raw !== null && !Array.isArray(raw) && Object.values(raw).every(isFixed);
		default:
			return false;
	}
}

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
	const parts = [...raw.matchAll(EXPRESSION)];
	// Not trimmed: n8n joins a space or a line break beside the braces to what came out, as text.
	if (parts.length === 1 && parts[0]?.[0] === raw.slice(1)) return;
	if (raw.replace(EXPRESSION, '').includes('{{')) {
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

const EXPRESSION = /\{\{([\s\S]+?)\}\}/g;

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

/** What says which refund it is has to be the same on every run. */
const MUST_BE_STABLE: ReadonlySet<string> = new Set(['refundReference', 'refundRequestId']);

/**
 * Refuses an expression for a reference or an own ID that reads what is another on every run, such as the execution's ID
 * or the time: a retry would be a second refund.
 *
 * @param name  of the parameter
 * @param raw   the parameter as it is stored
 * @param label how the form names it
 * @throws {InvalidValue}
 */
export function refuseVolatile(name: string, raw: unknown, label: string): void {
	if (!MUST_BE_STABLE.has(name) || typeof raw !== 'string' || !raw.startsWith('=')) return;
	const code = raw.includes('{{') ? raw.slice(raw.indexOf('{{')) : '';
	const found = VOLATILE.exec(code)?.[0];
	if (found === undefined) return;
	throw new InvalidValue(
		`'${label}' reads ${found.trim()}, which is different on every run, so that a retry would be a second refund: use what stays the same, such as the number of the ticket`,
	);
}

/** Reads a property of a name, with a point or in brackets. */
const property = (...names: string[]) =>
	String.raw`\s*(?:\??\.\s*|(?:\?\.)?\[\s*['"\`])(?:${names.join('|')})\b`;
const NO_ARGUMENTS = String.raw`\s*(?:\?\.)?\(\s*\)`;

const VOLATILE = new RegExp(
	[
		String.raw`\$(?:evaluation|execution|executionId|itemIndex|now|position|prevNode|resumeWebhookUrl|runIndex|thisItemIndex|thisRunIndex|today)\b`,
		String.raw`\b(?:currentRunIndex|runIndex)\b`,
		String.raw`\bMath${property('random')}`,
		String.raw`\bDate${property('now')}`,
		String.raw`\bnew\s+Date\b(?!\s*\(\s*[^\s)])`,
		String.raw`(?<!\bnew\s+|[.\w$])Date\s*(?:\?\.)?\(`,
		String.raw`\bDateTime${property('now')}`,
		String.raw`\bDateTime${property('local', 'utc')}(?:['"\`]\s*\])?${NO_ARGUMENTS}`,
		String.raw`\.\s*(?:diffNow|diffToNow|randomItem|toRelative|toRelativeCalendar)\b`,
		String.raw`(?<![.\w$])(?:crypto|performance|process)\s*(?:\??\.|\[)`,
	].join('|'),
);

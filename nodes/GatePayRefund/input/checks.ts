import type { IExecuteFunctions } from 'n8n-workflow';

import {
	InvalidValue,
	isExact,
	isMissing,
	LOST_DIGITS,
	refuseFlaw,
	shown,
	type Reader,
} from '../../../gatepay/values/readers';

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
 * Refuses a text with a part that an expression left empty or that isn't what was meant: n8n drops an empty part in
 * silence (`T-{{ $json.gone }}` becomes `T-`), and writes out a number that has already lost its last digits.
 *
 * A value that is one expression as a whole is left to the reader of its field.
 *
 * @param raw   the parameter as it is stored; a text with expressions begins with `=`
 * @param label how the form names the field
 * @param rules the reader of the field, which knows how its texts are judged
 * @throws {InvalidValue}
 */
export function refuseBrokenParts(
	context: IExecuteFunctions,
	raw: unknown,
	itemIndex: number,
	label: string,
	rules: Reader<unknown>,
): void {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return;
	const parts = partsOf(raw);
	if (parts === undefined) {
		throw new InvalidValue(`'${label}' is incomplete: an expression in it is not closed with }}`);
	}
	// Not trimmed: n8n joins a space or a line break beside the braces to what came out, as text.
	if (rules.kind === 'free' || (parts.length === 1 && `={{${parts[0]}}}` === raw)) return;
	for (const part of parts) {
		const value = valueOf(context, part.trim(), itemIndex);
		if (value) refuseBrokenPart(value.value, part.trim(), label, rules);
	}
}

function refuseBrokenPart(value: unknown, part: string, label: string, rules: Reader<unknown>): void {
	const came = `is incomplete: {{ ${part} }} returned`;
	const isLost = typeof value === 'number' && !isExact(value);
	if (isMissing(value) || typeof value === 'object' || isLost) {
		throw new InvalidValue(
			rules.kind === 'secret'
				? `'${label}' is incomplete: an expression in it returned nothing, or nothing that can be used`
				: `'${label}' ${came} ${shown(value)}${isLost ? `, ${LOST_DIGITS}` : ''}`,
		);
	}
	refuseFlaw(String(value), label, rules, came);
}

/** What stands between braces; n8n ends an expression at the first `}}`. Undefined if one has no end. */
function partsOf(raw: string): string[] | undefined {
	const parts: string[] = [];
	for (let start = raw.indexOf('{{'); start >= 0;) {
		// An expression has one character at least.
		const end = raw.indexOf('}}', start + 3);
		if (end < 0) return undefined;
		parts.push(raw.slice(start + 2, end));
		start = raw.indexOf('{{', end + 2);
	}
	return parts;
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
 * Whether a parameter is an expression that has to give the same value whenever it is worked out, and might not: without
 * a call, none gives another.
 */
export function mayChange(name: string, raw: unknown): boolean {
	return MUST_BE_STABLE.has(name) && typeof raw === 'string' && raw.startsWith('=') && /[(`]/.test(raw);
}

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
	const code = (partsOf(raw) ?? []).flatMap(tokensOf).join(' ');
	const found = VOLATILE.exec(code)?.[0];
	if (found === undefined) return;
	throw new InvalidValue(
		`'${label}' reads ${found.replace(/ ?(\?\.|\.) ?/g, '$1').trim()}, which is different on every run, ${SECOND_REFUND}`,
	);
}

/** Why a value that changes is refused, and what to do. */
export const SECOND_REFUND =
	'so that a retry would be a second refund: use what stays the same, such as the number of the ticket';

/** The words and signs of an expression. Of a text in quotes nothing counts, and of a template what it fills in. */
function tokensOf(code: string): string[] {
	const tokens: string[] = code.match(TOKEN) ?? [];
	return tokens.flatMap((token) => {
		if (!/^['"`]/.test(token)) return token;
		const [, ...filledIn] = token.startsWith('`') ? token.split('${') : [];
		return ["''", ...filledIn.flatMap((text) => tokensOf(text.slice(0, text.lastIndexOf('}'))))];
	});
}

const TOKEN = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|`(?:[^`\\]|\\[^])*`|[\w$]+|\.\.\.|\?\.|\S/g;

/** In tokens, one space between them. A name behind a point is a property's, and is another thing. */
const VOLATILE = new RegExp(
	String.raw`(?<![\w$]|(?:^| |\?)\. )(?:${[
		String.raw`\$(?:execution|executionId|itemIndex|now|runIndex|today)`,
		String.raw`Math \??\. random`,
		String.raw`(?:Date|DateTime) \??\. now`,
		String.raw`new Date(?! (?:\( (?!\)|\.\.\.)))`,
		String.raw`DateTime \??\. (?:local|utc)(?! (?:\?\. )?\( (?:- )?(?:\d|(?:Number|parseInt) \())`,
	].join('|')})(?![\w$])`,
);

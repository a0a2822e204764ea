import { canonicalDecimal } from './decimal';
import { flawOf, type Kind } from './exactText';

/** Checks a value and gives it its type; `readStrictly` checks before what it says of itself. */
export interface Reader<T> extends Rules {
	/**
	 * @param field  how the form names the field
	 * @param nameOf how the form names one of the field's choices
	 * @throws {InvalidValue} naming the field
	 */
	(value: unknown, field: string, nameOf?: NameOf): T;
}

type NameOf = (choice: string | number) => string;

/** What a reader accepts. */
interface Rules {
	/** How a text is judged; as a `value` if it doesn't say. */
	readonly kind?: Kind;
	/** In characters; 256 if it doesn't say, which no address, memo or reference exceeds. */
	readonly longest?: number;
	/** Whether nothing is lost if an expression gives nothing. */
	readonly mayBeMissing?: boolean;
}

/** A value of the form that nothing is sent for. The message is complete: field, what was expected, what came. */
export class InvalidValue extends Error {
	override readonly name = 'InvalidValue';
}

/** Refuses a value; `rule` continues the field's name, and `cure` what came. */
function refuse(field: string, rule: string, value: unknown, cure = ''): never {
	throw new InvalidValue(`'${field}' ${rule}; it is ${shown(value)}${cure}`);
}

/** How a value is shown in a message: quoted and shortened, or its kind and how an expression makes text of it. */
export function shown(value: unknown): string {
	if (value === undefined || value === null) return 'nothing';
	if (value === '') return 'an empty text';
	if (typeof value === 'string') return `“${shortened(value, 60)}”`;
	if (Array.isArray(value)) return 'a list: add [0] to the expression for its first entry';
	if (value instanceof Date) return 'a date: add .toISOString() to the expression';
	if (typeof value === 'object') {
		return 'toISO' in value
			? 'a date: add .toISO() to the expression'
			: 'an object: add the field that you need to the expression, such as .value';
	}
	return `the ${typeof value === 'boolean' ? 'yes/no value' : 'number'} ${String(value)}`;
}

/** A text cut off after so many characters: an answer may repeat whole requests. */
export function shortened(text: string, longest: number): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Whether a value is what n8n gives for an expression if the field that it names isn't there or is empty. */
export function isMissing(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** @throws {InvalidValue} for a missing value */
export function refuseMissing(value: unknown, field: string): void {
	if (isMissing(value)) throw new InvalidValue(`'${field}' is required but empty`);
}

/** Reads a value: its length is looked at first, then what it says, then what its reader knows. */
export function readStrictly<T>(read: Reader<T>, value: unknown, field: string, nameOf?: NameOf): T {
	if (typeof value === 'string' && value !== '') refuseFlaw(value, field, read);
	return read(value, field, nameOf);
}

/**
 * Refuses a text, or a part of one, that is too long or isn't what was meant.
 *
 * @param came how a message begins, before the text
 * @throws {InvalidValue}
 */
export function refuseFlaw(text: string, field: string, rules: Rules, came = 'is'): void {
	const { kind = 'value', longest = 256 } = rules;
	if (text.length > longest) {
		throw new InvalidValue(`'${field}' may have at most ${longest} characters; it has ${text.length}`);
	}
	const flaw = flawOf(text, kind);
	if (flaw === undefined) return;
	throw new InvalidValue(
		kind === 'secret'
			? `'${field}' contains a value that ${flaw}`
			: `'${field}' ${came} ${shown(text)}, which ${flaw}`,
	);
}

/** Makes a reader of a field that may be left empty: it gives undefined then, and the field is not sent. */
export function optional<T>(read: Reader<T>): Reader<T | undefined> {
	const { kind, longest } = read;
	const mayBeMissing = kind === 'free';
	return withRules({ kind, longest, mayBeMissing }, (value, field, nameOf) =>
		value === '' || (mayBeMissing && isMissing(value)) ? undefined : read(value, field, nameOf),
	);
}

/** What a kind of text accepts, beside what is judged by `flawOf`. */
interface TextRules extends Rules {
	only?: RegExp;
	/** What a text that is something else is told; it continues the field's name. */
	rule?: string;
	/** Makes one of several ways of writing. */
	tidy?: (text: string) => string;
}

/** Makes a reader of text, or of a whole number while it is exact. */
function textOf({ only = /^/, rule = '', tidy, kind = 'text', longest }: TextRules): Reader<string> {
	return withRules({ kind, longest }, (value, field) => {
		refuseMissing(value, field);
		const text = wholeNumberAsText(value, field) ?? value;
		if (typeof text !== 'string') refuse(field, 'must be text', value);
		if (!only.test(text)) refuse(field, rule, value);
		return tidy ? tidy(text) : text;
	});
}

/** Reads what tells a refund from others of its order. One space more or less makes no other refund. */
export const readReference = textOf({ tidy: (text) => text.trim().replace(/ {2,}/g, ' ') });

/** Reads a memo or tag: with a space around it, an exchange would not find the recipient. */
export const readMemo = textOf({
	only: /^\S(?:[^]*\S)?$/,
	rule: 'may not begin or end with a space',
});

/** Reads an address on any chain; a link is none. */
export const readAddress = textOf({
	only: /^(?![^]*\/\/)[\w.:+/=-]+$/,
	rule: 'may contain only letters A to Z, digits and . _ : + / = - (and no //)',
});

const ONE_WORD = { only: /^\S+$/, rule: 'may not contain spaces or line breaks' };

/** Reads text in one piece, such as a chain or a user ID: a space in it is a slip of copying. */
export const readWord = textOf(ONE_WORD);

export const readCurrency = textOf({ ...ONE_WORD, tidy: (text) => text.toUpperCase() });

/** Makes a reader of text for people: it may say anything, or nothing. */
export function reasonOf(longest = Infinity): Reader<string> {
	return textOf({ kind: 'free', longest });
}

/** The longest that GatePay takes (`refundRequestId`), or that any of its IDs is known to be (the others). */
const LONGEST_ID = { refundRequestId: 32, prepayId: 64, merchantTradeNo: 100 } as const;

/** Makes a reader of an ID: letters, digits, `-` and `_`. */
export function identifierOf(name: keyof typeof LONGEST_ID): Reader<string> {
	return textOf({
		longest: LONGEST_ID[name],
		only: /^[\w-]+$/,
		rule: 'may contain only letters A to Z, digits, - and _',
	});
}

/** Reads a secret such as a one-time code; the bound keeps what has to be found again in an answer short. */
export const readSecret: Reader<string> = withRules({ kind: 'secret', longest: 128 }, (value, field) => {
	refuseMissing(value, field);
	const text = Number.isSafeInteger(value) ? String(value) : value;
	// Its value appears in no message.
	if (typeof text !== 'string') throw new InvalidValue(`'${field}' must be text`);
	return text;
});

const LARGEST_INT64 = 9_223_372_036_854_775_807n;

/** Reads a whole number from 0 to 2^63 − 1, which GatePay takes as a JSON integer, as its digits. */
export const readInt64: Reader<string> = withRules({ kind: 'text' }, (value, field) => {
	const text = wholeNumberAsText(value, field) ?? value;
	return typeof text === 'string' && /^(?:0|[1-9]\d{0,18})$/.test(text) && BigInt(text) <= LARGEST_INT64
		? text
		: refuse(field, `must be a whole number from 0 to ${LARGEST_INT64}, digits only`, value);
});

const PLAIN_DECIMAL = /^(?:0|[1-9]\d{0,29})(?:\.\d{1,6})?$/;
/** Every decimal of up to 15 digits survives the way into a double and back; spreadsheets keep no more. */
const EXACT_DIGITS_OF_A_NUMBER = 15;

/**
 * Reads an amount of money: a plain decimal above 0 with at most 6 decimals, which is what GatePay takes; it refuses
 * excess decimals rather than rounding them. A number counts if its decimal form is exact.
 *
 * @returns the amount as it was written: `1.50` stays `1.50`
 */
export const readAmount: Reader<string> = (value, field) => {
	refuseMissing(value, field);
	const isExact =
		typeof value === 'number' && String(value).replace(/\D/g, '').length <= EXACT_DIGITS_OF_A_NUMBER;
	const text = isExact ? String(value) : value;
	if (typeof text === 'string' && PLAIN_DECIMAL.test(text) && canonicalDecimal(text) !== '0') return text;
	return refuse(
		field,
		'must be an amount above 0 with at most 6 decimals, such as 12 or 0.80, without a sign, comma or space',
		value,
		typeof value === 'number' && value > 0 && !Number.isInteger(value)
			? ': round it in the expression, such as with .toFixed(2)'
			: '',
	);
};

/**
 * Reads a list of currencies, separated by commas; one that is named twice counts once.
 *
 * @returns at least one
 */
export const readCurrencies: Reader<[string, ...string[]]> = withRules({ longest: 1_000 }, (value, field) => {
	refuseMissing(value, field);
	const codes = typeof value === 'string' ? value.split(',').map((code) => code.trim().toUpperCase()) : [];
	const [first, ...others] = new Set(codes);
	return first !== undefined && codes.every((code) => /^[^\s,;]+$/.test(code))
		? [first, ...others]
		: refuse(field, 'must be one currency, or several separated by commas, such as USDT, BTC', value);
});

/**
 * Makes a reader of one of a list's choices, as itself or as its text: an expression gives `"2"` where the form's list
 * gives 2. Anything else is refused rather than defaulted, because the wrong choice sends money to the wrong place. A
 * refusal shows the values, which an expression has to give, and the names that the form shows for them.
 */
export function oneOf<const T extends string | number | boolean>(...choices: readonly T[]): Reader<T> {
	return (value, field, nameOf) => {
		const found = choices.find((choice) => choice === value || String(choice) === value);
		if (found !== undefined) return found;
		const names = choices.map((choice) =>
			nameOf && typeof choice !== 'boolean' ? `${choice} (${nameOf(choice)})` : String(choice),
		);
		return refuse(field, `must be ${names.join(' or ')}`, value);
	};
}

/** Reads a yes or no, or its word: the text `"false"` would count as yes in JavaScript, and spreadsheets write `TRUE`. */
export const readBoolean: Reader<boolean> = (value, field) =>
	oneOf(true, false)(typeof value === 'string' ? value.toLowerCase() : value, field);

/** Makes a reader of a number within bounds, or its text; fractions count. */
export function numberWithin(from: number, to: number): Reader<number> {
	return (value, field) => {
		const number = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
		return typeof number === 'number' && number >= from && number <= to
			? number
			: refuse(field, `must be a number from ${from} to ${to}`, value);
	};
}

/** The same for a whole number from 1 on. */
export function wholeNumberUpTo(to: number): Reader<number> {
	return (value, field) => {
		const number = numberWithin(1, to)(value, field);
		return Number.isInteger(number) ? number : refuse(field, 'must be a whole number', value);
	};
}

/** The digits of a number that stands for an ID or a code; undefined for what isn't a whole number. */
function wholeNumberAsText(value: unknown, field: string): string | undefined {
	if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
	if (!isExact(value)) throw new InvalidValue(`'${field}' came as ${shown(value)}, ${LOST_DIGITS}`);
	return String(value);
}

/** Whether a number still has the digits that were written: GatePay's IDs are longer than a number can be. */
export function isExact(value: number): boolean {
	return Math.abs(value) < 10 ** EXACT_DIGITS_OF_A_NUMBER;
}

export const LOST_DIGITS =
	'which is too large to be exact, so its last digits may be lost: pass it as text, in quotes, from where it comes';

/** Makes a reader that accepts what another one does, and gives something else of it. */
export function mapped<T, U>(reader: Reader<T>, give: (value: T) => U): Reader<U> {
	const { kind = 'value', longest = 256, mayBeMissing = false } = reader;
	return withRules({ kind, longest, mayBeMissing }, (value, field, nameOf) =>
		give(reader(value, field, nameOf)),
	);
}

function withRules<T>(rules: Rules, read: (value: unknown, field: string, nameOf?: NameOf) => T): Reader<T> {
	return Object.assign(read, rules);
}

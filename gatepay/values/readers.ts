import { canonicalDecimal } from './decimal';

/**
 * Checks a value and gives it its type.
 *
 * @param field  how the form names the field
 * @param nameOf how the form names one of the field's choices
 * @throws {InvalidValue} naming the field
 */
export type Reader<T> = (value: unknown, field: string, nameOf?: (choice: string | number) => string) => T;

/** A value of the form that nothing is sent for. The message is complete: field, what was expected, what came. */
export class InvalidValue extends Error {
	override readonly name = 'InvalidValue';
}

/** Refuses a value; `rule` continues the field's name. */
export function refuse(field: string, rule: string, value: unknown): never {
	throw new InvalidValue(`'${field}' ${rule}; it is ${shown(value)}`);
}

/** How a value is shown in a message: quoted and shortened, or only its kind if it is neither text nor a number. */
export function shown(value: unknown): string {
	if (value === undefined || value === null) return 'nothing';
	if (value === '') return 'an empty text';
	if (typeof value === 'string') return `“${shortened(value, 60)}”`;
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return `the ${typeof value === 'boolean' ? 'yes/no value' : 'number'} ${String(value)}`;
}

/** A text cut off after so many characters: an answer may repeat whole requests. */
export function shortened(text: string, longest: number): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Whether a value is what an expression gives when the field that it names isn't there. */
export function isMissing(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	return typeof value === 'string' && ['', 'undefined', 'null'].includes(value.trim());
}

/** @throws {InvalidValue} for a missing value */
export function refuseMissing(value: unknown, field: string): void {
	if (isMissing(value)) throw new InvalidValue(`'${field}' is required but empty`);
}

/**
 * Makes a reader of a field that may be left empty: it gives undefined then, and the field is not sent. What an
 * expression gives for a field that isn't there is refused all the same: dropping a memo or a currency in silence would
 * send money astray.
 */
export function optional<T>(read: Reader<T>): Reader<T | undefined> {
	return (value, field, nameOf) => {
		if (value === '') return undefined;
		if (isMissing(value)) throw new InvalidValue(`'${field}' was filled in, but came out empty`);
		return read(value, field, nameOf);
	};
}

/** Makes a reader of text: any text, or a whole number while it is exact. `longest` is in characters. */
export function textOf(longest = Infinity): Reader<string> {
	return (value, field) => {
		refuseMissing(value, field);
		const text = wholeNumberAsText(value, field) ?? value;
		if (typeof text !== 'string') refuse(field, 'must be text', value);
		refuseLonger(text, field, longest);
		return text;
	};
}

/**
 * Reads text in one piece, such as an address, a chain or a user ID: a space inside or around it is a slip of copying,
 * and would send money astray or nowhere.
 */
export const readWord: Reader<string> = (value, field) => {
	const text = textOf()(value, field);
	return /\s/.test(text) ? refuse(field, 'may not hold spaces or line breaks', value) : text;
};

/** Reads the memo or tag of an address. With a space around it, an exchange would not find the recipient. */
export const readMemo: Reader<string> = (value, field) => {
	const memo = textOf()(value, field);
	return memo === memo.trim() ? memo : refuse(field, 'may not begin or end with a space', value);
};

/** Reads what tells a refund from others of its order, the spaces around it left out. */
export const readReference: Reader<string> = (value, field) => textOf()(value, field).trim();

/** A code or a password is never longer; the bound keeps what has to be found again in an answer short. */
const LONGEST_SECRET = 128;

/** Reads a secret such as a one-time code. Its value appears in no message. */
export const readSecret: Reader<string> = (value, field) => {
	const text = Number.isSafeInteger(value) ? String(value) : value;
	if (typeof text !== 'string') throw new InvalidValue(`'${field}' must be text`);
	refuseLonger(text, field, LONGEST_SECRET);
	return text;
};

/** The longest that GatePay takes (`refundRequestId`), or that any of its IDs is known to be (the others). */
const LONGEST_ID = { refundRequestId: 32, prepayId: 64, merchantTradeNo: 100 } as const;

/**
 * Makes a reader of an ID: letters, digits, `-` and `_`. GatePay's IDs exceed 2^53, so a number counts only while it is
 * exact: a larger one has already lost its last digits on the way here.
 */
export function identifierOf(name: keyof typeof LONGEST_ID): Reader<string> {
	return (value, field) => {
		refuseMissing(value, field);
		const text = wholeNumberAsText(value, field) ?? value;
		if (typeof text !== 'string' || !/^[A-Za-z0-9_-]+$/.test(text)) {
			refuse(field, 'may hold only letters A to Z, digits, - and _', value);
		}
		refuseLonger(text, field, LONGEST_ID[name]);
		return text;
	};
}

const LARGEST_INT64 = 9_223_372_036_854_775_807n;

/** Reads a whole number from 0 to 2^63 − 1, which GatePay takes as a JSON integer, as its digits. */
export const readInt64: Reader<string> = (value, field) => {
	const text = wholeNumberAsText(value, field) ?? value;
	return typeof text === 'string' && /^(?:0|[1-9]\d{0,18})$/.test(text) && BigInt(text) <= LARGEST_INT64
		? text
		: refuse(field, `must be a whole number from 0 to ${LARGEST_INT64}, digits only`, value);
};

const PLAIN_DECIMAL = /^(?:0|[1-9]\d{0,29})(?:\.\d{1,6})?$/;
/** Every decimal of up to 15 digits survives the way into a double and back; longer ones may come back changed. */
const EXACT_DIGITS_OF_A_NUMBER = 15;

/**
 * Reads an amount of money: a plain decimal above 0 with at most 6 decimals, which is what GatePay takes; it refuses
 * excess decimals rather than rounding them. A number counts if its decimal form is exact.
 *
 * @returns the amount as it was written: `1.50` stays `1.50`
 */
export const readAmount: Reader<string> = (value, field) => {
	const isExact =
		typeof value === 'number' && String(value).replace(/\D/g, '').length <= EXACT_DIGITS_OF_A_NUMBER;
	const text = isExact ? String(value) : value;
	return typeof text === 'string' && PLAIN_DECIMAL.test(text) && canonicalDecimal(text) !== '0'
		? text
		: refuse(
				field,
				'must be an amount above 0 with at most 6 decimals, such as 12 or 0.80, without a sign, comma or space',
				value,
			);
};

/**
 * Reads a list of currencies, separated by commas; one that is named twice counts once.
 *
 * @returns at least one, as they were written
 */
export const readCurrencies: Reader<[string, ...string[]]> = (value, field) => {
	const codes = textOf()(value, field)
		.split(',')
		.map((code) => code.trim());
	const [first, ...others] = new Map(codes.map((code) => [code.toLowerCase(), code])).values();
	return first !== undefined && codes.every((code) => /^[^\s,;]+$/.test(code))
		? [first, ...others]
		: refuse(field, 'must be one currency, or several separated by commas, such as USDT, BTC', value);
};

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

/** Reads a yes or no: `true`, `false`, or these words as text. The text `"false"` would count as yes in JavaScript. */
export const readBoolean: Reader<boolean> = oneOf(true, false);

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
	if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
		throw new InvalidValue(
			`'${field}' came as a number too large to be exact, so its last digits are already lost: pass it as text, in quotes, from where it comes`,
		);
	}
	return String(value);
}

function refuseLonger(text: string, field: string, longest: number): void {
	if (text.length > longest) {
		throw new InvalidValue(`'${field}' may have at most ${longest} characters; it has ${text.length}`);
	}
}

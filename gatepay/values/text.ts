import { wholeNumberAsText } from './identifier';
import { InvalidValue, isMissing, refuseMissing, shown } from './invalidValue';

/** A code or a password is never longer; the bound keeps what has to be found again in an answer short. */
const LONGEST_SECRET = 128;

/**
 * Reads free text that must be there.
 *
 * @param value   text, or a whole number while it is exact
 * @param field   how the form names the field
 * @param longest in characters; no bound where GatePay gives none
 * @throws {InvalidValue}
 */
export function readText(value: unknown, field: string, longest = Infinity): string {
	refuseMissing(value, field);
	const text = wholeNumberAsText(value, field) ?? value;
	if (typeof text !== 'string') throw new InvalidValue(`'${field}' must be text; it is ${shown(value)}`);
	refuseLonger(text, field, longest);
	return text;
}

/**
 * Reads free text that may be left empty. What an expression gives for a field that isn't there is refused all the
 * same: dropping a memo or a currency in silence would send money astray.
 *
 * @returns undefined where it is empty: the field is then not sent
 * @throws {InvalidValue}
 */
export function readOptionalText(value: unknown, field: string, longest = Infinity): string | undefined {
	if (value === '') return undefined;
	refuseCameOutEmpty(value, field);
	return readText(value, field, longest);
}

/**
 * Reads a secret such as a one-time code. Its value appears in no message.
 *
 * @throws {InvalidValue}
 */
export function readSecretText(value: unknown, field: string): string | undefined {
	if (value === '') return undefined;
	refuseCameOutEmpty(value, field);
	const text = Number.isSafeInteger(value) ? String(value) : value;
	if (typeof text !== 'string') throw new InvalidValue(`'${field}' must be text`);
	refuseLonger(text, field, LONGEST_SECRET);
	return text;
}

/**
 * Reads text in one piece, such as an address, a chain or a user ID: a space inside or around it is a slip of copying,
 * and would send money astray or nowhere.
 *
 * @throws {InvalidValue}
 */
export function readWord(value: unknown, field: string): string {
	const text = readText(value, field);
	if (/\s/.test(text))
		throw new InvalidValue(`'${field}' may not hold spaces or line breaks; it is ${shown(value)}`);
	return text;
}

/** Reads text in one piece that may be left empty. */
export function readOptionalWord(value: unknown, field: string): string | undefined {
	if (value === '') return undefined;
	refuseCameOutEmpty(value, field);
	return readWord(value, field);
}

/**
 * Reads the memo or tag of an address. A space around it is a slip of copying, and an exchange would not find the
 * recipient.
 *
 * @throws {InvalidValue}
 */
export function readMemo(value: unknown, field: string): string | undefined {
	const memo = readOptionalText(value, field);
	if (memo !== memo?.trim()) {
		throw new InvalidValue(`'${field}' may not begin or end with a space; it is ${shown(value)}`);
	}
	return memo;
}

function refuseCameOutEmpty(value: unknown, field: string): void {
	if (isMissing(value)) throw new InvalidValue(`'${field}' was filled in, but came out empty`);
}

function refuseLonger(text: string, field: string, longest: number): void {
	if (text.length > longest) {
		throw new InvalidValue(`'${field}' may have at most ${longest} characters; it has ${text.length}`);
	}
}

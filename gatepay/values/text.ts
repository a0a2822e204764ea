import { wholeNumberAsText } from './identifier';
import { InvalidValue, isMissing, shown } from './invalidValue';

/**
 * Reads free text that must be there.
 *
 * @param value   text, or a whole number while it is exact
 * @param field   how the form names the field
 * @param longest in characters; no bound where GatePay gives none
 * @throws {InvalidValue}
 */
export function readText(value: unknown, field: string, longest = Infinity): string {
	if (isMissing(value)) throw new InvalidValue(`'${field}' is needed, and came out as ${shown(value)}`);
	const text = wholeNumberAsText(value, field) ?? value;
	if (typeof text !== 'string') throw new InvalidValue(`'${field}' must be text; it is ${shown(value)}`);
	if (text.length > longest) {
		throw new InvalidValue(`'${field}' may have at most ${longest} characters; it has ${text.length}`);
	}
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
	return value === '' ? undefined : readText(value, field, longest);
}

/**
 * Reads a secret such as a one-time code. Its value appears in no message.
 *
 * @throws {InvalidValue}
 */
export function readSecretText(value: unknown, field: string): string | undefined {
	if (value === '') return undefined;
	if (isMissing(value)) throw new InvalidValue(`'${field}' was filled in, but came out empty`);
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	if (typeof value !== 'string') throw new InvalidValue(`'${field}' must be text`);
	return value;
}

/**
 * Reads text in one piece, such as an address, a chain or a user ID: a blank inside or around it is a slip of copying,
 * and would send money astray or nowhere.
 *
 * @throws {InvalidValue}
 */
export function readWord(value: unknown, field: string): string {
	const text = readText(value, field);
	if (/\s/.test(text))
		throw new InvalidValue(`'${field}' may not hold blanks or line breaks; it is ${shown(value)}`);
	return text;
}

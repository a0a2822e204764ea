import { InvalidValue, shown } from './invalidValue';
import { wholeNumberAsText } from './identifier';

const LARGEST = 9_223_372_036_854_775_807n;

/**
 * Reads a whole number from 0 to 2^63 − 1, which GatePay takes as a JSON integer.
 *
 * @param value text, or a number while it is exact
 * @param field how the form names the field
 * @returns its digits
 * @throws {InvalidValue}
 */
export function readInt64(value: unknown, field: string): string {
	const text = wholeNumberAsText(value, field) ?? value;
	if (typeof text !== 'string' || !/^(?:0|[1-9]\d{0,18})$/.test(text) || BigInt(text) > LARGEST) {
		throw new InvalidValue(
			`'${field}' must be a whole number from 0 to ${LARGEST}, digits only; it is ${shown(value)}`,
		);
	}
	return text;
}

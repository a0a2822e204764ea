import { InvalidValue, refuseMissing, shown } from './invalidValue';

/** The longest that GatePay takes (`refundRequestId`), or that any of its IDs is known to be (the others). */
export const LONGEST_ID = { refundRequestId: 32, prepayId: 64, merchantTradeNo: 100 } as const;

/**
 * Reads an ID: letters, digits, `-` and `_`. GatePay's IDs exceed 2^53, so a number counts only while it is exact:
 * a larger one has already lost its last digits on the way here.
 *
 * @param value   text or a number
 * @param field   how the form names the field
 * @param longest in characters
 * @throws {InvalidValue}
 */
export function readIdentifier(value: unknown, field: string, longest: number): string {
	refuseMissing(value, field);
	const text = wholeNumberAsText(value, field) ?? value;
	if (typeof text !== 'string' || !/^[A-Za-z0-9_-]+$/.test(text)) {
		throw new InvalidValue(`'${field}' may hold only letters A to Z, digits, - and _; it is ${shown(value)}`);
	}
	if (text.length > longest) {
		throw new InvalidValue(`'${field}' may have at most ${longest} characters; it has ${text.length}`);
	}
	return text;
}

/**
 * The digits of a number that stands for an ID or a code.
 *
 * @returns undefined for what isn't a whole number
 * @throws {InvalidValue} for one beyond 2^53 − 1
 */
export function wholeNumberAsText(value: unknown, field: string): string | undefined {
	if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
	if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
		throw new InvalidValue(
			`'${field}' came as a number too large to be exact, so its last digits are already lost: pass it as text, in quotes, from where it comes`,
		);
	}
	return String(value);
}

import { canonicalDecimal } from './decimal';
import { InvalidValue, shown } from './invalidValue';

const PLAIN_DECIMAL = /^(?:0|[1-9]\d{0,29})(?:\.\d{1,6})?$/;
/** Every decimal of up to 15 digits survives the way into a double and back; longer ones may come back changed. */
const EXACT_DIGITS_OF_A_NUMBER = 15;

/**
 * Reads an amount of money: a plain decimal above 0 with at most 6 decimals, which is what GatePay takes; it refuses
 * excess decimals rather than rounding them.
 *
 * @param value text, or a number whose decimal form is exact
 * @param field how the form names the field
 * @returns the amount as it was written: `1.50` stays `1.50`
 * @throws {InvalidValue}
 */
export function readAmount(value: unknown, field: string): string {
	const text = typeof value === 'number' && isExact(value) ? String(value) : value;
	if (typeof text !== 'string' || !PLAIN_DECIMAL.test(text) || canonicalDecimal(text) === '0') {
		throw new InvalidValue(
			`'${field}' must be an amount above 0 with at most 6 decimals, such as 12 or 0.80, without a sign, comma or space; it is ${shown(value)}`,
		);
	}
	return text;
}

function isExact(value: number): boolean {
	return String(value).replace(/\D/g, '').length <= EXACT_DIGITS_OF_A_NUMBER;
}

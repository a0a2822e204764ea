/**
 * Amounts stay text from end to end: a floating-point number can't hold them, and what is sent is what was written.
 * This file only compares and adds them.
 */

const DECIMAL = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/;
/** No amount of money is longer, and the pattern takes quadratic time on a text made to be slow. */
const LONGEST = 100;

/**
 * The shortest way to write a decimal: no leading zeros, no trailing zeros, no trailing point.
 *
 * @param value text or number, as found in a form or in one of GatePay's answers
 * @returns undefined for anything that isn't a plain decimal
 */
export function canonicalDecimal(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value);
	const parts = text.length <= LONGEST ? DECIMAL.exec(text) : null;
	if (!parts) return undefined;
	const [, sign, whole, fraction] = parts;
	const digits = fraction ? `${whole}.${fraction}` : `${whole}`;
	return digits === '0' ? '0' : `${sign}${digits}`;
}

/**
 * Compares two decimals by value, whatever way they are written: `0.01200000` equals `0.012`.
 *
 * @returns negative, 0 or positive, as for sorting; undefined when one of them isn't a plain decimal
 */
export function compareDecimals(left: unknown, right: unknown): number | undefined {
	const a = canonicalDecimal(left);
	const b = canonicalDecimal(right);
	if (a === undefined || b === undefined) return undefined;
	if (a === b) return 0;
	const places = Math.max(decimalPlaces(a), decimalPlaces(b));
	const difference = scaled(a, places) - scaled(b, places);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * Adds two decimals.
 *
 * @param left  a plain decimal, not below 0, as is `right`
 * @returns the sum in its shortest form
 */
export function addDecimals(left: string, right: string): string {
	const [a = '0', b = '0'] = [canonicalDecimal(left), canonicalDecimal(right)];
	const places = Math.max(decimalPlaces(a), decimalPlaces(b));
	const digits = String(scaled(a, places) + scaled(b, places)).padStart(places + 1, '0');
	const whole = digits.slice(0, digits.length - places);
	return canonicalDecimal(places === 0 ? whole : `${whole}.${digits.slice(-places)}`) ?? '0';
}

function decimalPlaces(canonical: string): number {
	return canonical.split('.')[1]?.length ?? 0;
}

function scaled(canonical: string, places: number): bigint {
	const [whole = '', fraction = ''] = canonical.split('.');
	return BigInt(whole + fraction.padEnd(places, '0'));
}

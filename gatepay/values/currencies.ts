import { InvalidValue, shown } from './invalidValue';
import { readText } from './text';

/**
 * Reads a list of currencies, separated by commas; one that is named twice counts once.
 *
 * @param field how the form names the field
 * @returns at least one, as they were written
 * @throws {InvalidValue}
 */
export function readCurrencies(value: unknown, field: string): [string, ...string[]] {
	const codes = readText(value, field)
		.split(',')
		.map((code) => code.trim());
	const [first, ...others] = new Map(codes.map((code) => [code.toLowerCase(), code])).values();
	if (first === undefined || codes.some((code) => !/^[^\s,;]+$/.test(code))) {
		throw new InvalidValue(
			`'${field}' must be one currency, or several separated by commas, such as USDT, BTC; it is ${shown(value)}`,
		);
	}
	return [first, ...others];
}

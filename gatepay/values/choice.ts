import { InvalidValue, shown } from './invalidValue';

/**
 * Reads one of a few values, as itself or as its text: an expression gives `"2"` where the form's list gives 2.
 * Anything else is refused rather than defaulted, because the wrong choice sends money to the wrong place.
 *
 * @param field  how the form names the field
 * @param nameOf how a message names a choice
 * @throws {InvalidValue}
 */
export function readChoice<T extends string | number | boolean>(
	value: unknown,
	field: string,
	choices: readonly T[],
	nameOf: (choice: T) => string = String,
): T {
	const found = choices.find((choice) => choice === value || String(choice) === value);
	if (found === undefined) {
		throw new InvalidValue(
			`'${field}' must be ${choices.map((choice) => nameOf(choice)).join(' or ')}; it is ${shown(value)}`,
		);
	}
	return found;
}

/** Reads a yes or no: `true`, `false`, or these words as text. The text `"false"` would count as yes in JavaScript. */
export function readBoolean(value: unknown, field: string): boolean {
	return readChoice(value, field, [true, false]);
}

/**
 * Reads a number within bounds, such as a number of seconds.
 *
 * @param value a number or its text
 * @throws {InvalidValue}
 */
export function readNumber(
	value: unknown,
	field: string,
	{ from, to }: { from: number; to: number },
): number {
	const number = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
	if (typeof number !== 'number' || !(number >= from && number <= to)) {
		throw new InvalidValue(`'${field}' must be a number from ${from} to ${to}; it is ${shown(value)}`);
	}
	return number;
}

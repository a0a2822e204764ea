import { InvalidValue, shown } from './invalidValue';

/**
 * Checks a value and gives it its type.
 *
 * @param field  how the form names the field
 * @param nameOf how the form names one of the field's choices
 * @throws {InvalidValue} naming the field
 */
export type Reader<T> = (value: unknown, field: string, nameOf?: (choice: string | number) => string) => T;

/**
 * Makes a reader of one of a list's choices. A refusal shows the values, which an expression has to give, and the names
 * that the form shows for them.
 */
export function oneOf<const T extends string | number>(...choices: readonly T[]): Reader<T> {
	return (value, field, nameOf) =>
		readChoice(value, field, choices, (choice) =>
			nameOf ? `${choice} (${nameOf(choice)})` : String(choice),
		);
}

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
 * Reads a number within bounds, such as a number of seconds; fractions count.
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

/** A value of the form that nothing is sent for. The message is complete: field, what was expected, what came. */
export class InvalidValue extends Error {
	override readonly name = 'InvalidValue';
}

/** How a value is shown in a message: quoted and shortened, or only its kind where it isn't text or a number. */
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

/**
 * Refuses a missing value.
 *
 * @param field how the form names the field
 * @throws {InvalidValue}
 */
export function refuseMissing(value: unknown, field: string): void {
	if (isMissing(value)) throw new InvalidValue(`'${field}' is required but empty`);
}

import { compareDecimals } from './decimal';

/**
 * Whether two values, one of a form and one of an answer, say the same. GatePay shows the same field as text on one page
 * and as a number on another. What is neither says nothing, and is never the same.
 */
export type IsSame = (one: unknown, other: unknown) => boolean;

export const isSameText: IsSame = (one, other) => isSameAs((text) => text, one, other);

export const isSameAmount: IsSame = (one, other) => compareDecimals(one, other) === 0;

/** For currencies and chains, which may come back in another case. */
export const isSameWord: IsSame = (one, other) => isSameAs((text) => text.toLowerCase(), one, other);

/** Hexadecimal addresses are the same in any case; all others are told apart by it. */
export const isSameAddress: IsSame = (one, other) =>
	isSameAs((text) => (/^0x[0-9a-f]+$/i.test(text) ? text.toLowerCase() : text), one, other);

function isSameAs(form: (text: string) => string, one: unknown, other: unknown): boolean {
	const isTextOrNumber = (value: unknown) => typeof value === 'string' || typeof value === 'number';
	return isTextOrNumber(one) && isTextOrNumber(other) && form(String(one)) === form(String(other));
}

/** For a choice that GatePay may show in words: only another digit is another choice. */
export const isSameDigit: IsSame = (one, other) =>
	isSameText(one, other) || ![one, other].every((value) => /^\d$/.test(String(value)));

import { InvalidValue, isMissing, shown } from './readers';

/**
 * Refuses text that doesn't say exactly what it seems to say. In what decides which refund it is, how much it is and
 * where it goes, such a text makes a second refund of a repeat, or sends money astray.
 *
 * - A part of it is missing: `undefined`, `null`, `NaN`, `Invalid Date` or `[object Object]` stands in its place, as
 *   JavaScript and n8n write it. A text that is nothing else is left to the field's reader.
 * - It holds an invisible or control character, or a space that isn't the plain one. Spaces, tabs and line breaks
 *   around it are left to the field's reader.
 * - It isn't in Unicode's composed form (NFC): two texts that look the same would make two refunds.
 *
 * @param value anything; only text is looked at
 * @param field how the form names the field
 * @throws {InvalidValue}
 */
export function refuseInexactText(value: unknown, field: string): void {
	if (typeof value !== 'string') return;
	if (hasGap(value) && !isMissing(value)) {
		throw new InvalidValue(`'${field}' came out as ${shown(value)}: a part of it is missing`);
	}
	const invisible = INVISIBLE.exec(value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''))?.[0];
	if (invisible !== undefined) {
		throw new InvalidValue(
			`'${field}' holds a character that cannot be seen (${codePointOf(invisible)}): type it again, or remove it in the expression`,
		);
	}
	if (value !== value.normalize('NFC')) {
		throw new InvalidValue(
			`'${field}' holds a letter that is made of several characters (it is not in Unicode's form NFC): add .normalize() to the expression`,
		);
	}
}

/** Control and format characters, halves of characters, what Unicode shows as nothing, and spaces but the plain one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

const ALWAYS_A_GAP = /undefined|Invalid Date|\[object /;
const LETTERS_AND_DIGITS = /[\p{L}\p{N}]+/gu;
/** English words, and those of other languages that begin with annul: nullify, nullity, annulled, annullato. */
const WORD_WITH_NULL = /^\p{N}*(?:null(?:able|ed|er|if\p{L}+|ing|it\p{L}+|s)|\p{L}?nnull\p{L}+)\p{N}*$/u;
/** In an address or a hash, four letters of a word stand together by chance. */
const SHORTEST_TOKEN = 20;

function hasGap(text: string): boolean {
	if (ALWAYS_A_GAP.test(text)) return true;
	return (text.match(LETTERS_AND_DIGITS) ?? []).some((run) => {
		if (!/null|NaN/.test(run) || WORD_WITH_NULL.test(run)) return false;
		return run.length < SHORTEST_TOKEN || /^(?:null|NaN)|(?:null|NaN)$/.test(run);
	});
}

function codePointOf(character: string): string {
	return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

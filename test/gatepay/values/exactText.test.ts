import fc from 'fast-check';

import { refuseInexactText } from '../../../gatepay/values/exactText';
import { InvalidValue } from '../../../gatepay/values/readers';
import { refusalOf } from '../refusal';
import { runs } from '../runs';

const refusal = (text: string) => refusalOf(InvalidValue, () => refuseInexactText(text, 'Refund Reference'));

/** What JavaScript and n8n write in place of what isn't there. */
const GAPS = ['undefined', 'null', 'NaN', 'Invalid Date', 'Invalid DateTime', '[object Object]'];

describe('text of which a part is missing', () => {
	it.each(GAPS)('is refused wherever “%s” is in it', (gap) => {
		for (const text of [
			`RET-${gap}`,
			`RET_${gap}`,
			`RET${gap}`,
			`${gap}7`,
			`${gap}-7`,
			`R ${gap} 7`,
			`R_${gap}_7`,
			`R7${gap}7`,
			`é${gap}`,
			`${gap}${gap}`,
		]) {
			expect(refusal(text)).toBe(`'Refund Reference' came out as “${text}”: a part of it is missing`);
		}
	});

	it.each([
		'nullify',
		'nullified',
		'nullity',
		'nulled-7',
		'annulled',
		'Annulled2026',
		'annullato',
		'T-annulment',
	])('is not one with a word that contains it: %s', (text) => {
		expect(() => refuseInexactText(text, 'Refund Reference')).not.toThrow();
	});

	it.each(['NULL', 'nan', 'Undefined', 'invalid date', 'T-1', 'object', ''])(
		'is not one that is written in another way: “%s”',
		(text) => {
			expect(() => refuseInexactText(text, 'Refund Reference')).not.toThrow();
		},
	);

	it('is not an address in which the letters stand by chance, and is where they end it', () => {
		const address = 'TJRyWwFs9wNaNGZg3JbrVriFbNfCug5tDeC';
		expect(() => refuseInexactText(address, 'Refund Address')).not.toThrow();
		expect(refusal(`${address}null`)).toMatch(/a part of it is missing$/);
		expect(refusal(`NaN${address}`)).toMatch(/a part of it is missing$/);
		expect(refusal(`${address.slice(0, 15)}`)).toMatch(/a part of it is missing$/);
	});

	it.each(['undefined', 'null', '', '  ', ' null\n'])(
		'is left to the reader of its field where it is nothing else: %j',
		(text) => {
			expect(() => refuseInexactText(text, 'Refund Reference')).not.toThrow();
		},
	);
});

describe('a character that cannot be seen', () => {
	it.each([
		['a zero-width space', '\u200b', 'U+200B'],
		['a zero-width joiner', '\u200d', 'U+200D'],
		['a word joiner', '\u2060', 'U+2060'],
		['a byte order mark', '\ufeff', 'U+FEFF'],
		['a soft hyphen', '\u00ad', 'U+00AD'],
		['a mark for the direction of writing', '\u200f', 'U+200F'],
		['an override of the direction of writing', '\u202e', 'U+202E'],
		['a non-breaking space', '\u00a0', 'U+00A0'],
		['a narrow space', '\u202f', 'U+202F'],
		['an ideographic space', '\u3000', 'U+3000'],
		['a line separator', '\u2028', 'U+2028'],
		['a paragraph separator', '\u2029', 'U+2029'],
		['a null character', '\0', 'U+0000'],
		['a bell', '\u0007', 'U+0007'],
		['a delete', '\u007f', 'U+007F'],
		['a next line', '\u0085', 'U+0085'],
		['a Hangul filler', '\u3164', 'U+3164'],
		['a variation selector', '\ufe0f', 'U+FE0F'],
		['a tag', '\u{e0041}', 'U+E0041'],
		['a braille blank', '\u2800', 'U+2800'],
		['half a character', '\ud83d', 'U+D83D'],
	])('is refused and named: %s', (_, character, name) => {
		for (const text of [`T${character}1`, `${character}T-1`, `T-1${character}`]) {
			expect(refusal(text)).toBe(
				`'Refund Reference' holds a character that cannot be seen (${name}): type it again, or remove it in the expression`,
			);
		}
	});

	it.each(['a\tb', 'a\nb', 'a\r\nb'])('is refused inside, where it is a tab or a line break: %j', (text) => {
		expect(refusal(text)).toMatch(/cannot be seen \(U\+000[9AD]\)/);
	});

	it.each([' T-1 ', '\tT-1\n', 'T 1', 'Zürich 7', '退款 7', 'T-1 💸'])(
		'is not in a text that shows what it holds; a space, tab or line break around it is left to its reader: %j',
		(text) => {
			expect(() => refuseInexactText(text, 'Refund Reference')).not.toThrow();
		},
	);
});

describe('a letter made of several characters', () => {
	it.each(['e\u0301', 'A\u030a', '\u1100\u1161', '\u212b'])('is refused: %j', (letter) => {
		expect(refusal(`T-${letter}`)).toBe(
			"'Refund Reference' holds a letter that is made of several characters (it is not in Unicode's form NFC): add .normalize() to the expression",
		);
		expect(() => refuseInexactText(`T-${letter.normalize()}`, 'Refund Reference')).not.toThrow();
	});
});

describe('exact text', () => {
	it('is every text of plain characters without such a word', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[\x20-\x7e]{0,40}$/), (text) => {
				fc.pre(!/null|NaN|undefined|Invalid Date|\[object /.test(text));
				refuseInexactText(text, 'Refund Reference');
			}),
			runs(500),
		);
	});

	it('is looked for in text only', () => {
		for (const value of [undefined, null, NaN, 0, true, {}, ['null7']]) {
			expect(() => refuseInexactText(value, 'Refund Reference')).not.toThrow();
		}
	});
});

import fc from 'fast-check';

import { InvalidValue, LONGEST_ID, readIdentifier, wholeNumberAsText } from '../../../gatepay/values/readers';
import { refusalOf } from '../refusal';
import { runs } from '../runs';
import { anyText } from '../texts';

describe('an ID', () => {
	it.each(['a', 'Z', '0', '-', '_', '35214673103159414', 'T-1001_b', '4186d0c6-6a35-55a9', '-1', '007'])(
		'of letters, digits, - and _ is taken: %s',
		(id) => {
			expect(readIdentifier(id, 'Prepay ID', LONGEST_ID.prepayId)).toBe(id);
		},
	);

	it.each([
		['Refund Request ID', 32, LONGEST_ID.refundRequestId],
		['Prepay ID', 64, LONGEST_ID.prepayId],
		['Merchant Trade No', 100, LONGEST_ID.merchantTradeNo],
	])("named '%s' is taken up to %d characters, and refused beyond", (field, longest, limit) => {
		expect(limit).toBe(longest);
		expect(readIdentifier('x'.repeat(longest), field, limit)).toHaveLength(longest);
		expect(refusalOf(InvalidValue, () => readIdentifier('x'.repeat(longest + 1), field, limit))).toBe(
			`'${field}' may have at most ${longest} characters; it has ${longest + 1}`,
		);
	});

	it.each([
		['a space inside', 'a b'],
		['a space before', ' a'],
		['a space behind', 'a '],
		['a tab', 'a\t'],
		['a line break behind', 'a\n'],
		['a carriage return behind', 'a\r'],
		['a non-breaking space', 'a\u00a0'],
		['a zero-width space', 'a\u200b'],
		['a byte order mark', '\ufeffa'],
		['a NUL', 'a\0'],
		['a point', '1.5'],
		['a comma', '1,5'],
		['a slash', 'a/b'],
		['a backslash', 'a\\b'],
		['a colon', 'a:b'],
		['a hash', '#1001'],
		['a plus', 'a+b'],
		['a percent sign', 'a%20b'],
		['an ampersand', 'a&b'],
		['an equals sign', 'a=b'],
		['a question mark', 'a?'],
		['an at sign', 'a@b'],
		['a quotation mark', 'a"b'],
		['an apostrophe', "a'b"],
		['a brace', '{{ $json.id }}'],
		['an accented letter', 'é'],
		['a Cyrillic letter', 'а'],
		['a full-width digit', '１'],
		['a digit of another script', '١'],
		['an emoji', '💸'],
		['a long dash', 'a–b'],
	])('with %s is refused', (_, id) => {
		expect(refusalOf(InvalidValue, () => readIdentifier(id, 'Prepay ID', 64))).toBe(
			`'Prepay ID' may hold only letters A to Z, digits, - and _; it is “${id}”`,
		);
	});

	it.each([
		['an empty text', ''],
		['a space', ' '],
		['undefined as text', 'undefined'],
		['null as text', 'null'],
		['null between spaces', ' null '],
		['undefined', undefined],
		['null', null],
	])('that came out as %s is refused as empty', (_, value) => {
		expect(refusalOf(InvalidValue, () => readIdentifier(value, 'Refund Request ID', 32))).toBe(
			"'Refund Request ID' is required but empty",
		);
	});

	it.each([
		[0, '0'],
		[7, '7'],
		[156123911, '156123911'],
		[Number.MAX_SAFE_INTEGER, '9007199254740991'],
	])('given as the number %d is taken while it is exact', (number, text) => {
		expect(readIdentifier(number, 'Prepay ID', 64)).toBe(text);
	});

	it.each([2 ** 53, 2 ** 60, -(2 ** 53), 1e21])(
		'given as the number %d is refused, because its last digits are lost',
		(number) => {
			expect(refusalOf(InvalidValue, () => readIdentifier(number, 'Prepay ID', 64))).toBe(
				"'Prepay ID' came as a number too large to be exact, so its last digits are already lost: pass it as text, in quotes, from where it comes",
			);
		},
	);

	it.each([NaN, Infinity, -Infinity, 1e-7, 1.5e-10, -1e-7, 1.5, 0.1 + 0.2])(
		'given as the number %d, which is not whole, is refused',
		(number) => {
			expect(refusalOf(InvalidValue, () => readIdentifier(number, 'Prepay ID', 64))).toMatch(/^'Prepay ID' /);
		},
	);

	it.each([
		['a yes', true],
		['a no', false],
		['an object', { id: 'a' }],
		['a list', ['a']],
		['a boxed text', new String('a')],
		['a big integer', 1n],
	])('that is no text and no number but %s is refused', (_, value) => {
		expect(refusalOf(InvalidValue, () => readIdentifier(value, 'Prepay ID', 64))).toMatch(
			/^'Prepay ID' may hold only letters A to Z, digits, - and _; it is /,
		);
	});

	it('is either taken unchanged or refused, whatever the text', () => {
		fc.assert(
			fc.property(anyText(40), (text) => {
				const isGood = /^[\w-]{1,32}$/.test(text) && !['undefined', 'null'].includes(text);
				if (isGood) return readIdentifier(text, 'Prepay ID', 32) === text;
				return refusalOf(InvalidValue, () => readIdentifier(text, 'Prepay ID', 32)).startsWith("'Prepay ID'");
			}),
			runs(1000),
		);
	});
});

describe('a whole number as an ID', () => {
	it('keeps its digits while it is exact', () => {
		fc.assert(
			fc.property(
				fc.maxSafeInteger(),
				(number) => wholeNumberAsText(number, 'Prepay ID') === BigInt(number).toString(),
			),
			runs(500),
		);
	});

	it('is told from everything that is no number', () => {
		for (const value of ['1', 1n, true, null, undefined, [1], { valueOf: () => 1 }]) {
			expect(wholeNumberAsText(value, 'Prepay ID')).toBeUndefined();
		}
	});
});

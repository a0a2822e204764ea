import fc from 'fast-check';

import { InvalidValue, readMemo, readOptionalText, readOptionalWord, readSecretText, readText, readWord } from '../../../gatepay/values/readers';
import { refusalOf } from '../refusal';
import { runs } from '../runs';

/** What an expression gives for a field that isn't there. */
const MISSING: Array<[string, unknown]> = [
	['undefined', undefined],
	['null', null],
	['a space', ' '],
	['a line break', '\n'],
	['undefined as text', 'undefined'],
	['null as text', 'null'],
	['null between spaces', ' null\t'],
];

const NO_TEXT: Array<[string, unknown]> = [
	['a yes', true],
	['an object', { a: 1 }],
	['a list', ['a']],
	['a big integer', 1n],
	['a boxed text', new String('a')],
];

const NOT_WHOLE = [NaN, Infinity, 1.5, 0.1 + 0.2, 1e-7];

describe('text that is needed', () => {
	it.each(['bourne-test', ' kept as it is ', 'zurück 💸', '"quoted"\nsecond line', '0', 'false'])(
		'is taken unchanged: %j',
		(text) => {
			expect(readText(text, 'Refund Reason')).toBe(text);
		},
	);

	it('may be a whole number while it is exact', () => {
		expect(readText(1001, 'Refund Reference')).toBe('1001');
		expect(readText(Number.MAX_SAFE_INTEGER, 'Refund Reference')).toBe('9007199254740991');
		expect(refusalOf(InvalidValue, () => readText(2 ** 53, 'Refund Reference'))).toMatch(
			/^'Refund Reference' came as a number too large to be exact/,
		);
	});

	it.each(NOT_WHOLE)('is refused as the number %d, which is not whole', (number) => {
		expect(refusalOf(InvalidValue, () => readText(number, 'Refund Reference'))).toMatch(
			/^'Refund Reference' /,
		);
	});

	it.each([['an empty text', ''], ...MISSING])('is refused as missing when it came out as %s', (_, value) => {
		expect(refusalOf(InvalidValue, () => readText(value, 'Refund Reference'))).toBe(
			"'Refund Reference' is required but empty",
		);
	});

	it.each(NO_TEXT)('is refused as %s', (_, value) => {
		expect(refusalOf(InvalidValue, () => readText(value, 'Refund Reason'))).toMatch(
			/^'Refund Reason' must be text; it is /,
		);
	});

	it('is taken up to the longest, and refused beyond', () => {
		expect(readText('x'.repeat(256), 'Refund Reason', 256)).toHaveLength(256);
		expect(refusalOf(InvalidValue, () => readText('x'.repeat(257), 'Refund Reason', 256))).toBe(
			"'Refund Reason' may have at most 256 characters; it has 257",
		);
		expect(readText('x'.repeat(100_000), 'Refund Reason')).toHaveLength(100_000);
	});
});

describe('text that may be left empty', () => {
	it('is not there when it is empty', () => {
		expect(readOptionalText('', 'Memo')).toBeUndefined();
	});

	it('is read like text that is needed when it is not empty', () => {
		expect(readOptionalText('101', 'Memo')).toBe('101');
		expect(readOptionalText(101, 'Memo')).toBe('101');
		expect(refusalOf(InvalidValue, () => readOptionalText('x'.repeat(257), 'Refund Reason', 256))).toBe(
			"'Refund Reason' may have at most 256 characters; it has 257",
		);
	});

	it.each(MISSING)('is refused, never dropped, when it came out as %s', (_, value) => {
		for (const read of [readOptionalText, readOptionalWord, readMemo]) {
			expect(refusalOf(InvalidValue, () => read(value, 'Memo'))).toBe(
				"'Memo' was filled in, but came out empty",
			);
		}
	});

	it.each(NO_TEXT)('is refused as %s', (_, value) => {
		for (const read of [readOptionalText, readOptionalWord, readMemo]) {
			expect(refusalOf(InvalidValue, () => read(value, 'Memo'))).toMatch(/^'Memo' must be text; it is /);
		}
	});

	it('is one piece where it has to be', () => {
		expect(readOptionalWord('', 'Refund Currency')).toBeUndefined();
		expect(readOptionalWord('USDT', 'Refund Currency')).toBe('USDT');
		expect(refusalOf(InvalidValue, () => readOptionalWord('US DT', 'Refund Currency'))).toBe(
			"'Refund Currency' may not hold spaces or line breaks; it is “US DT”",
		);
	});

	it('has no space around it where it is a memo', () => {
		expect(readMemo('', 'Memo')).toBeUndefined();
		expect(readMemo('memo 7', 'Memo')).toBe('memo 7');
		for (const memo of [' 7', '7 ', '7\n', '\u00a07']) {
			expect(refusalOf(InvalidValue, () => readMemo(memo, 'Memo'))).toBe(
				`'Memo' may not begin or end with a space; it is “${memo}”`,
			);
		}
	});
});

describe('a secret text', () => {
	it.each([
		['123456', '123456'],
		['012345', '012345'],
		[' pass phrase ', ' pass phrase '],
		[123456, '123456'],
		[0, '0'],
	])('is taken unchanged: %j', (value, text) => {
		expect(readSecretText(value, 'SMS Code')).toBe(text);
	});

	it('is not there when it is empty', () => {
		expect(readSecretText('', 'SMS Code')).toBeUndefined();
	});

	it.each(MISSING)('is refused when it came out as %s', (_, value) => {
		expect(refusalOf(InvalidValue, () => readSecretText(value, 'SMS Code'))).toBe(
			"'SMS Code' was filled in, but came out empty",
		);
	});

	it.each([...NO_TEXT, ['a number that is not exact', 2 ** 53], ['a fraction', 1.5], ['no number', NaN]])(
		'is refused as %s',
		(_, value) => {
			expect(refusalOf(InvalidValue, () => readSecretText(value, 'SMS Code'))).toBe(
				"'SMS Code' must be text",
			);
		},
	);

	it('has at most 128 characters', () => {
		expect(readSecretText('x'.repeat(128), 'Fund Password')).toHaveLength(128);
		expect(refusalOf(InvalidValue, () => readSecretText('x'.repeat(129), 'Fund Password'))).toBe(
			"'Fund Password' may have at most 128 characters; it has 129",
		);
	});

	it('appears in no message, whatever it is', () => {
		const secretlike = fc.oneof(
			fc.double({ noInteger: true }),
			fc.bigInt({ min: 2n ** 60n }),
			fc.array(fc.stringMatching(/^fake-[0-9a-f]{8}$/), { minLength: 1 }),
			fc.record({ code: fc.stringMatching(/^fake-[0-9a-f]{8}$/) }),
		);
		fc.assert(
			fc.property(secretlike, (value) => {
				const message = refusalOf(InvalidValue, () => readSecretText(value, 'Fund Pass'));
				return ["'Fund Pass' must be text", "'Fund Pass' was filled in, but came out empty"].includes(
					message,
				);
			}),
			runs(200),
		);
	});
});

describe('text in one piece', () => {
	it.each(['0x71C7656EC7ab88b098defB751B7401B5f6d8976F', 'USDT', '10002', 'TRX'])('is taken: %s', (word) => {
		expect(readWord(word, 'Refund Address')).toBe(word);
	});

	it('may be a whole number while it is exact', () => {
		expect(readWord(10002, 'Refund to Gate UID')).toBe('10002');
		expect(() => readWord(2 ** 53, 'Refund to Gate UID')).toThrow(InvalidValue);
	});

	it.each([
		['a space inside', 'TX yz'],
		['a space before', ' TXyz'],
		['a space behind', 'TXyz '],
		['a tab', 'TXyz\t'],
		['a line break', 'TXyz\n'],
		['a carriage return', 'TXyz\r'],
		['a non-breaking space', 'TX\u00a0yz'],
		['a line separator', 'TXyz\u2028'],
		['a byte order mark', '\ufeffTXyz'],
	])('is refused with %s', (_, word) => {
		expect(refusalOf(InvalidValue, () => readWord(word, 'Refund Address'))).toBe(
			`'Refund Address' may not hold spaces or line breaks; it is “${word}”`,
		);
	});

	it.each([['an empty text', ''], ...MISSING, ...NO_TEXT])(
		'is refused when it came out as %s',
		(_, value) => {
			expect(refusalOf(InvalidValue, () => readWord(value, 'Refund Address'))).toMatch(/^'Refund Address' /);
		},
	);
});

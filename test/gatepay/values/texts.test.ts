import fc from 'fast-check';

import {
	identifierOf,
	InvalidValue,
	optional,
	readAddress,
	readCurrencies,
	readCurrency,
	readMemo,
	readReference,
	readSecret,
	readStrictly,
	readWord,
	reasonOf,
	shortened,
	shown,
	type Reader,
} from '../../../gatepay/values/readers';
import { anyText, millisecondsOf, refusalOf, runs } from '../tries';
import { FORMS, idOf } from './randomIds';
import { isTaken } from './taken';

const refusal = (read: Reader<unknown>, value: unknown, field = 'Memo') =>
	refusalOf(InvalidValue, () => readStrictly(read, value, field));

describe('a text that is taken', () => {
	it.each([
		['RET 0815', 'RET 0815'],
		['  RET   0815  7 ', 'RET 0815 7'],
		['\tT-1\r\n', 'T-1'],
		[4711, '4711'],
		['退款  7', '退款 7'],
	])('as a reference is trimmed, and spaces in it are joined: %j', (value, read) => {
		expect(readStrictly(readReference, value, 'Refund Reference')).toBe(read);
	});

	it('as a currency is in capitals, alone or in a list, where each counts once', () => {
		expect(readStrictly(readCurrency, 'usdt', 'Refund Currency')).toBe('USDT');
		expect(readStrictly(readCurrencies, ' usdt , BTC,eth,USDT ', 'Currencies')).toEqual([
			'USDT',
			'BTC',
			'ETH',
		]);
		for (const list of ['USDT,', ',USDT', 'USDT,,BTC', 'USDT BTC', 'USDT;BTC', 7]) {
			expect(refusal(readCurrencies, list, 'Currencies')).toBe(
				`'Currencies' must be one currency, or several separated by commas, such as USDT, BTC; it is ${shown(list)}`,
			);
		}
	});

	it('is unchanged otherwise', () => {
		for (const read of [readMemo, reasonOf()]) expect(readStrictly(read, 'a  b', 'Memo')).toBe('a  b');
		expect(readStrictly(readWord, 'tRx', 'Chain')).toBe('tRx');
		expect(readStrictly(readAddress, '0xAb', 'Recipient Address')).toBe('0xAb');
		expect(readStrictly(readSecret, ' pass  phrase ', 'Fund Password')).toBe(' pass  phrase ');
		expect(readStrictly(readSecret, 12345, 'SMS Code')).toBe('12345');
	});

	it('as an ID is unchanged or refused, whatever the text', () => {
		const read = identifierOf('refundRequestId');
		fc.assert(
			fc.property(anyText(40), (text) => {
				const isGood = /^[\w-]{1,32}$/.test(text) && /[^\W_]/.test(text);
				fc.pre(!isGood || !/^[\W_]*(?:null|none|nil|nan|undefined)[\W_]*$/i.test(text));
				fc.pre(!isGood || !/null|NaN|undefined|__/.test(text));
				if (isGood) return readStrictly(read, text, 'ID') === text;
				return refusal(read, text, 'ID').startsWith("'ID' ");
			}),
			runs(1000),
		);
	});
});

describe('a field that may be left empty', () => {
	it('is not there then', () => {
		expect(readStrictly(optional(readMemo), '', 'Memo')).toBeUndefined();
	});

	it.each([undefined, null, ' '])('is refused if %j came, unless it is for people', (value) => {
		expect(refusal(optional(readMemo), value)).toMatch(/^'Memo' is /);
		expect(readStrictly(optional(reasonOf()), value, 'Refund Reason')).toBeUndefined();
	});

	it('is judged as any other', () => {
		expect(refusal(optional(readMemo), 'N/A')).toMatch(/which says nothing/);
		expect(refusal(optional(readSecret), 'x'.repeat(129))).toMatch(/at most 128 characters/);
	});
});

describe('a text that is refused', () => {
	it.each<[Reader<unknown>, unknown, string]>([
		[readMemo, '', 'is required but empty'],
		[readMemo, 'none', 'is “none”, which says nothing: correct it where it comes from'],
		[
			readMemo,
			'#REF!',
			'is “#REF!”, which a spreadsheet shows if it cannot work out a cell: correct the cell',
		],
		[
			readMemo,
			'##ticket.id##',
			'is “##ticket.id##”, which is a placeholder that was not filled in: switch the field to Expression if it is an expression, with {{ and }} around it, or correct the value where it comes from',
		],
		[
			readMemo,
			'1,64E+15',
			'is “1,64E+15”, which is a number as a spreadsheet or a program rewrites it: pass it as text, with all its digits, from where it comes',
		],
		[readMemo, 'RETnull', 'is “RETnull”, which lacks a part: check what it is made of'],
		[
			readMemo,
			'T-e\u0301',
			"is “T-e\u0301”, which contains a letter that is made of several characters (it is not in Unicode's form NFC): add .normalize() to the expression",
		],
		[readMemo, ' 7', 'may not begin or end with a space; it is “ 7”'],
		[readMemo, true, 'must be text; it is the yes/no value true'],
		[readMemo, 1.5, 'must be text; it is the number 1.5'],
		[readWord, 'US DT', 'may not contain spaces or line breaks; it is “US DT”'],
		[identifierOf('prepayId'), '1/2', 'may contain only letters A to Z, digits, - and _; it is “1/2”'],
		[
			readAddress,
			'anna@example.com',
			'may contain only letters A to Z, digits and . _ : + / = - (and no //); it is “anna@example.com”',
		],
		[
			readReference,
			35214673103159416,
			'came as the number 35214673103159416, which is too large to be exact, so its last digits may be lost: pass it as text, in quotes, from where it comes',
		],
		[identifierOf('merchantTradeNo'), 'x'.repeat(101), 'may have at most 100 characters; it has 101'],
		[identifierOf('prepayId'), 'x'.repeat(65), 'may have at most 64 characters; it has 65'],
		[identifierOf('refundRequestId'), 'x'.repeat(33), 'may have at most 32 characters; it has 33'],
		[readAddress, 'x'.repeat(257), 'may have at most 256 characters; it has 257'],
		[reasonOf(256), 'x'.repeat(257), 'may have at most 256 characters; it has 257'],
	])('is told why', (read, value, why) => {
		expect(refusal(read, value)).toBe(`'Memo' ${why}`);
	});

	it.each([
		['\u200b', 'U+200B'],
		['\u00ad', 'U+00AD'],
		['\u202e', 'U+202E'],
		['\ufeff', 'U+FEFF'],
		['\u00a0', 'U+00A0'],
		['\u202f', 'U+202F'],
		['\u3000', 'U+3000'],
		['\u2028', 'U+2028'],
		['\0', 'U+0000'],
		['\u007f', 'U+007F'],
		['\u0085', 'U+0085'],
		['\u3164', 'U+3164'],
		['\ufe0f', 'U+FE0F'],
		['\u{e0041}', 'U+E0041'],
		['\u2800', 'U+2800'],
		['\ud83d', 'U+D83D'],
	])('is told the character that cannot be seen: %j', (character, name) => {
		for (const text of [`T${character}1`, `${character}T-1`, `T-1${character}`]) {
			expect(refusal(readReference, text)).toBe(
				`'Memo' is “${text}”, which contains a character that cannot be seen (${name}): type it again, or remove it in the expression`,
			);
		}
	});

	it('that is a secret is not shown, whatever it is', () => {
		const secretlike = fc.oneof(
			fc.constantFrom('-', 'N/A', '##fake##', '{{ $json.fake }}', 'fake'.repeat(40)),
			fc.double({ noInteger: true }),
			fc.bigInt({ min: 2n ** 60n }),
			fc.array(fc.stringMatching(/^fake-[0-9a-f]{8}$/), { minLength: 1 }),
			fc.record({ code: fc.stringMatching(/^fake-[0-9a-f]{8}$/) }),
		);
		const told = new RegExp(
			"^'SMS Code' (?:must be text|may have at most 128 characters; it has 160|contains a value that (?:says nothing|a spreadsheet shows|is a placeholder) ?[^“”]*)$",
		);
		fc.assert(
			fc.property(secretlike, (value) => told.test(refusal(readSecret, value, 'SMS Code'))),
			runs(200),
		);
	});

	it('is told from other exceptions by its class and its name', () => {
		expect(new InvalidValue('why')).toMatchObject({ name: 'InvalidValue', message: 'why' });
	});
});

describe('a value in a message', () => {
	it.each([
		[undefined, 'nothing'],
		[null, 'nothing'],
		['', 'an empty text'],
		[' ', '“ ”'],
		['x'.repeat(60), `“${'x'.repeat(60)}”`],
		['x'.repeat(61), `“${'x'.repeat(60)}…”`],
		[0, 'the number 0'],
		[NaN, 'the number NaN'],
		[true, 'the yes/no value true'],
		[5n, 'the number 5'],
		[[1, 2], 'a list: add [0] to the expression for its first entry'],
		[{ a: 1 }, 'an object: add the field that you need to the expression, such as .value'],
		[Object.create(null), 'an object: add the field that you need to the expression, such as .value'],
		[new Date(0), 'a date: add .toISOString() to the expression'],
		[{ toISO: () => '' }, 'a date: add .toISO() to the expression'],
	])('is quoted and shortened, or its kind and what makes text of it: %p', (value, text) => {
		expect(shown(value)).toBe(text);
	});

	it('keeps so many characters, and says that there were more', () => {
		expect(['abc', 'abcd', ''].map((text) => shortened(text, 3))).toEqual(['abc', 'abc…', '']);
	});
});

describe('a random ID', () => {
	it.each(FORMS)('of %s is taken: of 20,000 not one is refused', (_, form, read) => {
		const made = Array.from({ length: 20_000 }, (__, number) => idOf(form, number));
		expect(made.filter((id) => !isTaken(read, id))).toEqual([]);
	});
});

/** Texts that a careless pattern takes quadratic time for. */
const SLOW: Array<[string, (length: number) => string]> = [
	['spaces', (length) => ' '.repeat(length)],
	['spaces before and behind a letter', (length) => `${' '.repeat(length / 2)}a${' '.repeat(length / 2)}`],
	['line breaks and spaces', (length) => '\n '.repeat(length / 2)],
	['combining marks', (length) => 'e' + '\u0301\u0316'.repeat(length / 2)],
	['braces', (length) => '{'.repeat(length)],
	['opened braces', (length) => '{{a '.repeat(length / 4)],
	['opened placeholders', (length) => '${a#{b<%c##d'.repeat(length / 12)],
	['commas', (length) => 'a,'.repeat(length / 2)],
	['digits', (length) => '1'.repeat(length)],
	['zeros', (length) => '0'.repeat(length)],
	['slashes', (length) => '/a'.repeat(length / 2)],
	['nulls', (length) => 'null'.repeat(length / 4)],
	['signs', (length) => '-'.repeat(length)],
];

describe('a text of a million characters', () => {
	const READERS: Array<Reader<unknown>> = [
		readReference,
		readMemo,
		readAddress,
		readWord,
		readCurrency,
		readCurrencies,
		identifierOf('prepayId'),
		readSecret,
		reasonOf(),
		optional(reasonOf(256)),
	];

	it.each(SLOW)('takes no time to speak of, if it is made of %s', (_, textOf) => {
		const [short, long] = [textOf(10_000), textOf(1_000_000)];
		const readAll = (text: string) => READERS.forEach((read) => isTaken(read, text));
		readAll(short);
		const before = millisecondsOf(() => readAll(short));
		const after = millisecondsOf(() => readAll(long));
		// A hundred times the length takes ten thousand times as long in quadratic time.
		expect(after).toBeLessThan(1_000 * Math.max(before, 0.1));
	});
});

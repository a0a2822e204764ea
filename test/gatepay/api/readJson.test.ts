import fc from 'fast-check';

import { readJson, UnreadableJson } from '../../../gatepay/api/readJson';
import { millisecondsOf } from '../tries';
import { refusalOf } from '../tries';
import { runs } from '../tries';
import { anyText } from '../tries';

/** JSON as a text, and what `readJson` has to make of it. */
interface Sample {
	text: string;
	value: unknown;
}

/** What a number becomes: itself where JavaScript writes it the same and counts exactly, else its characters. */
function numberOf(token: string): number | string {
	const number: unknown = JSON.parse(token);
	const isKept = JSON.stringify(number) === token && Math.abs(number as number) < 2 ** 53;
	return isKept ? (number as number) : token;
}

const numberToken = fc.oneof(
	fc.constantFrom(
		'0',
		'-0',
		'0.0',
		'1.10',
		'1e5',
		'1E+5',
		'1e-7',
		'0.1',
		'-1.5',
		'1234567890123456789',
		'1e400',
	),
	fc.maxSafeInteger().map(String),
	fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map(String),
	fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
	fc.stringMatching(/^-?(?:0|[1-9]\d{0,25})(?:\.\d{1,25})?(?:[eE][+-]?\d{1,3})?$/),
);

/** A text with numbers, brackets and quotes in it, written with any escapes. */
const stringToken: fc.Arbitrary<Sample> = fc
	.tuple(
		fc.oneof(
			anyText(12),
			fc.constantFrom('1.10', '{"a":1.10}', '"', '\\', '\\"', '1234567890123456789', '[[[', ']', 'proto'),
		),
		fc.nat(2),
	)
	.map(([value, style]) => {
		const escaped = value.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
		return { value, text: style === 0 ? `"${escaped}"` : JSON.stringify(value) };
	});

const space = fc.stringMatching(/^[ \t\n\r]{0,2}$/);

const sample: fc.Arbitrary<Sample> = fc.letrec<{ value: Sample }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4, withCrossShrink: true },
		fc.constantFrom('true', 'false', 'null').map((text) => ({ text, value: JSON.parse(text) as unknown })),
		numberToken.map((text) => ({ text, value: numberOf(text) })),
		stringToken,
		fc.tuple(fc.array(tie('value'), { maxLength: 4 }), space).map(([items, gap]) => ({
			text: `[${gap}${items.map(({ text }) => text).join(`${gap},`)}${gap}]`,
			value: items.map(({ value }) => value),
		})),
		fc
			.tuple(
				fc.uniqueArray(fc.tuple(stringToken, tie('value')), {
					maxLength: 4,
					selector: ([key]) => key.value,
				}),
				space,
			)
			.map(([members, gap]) => ({
				text: `{${gap}${members.map(([key, { text }]) => `${key.text}${gap}:${gap}${text}`).join(',')}${gap}}`,
				value: Object.fromEntries(members.map(([key, { value }]) => [key.value, value])),
			})),
	),
})).value;

/** The same value without keys named `__proto__`, which are never taken over. */
function withoutPrototypeKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutPrototypeKeys);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => key !== '__proto__')
			.map(([key, inner]) => [key, withoutPrototypeKeys(inner)]),
	);
}

/** Whether what was read is what JSON.parse reads, but for the digits that JSON.parse loses. */
function isSameAsParsed(read: unknown, parsed: unknown): boolean {
	if (typeof parsed === 'number') return Number(read) === parsed && read !== '';
	if (typeof parsed !== 'object' || parsed === null) return read === parsed;
	if (typeof read !== 'object' || read === null || Array.isArray(read) !== Array.isArray(parsed))
		return false;
	const expected = Object.entries(parsed).filter(([key]) => key !== '__proto__');
	const found = Object.entries(read);
	return (
		found.length === expected.length &&
		found.every(([key, inner], at) => key === expected[at]?.[0] && isSameAsParsed(inner, expected[at]?.[1]))
	);
}

function parsed(text: string): { value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
}

describe('JSON that is read', () => {
	it('is what it says, with every digit of every number', () => {
		fc.assert(
			fc.property(sample, ({ text, value }) => {
				expect(readJson(text)).toEqual(withoutPrototypeKeys(value));
			}),
			runs(2000),
		);
	});

	it('is what JSON.parse reads, but for digits that JSON.parse loses', () => {
		fc.assert(
			fc.property(fc.json(), (text) => isSameAsParsed(readJson(text), JSON.parse(text))),
			runs(2000),
		);
	});

	it.each([
		['1234567890123456789', '1234567890123456789'],
		['9007199254740993', '9007199254740993'],
		['9007199254740992', '9007199254740992'],
		['-9007199254740992', '-9007199254740992'],
		['1.10', '1.10'],
		['10.00000000', '10.00000000'],
		['1.0', '1.0'],
		['1e5', '1e5'],
		['1E5', '1E5'],
		['1e+5', '1e+5'],
		['1e-7', 1e-7],
		['1e21', '1e21'],
		['1.5e300', '1.5e300'],
		['1e400', '1e400'],
		['-0', '-0'],
		['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
	])('keeps the characters of a number that JavaScript would change: %s', (token, value) => {
		expect(readJson(token)).toBe(value);
		expect(readJson(`[${token}]`)).toEqual([value]);
		expect(readJson(`{"a":${token},"b":"${token}"}`)).toEqual({ a: value, b: token });
	});

	it.each([
		['0', 0],
		['-1', -1],
		['0.1', 0.1],
		['400304', 400304],
		['9007199254740991', 9007199254740991],
		['-9007199254740991', -9007199254740991],
	])('leaves every other number a number: %s', (token, value) => {
		expect(readJson(token)).toBe(value);
	});

	it('leaves numbers and brackets inside keys and texts alone', () => {
		const text = String.raw`{"1.10":"1.10","a\"1.10":"x\\","[{":"}]","\\":1.10}`;
		expect(readJson(text)).toEqual({ '1.10': '1.10', 'a"1.10': 'x\\', '[{': '}]', '\\': '1.10' });
	});

	it('has the last of two fields of the same name, as everywhere', () => {
		expect(readJson('{"a":1.10,"a":2.20}')).toEqual({ a: '2.20' });
	});
});

describe('text that is not JSON', () => {
	it.each([
		['nothing', ''],
		['a space', ' '],
		['a page', '<html></html>'],
		['a word', 'SUCCESS'],
		['a number as a name', '{1.10:0}'],
		['a large number as a name', '{1234567890123456789:0}'],
		['two numbers without a comma', '[1.10 1.20]'],
		['a number beside a text', '[1.10"a"]'],
		['a comma too many', '{"a":1.10,}'],
		['a leading zero', '[01]'],
		['a leading zero before decimals', '[01.10]'],
		['a bare point', '[1.]'],
		['no digit before the point', '[.5]'],
		['a sign alone', '[-]'],
		['a plus sign', '[+1]'],
		['an exponent without digits', '[1e]'],
		['a hexadecimal', '[0x10]'],
		['NaN', '[NaN]'],
		['Infinity', '[Infinity]'],
		['undefined', '{"a":undefined}'],
		['apostrophes', "{'a':1}"],
		['an unknown escape', String.raw`"\x41"`],
		['half an escape', String.raw`"\u00"`],
		['a raw line break in a text', '"a\nb"'],
		['an open text', '"a'],
		['an escaped closing quote', String.raw`"a\"`],
		['an open object', '{"status":"SUCCESS"'],
		['two values', '{} {}'],
		['a comment', '{}/**/'],
		['a byte order mark', '\ufeff{}'],
		['the wrong bracket', '[}'],
	])('is never taken: %s', (_, text) => {
		expect(refusalOf(UnreadableJson, () => readJson(text))).toBe('not JSON');
	});

	it('is told from JSON exactly as JSON.parse tells it, however JSON is damaged', () => {
		const edit = fc.record({
			at: fc.nat(),
			cut: fc.nat(2),
			add: fc.oneof(
				fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', '.', '0', '1', '-', '+', 'e', 'E', ' '),
				fc.constantFrom('\n', '\\u', '\\"', '1.10', '"a"', 'null', '//', "'", '\u2028', '\0', '__proto__'),
			),
		});
		let accepted = 0;
		fc.assert(
			fc.property(sample, fc.array(edit, { minLength: 1, maxLength: 3 }), ({ text }, edits) => {
				const damaged = edits.reduce((whole, { at, cut, add }) => {
					const place = at % (whole.length + 1);
					return whole.slice(0, place) + add + whole.slice(place + cut);
				}, text);
				const reference = parsed(damaged);
				if (reference) {
					accepted += 1;
					return isSameAsParsed(readJson(damaged), reference.value);
				}
				return refusalOf(UnreadableJson, () => readJson(damaged)) === 'not JSON';
			}),
			runs(3000),
		);
		expect(accepted).toBeGreaterThan(0);
	});
});

describe('a field named __proto__', () => {
	const NAME = '__proto__';
	const escaped = (isEscaped: (index: number) => boolean, digits: (hex: string) => string) =>
		[...NAME]
			.map((letter, index) =>
				isEscaped(index) ? `\\u${digits(letter.charCodeAt(0).toString(16).padStart(4, '0'))}` : letter,
			)
			.join('');
	const SPELLINGS = [
		NAME,
		...[...NAME].map((_, at) =>
			escaped(
				(index) => index === at,
				(hex) => hex,
			),
		),
		escaped(
			() => true,
			(hex) => hex.toUpperCase(),
		),
		escaped(
			(index) => index < 2,
			(hex) => hex.toLowerCase(),
		),
	];

	it.each(SPELLINGS)('is left out, and changes no prototype: "%s"', (spelling) => {
		const poisoned = `{"${spelling}":{"polluted":true,"status":"SUCCESS"},"kept":1.10}`;
		const wrapped = readJson(`{"list":[1.10,${poisoned}],"deep":{"deeper":${poisoned}},"${spelling}":[1]}`);
		expect(wrapped).toEqual({ list: ['1.10', { kept: '1.10' }], deep: { deeper: { kept: '1.10' } } });
		const read = readJson(poisoned) as Record<string, unknown>;
		expect(Object.keys(read)).toEqual(['kept']);
		expect(Object.hasOwn(read, NAME)).toBe(false);
		expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
		expect(read.polluted).toBeUndefined();
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	it.each(['null', '1', '"x"', '[]', 'true'])('is left out whatever it holds: %s', (value) => {
		expect(Object.getOwnPropertyNames(readJson(`{"__proto__":${value}}`))).toEqual([]);
	});

	it('is left alone as a text', () => {
		expect(readJson('{"a":"__proto__","b":["__proto__"]}')).toEqual({ a: '__proto__', b: ['__proto__'] });
	});

	it('changes nothing beside it', () => {
		expect(readJson('{"__proto__":1,"a":null,"b":[null,{}],"constructor":{"prototype":1},"c":"x"}')).toEqual({
			a: null,
			b: [null, {}],
			constructor: { prototype: 1 },
			c: 'x',
		});
	});
});

describe('JSON beyond measure', () => {
	const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

	it('is read down to 32 levels, and refused below', () => {
		expect(readJson(nested(32))).toHaveLength(1);
		expect(refusalOf(UnreadableJson, () => readJson(nested(33)))).toBe('more than 32 levels');
		const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
		expect(readJson(objects(32))).toHaveProperty('a');
		expect(refusalOf(UnreadableJson, () => readJson(objects(33)))).toBe('more than 32 levels');
		const mixed = (pairs: number) => `${'[{"a":'.repeat(pairs)}1${'}]'.repeat(pairs)}`;
		expect(readJson(mixed(16))).toHaveLength(1);
		expect(refusalOf(UnreadableJson, () => readJson(mixed(17)))).toBe('more than 32 levels');
	});

	it('has as many levels as are open at once, whatever was closed before', () => {
		expect(readJson(`[${Array(1000).fill('[]').join(',')}]`)).toHaveLength(1000);
		expect(readJson(`[${Array(1000).fill('{}').join(',')}]`)).toHaveLength(1000);
		expect(readJson(JSON.stringify(nested(100)))).toBe(nested(100));
		expect(() => readJson(`[${Array(1000).fill('[]').join(',')},${nested(32)}]`)).toThrow(UnreadableJson);
	});

	it('is refused however deep it is, without overflowing', () => {
		expect(refusalOf(UnreadableJson, () => readJson(nested(100_000)))).toBe('more than 32 levels');
		expect(refusalOf(UnreadableJson, () => readJson('['.repeat(900_000)))).toBe('not JSON');
	});

	it('is read up to 1,000,000 characters, and refused beyond', () => {
		expect(readJson(`"${'a'.repeat(999_998)}"`)).toHaveLength(999_998);
		expect(refusalOf(UnreadableJson, () => readJson(`"${'a'.repeat(999_999)}"`))).toBe(
			'more than 1000000 characters',
		);
	});

	it.each([
		['line breaks', '\\n', '\n'],
		['quotes', '\\"', '"'],
		['backslashes', '\\\\', '\\'],
		['code points', '\\u0041', 'A'],
		['underscores as code points', '\\u005f', '_'],
		['escapes and letters in turn', '\\na', '\na'],
	])('is read quickly and without overflowing when a text is full of %s', (_, escape, unit) => {
		const times = Math.floor(999_990 / escape.length);
		let read: unknown;
		const milliseconds = millisecondsOf(() => {
			read = readJson(`{"a":"${escape.repeat(times)}"}`);
		});
		expect(read).toEqual({ a: unit.repeat(times) });
		expect(milliseconds).toBeLessThan(5000);
	});

	it.each([
		['a number of 999,999 digits', '1'.repeat(999_999)],
		['a fraction of 999,990 digits', `0.${'1'.repeat(999_990)}`],
		['an exponent of 999,990 digits', `1e${'1'.repeat(999_990)}`],
		['100,000 numbers', `[${Array(100_000).fill('10').join(',')}]`],
		['100,000 numbers to be quoted', `[${Array(100_000).fill('1.0').join(',')}]`],
		['499,998 spaces', `[${' '.repeat(499_998)}1.10]`],
	])('is read quickly when it is %s', (_, text) => {
		expect(millisecondsOf(() => readJson(text))).toBeLessThan(5000);
	});

	it.each([
		['an open text full of escapes', `"${'\\"'.repeat(499_990)}`],
		['digits that never end in JSON', `${'1'.repeat(999_990)}x`],
		['minus signs', '-'.repeat(1_000_000)],
	])('is refused quickly when it is %s', (_, text) => {
		expect(millisecondsOf(() => refusalOf(UnreadableJson, () => readJson(text)))).toBeLessThan(5000);
	});
});

describe('a refusal to read', () => {
	it('is told from other exceptions by its name', () => {
		expect(new UnreadableJson('why').name).toBe('UnreadableJson');
	});
});

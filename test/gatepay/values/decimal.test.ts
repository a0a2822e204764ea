import fc from 'fast-check';

import { addDecimals, canonicalDecimal, compareDecimals } from '../../../gatepay/values/decimal';
import { millisecondsOf, runs } from '../tries';

/** The reference: a decimal as a whole number of 10^-40. */
const PLACES = 40;

interface Written {
	text: string;
	units: bigint;
}

/** A decimal in any way of writing: with leading zeros, with trailing zeros, with a bare point. */
const written: fc.Arbitrary<Written> = fc
	.record({
		isNegative: fc.boolean(),
		leading: fc.nat(5),
		whole: fc.oneof(fc.constantFrom(0n, 1n, 9n, 10n), fc.bigInt({ min: 0n, max: 10n ** 30n })),
		fraction: fc.oneof(fc.constantFrom('', '0', '5', '000001', '10'), fc.stringMatching(/^\d{0,30}$/)),
		trailing: fc.nat(8),
	})
	.map(({ isNegative, leading, whole, fraction, trailing }) => {
		const decimals = fraction + '0'.repeat(trailing);
		const point = decimals === '' ? '' : '.';
		const size = BigInt(`${whole}${decimals.padEnd(PLACES, '0').slice(0, PLACES)}`);
		return {
			text: `${isNegative ? '-' : ''}${'0'.repeat(leading)}${whole}${point}${decimals}`,
			units: isNegative ? -size : size,
		};
	});

/** The shortest writing of so many 10^-40. */
function shortest(units: bigint): string {
	const digits = (units < 0n ? -units : units).toString().padStart(PLACES + 1, '0');
	const fraction = digits.slice(-PLACES).replace(/0+$/, '');
	return `${units < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
}

const NOT_PLAIN: Array<[string, unknown]> = [
	['an empty text', ''],
	['a space', ' '],
	['a space before', ' 1'],
	['a space behind', '1 '],
	['a line break behind', '1\n'],
	['a point alone', '.'],
	['no digit before the point', '.5'],
	['two points', '1.2.3'],
	['a plus sign', '+1'],
	['a minus sign alone', '-'],
	['two minus signs', '--1'],
	['a minus sign behind', '1-'],
	['a comma', '1,5'],
	['an exponent', '1e5'],
	['a hexadecimal', '0x10'],
	['a word', 'NaN'],
	['a digit of another script', '١'],
	['letters behind', '1 USDT'],
	['letters before', 'USDT1'],
	['no number', NaN],
	['a number without end', Infinity],
	['a number that JavaScript writes with an exponent', 1e21],
	['a small number that JavaScript writes with an exponent', 1e-7],
	['undefined', undefined],
	['null', null],
	['a yes', true],
	['an object', { toString: () => '1' }],
	['a list', ['1']],
	['a big integer', 1n],
];

describe('the canonical decimal', () => {
	it.each([
		['0', '0'],
		['-0', '0'],
		['0.0', '0'],
		['-0.000', '0'],
		['00', '0'],
		['1', '1'],
		['1.0', '1'],
		['1.', '1'],
		['1.50', '1.5'],
		['0.01200000', '0.012'],
		['007', '7'],
		['10', '10'],
		['100.100', '100.1'],
		['-1.50', '-1.5'],
		['-00.5', '-0.5'],
		[1.5, '1.5'],
		[0, '0'],
		[-0, '0'],
		[-2.5, '-2.5'],
		[1e20, '100000000000000000000'],
	])('of %j is %s', (value, canonical) => {
		expect(canonicalDecimal(value)).toBe(canonical);
	});

	it.each(NOT_PLAIN)('is not there for %s', (_, value) => {
		expect(canonicalDecimal(value)).toBeUndefined();
	});

	it('is the shortest way to write the value, as whole numbers tell it', () => {
		fc.assert(
			fc.property(written, ({ text, units }) => canonicalDecimal(text) === shortest(units)),
			runs(2000),
		);
	});

	it('is the same for two decimals exactly when they have the same value', () => {
		fc.assert(
			fc.property(
				written,
				written,
				(a, b) => (canonicalDecimal(a.text) === canonicalDecimal(b.text)) === (a.units === b.units),
			),
			runs(2000),
		);
	});

	it('is its own canonical decimal', () => {
		fc.assert(
			fc.property(written, ({ text }) => {
				const canonical = canonicalDecimal(text);
				return canonicalDecimal(canonical) === canonical;
			}),
			runs(500),
		);
	});

	it('is given for 100 characters and not for more', () => {
		expect(canonicalDecimal('1'.repeat(100))).toBe('1'.repeat(100));
		expect(canonicalDecimal('1'.repeat(101))).toBeUndefined();
		expect(canonicalDecimal(`1.${'0'.repeat(98)}`)).toBe('1');
		expect(canonicalDecimal(`1.${'0'.repeat(99)}`)).toBeUndefined();
	});

	it.each([
		['zeros and a letter', `${'0'.repeat(500_000)}x`],
		['zeros behind a point and a letter', `1.${'0'.repeat(500_000)}x`],
		['alternating digits and a letter', `1.${'01'.repeat(250_000)}x`],
		['a minus sign and zeros', `-${'0'.repeat(500_000)}`],
		['points', '.'.repeat(500_000)],
	])('of a long text made to be slow is judged at once: %s', (_, text) => {
		expect(millisecondsOf(() => canonicalDecimal(text))).toBeLessThan(1000);
		expect(millisecondsOf(() => compareDecimals(text, '1'))).toBeLessThan(1000);
	});
});

describe('comparing decimals', () => {
	it.each([
		['0.01200000', '0.012', 0],
		['1', '1.000', 0],
		['-0', '0', 0],
		['10', '9', 1],
		['9', '10', -1],
		['0.5', '0.45', 1],
		['0.45', '0.5', -1],
		['-1', '1', -1],
		['1', '-1', 1],
		['-1.5', '-1.25', -1],
		['-0.5', '0', -1],
		['0', '-0.5', 1],
		['9007199254740993', '9007199254740992', 1],
		['0.1', 0.1, 0],
		[2, '10', -1],
	])('goes by value: %s to %s is %d', (left, right, order) => {
		expect(compareDecimals(left, right)).toBe(order);
	});

	it.each(NOT_PLAIN)('gives nothing for %s on either side', (_, value) => {
		expect(compareDecimals(value, '1')).toBeUndefined();
		expect(compareDecimals('1', value)).toBeUndefined();
		expect(compareDecimals(value, value)).toBeUndefined();
	});

	it('agrees with whole numbers', () => {
		fc.assert(
			fc.property(written, written, (a, b) => {
				const expected = a.units < b.units ? -1 : a.units > b.units ? 1 : 0;
				return compareDecimals(a.text, b.text) === expected;
			}),
			runs(2000),
		);
	});
});

describe('adding decimals', () => {
	it.each([
		['0', '0', '0'],
		['0.1', '0.2', '0.3'],
		['0.50', '0.50', '1'],
		['9.999999', '0.000001', '10'],
		['10', '0.018', '10.018'],
		['0.000001', '0.000002', '0.000003'],
		['9007199254740993', '1', '9007199254740994'],
		['100', '200', '300'],
	])('keeps every digit: %s and %s are %s', (left, right, sum) => {
		expect(addDecimals(left, right)).toBe(sum);
		expect(addDecimals(right, left)).toBe(sum);
	});

	it('agrees with whole numbers', () => {
		const positive = written.filter(({ units }) => units >= 0n);
		fc.assert(
			fc.property(positive, positive, (a, b) => addDecimals(a.text, b.text) === shortest(a.units + b.units)),
			runs(2000),
		);
	});
});

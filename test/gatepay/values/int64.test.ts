import fc from 'fast-check';

import { InvalidValue, readInt64 } from '../../../gatepay/values/readers';
import { refusalOf, runs } from '../tries';

describe('an int64', () => {
	it.each([
		'0',
		'1',
		'10',
		'9007199254740991',
		'9007199254740993',
		'1234567890123456789',
		'9223372036854775806',
		'9223372036854775807',
	])('given as text keeps every digit: %s', (digits) => {
		expect(readInt64(digits, 'Adjust Order ID')).toBe(digits);
	});

	it.each([
		[0, '0'],
		[42, '42'],
		[999_999_999_999_999, '999999999999999'],
	])('given as the number %d is taken while it is exact', (number, digits) => {
		expect(readInt64(number, 'Adjust Order ID')).toBe(digits);
	});

	it.each([1e15, 2 ** 53, 2 ** 63, 1e21, -(2 ** 53)])(
		'given as the number %d is refused, because its last digits are lost',
		(number) => {
			expect(refusalOf(InvalidValue, () => readInt64(number, 'Adjust Order ID'))).toMatch(
				/^'Adjust Order ID' came as the number -?[\d.e+]+, which is too large to be exact, so its last digits may be lost/,
			);
		},
	);

	it.each([
		['one above 2^63 − 1', '9223372036854775808'],
		['19 nines', '9999999999999999999'],
		['20 digits', '10000000000000000000'],
		['a minus sign', '-1'],
		['a plus sign', '+1'],
		['a leading zero', '01'],
		['two zeros', '00'],
		['a decimal', '1.0'],
		['a bare point', '1.'],
		['an exponent', '1e3'],
		['a hexadecimal', '0x1f'],
		['a space before', ' 1'],
		['a space behind', '1 '],
		['a line break behind', '1\n'],
		['a comma', '1,000'],
		['the suffix of a big integer', '1n'],
		['digits of another script', '١'],
		['an empty text', ''],
		['undefined as text', 'undefined'],
		['null as text', 'null'],
		['undefined', undefined],
		['null', null],
		['a fraction', 1.5],
		['a tiny fraction', 1e-7],
		['no number', NaN],
		['a number without end', Infinity],
		['a number below 0', -1],
		['a yes', true],
		['an object', {}],
		['a list', ['1']],
		['a big integer', 1n],
	])('that is %s is refused', (_, value) => {
		expect(refusalOf(InvalidValue, () => readInt64(value, 'Adjust Order ID'))).toMatch(
			/^'Adjust Order ID' must be a whole number from 0 to 9223372036854775807, digits only; it is /,
		);
	});

	it('is exact for every value that it can have', () => {
		fc.assert(
			fc.property(
				fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
				(value) => readInt64(value.toString(), 'Adjust Order ID') === value.toString(),
			),
			runs(500),
		);
	});

	it('is refused beyond what it can have', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 2n ** 63n, max: 2n ** 200n }), (value) => {
				refusalOf(InvalidValue, () => readInt64(value.toString(), 'Adjust Order ID'));
			}),
			runs(500),
		);
	});
});

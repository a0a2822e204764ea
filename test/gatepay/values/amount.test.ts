import fc from 'fast-check';

import { InvalidValue, readAmount } from '../../../gatepay/values/readers';
import { refusalOf, runs } from '../tries';

const LONGEST_WHOLE = '9'.repeat(30);

describe('an amount', () => {
	it.each([
		'0.8',
		'12',
		'1.50',
		'1.500000',
		'1',
		'0.000001',
		'100',
		'10.01',
		'9007199254740993',
		LONGEST_WHOLE,
		`${LONGEST_WHOLE}.999999`,
	])('is taken and kept as it was written: %s', (written) => {
		expect(readAmount(written, 'Refund Amount')).toBe(written);
	});

	it.each([
		[0.8, '0.8'],
		[12, '12'],
		[1.5, '1.5'],
		[0.000001, '0.000001'],
		[999999999999999, '999999999999999'],
		[123456789.123456, '123456789.123456'],
	])('that is a number of up to 15 digits is taken in its decimal form: %d', (number, text) => {
		expect(readAmount(number, 'Refund Amount')).toBe(text);
	});

	it.each([
		['an exponent', '1e3'],
		['an exponent in capitals', '1E3'],
		['a negative exponent', '1e-7'],
		['a plus sign', '+1'],
		['a minus sign', '-1'],
		['a decimal comma', '1,5'],
		['a thousands comma', '1,000.00'],
		['a space before', ' 1'],
		['a space behind', '1 '],
		['a space inside', '1 000'],
		['a line break behind', '1\n'],
		['a leading zero', '01'],
		['a leading zero before a point', '00.5'],
		['no digit before the point', '.5'],
		['no digit behind the point', '1.'],
		['two points', '1.2.3'],
		['nothing but a point', '.'],
		['zero', '0'],
		['zero with a decimal', '0.0'],
		['zero with 6 decimals', '0.000000'],
		['7 decimals', '0.1234567'],
		['7 decimals that are zeros', '1.0000000'],
		['float noise', '0.30000000000000004'],
		['31 digits before the point', `1${'0'.repeat(30)}`],
		['an underscore', '1_000'],
		['a hexadecimal', '0x10'],
		['a currency sign', '$1'],
		['a currency', '1 USDT'],
		['a percent sign', '100%'],
		['digits of another script', '١٢'],
		['full-width digits', '１２'],
		['NaN', 'NaN'],
		['Infinity', 'Infinity'],
		['undefined', 'undefined'],
		['null', 'null'],
		['a formula', '1+1'],
	])('written with %s is refused', (_, written) => {
		const message = refusalOf(InvalidValue, () => readAmount(written, 'Refund Amount'));
		expect(message).toMatch(/^'Refund Amount' must be an amount above 0 with at most 6 decimals/);
	});

	it.each([
		['with float noise', 0.1 + 0.2],
		['too small for a plain form', 1e-7],
		['too large for a plain form', 1e21],
		['that is none', NaN],
		['without an end', Infinity],
		['without a beginning', -Infinity],
		['below 0', -1],
		['that is 0', 0],
		['that is -0', -0],
		['of 7 decimals', 0.1234567],
		['of 16 digits', 1234567890123456],
		['of 16 digits, 6 of them decimals', 1234567890.123456],
		['at the end of the exact integers', Number.MAX_SAFE_INTEGER],
		['beyond the exact integers', 2 ** 53],
	])('given as a number %s is refused', (_, number) => {
		expect(() => readAmount(number, 'Refund Amount')).toThrow(InvalidValue);
	});

	it.each([
		['a yes', true],
		['a no', false],
		['nothing', null],
		['nothing at all', undefined],
		['an object', { amount: '1' }],
		['a list', ['1']],
		['a list of a number', [1]],
		['a boxed text', new String('1')],
		['a big integer', 1n],
		['a function', () => '1'],
	])('that is no text and no number but %s is refused', (_, value) => {
		expect(() => readAmount(value, 'Refund Amount')).toThrow(InvalidValue);
	});

	it.each(['', ' ', undefined, null])('is refused as empty: %j', (value) => {
		expect(refusalOf(InvalidValue, () => readAmount(value, 'Refund Amount'))).toBe(
			"'Refund Amount' is required but empty",
		);
	});

	it('with float noise is refused with the cure; a large number, or 0, has none', () => {
		const told = (value: number) => refusalOf(InvalidValue, () => readAmount(value, 'Refund Amount'));
		expect(told(0.1 + 0.2)).toMatch(
			/0\.30000000000000004: round it in the expression, such as with \.toFixed\(2\)$/,
		);
		expect(told(1e21)).toMatch(/it is the number 1e\+21$/);
		expect(told(0)).toMatch(/it is the number 0$/);
		expect(told(NaN)).toMatch(/it is the number NaN$/);
	});

	it('is refused with what is expected and what came', () => {
		expect(refusalOf(InvalidValue, () => readAmount('1,5', 'Refund Amount'))).toBe(
			"'Refund Amount' must be an amount above 0 with at most 6 decimals, such as 12 or 0.80, without a sign, comma or space; it is “1,5”",
		);
	});

	it('of any size and up to 6 decimals is taken as text', () => {
		const digits = fc.bigInt({ min: 0n, max: 10n ** 30n - 1n });
		fc.assert(
			fc.property(digits, fc.stringMatching(/^(\.\d{1,6})?$/), (whole, fraction) => {
				const text = `${whole}${fraction}`;
				fc.pre(/[1-9]/.test(text));
				return readAmount(text, 'Refund Amount') === text;
			}),
			runs(1000),
		);
	});

	it('of up to 15 digits comes through as a number with every digit', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), fc.nat(6), (digits, decimals) => {
				const padded = String(digits).padStart(decimals + 1, '0');
				const whole = padded.slice(0, padded.length - decimals);
				const fraction = padded.slice(padded.length - decimals).replace(/0+$/, '');
				const text = fraction === '' ? whole : `${whole}.${fraction}`;
				return readAmount(Number(text), 'Refund Amount') === text;
			}),
			runs(1000),
		);
	});
});

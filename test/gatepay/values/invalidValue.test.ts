import {
	InvalidValue,
	isMissing,
	refuseMissing,
	shortened,
	shown,
} from '../../../gatepay/values/readers';

describe('a value in a message', () => {
	it.each([
		[undefined, 'nothing'],
		[null, 'nothing'],
		['', 'an empty text'],
		[' ', '“ ”'],
		['abc', '“abc”'],
		['x'.repeat(60), `“${'x'.repeat(60)}”`],
		['x'.repeat(61), `“${'x'.repeat(60)}…”`],
		[0, 'the number 0'],
		[NaN, 'the number NaN'],
		[true, 'the yes/no value true'],
		[5n, 'the number 5'],
		[[1, 2], 'a list'],
		[[], 'a list'],
		[{ a: 1 }, 'an object'],
		[Object.create(null), 'an object'],
	])('is quoted and shortened, or only its kind: %p', (value, text) => {
		expect(shown(value)).toBe(text);
	});
});

describe('a text that is shortened', () => {
	it('keeps so many characters, and says that there were more', () => {
		expect(shortened('abc', 3)).toBe('abc');
		expect(shortened('abcd', 3)).toBe('abc…');
		expect(shortened('', 0)).toBe('');
	});
});

describe('a missing value', () => {
	it.each([undefined, null, '', ' ', '\n\t', 'undefined', 'null', ' undefined', 'null '])(
		'is what an expression gives for a field that is not there: %j',
		(value) => {
			expect(isMissing(value)).toBe(true);
		},
	);

	it.each([0, false, NaN, 'NULL', 'Undefined', 'nullable', 'x', [], {}])('is not %j', (value) => {
		expect(isMissing(value)).toBe(false);
	});
});

describe('a value that is required', () => {
	it('is refused where it is missing, by the name of its field', () => {
		expect(() => refuseMissing('', 'Prepay ID')).toThrow(
			new InvalidValue("'Prepay ID' is required but empty"),
		);
		expect(() => refuseMissing('0', 'Prepay ID')).not.toThrow();
	});
});

describe('a refused value', () => {
	it('is told from other exceptions by its class and its name', () => {
		const refused = new InvalidValue('why');
		expect(refused).toBeInstanceOf(Error);
		expect(refused.name).toBe('InvalidValue');
		expect(refused.message).toBe('why');
	});
});

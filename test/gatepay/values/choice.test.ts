import { InvalidValue, oneOf, readBoolean, readChoice, readNumber } from '../../../gatepay/values/readers';
import { refusalOf } from '../refusal';

describe('a choice', () => {
	it.each([
		[1, 1],
		['1', 1],
		[2, 2],
		['2', 2],
	])('among 1 and 2 is taken as itself or as its text: %j', (value, choice) => {
		expect(readChoice(value, 'Refund Style', [1, 2])).toBe(choice);
	});

	it.each(['specific', 'full'])('among words is taken: %s', (word) => {
		expect(readChoice(word, 'Refund Amount Mode', ['specific', 'full'])).toBe(word);
	});

	it.each([
		[3, 'the number 3'],
		[0, 'the number 0'],
		[1.5, 'the number 1.5'],
		[NaN, 'the number NaN'],
		['3', '“3”'],
		['', 'an empty text'],
		[' 1', '“ 1”'],
		['01', '“01”'],
		['1.0', '“1.0”'],
		['one', '“one”'],
		['undefined', '“undefined”'],
		['null', '“null”'],
		[null, 'nothing'],
		[undefined, 'nothing'],
		[true, 'the yes/no value true'],
		[1n, 'the number 1'],
		[[1], 'a list'],
		[['1'], 'a list'],
		[{}, 'an object'],
		[{ toString: () => '1' }, 'an object'],
	])('that is none of those offered is refused, never defaulted: %p', (value, shown) => {
		expect(refusalOf(InvalidValue, () => readChoice(value, 'Refund Style', [1, 2]))).toBe(
			`'Refund Style' must be 1 or 2; it is ${shown}`,
		);
	});

	it('among words is not made in another case', () => {
		expect(() => readChoice('Full', 'Refund Amount Mode', ['specific', 'full'])).toThrow(InvalidValue);
	});
});

describe('a yes or no', () => {
	it.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
	])('is taken as itself or as its word: %j', (value, answer) => {
		expect(readBoolean(value, 'Need Notify')).toBe(answer);
	});

	it.each([1, 0, '1', '0', 'yes', 'no', 'on', 'True', 'FALSE', ' true', '', 'null', 'undefined', null])(
		'is nothing else: %j',
		(value) => {
			expect(refusalOf(InvalidValue, () => readBoolean(value, 'Need Notify'))).toMatch(
				/^'Need Notify' must be true or false; it is /,
			);
		},
	);

	it.each([
		['undefined', undefined],
		['an object', {}],
		['a list', [true]],
		['a boxed no', new Boolean(false)],
	])('is nothing else: %s', (_, value) => {
		expect(() => readBoolean(value, 'Need Notify')).toThrow(InvalidValue);
	});
});

describe('a number within bounds', () => {
	const read = (value: unknown) => readNumber(value, 'Concurrency', { from: 1, to: 20 });

	it.each([
		[1, 1],
		[20, 20],
		[2.5, 2.5],
		['1', 1],
		['20', 20],
		['2.5', 2.5],
		['19.99', 19.99],
	])('is taken as itself or as its text: %j', (value, number) => {
		expect(read(value)).toBe(number);
	});

	it.each([
		[0, 'the number 0'],
		[0.99, 'the number 0.99'],
		[20.01, 'the number 20.01'],
		[21, 'the number 21'],
		[-5, 'the number -5'],
		[NaN, 'the number NaN'],
		[Infinity, 'the number Infinity'],
		['0', '“0”'],
		['21', '“21”'],
		['-5', '“-5”'],
		['+5', '“+5”'],
		['5.', '“5.”'],
		['.5', '“.5”'],
		['1e1', '“1e1”'],
		['0x5', '“0x5”'],
		[' 5', '“ 5”'],
		['5 ', '“5 ”'],
		['5\n', '“5\n”'],
		['5s', '“5s”'],
		['5x5', '“5x5”'],
		['', 'an empty text'],
		['null', '“null”'],
		[null, 'nothing'],
		[undefined, 'nothing'],
		[true, 'the yes/no value true'],
		[[5], 'a list'],
		[{}, 'an object'],
		[5n, 'the number 5'],
	])('is refused as %p', (value, shown) => {
		expect(refusalOf(InvalidValue, () => read(value))).toBe(
			`'Concurrency' must be a number from 1 to 20; it is ${shown}`,
		);
	});
});

describe('one of a list', () => {
	const read = oneOf(1, 2);

	it('is taken as itself or as its text', () => {
		expect(read(2, 'Refund Style')).toBe(2);
		expect(read('2', 'Refund Style')).toBe(2);
	});

	it('is named, where it is refused, by its values and by what the form calls them', () => {
		const nameOf = (choice: string | number) => (choice === 1 ? 'Original' : 'Other');
		expect(refusalOf(InvalidValue, () => read(3, 'Refund Style', nameOf))).toBe(
			"'Refund Style' must be 1 (Original) or 2 (Other); it is the number 3",
		);
		expect(refusalOf(InvalidValue, () => read(3, 'Refund Style'))).toBe(
			"'Refund Style' must be 1 or 2; it is the number 3",
		);
	});
});

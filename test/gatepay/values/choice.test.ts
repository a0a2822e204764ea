import {
	InvalidValue,
	numberWithin,
	oneOf,
	readBoolean,
	wholeNumberUpTo,
} from '../../../gatepay/values/readers';
import { refusalOf } from '../tries';

/** What came, and how an expression makes text of it. */
const LIST = 'a list: add [0] to the expression for its first entry';
const OBJECT = 'an object: add the field that you need to the expression, such as .value';

describe('a choice', () => {
	it.each([
		[1, 1],
		['1', 1],
		[2, 2],
		['2', 2],
	])('among 1 and 2 is taken as itself or as its text: %j', (value, choice) => {
		expect(oneOf(1, 2)(value, 'Refund Style')).toBe(choice);
	});

	it.each(['specific', 'full'])('among words is taken: %s', (word) => {
		expect(oneOf('specific', 'full')(word, 'Refund Amount Mode')).toBe(word);
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
		[[1], LIST],
		[['1'], LIST],
		[{}, OBJECT],
		[{ toString: () => '1' }, OBJECT],
	])('that is none of those offered is refused, never defaulted: %p', (value, shown) => {
		expect(refusalOf(InvalidValue, () => oneOf(1, 2)(value, 'Refund Style'))).toBe(
			`'Refund Style' must be 1 or 2; it is ${shown}`,
		);
	});

	it('among words is not made in another case', () => {
		expect(() => oneOf('specific', 'full')('Full', 'Refund Amount Mode')).toThrow(InvalidValue);
	});
});

describe('a yes or no', () => {
	it.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
		['TRUE', true],
		['False', false],
	])('is taken as itself or as its word: %j', (value, answer) => {
		expect(readBoolean(value, 'Need Notify')).toBe(answer);
	});

	it.each([1, 0, '1', '0', 'yes', 'no', 'on', ' true', '', 'null', 'undefined', null])(
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
	const read = (value: unknown) => numberWithin(1, 20)(value, 'Concurrency');

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
		[[5], LIST],
		[{}, OBJECT],
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

describe('a whole number up to a bound', () => {
	const read = wholeNumberUpTo(50);

	it.each([1, 50, '50'])('is taken: %j', (value) => {
		expect(read(value, 'Limit')).toBe(Number(value));
	});

	it.each([0, 51, 1.5, '1.5'])('is nothing else: %j', (value) => {
		expect(refusalOf(InvalidValue, () => read(value, 'Limit'))).toMatch(/^'Limit' must be a /);
	});
});

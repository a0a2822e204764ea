import type { Difference } from './differences';
import type { TestResult } from './runTests';
import { verdictOn } from './verdict';

const LISTED: Difference = {
	upTo: '1.60.1',
	file: 'batches.test.ts',
	test: 'gives a hint',
	shows: 'no hint',
	because: 'there are no hints',
};
const result = (changes: Partial<TestResult>): TestResult => ({
	file: 'batches.test.ts',
	test: 'gives a hint',
	passed: false,
	message: 'Expected one, but there is no hint',
	...changes,
});

describe('the verdict on a version of n8n', () => {
	it('takes a failure that is listed for n8n’s doing', () => {
		expect(verdictOn([result({}), result({ test: 'pays once', passed: true })], [LISTED])).toEqual({
			passed: 1,
			differing: [LISTED],
			failed: [],
			wronglyListed: [],
		});
	});

	it.each([
		['in another test', { test: 'pays once' }],
		['in another file', { file: 'faults.test.ts' }],
		['for another reason', { message: 'It was paid twice' }],
	])('takes no failure %s for it', (_, changes) => {
		const failure = result(changes);
		expect(verdictOn([failure], [LISTED])).toMatchObject({ failed: [failure], differing: [] });
	});

	it.each([
		['holds', [result({ passed: true })]],
		['is not there', []],
	])('objects to a listed test that %s', (_, results) => {
		expect(verdictOn(results, [LISTED]).wronglyListed).toEqual([LISTED]);
	});
});

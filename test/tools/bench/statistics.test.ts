import * as fc from 'fast-check';

import { quantile, spreadOf, timesOf } from '../../../tools/bench/statistics';

describe('the statistics of the benchmark', () => {
	it('takes the middle one, or lies halfway between the two in the middle', () => {
		expect(quantile([9, 1, 5], 0.5)).toBe(5);
		expect(quantile([9, 1, 5, 6], 0.5)).toBe(5.5);
	});

	it('finds p99 among a hundred and one values: one of them lies above it', () => {
		const values = Array.from({ length: 101 }, (_, index) => index);
		expect(quantile(values, 0.99)).toBe(99);
	});

	it('goes by size, not by the order of the digits', () => {
		expect(spreadOf([10, 9, 100])).toEqual({ median: 10, min: 9, max: 100, values: [10, 9, 100] });
	});

	it('leaves the values as they were', () => {
		const values = [3, 1, 2];
		quantile(values, 0.5);
		expect(values).toEqual([3, 1, 2]);
	});

	it('lies between the least and the greatest, whatever the values', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer(), { minLength: 1 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(values, share) => {
					const found = quantile(values, share);
					return found >= Math.min(...values) && found <= Math.max(...values);
				},
			),
		);
	});

	it('compares round by round: a machine that gets slower meanwhile does so for both', () => {
		expect(timesOf(spreadOf([10, 20, 70]), spreadOf([5, 10, 35]))).toBe(2);
		expect(timesOf(spreadOf([1, 100, 100]), spreadOf([100, 1, 100]))).toBe(1);
		expect(() => timesOf(spreadOf([1, 2]), spreadOf([1]))).toThrow('Not measured in the same rounds');
	});

	it('has nothing to say about no values', () => {
		expect(() => quantile([], 0.5)).toThrow('Nothing was measured');
	});
});

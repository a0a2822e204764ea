import { setImmediate } from 'node:timers/promises';

import fc from 'fast-check';

import { concurrently } from '../../../gatepay/refund/run';
import { runs } from '../runs';

describe('working in parallel', () => {
	it('works on each value once, taking them up in their order, on no more at a time than allowed', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(12),
				fc.integer({ min: 1, max: 5 }),
				fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
				async (count, concurrency, turns) => {
					const values = Array.from({ length: count }, (_, value) => value);
					const begun: number[] = [];
					let atWork = 0;
					let most = 0;
					let done = 0;
					await concurrently(values, concurrency, async (value) => {
						begun.push(value);
						most = Math.max(most, ++atWork);
						for (let turn = 0; turn <= (turns[value] ?? 0); turn++) await setImmediate();
						atWork -= 1;
						done += 1;
					});
					expect(begun).toEqual(values);
					expect(done).toBe(count);
					expect(most).toBe(Math.min(count, concurrency));
				},
			),
			runs(100),
		);
	});

	it('takes up the next value as soon as one is done, not when all are', async () => {
		const finish: Array<() => void> = [];
		const all = concurrently([0, 1, 2], 2, () => new Promise<void>((resolve) => finish.push(resolve)));
		await setImmediate();
		expect(finish).toHaveLength(2);
		finish[1]?.();
		await setImmediate();
		expect(finish).toHaveLength(3);
		finish[0]?.();
		finish[2]?.();
		await all;
	});

	it('takes values from anything that gives them one by one', async () => {
		const taken: string[] = [];
		const values = new Map([
			['a', 1],
			['b', 2],
		]);
		await concurrently(values.keys(), 5, async (value) => void taken.push(value));
		expect(taken).toEqual(['a', 'b']);
	});

	it('throws what a piece of work threw, once all work that was begun has come to its end', async () => {
		const finish: Array<() => void> = [];
		let ended = 0;
		let hasThrown = false;
		const all = concurrently(['throws', 'lasts', 'lasts'], 3, async (what) => {
			if (what === 'throws') throw new Error('broke off');
			await new Promise<void>((resolve) => finish.push(resolve));
			ended += 1;
		}).catch((fault: unknown) => {
			hasThrown = true;
			throw fault;
		});
		await setImmediate();
		finish[0]?.();
		await setImmediate();
		expect({ ended, hasThrown }).toEqual({ ended: 1, hasThrown: false });
		finish[1]?.();
		await expect(all).rejects.toThrow('broke off');
		expect(ended).toBe(2);
	});

	it('throws the first of several faults', async () => {
		await expect(
			concurrently([1, 2], 2, async (value) => {
				throw new Error(`broke off at ${value}`);
			}),
		).rejects.toThrow('broke off at 1');
	});
});

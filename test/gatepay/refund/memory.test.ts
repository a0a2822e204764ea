import { setImmediate } from 'node:timers/promises';

import fc from 'fast-check';

import { RefundMemory, type Memory } from '../../../gatepay/refund/memory';
import { runs } from '../tries';

const MADE: Memory = { kind: 'made', at: 1_000 };
const SENT: Memory = { kind: 'sent', at: 1_000 };

describe('what is remembered of a refund', () => {
	it.each<[Memory['kind'], number]>([
		['made', 600_000],
		['sent', 600_000],
		['refused', 60_000],
	])('is nothing before, then what was put in: %s for %d ms', (kind, lasts) => {
		const memory = new RefundMemory();
		const remembered = { kind, at: 1_000, content: 'x' };
		expect(memory.recall('a', 1_000)).toBeUndefined();
		memory.remember('a', remembered);
		expect(memory.recall('a', 1_000 + lasts - 1)).toEqual(remembered);
		expect(memory.recall('a', 1_000 + lasts)).toBeUndefined();
		expect(memory.recall('a', 1_000)).toBeUndefined();
	});

	it('is not forgotten for others while somebody is at work on it', async () => {
		const memory = new RefundMemory();
		await memory.oneAtATime('a', async () => {
			await setImmediate();
			memory.remember('a', SENT);
			for (let count = 0; count < 10_000; count++) memory.remember(`refund ${count}`, SENT);
			expect(memory.recall('a', 1_000)).toEqual(SENT);
			expect(memory.recall('refund 0', 1_000)).toBeUndefined();
		});
	});

	it('is the last thing, and nothing of another refund', () => {
		const memory = new RefundMemory();
		memory.remember('a', SENT);
		memory.remember('a', { kind: 'made', at: 2_000 });
		memory.remember('b', { kind: 'sent', at: 3_000 });
		expect(memory.recall('a', 3_000)).toEqual({ kind: 'made', at: 2_000 });
		expect(memory.recall('b', 3_000)).toEqual({ kind: 'sent', at: 3_000 });
		memory.remember('a', undefined);
		expect(memory.recall('a', 3_000)).toBeUndefined();
		expect(memory.recall('b', 3_000)).toEqual({ kind: 'sent', at: 3_000 });
	});

	it('is that of 10,000 refunds, the oldest forgotten first', () => {
		const memory = new RefundMemory();
		for (let count = 0; count < 10_000; count++) memory.remember(`refund ${count}`, SENT);
		expect(memory.recall('refund 0', 1_000)).toEqual(SENT);
		memory.remember('refund 0', MADE); // now the newest
		memory.remember('one more', SENT);
		expect(memory.recall('refund 1', 1_000)).toBeUndefined();
		expect(memory.recall('refund 0', 1_000)).toEqual(MADE);
		expect(memory.recall('refund 2', 1_000)).toEqual(SENT);
		memory.remember('and one more', SENT);
		expect(memory.recall('refund 2', 1_000)).toBeUndefined();
		expect(memory.recall('refund 3', 1_000)).toEqual(SENT);
	});

	it('is what a list of all that happened says', () => {
		const event = fc.record({
			key: fc.constantFrom('a', 'b', 'c'),
			kind: fc.constantFrom('made', 'sent', undefined),
			after: fc.constantFrom(0, 1, 60_000, 599_999, 600_000, 700_000),
		});
		fc.assert(
			fc.property(fc.array(event, { maxLength: 20 }), (events) => {
				const memory = new RefundMemory();
				const list: Array<{ key: string; memory: Memory | undefined }> = [];
				let now = 0;
				for (const { key, kind, after } of events) {
					now += after;
					const remembered = kind && { kind, at: now };
					memory.remember(key, remembered);
					list.push({ key, memory: remembered });
					for (const name of ['a', 'b', 'c']) {
						const last = list.findLast((entry) => entry.key === name)?.memory;
						const expected = last && now - last.at < 600_000 ? last : undefined;
						expect(memory.recall(name, now)).toEqual(expected);
					}
				}
			}),
			runs(300),
		);
	});
});

describe('what a node has sent in an execution', () => {
	const MONEY = { amount: '1', currency: 'USDT' };

	it('is that of this execution, for a day after it was last looked at', () => {
		const memory = new RefundMemory();
		memory.sentIn('a', 0).set('id', MONEY);
		expect(memory.sentIn('b', 0).size).toBe(0);
		expect(memory.sentIn('a', 80_000_000).size).toBe(1);
		memory.sentIn('b', 160_000_000);
		expect(memory.sentIn('a', 160_000_000).size).toBe(1);
		memory.sentIn('b', 160_000_000 + 86_400_000);
		expect(memory.sentIn('a', 160_000_000 + 86_400_000).size).toBe(0);
	});

	it('is that of 10,000 executions, the oldest forgotten first', () => {
		const memory = new RefundMemory();
		for (let count = 0; count < 10_000; count++) memory.sentIn(`${count}`, 0).set('id', MONEY);
		memory.sentIn('one more', 0);
		expect(memory.sentIn('1', 0).size).toBe(1);
		expect(memory.sentIn('0', 0).size).toBe(0);
	});
});

describe('one at a time', () => {
	/** Work that ends when the test says so. */
	function works(memory: RefundMemory) {
		const events: string[] = [];
		const ends = new Map<string, { resolve: (value: string) => void; reject: (fault: Error) => void }>();
		const start = (key: string, name: string) =>
			memory.oneAtATime(key, () => {
				events.push(`begin ${name}`);
				return new Promise<string>((resolve, reject) => ends.set(name, { resolve, reject }));
			});
		const end = async (name: string, fault?: Error) => {
			events.push(`end ${name}`);
			if (fault) ends.get(name)?.reject(fault);
			else ends.get(name)?.resolve(name);
			await setImmediate();
		};
		return { events, start, end };
	}

	it('two who want the same refund: the second waits for the first; others do not', async () => {
		const { events, start, end } = works(new RefundMemory());
		const first = start('a', 'first');
		const second = start('a', 'second');
		const third = start('a', 'third');
		const other = start('b', 'other');
		await setImmediate();
		expect(events).toEqual(['begin first', 'begin other']);
		await end('first');
		expect(events.slice(2)).toEqual(['end first', 'begin second']);
		const fourth = start('a', 'fourth');
		await end('second');
		await end('third');
		expect(events.slice(4)).toEqual(['end second', 'begin third', 'end third', 'begin fourth']);
		await end('fourth');
		await end('other');
		expect(await Promise.all([first, second, third, fourth, other])).toEqual([
			...['first', 'second', 'third', 'fourth', 'other'],
		]);
	});

	it('work that throws ends its turn, and throws to nobody else', async () => {
		const { events, start, end } = works(new RefundMemory());
		const first = start('a', 'first').catch((fault: Error) => fault.message);
		const second = start('a', 'second');
		await end('first', new Error('broke off'));
		await end('second');
		expect(await first).toBe('broke off');
		expect(await second).toBe('second');
		expect(events).toEqual(['begin first', 'end first', 'begin second', 'end second']);
	});

	it('does not hold up who comes when nobody is at work any more', async () => {
		const { events, start, end } = works(new RefundMemory());
		const first = start('a', 'first');
		await end('first');
		await first;
		const second = start('a', 'second');
		expect(events).toEqual(['begin first', 'end first', 'begin second']);
		await end('second');
		await second;
	});

	it('holds for any number of refunds and turns', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.record({ key: fc.constantFrom('a', 'b'), turns: fc.nat(3), throws: fc.boolean() }), {
					maxLength: 10,
				}),
				async (plans) => {
					const memory = new RefundMemory();
					const atWork = new Map<string, number>();
					const begun: number[] = [];
					const all = plans.map(({ key, turns, throws }, index) =>
						memory.oneAtATime(key, async () => {
							begun.push(index);
							atWork.set(key, (atWork.get(key) ?? 0) + 1);
							expect(atWork.get(key)).toBe(1);
							for (let turn = 0; turn < turns; turn++) await setImmediate();
							atWork.set(key, 0);
							if (throws) throw new Error('broke off');
							return index;
						}),
					);
					const ends = await Promise.allSettled(all);
					expect(ends).toEqual(
						plans.map(({ throws }, index) =>
							throws
								? { status: 'rejected', reason: new Error('broke off') }
								: { status: 'fulfilled', value: index },
						),
					);
					for (const name of ['a', 'b']) {
						const inTurn = begun.filter((index) => plans[index]?.key === name);
						expect(inTurn).toEqual([...inTurn].sort((x, y) => x - y));
					}
				},
			),
			runs(100),
		);
	});
});

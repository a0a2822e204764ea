import { storedEventKeys, withEventKey } from '../../../gatepay/notification/eventKeys';

describe('the keys of events', () => {
	it.each([
		[undefined, []],
		[null, []],
		['r:REFUND_SUCCESS', []],
		[{ 0: 'r' }, []],
		[
			['a', 1, null, ['b'], 'c'],
			['a', 'c'],
		],
	])('stored as %j are read as %j', (stored, keys) => {
		expect(storedEventKeys(stored)).toEqual(keys);
	});

	it('are the last 1,000, the oldest first', () => {
		let keys: string[] = [];
		for (let count = 1; count <= 1_001; count += 1) keys = withEventKey(keys, `r${count}`);
		expect(keys).toHaveLength(1_000);
		expect([keys[0], keys.at(-1)]).toEqual(['r2', 'r1001']);
	});
});

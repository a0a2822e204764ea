/*
 * GOLDEN VECTORS: NEVER CHANGE THEM. They are the IDs that refunds of earlier runs carry at GatePay. A version of this
 * package that gives another ID takes every repeat of such a refund for a new one, and pays it again.
 *
 * They were computed without this package, by
 *
 *   node -e "const { createHash } = require('node:crypto');
 *     const id = (prepayId, key) => createHash('sha256')
 *       .update(Buffer.from(JSON.stringify(['n8n-nodes-gatepay/1', prepayId, key]), 'utf8'))
 *       .digest('hex').slice(0, 32);
 *     console.log(id('35214673103159414', ['reference', 'T-1001']));"
 *
 * and for the first of them by
 *
 *   printf '["n8n-nodes-gatepay/1","35214673103159414",["reference","T-1001"]]' | sha256sum | cut -c1-32
 */
import fc from 'fast-check';

import { refundRequestIdOf, type RefundKey } from '../../../gatepay/refund/requestId';
import { anyText, runs } from '../tries';

const GOLDEN: Array<[prepayId: string, key: RefundKey, id: string]> = [
	['35214673103159414', { reference: 'T-1001' }, '33de9919974edd3abf33ef693195f955'],
	['1647438500687506', { reference: 'T-1001' }, '0c04c042a136a95512958c00881fcc4d'],
	['35214673103159414', { reference: 'T-1002' }, '2db8e24507346ad83b9cfb9b715d3b8b'],
	['35214673103159414', { reference: 't-1001' }, 'ea99d22d2296707985129c59d7a08207'],
	['35214673103159414', { reference: '1' }, 'd83316bbc8d970d9a373249e88ea924f'],
	['35214673103159414', { reference: 'Rückgabe 7 💸' }, '150c7ebd6e7a9c57fb97f88a13a63995'],
	['35214673103159414', { reference: '"quoted"\\\nline 2' }, '75b1342c8cdf3f87ba9e590c8c227c1f'],
	['35214673103159414', { amount: '1' }, '0f2f76ce9dab3f2ef05a584f63ddac34'],
	['35214673103159414', { amount: '0.8' }, '9d8138ba3e6e3dc32a8652d0f1354ca6'],
	['35214673103159414', { amount: '0.018' }, 'b9d1cb18ac265a1848c14e680a1bd855'],
	['1647438500687506', { amount: '0.8' }, 'a604ea8e54e0af262c4affb0443fba98'],
	['35214673103159414', { amount: '9007199254740993.000001' }, '115a096f2adfd6ab56f4e49ba3d84f59'],
];

describe('a refund request ID', () => {
	it.each(GOLDEN)('of order %s and %j is the one it has always been', (prepayId, key, id) => {
		expect(refundRequestIdOf(prepayId, key)).toBe(id);
	});

	it.each([
		['1', ['1.0', '1.00', '1.000000', '01', '1.']],
		['0.8', ['0.80', '0.800000', '00.8']],
		['0.018', ['0.0180', '0.01800000']],
		['10', ['10.0', '10.00000000']],
	])('of the amount %s is the same in every way of writing it', (amount, others) => {
		for (const other of others) {
			expect(refundRequestIdOf('35214673103159414', { amount: other })).toBe(
				refundRequestIdOf('35214673103159414', { amount }),
			);
		}
	});

	it('of references is another as soon as they are written in another way', () => {
		const ids = ['1', '1.0', '01', ' 1', '1 ', 'a', 'A'].map((reference) =>
			refundRequestIdOf('35214673103159414', { reference }),
		);
		expect(new Set(ids).size).toBe(7);
	});

	it('is made of the order and the key alone: nothing else beside the key enters it', () => {
		const key = { reference: 'T-1001', refundCurrency: 'BTC', clientId: 'x', amount: '5' } as RefundKey;
		expect(refundRequestIdOf('35214673103159414', key)).toBe('33de9919974edd3abf33ef693195f955');
	});

	it('is the same whenever it is made', () => {
		jest.useFakeTimers({ now: 0 });
		const early = refundRequestIdOf('35214673103159414', { reference: 'T-1001' });
		jest.setSystemTime(4_000_000_000_000);
		const late = refundRequestIdOf('35214673103159414', { reference: 'T-1001' });
		jest.useRealTimers();
		expect([early, late]).toEqual(['33de9919974edd3abf33ef693195f955', '33de9919974edd3abf33ef693195f955']);
	});

	it('has 32 characters that GatePay takes, and tells orders, keys and kinds of keys apart', () => {
		const text = fc.oneof(anyText(), fc.stringMatching(/^\d{1,17}$/));
		const seen = new Map<string, string>();
		fc.assert(
			fc.property(text, text, fc.boolean(), (prepayId, key, isAmount) => {
				const amount = /^\d+$/.test(key) ? key.replace(/^0+(?=\d)/, '') : undefined;
				const kind = isAmount && amount !== undefined ? { amount } : { reference: key };
				const id = refundRequestIdOf(prepayId, kind);
				const intent = JSON.stringify([prepayId, kind]);
				const known = seen.get(id) ?? intent;
				seen.set(id, intent);
				return /^[0-9a-f]{32}$/.test(id) && known === intent;
			}),
			runs(2000),
		);
	});

	it('does not confuse where one part ends and the next begins', () => {
		expect(refundRequestIdOf('1', { reference: '23' })).not.toBe(refundRequestIdOf('12', { reference: '3' }));
		expect(refundRequestIdOf('1","2', { reference: '3' })).not.toBe(
			refundRequestIdOf('1', { reference: '2","3' }),
		);
	});
});

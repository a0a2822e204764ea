import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { LookUpGateway } from '../../../gatepay/api/gateway';
import { type LedgerRefund, walkLedger } from '../../../gatepay/api/ledger';
import type { Question } from '../../../gatepay/api/calls';

const QUERY = { startTime: 1, endTime: 2, count: 4 };

/** A ledger that gives these pages in turn, and remembers what was looked up. */
function ledgerOf(...pages: object[]): LookUpGateway & { asked: Question[] } {
	const asked: Question[] = [];
	return {
		asked,
		isCancelled: () => false,
		call: async (question) => {
			asked.push(question);
			const data = pages[asked.length - 1];
			return data
				? { kind: 'success', envelope: { status: 'SUCCESS', code: '', label: '', errorMessage: '', data } }
				: { kind: 'none', reason: 'no answer came' };
		},
	};
}

const rows = (...ids: number[]) =>
	ids.flatMap((id) => ['-1', '1'].map((payAmount) => ({ payAmount, transactId: String(id) })));
const page = (balance_history_item_list: object[], more: object = {}) => ({
	balance_history_item_list,
	hasNext: true,
	...more,
});

async function walk(gateway: LookUpGateway, limit = Infinity) {
	const found: string[] = [];
	const take = ({ transactId }: LedgerRefund) => found.push(transactId) < limit;
	return { end: await walkLedger(QUERY, gateway, take), found };
}

/** In milliseconds: one test has all that jest holds looked through 40 times. */
jest.setTimeout(300_000);

describe('a walk through the ledger', () => {
	it('takes the refunds of one page after the other, to the last', async () => {
		const ledger = ledgerOf(page(rows(1, 2)), page(rows(3, 4)), page(rows(5), { hasNext: false }));
		expect(await walk(ledger)).toEqual({ end: { kind: 'done' }, found: ['1', '2', '3', '4', '5'] });
		expect(ledger.asked.map(({ query }) => query?.page)).toEqual(['1', '2', '3']);
	});

	it('goes where GatePay says the next page is, and never back', async () => {
		const ledger = ledgerOf(
			page(rows(1), { nextPage: 4 }),
			page(rows(2), { nextPage: 2 }),
			page(rows(3), { hasNext: false }),
		);
		await walk(ledger);
		expect(ledger.asked.map(({ query }) => query?.page)).toEqual(['1', '4', '5']);
	});

	it('looks no further up than is wanted', async () => {
		const ledger = ledgerOf(page(rows(1, 2)), page(rows(3, 4)));
		expect(await walk(ledger, 2)).toEqual({ end: { kind: 'done' }, found: ['1', '2'] });
		expect(ledger.asked).toHaveLength(1);
		expect((await walk(ledgerOf(page(rows(1, 2))), 1)).found).toEqual(['1']);
	});

	it('counts a refund once that a new one has moved on to the next page', async () => {
		const ledger = ledgerOf(page(rows(1, 2)), page(rows(2, 3), { hasNext: false }));
		expect((await walk(ledger)).found).toEqual(['1', '2', '3']);
	});

	it('ends with an empty page, whatever it says of others', async () => {
		expect((await walk(ledgerOf(page(rows(1)), page([])))).end).toEqual({ kind: 'done' });
	});

	it('says how far it got where a page does not come', async () => {
		expect((await walk(ledgerOf(page(rows(1, 2)), page(rows(2, 3))))).end).toEqual({
			kind: 'brokenOff',
			page: 3,
			rows: 6,
			reason: 'no answer came',
		});
		expect((await walk(ledgerOf({ rows: [] }))).end).toMatchObject({ page: 1, rows: 0 });
	});

	it('does not go on for good where GatePay gives the same page again and again', async () => {
		const same = page(rows(1, 2));
		expect(await walk(ledgerOf(same, same, same))).toEqual({
			end: { kind: 'brokenOff', page: 2, rows: 4, reason: 'it came with the rows of the page before' },
			found: ['1', '2'],
		});
	});

	it('keeps no page: of 40 with 10,000 rows (two for each refund), no more than two are in memory at once', async () => {
		setFlagsFromString('--expose-gc');
		const collectGarbage = runInNewContext('gc') as () => void;
		const given: Array<WeakRef<object>> = [];
		const alive: number[] = [];
		const ledger: LookUpGateway = {
			isCancelled: () => false,
			call: async () => {
				if (given.length % 10 === 9) {
					// A weak reference holds what it names until the job in which it was made is over.
					await new Promise(setImmediate);
					collectGarbage();
					alive.push(given.filter((each) => each.deref() !== undefined).length);
				}
				const first = given.length * 125;
				const ids = Array.from({ length: 125 }, (_, index) => first + index);
				const data = page(rows(...ids), { hasNext: given.length < 39 });
				given.push(new WeakRef(data));
				return {
					kind: 'success',
					envelope: { status: 'SUCCESS', code: '', label: '', errorMessage: '', data },
				};
			},
		};
		let refunds = 0;
		expect(await walkLedger(QUERY, ledger, () => (refunds += 1) > 0)).toEqual({ kind: 'done' });
		expect(refunds).toBe(5_000);
		expect(given).toHaveLength(40);
		expect(alive).toHaveLength(4);
		expect(Math.max(...alive)).toBeLessThanOrEqual(2);
	});
});

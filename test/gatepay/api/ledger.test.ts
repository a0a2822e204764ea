import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { Reply } from '../../../gatepay/api/answer';
import { receiptsIn, refundsIn, walkLedger, type LedgerRow } from '../../../gatepay/api/ledger';
import { gatewayThatSays, http, SILENCE, success } from '../scripted';

/** The row of GatePay's sample. */
const ROW =
	'{"transactId":"355711415868440576","transactTime":1746769810346,"orderId":"355450733498011648","merchantTradeNo":"1746707644001","financialType":"refund_fi","payAmount":"-1","currency":"USDT","Balance":"934183.9783514209","BalanceCurrency":"USDT","status":"PAID","payer":10002,"buyer":"","fullChain":"","hash":"","address":"TMB5f9CgcnYR365knMXKrMM6aGoYpphquj","payChannel":"mini_pay","refund_gate_id":"13411853592035330"}';
const SAMPLE = JSON.parse(ROW) as Record<string, unknown>;

const QUERY = { financialType: 'refund_fi' as const, startTime: 1, endTime: 2, page: 1, count: 4 };

/** Goes through a ledger that gives these pages; no answer comes after them. */
async function walk(pages: Reply[], limit = Infinity) {
	const gateway = gatewayThatSays(({ query }) => {
		asked.push(query?.page ?? '');
		return pages[asked.length - 1] ?? SILENCE;
	});
	const asked: string[] = [];
	const found: LedgerRow[] = [];
	const end = await walkLedger(QUERY, gateway, (page) => found.push(...page) < limit);
	return { end, asked, refunds: refundsIn(found), ids: found.map(({ transactId }) => transactId).join('') };
}

/** The rows of these refunds. */
const rows = (ids: string) => [...ids].map((id) => ({ payAmount: '-1', transactId: id, refund_gate_id: id }));
const pageOf = (balance_history_item_list: unknown, more: object = {}) =>
	success({ balance_history_item_list, ...more });
const page = (ids: string, more: object = {}) => pageOf(rows(ids), { hasNext: true, ...more });
const last = (ids: string) => page(ids, { hasNext: false });

/** In milliseconds: one test has all that jest holds looked through 40 times. */
jest.setTimeout(300_000);

describe('a walk through the ledger', () => {
	// prettier-ignore
	it.each<[string, Reply[], { found: string; asked: string; end?: object; limit?: number }]>([
		['takes one page after the other, to the last', [page('ab'), page('cd'), last('e')], { found: 'abcde', asked: '1,2,3' }],
		['goes where GatePay says, and never back', [page('a', { nextPage: 4 }), page('b', { nextPage: 2 }), last('c')], { found: 'abc', asked: '1,4,5' }],
		['looks no further up than is wanted', [page('ab'), page('cd')], { found: 'ab', asked: '1', limit: 2 }],
		['counts a row once that a new one moved on', [page('ab'), last('bc')], { found: 'abc', asked: '1,2' }],
		['ends with an empty page, whatever it says', [page('a'), page('')], { found: 'a', asked: '1,2' }],
		['says how far it got', [page('ab'), page('bc')], { found: 'abc', asked: '1,2,3', end: { kind: 'noAnswer', page: 3, rows: 3 } }],
		['says that it got nowhere', [success({ rows: [] })], { found: '', asked: '1', end: { kind: 'noAnswer', page: 1, rows: 0 } }],
		['ends where the same page comes for good', [page('ab'), page('ab'), page('ab')], { found: 'ab', asked: '1,2', end: { kind: 'noAnswer', page: 2, rows: 2 } }],
	])('%s', async (_, pages, { found, asked, end = { kind: 'done' }, limit }) => {
		const walked = await walk(pages, limit);
		expect(walked.ids).toBe(found);
		expect(walked.asked.join()).toBe(asked);
		expect(walked.end).toMatchObject(end);
	});

	it.each<[object, string]>([
		...[
			{ hasNext: true, nextPage: 3 },
			{ hasNext: true, nextPage: '3' },
			{ hasNext: 'true', nextPage: 3 },
			{ nextPage: 3 },
			{ hasNext: null, nextPage: 3 },
		].map((says): [object, string] => [says, '1,3']),
		...[{}, { nextPage: 0 }, { nextPage: null }, { nextPage: -1 }, { nextPage: 1.5 }].map(
			(says): [object, string] => [{ hasNext: true, ...says }, '1,2'],
		),
		...[
			{ hasNext: false, nextPage: 2 },
			{ hasNext: false, nextPage: 0 },
			{ hasNext: 'false' },
			{ nextPage: 0 },
			{ nextPage: null },
			{},
		].map((says): [object, string] => [says, '1']),
	])('reads in %j whether there is another page, and which', async (says, asked) => {
		expect((await walk([pageOf(rows('a'), says), last('b')])).asked.join()).toBe(asked);
	});

	it.each<[unknown, 'done' | 'noAnswer']>([
		...[
			{ total: 0, hasNext: false, balance_history_item_list: null },
			{ total: 0, balance_history_item_list: [] },
			{ total: '0' },
		].map((data): [unknown, 'done'] => [data, 'done']),
		...[
			null,
			'',
			[],
			rows('a'),
			{},
			{ hasNext: false },
			{ total: 18 },
			{ total: 18, balance_history_item_list: null },
			{ total: 0, balance_history_item_list: {} },
			{ balance_list: [] },
		].map((data): [unknown, 'noAnswer'] => [data, 'noAnswer']),
	])('concludes that there are no refunds only where GatePay says so: %j is %s', async (data, kind) => {
		expect(await walk([success(data)])).toMatchObject({ refunds: [], end: { kind } });
	});

	it('keeps no page: of 40 with 5,000 rows, no more than two are in memory at once', async () => {
		setFlagsFromString('--expose-gc');
		const collectGarbage = runInNewContext('gc') as () => void;
		const given: Array<WeakRef<object>> = [];
		const alive: number[] = [];
		let refunds = 0;
		const gateway = {
			...gatewayThatSays([]),
			call: async () => {
				if (given.length % 10 === 9) {
					// A weak reference holds what it names until the job in which it was made is over.
					await new Promise(setImmediate);
					collectGarbage();
					alive.push(given.filter((each) => each.deref() !== undefined).length);
				}
				const first = given.length * 125;
				const balance_history_item_list = Array.from({ length: 125 }, (_, index) => ({
					payAmount: '-1',
					transactId: `${first + index}`,
					refund_gate_id: `${first + index}`,
				}));
				const data = { balance_history_item_list, hasNext: given.length < 39 };
				given.push(new WeakRef(data));
				return {
					kind: 'success' as const,
					envelope: { status: 'SUCCESS' as const, code: '', label: '', errorMessage: '', data },
				};
			},
		};
		expect(await walkLedger(QUERY, gateway, (page) => (refunds += page.length) > 0)).toEqual({
			kind: 'done',
		});
		expect([refunds, given.length, alive.length]).toEqual([5_000, 40, 4]);
		expect(Math.max(...alive)).toBeLessThanOrEqual(2);
	});
});

describe('the refunds in the ledger', () => {
	const refundsOf = async (...list: unknown[]) => (await walk([pageOf(list)])).refunds;

	it("are named as everywhere else, beside the row unchanged: GatePay's sample", async () => {
		const text = `{"status":"SUCCESS","code":"000000","errorMessage":"","data":{"merchant_id":10002,"total":18,"balance_history_item_list":[${ROW}]}}`;
		expect((await walk([http(200, text)])).refunds).toMatchObject([
			{
				...{
					refundAmount: '1',
					currency: 'USDT',
					prepayId: '355450733498011648',
					merchantTradeNo: '1746707644001',
				},
				...{ time: '2025-05-09T05:50:10.346Z', cameBack: false, refundGateId: '13411853592035330' },
				rows: [SAMPLE],
			},
		]);
	});

	it('keep every digit, and have empty texts where GatePay says nothing', async () => {
		const text =
			'{"status":"SUCCESS","data":{"balance_history_item_list":[{"orderId":355450733498011648,"payAmount":-1.10}]}}';
		expect((await walk([http(200, text)])).refunds).toMatchObject([
			{
				prepayId: '355450733498011648',
				refundAmount: '1.10',
				currency: '',
				refundGateId: '',
				time: '',
			},
		]);
	});

	it("are told from those whose money came back: GatePay's sample of three rows", async () => {
		const before = { ...SAMPLE, refund_gate_id: '13411853592035033' };
		const made = { ...before, transactTime: 1746769785131 };
		const back = { ...before, transactTime: 1746769785136, payAmount: '+1' };
		const cameBack = {
			cameBack: true,
			refundAmount: '1',
			time: '2025-05-09T05:49:45.131Z',
			rows: [made, back],
		};
		expect(await refundsOf(made, back, SAMPLE)).toMatchObject([
			cameBack,
			{ cameBack: false, rows: [SAMPLE] },
		]);
		expect(await refundsOf(SAMPLE, back, made)).toMatchObject([{ cameBack: false }, cameBack]);
	});

	it('came back as far as the ledger shows it: in part, in several parts, or of a refund before the period', async () => {
		const part = { ...SAMPLE, payAmount: '0.4' };
		expect(await refundsOf(SAMPLE, part)).toMatchObject([{ cameBack: false, refundAmount: '1' }]);
		expect(await refundsOf(SAMPLE, part, { ...part, payAmount: '0.6' })).toMatchObject([{ cameBack: true }]);
		expect(await refundsOf(part)).toMatchObject([{ cameBack: true, refundAmount: '0.4' }]);
	});

	it('are one each without an ID of GatePay’s, and two where they are two', async () => {
		expect(await refundsOf({ payAmount: '-1' }, { payAmount: '-1' })).toHaveLength(2);
		const gateIds = (await refundsOf({ ...SAMPLE, refund_gate_id: '2' }, SAMPLE)).map(
			({ refundGateId }) => refundGateId,
		);
		expect(gateIds).toEqual(['2', '13411853592035330']);
	});

	const NO_REFUND = { refunds: 'none' };
	it.each<[string, unknown, object]>([
		['payAmount', '-1', { refundAmount: '1' }],
		['payAmount', '-0.01200000', { refundAmount: '0.01200000' }],
		['payAmount', -2.5, { refundAmount: '2.5' }],
		['payAmount', '-1234567890123456789.123456', { refundAmount: '1234567890123456789.123456' }],
		...['0', '-0', '-0.000', '', '-', '--1', '-1e3', '- 1', 'minus 1', null, undefined, true, ['-1']].map(
			(amount): [string, unknown, object] => ['payAmount', amount, NO_REFUND],
		),
		...['payment_fi', 'transfer_fi', 'convert_refund_fi', 'REFUND_FI'].map(
			(type): [string, unknown, object] => ['financialType', type, NO_REFUND],
		),
		...[undefined, null, ''].map((type): [string, unknown, object] => ['financialType', type, {}]),
		['transactTime', '1746769810346', { time: '2025-05-09T05:50:10.346Z' }],
		['transactTime', 1, { time: '1970-01-01T00:00:00.001Z' }],
		['transactTime', 8640000000000000, { time: '+275760-09-13T00:00:00.000Z' }],
		...[8640000000000001, '99999999999999999999', '2025-05-09 05:50:10', 0, -1, null].map(
			(time): [string, unknown, object] => ['transactTime', time, { time: '' }],
		),
	])('whose row has the %s %j are %j', async (field, value, refund) => {
		expect(await refundsOf({ ...SAMPLE, [field]: value })).toMatchObject(
			refund === NO_REFUND ? [] : [refund],
		);
	});

	it('are in nothing that is no row', async () => {
		expect(await refundsOf(null, 'row', 1, [], SAMPLE)).toHaveLength(1);
	});
});

describe('the money received in the ledger', () => {
	const ROW_OF_ORDER = {
		financialType: 'receipt_fi',
		merchantTradeNo: 'SHOP-1',
		payAmount: '1.50',
		currency: 'USDT',
	};

	it('is shown newest first, once for each order', () => {
		const newer = { ...ROW_OF_ORDER, merchantTradeNo: 'SHOP-2', transactTime: 1746769810346 };
		const again = { ...newer, payAmount: '9', transactTime: 1746769810000 };
		expect(receiptsIn([ROW_OF_ORDER, again, newer])).toEqual([
			{ merchantTradeNo: 'SHOP-2', amount: '1.5', currency: 'USDT', time: new Date(1746769810346) },
			{ merchantTradeNo: 'SHOP-1', amount: '1.5', currency: 'USDT', time: undefined },
		]);
	});

	it.each<[string, unknown]>([
		['merchantTradeNo', ''],
		['merchantTradeNo', '={{ 1 }}'],
		['merchantTradeNo', 'x'.repeat(101)],
		['merchantTradeNo', null],
		['payAmount', '-1'],
		['payAmount', 'much'],
		['financialType', 'refund_fi'],
	])('is no order’s with the %s %j', (field, value) => {
		expect(receiptsIn([{ ...ROW_OF_ORDER, [field]: value }])).toEqual([]);
	});
});

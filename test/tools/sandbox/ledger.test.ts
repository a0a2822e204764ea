import { useSandbox, v1Refund, v2Refund, type Envelope } from './client';

const BALANCE = '/v1/pay/balance/query';
const INSTITUTION_BALANCE = '/payment/open/institution/v1/balance';
const LEDGER = '/v1/pay/bill/orderlist';
const HOUR = 3_600_000;

describe('the balance', () => {
	const stage = useSandbox();
	const ofMerchant = async () => (await stage.merchant.get(BALANCE, {})).json.data.balance_list;
	const ofInstitution = async (body: unknown, changes = {}) =>
		(await stage.institution.post('', body, { fullPath: INSTITUTION_BALANCE, ...changes })).json;
	const usdt = (available: string) => ({ currency: 'USDT', available });

	it('is shown to a merchant for every currency, to an institution for those in its bare list', async () => {
		const btc = { currency: 'BTC', available: '0.5' };
		expect(await ofMerchant()).toEqual([usdt('1000000'), { currency: 'ETH', available: '100' }, btc]);
		expect((await ofInstitution(['BTC', 'USDT', 'DOGE'])).data).toEqual({
			balanceList: [usdt('1000000'), btc],
		});
	});

	it.each(['[]', '{}', '"USDT"', '', '[1]', '{"currencies":["USDT"]}'])(
		'is not shown to an institution that sends %j',
		async (body) => {
			expect((await ofInstitution(body)).code).toBe('400001');
		},
	);

	it('is not shown for a list that was not signed, nor at the path of the other account type', async () => {
		expect((await ofInstitution(['USDT'], { signedBody: '["BTC"]' })).code).toBe('400002');
		expect((await stage.institution.get(BALANCE, {})).status).toBe(404);
		expect((await stage.merchant.post(BALANCE, [])).status).toBe(405);
	});

	it('follows each refund, its rejection, and what comes in and leaves otherwise', async () => {
		const { account, refunds } = stage.sandbox;
		await stage.institution.refundV2(v2Refund('a', { refundAmount: '0.000001' }));
		await stage.merchant.refundV1(v1Refund('b', { refundAmount: '10' }));
		refunds.finish('b');
		expect(await ofMerchant()).toContainEqual(usdt('999989.999999'));
		refunds.reject('a');
		refunds.reject('a');
		expect(await ofMerchant()).toContainEqual(usdt('999990'));
		account.payIn('USDT', '5.5');
		account.payIn('USDT', '-0.5');
		expect(await ofMerchant()).toContainEqual(usdt('999995'));
	});

	it('shows a refund that was made late, once it is due', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'madeLate', delay: 3_000 });
		await stage.merchant.refundV2(v2Refund('r')).catch(() => undefined);
		stage.now += 2_999;
		expect(await ofMerchant()).toContainEqual(usdt('1000000'));
		stage.now += 1;
		expect(await ofMerchant()).toContainEqual(usdt('999999'));
	});
});

describe('the ledger', () => {
	const stage = useSandbox();
	type Row = Record<string, unknown>;
	const rowsOf = ({ data }: Envelope) => data.balance_history_item_list as Row[];
	const query = (more: Record<string, string> = {}) => ({
		startTime: String(stage.now - 240 * HOUR),
		endTime: String(stage.now + HOUR),
		page: '1',
		count: '500',
		...more,
	});
	const look = async (more?: Record<string, string>) =>
		(await stage.institution.get(LEDGER, query(more))).json;
	const refundsOf = async (more?: Record<string, string>) =>
		rowsOf(await look({ financialType: 'refund_fi', ...more }));
	const amountsOf = async (more?: Record<string, string>) =>
		(await refundsOf(more)).map(({ payAmount }) => payAmount);

	it('books a refund once, as what left the account', async () => {
		await stage.institution.refundV2(v2Refund('r', { refundAmount: '2.50' }));
		expect(await look({ financialType: 'refund_fi' })).toEqual({
			status: 'SUCCESS',
			code: '000000',
			errorMessage: '',
			data: {
				merchant_id: 10002,
				total: 1,
				hasNext: false,
				nextPage: 0,
				balance_history_item_list: [
					{
						transactId: '391045981847818240',
						transactTime: stage.now,
						orderId: 'paid-v2-10',
						merchantTradeNo: 'TRADE-paid-v2-10',
						financialType: 'refund_fi',
						payAmount: '-2.50',
						currency: 'USDT',
						Balance: '999997.5',
						BalanceCurrency: 'USDT',
						status: 'PAID',
						payer: 10002,
						buyer: '',
						fullChain: '',
						hash: '',
						address: '',
						payChannel: 'mini_pay',
						refund_gate_id: '1991045981847818240',
					},
				],
			},
		});
		expect((await stage.merchant.get(LEDGER, query())).json).toEqual(await look());
	});

	it('can show the three rows of GatePay’s sample: a refund whose money came back, and one that stayed', async () => {
		const { account, refunds } = stage.sandbox;
		const at = (time: number) => void (stage.now = 1_746_769_000_000 + time);
		at(0);
		account.setBalance('USDT', '934184.97');
		at(785_131);
		await stage.merchant.refundV2(v2Refund('first'));
		at(785_136);
		refunds.reject('first');
		at(810_346);
		await stage.merchant.refundV2(v2Refund('second'));
		const rows = (await refundsOf()).map(({ transactTime, payAmount, Balance, refund_gate_id: id }) => [
			Number(transactTime) - 1_746_769_000_000,
			...[payAmount, Balance, id],
		]);
		expect(rows.reverse()).toEqual([
			[785_131, '-1', '934183.97', '1991045981847818240'],
			[785_136, '1', '934184.97', '1991045981847818240'],
			[810_346, '-1', '934183.97', '1991045981847818241'],
		]);
		expect([await amountsOf({ page: '2', count: '1' }), await amountsOf({ page: '3', count: '1' })]).toEqual([
			['1'],
			['-1'],
		]);
	});

	it('shows an address where there is one, and its hash once the refund has succeeded', async () => {
		const toAddress = { refundStyle: 2, refundPayChannel: 2, refundChain: 'TRX', refundAddress: 'T1' };
		await stage.institution.refundV2(v2Refund('r', toAddress));
		expect(await refundsOf()).toMatchObject([{ fullChain: 'TRX', address: 'T1', hash: '' }]);
		stage.sandbox.refunds.finish('r');
		expect(await refundsOf()).toMatchObject([{ hash: 'hash-of-1991045981847818240' }]);
	});

	it('shows a refund after the lag that was set, other rows at once', async () => {
		stage.sandbox.ledgerLag = 10_000;
		await stage.institution.refundV2(v2Refund('r'));
		stage.sandbox.account.payIn('USDT', '1');
		stage.now += 9_999;
		expect(await amountsOf()).toEqual([]);
		expect(rowsOf(await look({ count: '1' }))).toMatchObject([{ payAmount: '1' }]);
		stage.now += 1;
		expect(await amountsOf()).toEqual(['-1']);
	});

	it('books what every paid order brought in, at different times of the last days', async () => {
		const rows = rowsOf(await look({ financialType: 'receipt_fi' }));
		const paid = stage.sandbox.orders.all.filter(({ status }) => status === 'PAID');
		expect(rows.map(({ orderId }) => orderId).sort()).toEqual(paid.map(({ prepayId }) => prepayId).sort());
		const inEth = { orderType: '1', orderIdNo: 'TRADE-paid-v2-in-eth' };
		expect(rowsOf(await look(inEth))).toMatchObject([
			{ orderId: 'paid-v2-in-eth', payAmount: '0.04', currency: 'ETH', refund_gate_id: '' },
		]);
		expect(new Set(rows.map(({ transactTime }) => transactTime)).size).toBe(rows.length);
		expect(rows.every(({ transactTime }) => Number(transactTime) < stage.now)).toBe(true);

		stage.sandbox.orders.add({ prepayId: 'paid-v2-in-eth', orderAmount: '7' });
		expect(rowsOf(await look({ orderType: '2', orderIdNo: 'paid-v2-in-eth' }))).toMatchObject([
			{ payAmount: '7', currency: 'USDT', transactTime: stage.now },
		]);
	});

	it('has pages: 10,000 orders, each once, the newest first, and a last page that says so', async () => {
		for (let index = 0; index < 10_000; index += 1) {
			stage.sandbox.orders.add({
				prepayId: String(index),
				createTime: stage.now + 1 + ((index * 7) % 10_000),
			});
		}
		const times: number[] = [];
		const period = { startTime: String(stage.now + 1), count: '499' };
		for (let page = 1; page > 0;) {
			const { data } = await look({ ...period, page: String(page) });
			expect(data).toMatchObject({ total: 10_000, hasNext: times.length + 499 < 10_000 });
			times.push(...rowsOf({ data } as Envelope).map(({ transactTime }) => Number(transactTime)));
			page = Number(data.nextPage);
		}
		expect(times).toEqual(Array.from({ length: 10_000 }, (_, index) => stage.now + 10_000 - index));
		expect(rowsOf(await look({ ...period, page: '22' }))).toEqual([]);
		const last = await look({ ...period, count: '500', page: '20' });
		expect(last.data).toMatchObject({ hasNext: false, nextPage: 0 });
	});

	it('is cut to a period, both ends belonging to it', async () => {
		for (const offset of [-1, 0, 1, 2]) stage.sandbox.account.addRow({ transactTime: stage.now + offset });
		const period = { startTime: String(stage.now), endTime: String(stage.now + 1) };
		const times = rowsOf(await look(period)).map(({ transactTime }) => transactTime);
		expect(times).toEqual([stage.now + 1, stage.now]);
	});

	it.each<[Record<string, string>, string[]]>([
		[{ currency: 'ETH' }, ['b']],
		[{ financialType: 'refund_fi' }, ['c']],
		[{ financialType: 'payment_fi', currency: 'ETH' }, []],
		[{ orderType: '1', orderIdNo: 'TRADE-1' }, ['d', 'a']],
		[{ orderType: '2', orderIdNo: 'order-1' }, ['a']],
		[{ orderType: '3', orderIdNo: 'c' }, ['c']],
		[{ currency: '', financialType: '', orderType: '', orderIdNo: '' }, ['d', 'c', 'b', 'a']],
	])('can be filtered by %j', async (filter, ids) => {
		const { account } = stage.sandbox;
		account.addRow({ transactId: 'a', orderId: 'order-1', merchantTradeNo: 'TRADE-1' });
		account.addRow({ transactId: 'b', currency: 'ETH' });
		account.addRow({ transactId: 'c', financialType: 'refund_fi' });
		account.addRow({ transactId: 'd', merchantTradeNo: 'TRADE-1' });
		const rows = rowsOf(await look({ startTime: String(stage.now), ...filter }));
		expect(rows.map(({ transactId }) => transactId)).toEqual(ids);
	});

	it.each<[string, Record<string, string>]>([
		['400001', { startTime: '' }],
		['400001', { endTime: '2026-01-01' }],
		['400001', { page: '0' }],
		['400001', { count: '501' }],
		['400001', { count: '1e2' }],
		['400001', { startTime: '9999999999999', endTime: '1' }],
		['400001', { financialType: 'refunds' }],
		['400001', { orderType: '1' }],
		['400001', { orderIdNo: 'TRADE-1' }],
		['5504060', { orderType: '4', orderIdNo: 'TRADE-1' }],
	])('is refused with %s for %j', async (code, more) => {
		expect(await look(more)).toMatchObject({ status: 'FAIL', code });
	});
});

import { useSandbox, v1Refund, v2Refund, type Envelope } from './client';

const BALANCE = '/v1/pay/balance/query';
const INSTITUTION_BALANCE = '/payment/open/institution/v1/balance';
const LEDGER = '/v1/pay/bill/orderlist';

describe('the balance', () => {
	const stage = useSandbox();
	const ofMerchant = async () => (await stage.merchant.get(BALANCE, {})).json;
	const ofInstitution = async (body: unknown, changes = {}) =>
		(await stage.institution.post('', body, { fullPath: INSTITUTION_BALANCE, ...changes })).json;

	it('is shown to a merchant for every currency', async () => {
		expect(await ofMerchant()).toEqual({
			status: 'SUCCESS',
			code: '000000',
			errorMessage: '',
			data: {
				balance_list: [
					{ currency: 'USDT', available: '1000000' },
					{ currency: 'ETH', available: '100' },
					{ currency: 'BTC', available: '0.5' },
				],
			},
		});
	});

	it('is shown to an institution for the currencies that it names in a bare list, as far as the account has held any', async () => {
		expect(await ofInstitution(['BTC', 'USDT', 'DOGE'])).toEqual({
			status: 'SUCCESS',
			code: '000000',
			errorMessage: '',
			data: {
				balanceList: [
					{ currency: 'USDT', available: '1000000' },
					{ currency: 'BTC', available: '0.5' },
				],
			},
		});
	});

	it.each(['[]', '{}', '"USDT"', '', '[1]', '["USDT",null]', '{"currencies":["USDT"]}'])(
		'is not shown to an institution that sends %j',
		async (body) => {
			expect((await ofInstitution(body)).code).toBe('400001');
		},
	);

	it('is not shown without the account to act for, or with a wrong signature', async () => {
		const nobody = { headers: { 'X-GatePay-On-Behalf-Of': undefined } };
		expect((await ofInstitution(['USDT'], nobody)).code).toBe('400203');
		expect((await ofInstitution(['USDT'], { signedBody: '["BTC"]' })).code).toBe('400002');
		expect((await ofInstitution(['USDT'], { signedBody: '' })).code).toBe('400002');
		const forged = await stage.merchant.get(BALANCE, {}, { secret: 'a-fake-secret-that-is-wrong' });
		expect(forged.json.code).toBe('400002');
	});

	it("is at no other path: not at the merchant's under the prefix, not with the other's method", async () => {
		expect((await stage.institution.get(BALANCE, {})).status).toBe(404);
		expect((await stage.institution.get('', {}, { fullPath: INSTITUTION_BALANCE })).status).toBe(405);
		expect((await stage.merchant.post(BALANCE, [])).status).toBe(405);
		expect((await stage.merchant.post('', ['USDT'], { fullPath: INSTITUTION_BALANCE })).json.code).toBe(
			'400203',
		);
	});

	it('goes down with each refund, up again with its rejection, and follows what comes in and leaves otherwise', async () => {
		const { account, refunds } = stage.sandbox;
		const usdt = () => account.balances[0]?.available;
		await stage.institution.refundV2(v2Refund('a', { refundAmount: '0.000001' }));
		expect(usdt()).toBe('999999.999999');
		await stage.merchant.refundV1(v1Refund('b', { refundAmount: '10' }));
		refunds.start('b');
		refunds.finish('b');
		expect(usdt()).toBe('999989.999999');
		refunds.reject('a');
		refunds.reject('a');
		expect(usdt()).toBe('999990');
		account.payIn('USDT', '5.5');
		account.payIn('USDT', '-0.5');
		expect(usdt()).toBe('999995');
		account.setBalance('DOGE', '1843.32095');
		expect((await ofMerchant()).data.balance_list).toContainEqual({
			currency: 'DOGE',
			available: '1843.32095',
		});
		stage.sandbox.reset();
		expect(usdt()).toBe('1000000');
	});

	it('shows a refund that was made late, once it is due', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'madeLate', delay: 3_000 });
		await stage.merchant.refundV2(v2Refund('r')).catch(() => undefined);
		stage.now += 2_999;
		expect((await ofMerchant()).data.balance_list).toContainEqual({ currency: 'USDT', available: '1000000' });
		stage.now += 1;
		expect((await ofMerchant()).data.balance_list).toContainEqual({ currency: 'USDT', available: '999999' });
	});
});

describe('the ledger', () => {
	const stage = useSandbox();
	type Row = Record<string, unknown>;
	const rowsOf = ({ data }: Envelope) => data.balance_history_item_list as Row[];
	const query = (more: Record<string, string> = {}) => ({
		startTime: String(stage.now - 1_000_000),
		endTime: String(stage.now + 1_000_000),
		page: '1',
		count: '500',
		...more,
	});
	const look = async (more?: Record<string, string>) =>
		(await stage.institution.get(LEDGER, query(more))).json;

	it('shows a refund twice, as in GatePay’s sample: what left the account, and its counterpart 5 ms later', async () => {
		await stage.institution.refundV2(v2Refund('r', { refundAmount: '2.50' }));
		const answer = await look();
		const row = {
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
		};
		expect(answer).toEqual({
			status: 'SUCCESS',
			code: '000000',
			errorMessage: '',
			data: {
				merchant_id: 10002,
				total: 2,
				hasNext: false,
				nextPage: 0,
				balance_history_item_list: [{ ...row, payAmount: '2.50', transactTime: stage.now + 5 }, row],
			},
		});
	});

	it('is the same for both types of account, and signed as all else', async () => {
		await stage.institution.refundV2(v2Refund('r'));
		expect((await stage.merchant.get(LEDGER, query())).json).toEqual(await look());
		const nobody = { headers: { 'X-GatePay-On-Behalf-Of': undefined } };
		expect((await stage.institution.get(LEDGER, query(), nobody)).json.code).toBe('400203');
		const secret = 'a-fake-secret-that-is-wrong';
		expect((await stage.merchant.get(LEDGER, query(), { secret })).json.code).toBe('400002');
	});

	it('shows a refund after the lag that was set, and a rejected one no longer', async () => {
		stage.sandbox.ledgerLag = 10_000;
		await stage.institution.refundV2(v2Refund('r'));
		stage.now += 9_999;
		expect(rowsOf(await look())).toEqual([]);
		stage.now += 1;
		expect(rowsOf(await look())).toHaveLength(2);
		stage.sandbox.refunds.reject('r');
		expect(rowsOf(await look())).toEqual([]);
	});

	it('gives a V1 refund and a V2 refund different IDs, and shows an address where there is one', async () => {
		await stage.institution.refundV1(v1Refund('r'));
		const address = {
			refundStyle: 2,
			refundPayChannel: 2,
			refundChain: 'TRX',
			refundAddress: 'TFakeAddress',
		};
		await stage.institution.refundV2(v2Refund('r', address));
		stage.sandbox.refunds.finish('r');
		const rows = rowsOf(await look());
		expect(new Set(rows.map(({ refund_gate_id: id }) => id)).size).toBe(2);
		expect(rows).toContainEqual(expect.objectContaining({ fullChain: 'TRX', address: 'TFakeAddress' }));
		expect(rows).toContainEqual(expect.objectContaining({ hash: 'hash-of-1991045981847818240' }));
	});

	it('has pages: 10,000 rows, each once, the newest first, and a last page that says so', async () => {
		for (let index = 0; index < 10_000; index += 1) {
			stage.sandbox.account.addRow({ transactId: String(index), transactTime: stage.now - 10_000 + index });
		}
		const seen: unknown[] = [];
		for (let page = 1; page > 0;) {
			const answer = await look({ page: String(page), count: '499' });
			expect(answer.data.total).toBe(10_000);
			expect(answer.data.hasNext).toBe(seen.length + 499 < 10_000);
			seen.push(...rowsOf(answer).map(({ transactId }) => transactId));
			page = Number(answer.data.nextPage);
		}
		expect(seen).toEqual(Array.from({ length: 10_000 }, (_, index) => String(9_999 - index)));
		expect(rowsOf(await look({ page: '22', count: '500' }))).toEqual([]);
		expect((await look({ page: '20', count: '500' })).data).toMatchObject({ hasNext: false, nextPage: 0 });
	});

	it('is cut to a period, both ends belonging to it', async () => {
		for (const offset of [-1, 0, 1, 2]) stage.sandbox.account.addRow({ transactTime: stage.now + offset });
		const period = { startTime: String(stage.now), endTime: String(stage.now + 1) };
		expect(rowsOf(await look(period)).map(({ transactTime }) => transactTime)).toEqual([
			stage.now + 1,
			stage.now,
		]);
	});

	it.each<[Record<string, string>, string[]]>([
		[{ currency: 'ETH' }, ['b']],
		[{ financialType: 'refund_fi' }, ['c']],
		[{ financialType: 'payment_fi', currency: 'ETH' }, []],
		[{ orderType: '1', orderIdNo: 'TRADE-1' }, ['a', 'd']],
		[{ orderType: '2', orderIdNo: 'order-1' }, ['a']],
		[{ orderType: '3', orderIdNo: 'c' }, ['c']],
		[{ orderType: '2', orderIdNo: 'TRADE-1' }, []],
		[{ currency: '', financialType: '', orderType: '', orderIdNo: '' }, ['a', 'b', 'c', 'd']],
	])('can be filtered by %j', async (filter, ids) => {
		const { account } = stage.sandbox;
		account.addRow({ transactId: 'a', orderId: 'order-1', merchantTradeNo: 'TRADE-1' });
		account.addRow({ transactId: 'b', currency: 'ETH' });
		account.addRow({ transactId: 'c', financialType: 'refund_fi' });
		account.addRow({ transactId: 'd', merchantTradeNo: 'TRADE-1' });
		expect(rowsOf(await look(filter)).map(({ transactId }) => transactId)).toEqual(ids);
	});

	it.each<[string, Record<string, string>]>([
		['400001', { startTime: '' }],
		['400001', { endTime: '2026-01-01' }],
		['400001', { page: '0' }],
		['400001', { page: '' }],
		['400001', { count: '0' }],
		['400001', { count: '501' }],
		['400001', { count: '1e2' }],
		['400001', { startTime: '9999999999999', endTime: '1' }],
		['400001', { financialType: 'refunds' }],
		['400001', { orderType: '1' }],
		['400001', { orderIdNo: 'TRADE-1' }],
		['5504060', { orderType: '4', orderIdNo: 'TRADE-1' }],
		['5504060', { orderType: 'toString', orderIdNo: 'TRADE-1' }],
	])('is refused with %s for %j', async (code, more) => {
		expect(await look(more)).toMatchObject({ status: 'FAIL', code });
	});

	it('shows what came in and left in other ways than by refunds', async () => {
		stage.sandbox.account.payIn('ETH', '2');
		stage.sandbox.account.setBalance('ETH', '1');
		stage.sandbox.account.setBalance('ETH', '1');
		expect(rowsOf(await look())).toMatchObject([
			{ financialType: 'receipt_fi', payAmount: '2', currency: 'ETH', Balance: '102' },
			{ financialType: 'payment_fi', payAmount: '-101', currency: 'ETH', Balance: '1' },
		]);
	});

	it('fails where a fault says so, in the middle of the pages as well', async () => {
		stage.sandbox.faults.add({ on: 'queryLedger', kind: 'http', status: 503, after: 2 });
		const statuses = [];
		for (let call = 0; call < 4; call += 1) {
			statuses.push((await stage.institution.get(LEDGER, query())).status);
		}
		expect(statuses).toEqual([200, 200, 503, 200]);
		stage.sandbox.faults.add({ on: 'account', kind: 'http', status: 502 });
		expect((await stage.merchant.get(BALANCE, {})).status).toBe(502);
	});
});

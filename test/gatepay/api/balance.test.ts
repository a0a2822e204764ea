import { balancesOf } from '../../../gatepay/api/balance';
import { readEnvelope } from '../../../gatepay/api/answer';

const dataOf = (text: string) => readEnvelope(text)?.data;

describe('a balance', () => {
	it("is read from the sample of GatePay's page for merchants", () => {
		const text =
			'{"status":"SUCCESS","code":"000000","errorMessage":"","data":{"balance_list":[{"currency":"DOGE","available":"1843.32095"}]}}';
		expect(balancesOf(dataOf(text))).toStrictEqual([{ currency: 'DOGE', available: '1843.32095' }]);
	});

	it("is read from the sample of GatePay's page for institutions", () => {
		const text =
			'{"status":"SUCCESS","code":"000000","errorMessage":"","data":{"balanceList":[{"currency":"BTC","available":"0.01"},{"currency":"USDT","available":"12.34411"}]}}';
		expect(balancesOf(dataOf(text))).toStrictEqual([
			{ currency: 'BTC', available: '0.01' },
			{ currency: 'USDT', available: '12.34411' },
		]);
	});

	it('keeps every digit, also of a bare number', () => {
		const text =
			'{"status":"SUCCESS","data":{"balance_list":[{"currency":"USDT","available":934183.978351420900}]}}';
		expect(balancesOf(dataOf(text))).toStrictEqual([{ currency: 'USDT', available: '934183.978351420900' }]);
		expect(balancesOf({ balanceList: [{ currency: 'USDT', available: 0 }] })).toStrictEqual([
			{ currency: 'USDT', available: '0' },
		]);
	});

	it('hands on what else GatePay shows, as it came', () => {
		const row = { currency: 'USDT', available: '1', hold: 2, total: '3', chains: [{ chain: 'TRX' }] };
		expect(balancesOf({ balance_list: [row] })).toStrictEqual([row]);
	});

	it('is not shown where a row has no currency or no amount, and the other rows are', () => {
		const rows = [
			null,
			'USDT',
			[],
			{},
			{ currency: 'ETH' },
			{ available: '1' },
			{ currency: '', available: '1' },
		];
		const odd = { currency: 'BTC', available: null };
		expect(balancesOf({ balanceList: [...rows, odd, { currency: 'USDT', available: '1' }] })).toStrictEqual([
			{ currency: 'USDT', available: '1' },
		]);
	});

	it('of an account that holds nothing is an empty list', () => {
		expect(balancesOf({ balance_list: [] })).toStrictEqual([]);
		expect(balancesOf({ balance_list: null, balanceList: [] })).toStrictEqual([]);
	});

	it.each([
		undefined,
		null,
		'',
		'USDT',
		7,
		[],
		[{ currency: 'USDT', available: '1' }],
		{},
		{ balance_list: null },
		{ balanceList: { currency: 'USDT', available: '1' } },
		{ currency: 'USDT', available: '1' },
	])('is not read from %j', (data) => {
		expect(balancesOf(data)).toBeUndefined();
	});
});

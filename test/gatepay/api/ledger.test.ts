import { readEnvelope } from '../../../gatepay/api/answer';
import { ledgerPageOf, refundsIn, type LedgerRow } from '../../../gatepay/api/ledger';

/** The sample of GatePay's documentation. */
const SAMPLE =
	'{"status":"SUCCESS","code":"000000","errorMessage":"","data":{"merchant_id":10002,"total":18,"hasNext":true,"nextPage":4,"balance_history_item_list":[{"transactId":"355711415868440576","transactTime":1746769810346,"orderId":"355450733498011648","merchantTradeNo":"1746707644001","financialType":"refund_fi","payAmount":"-1","currency":"USDT","Balance":"934183.9783514209","BalanceCurrency":"USDT","status":"PAID","payer":10002,"buyer":"","fullChain":"","hash":"","address":"TMB5f9CgcnYR365knMXKrMM6aGoYpphquj","payChannel":"mini_pay","refund_gate_id":"13411853592035330"}]}}';

const sample = () => ledgerPageOf(readEnvelope(SAMPLE)?.data);
const sampleRow = () => sample()?.rows[0] as LedgerRow;

describe('a page of the ledger', () => {
	it("is read from the sample of GatePay's documentation", () => {
		expect(sample()).toMatchObject({ hasNext: true, nextPage: 4 });
		expect(sample()?.rows).toHaveLength(1);
		expect(sampleRow()).toMatchObject({ transactId: '355711415868440576', Balance: '934183.9783514209' });
	});

	const rows = [{ transactId: '1' }, { transactId: '2' }];
	it.each<[object, boolean, number | undefined]>([
		[{ hasNext: true, nextPage: 2 }, true, 2],
		[{ hasNext: true, nextPage: '2' }, true, 2],
		[{ hasNext: 'true', nextPage: 2 }, true, 2],
		[{ hasNext: true }, true, undefined],
		[{ hasNext: true, nextPage: 0 }, true, undefined],
		[{ hasNext: true, nextPage: null }, true, undefined],
		[{ hasNext: true, nextPage: -1 }, true, undefined],
		[{ hasNext: true, nextPage: 1.5 }, true, undefined],
		[{ hasNext: false, nextPage: 2 }, false, 2],
		[{ hasNext: false, nextPage: 0 }, false, undefined],
		[{ hasNext: 'false' }, false, undefined],
		[{ nextPage: 2 }, true, 2],
		[{ hasNext: null, nextPage: 2 }, true, 2],
		[{ nextPage: 0 }, false, undefined],
		[{ nextPage: null }, false, undefined],
		[{}, false, undefined],
	])('with %j says whether there is another one', (parts, hasNext, nextPage) => {
		expect(ledgerPageOf({ balance_history_item_list: rows, ...parts })).toStrictEqual({
			rows,
			hasNext,
			nextPage,
		});
	});

	it('leaves out what is no row', () => {
		const list = [null, 'row', 1, [], rows[0]];
		expect(ledgerPageOf({ balance_history_item_list: list })?.rows).toStrictEqual([rows[0]]);
	});

	it.each([
		{ total: 0, hasNext: false, balance_history_item_list: [] },
		{ total: 0, hasNext: false, balance_history_item_list: null },
		{ total: '0' },
	])('is empty in %j', (data) => {
		expect(ledgerPageOf(data)).toStrictEqual({ rows: [], hasNext: false, nextPage: undefined });
	});

	it.each([
		undefined,
		null,
		'',
		[],
		rows,
		{},
		{ hasNext: false },
		{ total: 18, hasNext: false },
		{ total: 18, balance_history_item_list: null },
		{ total: 0, balance_history_item_list: {} },
		{ balance_list: [] },
	])('is not read from %j, which says nothing of refunds', (data) => {
		expect(ledgerPageOf(data)).toBeUndefined();
	});
});

describe('the refunds in the ledger', () => {
	it("are named as everywhere else, beside the row as it came: GatePay's sample", () => {
		expect(refundsIn([sampleRow()])).toStrictEqual([
			{
				refundAmount: '1',
				currency: 'USDT',
				prepayId: '355450733498011648',
				merchantTradeNo: '1746707644001',
				time: '2025-05-09T05:50:10.346Z',
				timestamp: 1746769810346,
				refundGateId: '13411853592035330',
				transactId: '355711415868440576',
				status: 'PAID',
				address: 'TMB5f9CgcnYR365knMXKrMM6aGoYpphquj',
				chain: '',
				hash: '',
				payChannel: 'mini_pay',
				buyer: '',
				row: sampleRow(),
			},
		]);
	});

	it('count once, although GatePay shows each twice', () => {
		const counterpart = { ...sampleRow(), payAmount: '1', transactTime: 1746769810341 };
		expect(refundsIn([counterpart, sampleRow()])).toMatchObject([{ timestamp: 1746769810346 }]);
		expect(refundsIn([{ ...counterpart, payAmount: '+1' }])).toEqual([]);
	});

	it('are the two of two equal refunds, in their order', () => {
		const other = { ...sampleRow(), refund_gate_id: '13411853592035331' };
		expect(refundsIn([other, sampleRow()]).map(({ refundGateId }) => refundGateId)).toEqual([
			'13411853592035331',
			'13411853592035330',
		]);
	});

	it.each([
		['-1', '1'],
		['-0.01200000', '0.01200000'],
		[-2.5, '2.5'],
		['-1234567890123456789.123456', '1234567890123456789.123456'],
	])('have the amount %j without its sign', (payAmount, refundAmount) => {
		expect(refundsIn([{ ...sampleRow(), payAmount }])).toMatchObject([{ refundAmount }]);
	});

	it.each([
		'1',
		'+1',
		'0',
		'-0',
		'-0.000',
		'',
		'-',
		'--1',
		'-1e3',
		'- 1',
		'minus 1',
		null,
		undefined,
		true,
		['-1'],
	])('are no rows of the amount %j', (payAmount) => {
		expect(refundsIn([{ ...sampleRow(), payAmount }])).toEqual([]);
	});

	it.each(['payment_fi', 'transfer_fi', 'convert_refund_fi', 'REFUND_FI'])(
		'are no rows of the type %s',
		(financialType) => {
			expect(refundsIn([{ ...sampleRow(), financialType }])).toEqual([]);
		},
	);

	it.each([undefined, null, ''])(
		'are rows without a type, because nothing else was looked up: %j',
		(financialType) => {
			expect(refundsIn([{ ...sampleRow(), financialType }])).toHaveLength(1);
		},
	);

	it.each<[unknown, string, number | undefined]>([
		['1746769810346', '2025-05-09T05:50:10.346Z', 1746769810346],
		[1, '1970-01-01T00:00:00.001Z', 1],
		[8640000000000000, '+275760-09-13T00:00:00.000Z', 8640000000000000],
		[8640000000000001, '', undefined],
		['99999999999999999999', '', undefined],
		['2025-05-09 05:50:10', '', undefined],
		[0, '', undefined],
		[-1, '', undefined],
		[null, '', undefined],
	])('have the time of %j', (transactTime, time, timestamp) => {
		expect(refundsIn([{ ...sampleRow(), transactTime }])).toMatchObject([{ time, timestamp }]);
	});

	it('keep every digit of an ID, and have empty texts where GatePay says nothing', () => {
		const text =
			'{"status":"SUCCESS","data":{"balance_history_item_list":[{"orderId":355450733498011648,"payAmount":-1.10}]}}';
		const rows = ledgerPageOf(readEnvelope(text)?.data)?.rows ?? [];
		expect(refundsIn(rows)).toMatchObject([
			{
				prepayId: '355450733498011648',
				refundAmount: '1.10',
				currency: '',
				refundGateId: '',
				timestamp: undefined,
			},
		]);
	});
});

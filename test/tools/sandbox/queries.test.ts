import { useSandbox, v1Refund, v2Refund } from './client';

describe('looking up a refund', () => {
	const stage = useSandbox();

	it('finds a V1 refund through V1 only', async () => {
		await stage.institution.refundV1(v1Refund('r'));
		expect((await stage.institution.queryV1('r')).json).toEqual({
			status: 'SUCCESS',
			code: '000000',
			data: {
				...v1Refund('r'),
				orderAmount: '10',
				channelId: '',
				refundStatus: 'PROCESSING',
			},
			errorMessage: '',
		});
		expect((await stage.institution.queryV2('r')).json).toMatchObject({ status: 'FAIL', code: '400304' });
	});

	it('finds a V2 refund through V2 only', async () => {
		const destination = { refundStyle: 2, refundPayChannel: 2, refundChain: 'TRX', refundAddress: 'T1' };
		await stage.institution.refundV2(v2Refund('r', destination));
		expect((await stage.institution.queryV2('r')).json).toMatchObject({
			status: 'SUCCESS',
			code: '00000',
			data: {
				refundRequestId: 'r',
				gateRefundId: '1991045981847818240',
				orderId: 'paid-v2-10',
				merchantTradeNo: 'TRADE-paid-v2-10',
				createTime: stage.now,
				orderAmount: '10',
				orderCurrency: 'USDT',
				requestAmount: '1',
				requestCurrency: 'USDT',
				status: 'PROCESSING',
				remark: 'returned',
				refund_style: 2,
				refund_pay_channel: 2,
				refund_address: 'T1',
				refund_chain: 'TRX',
				refund_to_gate_uid: null,
				refund_fail_reason: '',
			},
		});
		expect((await stage.institution.queryV1('r')).json).toMatchObject({ status: 'FAIL', code: '400304' });
	});

	it('knows no refund that was never made (400304), and needs an ID (400001)', async () => {
		for (const query of ['queryV1', 'queryV2'] as const) {
			expect((await stage.merchant[query]('r')).json.code).toBe('400304');
			expect((await stage.merchant[query]('')).json.code).toBe('400001');
		}
	});

	it('shows how a refund goes on: processing, then succeeded or rejected with a reason', async () => {
		const { refunds } = stage.sandbox;
		const statuses = async () => [
			(await stage.institution.queryV1('r')).json.data.refundStatus,
			(await stage.institution.queryV2('r')).json.data.status,
		];
		await stage.institution.refundV1(v1Refund('r'));
		await stage.institution.refundV2(v2Refund('r'));
		refunds.start('r');
		expect(await statuses()).toEqual(['PROCESSING', 'PROCESSING']);
		refunds.finish('r');
		expect(await statuses()).toEqual(['SUCCESS', 'REFUND_SUCCESS']);
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(2);
		refunds.reject('r', 'the address does not exist');
		expect(await statuses()).toEqual(['FAIL', 'REFUND_REJECTED']);
		const { data } = (await stage.institution.queryV2('r')).json;
		expect(data.refund_fail_reason).toBe('the address does not exist');
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(0);
	});

	it.each([
		['paid-v2-10', 'REFUND_SUCCESS', 1],
		['refund-fails-v2', 'REFUND_REJECTED', 0],
		['refund-stays-open-v2', 'PROCESSING', 1],
	])('ends the refund of %s on its own, if told to, as %s', async (prepayId, status, times) => {
		stage.sandbox.finishAfter = 5_000;
		await stage.institution.refundV2(v2Refund('r', { prepayId }));
		stage.now += 4_999;
		expect((await stage.institution.queryV2('r')).json.data.status).toBe('PROCESSING');
		stage.now += 1;
		expect((await stage.institution.queryV2('r')).json.data.status).toBe(status);
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(times);
	});
});

describe('looking up an order', () => {
	const stage = useSandbox();
	const v1 = (body: object) => stage.merchant.post('/v1/pay/order/query', body);
	const v2 = (query: Record<string, string>) => stage.institution.get('/v2/pay/order/query', query);

	it.each([{ prepayId: 'paid-v1-in-eth' }, { merchantTradeNo: 'TRADE-paid-v1-in-eth' }])(
		'finds an order by %j, through its own version only',
		async (name) => {
			const found = {
				prepayId: 'paid-v1-in-eth',
				merchantTradeNo: 'TRADE-paid-v1-in-eth',
				orderAmount: '100',
				currency: 'USDT',
				status: 'PAID',
				pay_currency: 'ETH',
				pay_amount: '0.04',
			};
			expect((await v1(name)).json).toMatchObject({ status: 'SUCCESS', code: '', data: found });
			expect((await v2(name as never)).json.code).toBe('400202');
		},
	);

	it('needs exactly one of the two names', async () => {
		for (const lookUp of [v1, v2]) {
			expect((await lookUp({ prepayId: 'a', merchantTradeNo: 'b' })).json.code).toBe('400001');
			expect((await lookUp({})).json.code).toBe('400001');
			expect((await lookUp({ prepayId: 'none' })).json.code).toBe('400202');
		}
	});

	it('shows pending and expired orders as such, and nests the data of one, as GatePay may', async () => {
		const pending = (await v1({ prepayId: 'pending-v1' })).json.data;
		expect(pending).toMatchObject({ status: 'PENDING', pay_amount: '' });
		expect((await v2({ prepayId: 'expired-v2' })).json.data.status).toBe('EXPIRED');
		expect((await v2({ prepayId: 'paid-v2-nested' })).json.data.bizData).toMatchObject({ status: 'PAID' });
	});
});

describe('looking up the chains of a currency', () => {
	const stage = useSandbox();

	it('lists them, some fields null, one chain with a memo; none for another currency', async () => {
		const chainsOf = async (currency: string) =>
			(await stage.institution.get('/v2/refund/support/chains', { currency })).json;
		const { code, data } = await chainsOf('USDT');
		const chains = data.chains as Record<string, unknown>[];
		expect(code).toBeNull();
		expect(chains.map(({ chain }) => chain)).toEqual(['ETH', 'TRX', 'SOL', 'TON', 'KAVAEVM']);
		expect(chains.filter((chain) => chain.hasWithdrawMemo === 1).map(({ chain }) => chain)).toEqual(['TON']);
		expect(chains.some((chain) => chain.show_chain_name_en === null)).toBe(true);
		expect((await chainsOf('XYZ')).data).toEqual({ currency: 'XYZ', chains: [] });
		expect((await chainsOf('')).code).toBe('400001');
	});
});

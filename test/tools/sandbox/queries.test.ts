import { useSandbox, v1Refund, v2Refund } from './client';

describe('looking up a refund', () => {
	const stage = useSandbox();

	it('finds a V1 refund through V1 only', async () => {
		await stage.institution.refundV1(v1Refund('r'));
		expect((await stage.institution.queryV1('r')).json).toEqual({
			status: 'SUCCESS',
			code: '000000',
			data: {
				refundRequestId: 'r',
				prepayId: 'paid-v1-10',
				orderAmount: '10',
				refundAmount: '1',
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
		const { json } = await stage.institution.queryV2('r');
		expect(json).toMatchObject({
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
				amount: '1',
				currency: 'USDT',
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

	it("has the JSON types that GatePay's Go client reads: its own ID as text, the Gate UID as a number", async () => {
		const toUser = { refundStyle: 2, refundPayChannel: 1, refundToGateUid: '10002' };
		await stage.institution.refundV2(v2Refund('a', toUser));
		expect((await stage.institution.queryV2('a')).json.data).toMatchObject({
			refundId: '1991045981847818240',
			refund_to_gate_uid: 10002,
		});
	});

	it('knows no refund that was never made (400304), and needs an ID (400001)', async () => {
		expect((await stage.merchant.queryV1('r')).json.code).toBe('400304');
		expect((await stage.merchant.queryV2('r')).json.code).toBe('400304');
		expect((await stage.merchant.queryV1('')).json.code).toBe('400001');
		expect((await stage.merchant.queryV2('')).json.code).toBe('400001');
		expect((await stage.merchant.get('/v2/pay/refund/details', {})).json.code).toBe('400001');
	});

	it('shows how a refund goes on: processing, then succeeded or rejected with a reason', async () => {
		const { sandbox, institution } = stage;
		const statuses = async (id: string) => [
			(await institution.queryV1(id)).json.data.refundStatus,
			(await institution.queryV2(id)).json.data.status,
		];
		for (const id of ['good', 'bad']) {
			await institution.refundV1(v1Refund(id));
			await institution.refundV2(v2Refund(id));
			expect(sandbox.refunds.get(id)?.state).toBe('accepted');
			sandbox.refunds.start(id);
			expect(sandbox.refunds.get(id)?.state).toBe('processing');
			expect(await statuses(id)).toEqual(['PROCESSING', 'PROCESSING']);
		}
		sandbox.refunds.finish('good');
		expect(await statuses('good')).toEqual(['SUCCESS', 'REFUND_SUCCESS']);
		sandbox.refunds.reject('bad', 'the address does not exist');
		expect(await statuses('bad')).toEqual(['FAIL', 'REFUND_REJECTED']);
		expect((await institution.queryV2('bad')).json.data.refund_fail_reason).toBe(
			'the address does not exist',
		);
		expect(sandbox.ledger.timesPaid('good')).toBe(2);
		expect(sandbox.ledger.timesPaid('bad')).toBe(0);
		expect(() => sandbox.refunds.finish('none')).toThrow('no refund none');
	});

	it('lets refunds succeed on their own after a time, if told to', async () => {
		stage.sandbox.finishAfter = 5_000;
		await stage.institution.refundV2(v2Refund('r'));
		stage.now += 4_999;
		expect(stage.sandbox.refunds.get('r')?.state).toBe('accepted');
		stage.now += 1;
		expect((await stage.institution.queryV2('r')).json.data.status).toBe('REFUND_SUCCESS');
	});
});

describe('looking up an order', () => {
	const stage = useSandbox();
	const v1 = (body: object) => stage.merchant.post('/v1/pay/order/query', body);
	const v2 = (query: Record<string, string>) => stage.institution.get('/v2/pay/order/query', query);

	it('finds an order by its ID or its trade number, through its own version only', async () => {
		for (const name of [{ prepayId: 'paid-v1-25' }, { merchantTradeNo: 'TRADE-paid-v1-25' }]) {
			expect((await v1(name)).json).toMatchObject({
				status: 'SUCCESS',
				code: '',
				data: {
					prepayId: 'paid-v1-25',
					merchantTradeNo: 'TRADE-paid-v1-25',
					orderAmount: '25.5',
					currency: 'USDT',
					status: 'PAID',
				},
			});
			expect((await v2(name as never)).json.code).toBe('400202');
		}
		for (const name of [{ prepayId: 'paid-v2-in-eth' }, { merchantTradeNo: 'TRADE-paid-v2-in-eth' }]) {
			expect((await v2(name as never)).json.data).toMatchObject({
				prepayId: 'paid-v2-in-eth',
				pay_currency: 'ETH',
				pay_amount: '0.04',
			});
			expect((await v1(name)).json.code).toBe('400202');
		}
	});

	it('needs exactly one of the two', async () => {
		const both = { prepayId: 'paid-v1-25', merchantTradeNo: 'TRADE-paid-v1-25' };
		for (const lookUp of [v1, v2]) {
			expect((await lookUp(both)).json.code).toBe('400001');
			expect((await lookUp({})).json.code).toBe('400001');
			expect((await lookUp({ prepayId: 'none' })).json.code).toBe('400202');
		}
	});

	it('shows pending and expired orders as such', async () => {
		expect((await v1({ prepayId: 'pending-v1' })).json.data).toMatchObject({
			status: 'PENDING',
			pay_amount: '',
		});
		expect((await v2({ prepayId: 'expired-v2' })).json.data.status).toBe('EXPIRED');
	});

	it('nests the data of one V2 order, and gives one amount with 8 decimals, as GatePay may', async () => {
		expect((await v2({ prepayId: 'paid-v2-nested' })).json.data).toMatchObject({
			bizData: { prepayId: 'paid-v2-nested' },
		});
		expect((await v2({ prepayId: 'paid-v2-eight-decimals' })).json.data.orderAmount).toBe('0.01200000');
	});
});

describe('looking up the chains of a currency', () => {
	const stage = useSandbox();
	const chainsOf = async (currency: string) =>
		(await stage.institution.get('/v2/refund/support/chains', { currency })).json;

	it('lists them, some fields null, one chain with a memo', async () => {
		const { code, data } = await chainsOf('USDT');
		const chains = data.chains as Record<string, unknown>[];
		expect(code).toBeNull();
		expect(data.currency).toBe('USDT');
		expect(chains.map(({ chain }) => chain)).toEqual(['ETH', 'TRX', 'SOL', 'TON', 'KAVAEVM']);
		expect(chains.filter((chain) => chain.hasWithdrawMemo === 1).map(({ chain }) => chain)).toEqual(['TON']);
		expect(chains.some((chain) => chain.show_chain_name_en === null)).toBe(true);
	});

	it('lists none for a currency without any, and needs a currency', async () => {
		expect((await chainsOf('XYZ')).data).toEqual({ currency: 'XYZ', chains: [] });
		expect((await chainsOf('')).code).toBe('400001');
	});
});

import { useSandbox, v1Refund, v2Refund } from './client';

describe('creating a refund', () => {
	const stage = useSandbox();
	const v1Code = async (fields: object) => (await stage.institution.refundV1(fields)).json.code;
	const v2Code = async (fields: object) => (await stage.institution.refundV2(fields)).json.code;

	it("answers the V1 example of GatePay's documentation as it does there", async () => {
		const refund = { refundRequestId: '156123911', prepayId: '1647438500687506', refundAmount: '0.8' };
		expect((await stage.institution.refundV1(refund)).json).toEqual({
			status: 'SUCCESS',
			code: '000000',
			data: { ...refund, orderAmount: '1.91', channelId: '' },
			errorMessage: '',
		});
	});

	it("answers the V2 example of GatePay's documentation as it does there, and pays once", async () => {
		const refund = {
			refundRequestId: '202508271923022',
			prepayId: '35214673103159414',
			refundAmount: '0.018',
		};
		const answer = await stage.institution.refundV2({
			...refund,
			refundStyle: 2,
			refundToGateUid: '10002',
			refundCurrency: 'USDT',
			refundPayChannel: 1,
			refundReason: 'bourne-test',
			refundBearType: 1,
		});
		expect(answer.json).toEqual({
			code: '000000',
			data: {
				...refund,
				refundGateId: '1991045981847818240',
				orderAmount: '10',
				errMsg: '',
				orderCurrency: 'USDT',
				payCurrency: 'USDT',
				payAmount: '0.018',
			},
			status: 'SUCCESS',
			errorMessage: '',
		});
		const paid = { version: 'v2', currency: 'USDT', destination: 'Gate UID 10002', at: stage.now };
		expect(stage.sandbox.ledger.payments).toEqual([{ ...refund, ...paid }]);
	});

	it.each<[string, object]>([
		['no refundRequestId', { refundRequestId: undefined }],
		['no prepayId', { prepayId: undefined }],
		['no refundAmount', { refundAmount: undefined }],
		['a refundRequestId of 33 characters', { refundRequestId: 'r'.repeat(33) }],
		['a refundRequestId with a dot', { refundRequestId: 'a.b' }],
		['an amount that is a number', { refundAmount: 1 }],
		['an ID that is a number', { prepayId: 1647438500687506 }],
		...['0', '0.000000', '-1', '+1', '1e1', '1,5', ' 1', '01', '.5', '1.', '1.0000001', 'NaN', ''].map(
			(refundAmount): [string, object] => [`the amount “${refundAmount}”`, { refundAmount }],
		),
	])('refuses %s with 400001 in both versions', async (_what, more) => {
		expect(await v1Code(v1Refund('r', more))).toBe('400001');
		expect(await v2Code(v2Refund('r', more))).toBe('400001');
		expect(stage.sandbox.refunds.all).toEqual([]);
	});

	it.each(['', 'refund', '[]', 'null', '"text"', '{"refundRequestId":"r",}', '{1:"a"}'])(
		'refuses the body %j with 400001',
		async (body) => {
			expect((await stage.institution.post('/v1/pay/order/refund', body)).json.code).toBe('400001');
		},
	);

	it('needs a reason in V2, and takes one of at most 256 characters in V1', async () => {
		expect(await v2Code(v2Refund('r', { refundReason: '' }))).toBe('400001');
		expect(await v1Code(v1Refund('r', { refundReason: 'x'.repeat(256) }))).toBe('000000');
		expect(await v1Code(v1Refund('s', { refundReason: 'x'.repeat(257) }))).toBe('400001');
	});

	it.each([
		['refundFundStatementId', ['1', 1.5, true, -1]],
		['needNotify', ['true', 1]],
		['memo', [1, true, {}, []]],
	])('takes %s in its JSON type only', async (name, others) => {
		for (const value of others) expect(await v2Code(v2Refund('r', { [name]: value }))).toBe('400001');
	});

	it('reads an int64 without losing a digit, and refuses one beyond 2^63 − 1', async () => {
		const send = async (digits: string) => {
			const body = JSON.stringify(v2Refund('r')).replace('}', `,"adjustOrderId":${digits}}`);
			return (await stage.institution.post('/v2/standard/order/refund', body)).json.code;
		};
		expect(await send('9223372036854775808')).toBe('400001');
		expect(await send('9223372036854775807')).toBe('000000');
		expect(stage.sandbox.refunds.get('r')?.request.adjustOrderId).toBe(9223372036854775807n);
	});

	it.each([
		{ refundStyle: 3 },
		{ refundStyle: 2 },
		{ refundStyle: 2, refundPayChannel: 1 },
		{ refundStyle: 2, refundPayChannel: 2, refundAddress: 'T1' },
		{ refundStyle: 2, refundPayChannel: 2, refundChain: 'TRX' },
	])('refuses %j with 400001', async (more) => {
		expect(await v2Code(v2Refund('r', more))).toBe('400001');
	});

	it.each([
		['original route', { refundStyle: 1 }],
		['Gate UID 10002', { refundStyle: 2, refundPayChannel: 1, refundToGateUid: '10002' }],
		[
			'TON UQ1 memo 7',
			{ refundStyle: 2, refundPayChannel: 2, refundChain: 'TON', refundAddress: 'UQ1', memo: '7' },
		],
	])('pays to %s for %j', async (destination, more) => {
		expect(await v2Code(v2Refund('r', more))).toBe('000000');
		expect(stage.sandbox.ledger.payments).toMatchObject([{ destination }]);
	});

	it.each<[string, string, { prepayId?: string }]>([
		['400202', '400202', { prepayId: 'none' }],
		['400202', '500208', { prepayId: 'paid-V-10' }], // the other version's order
		['400604', '400604', { prepayId: 'pending-v' }],
		['400204', '400204', { prepayId: 'expired-v' }],
		['000000', '500204', { refundStyle: 2, refundPayChannel: 1, refundToGateUid: '99999' } as object],
		['000000', '500205', { refundCurrency: 'BTC' } as object],
	])('refuses with %s in V1 and %s in V2: %j', async (v1, v2, { prepayId = 'paid-v-10', ...more }) => {
		const of = (own: string, other: string) => ({
			...more,
			prepayId: prepayId.replace('-v', `-${own}`).replace('-V', `-${other}`),
		});
		expect(await v1Code(v1Refund('r', of('v1', 'v2')))).toBe(v1);
		expect(await v2Code(v2Refund('r', of('v2', 'v1')))).toBe(v2);
	});

	it('refuses an amount above what is left with 500206; a rejected refund gives its amount back', async () => {
		const of = (id: string, refundAmount: string) => v2Refund(id, { refundAmount });
		expect(await v2Code(of('a', '10.000001'))).toBe('500206');
		expect(await v2Code(of('b', '6.000001'))).toBe('000000');
		expect(await v2Code(of('c', '4'))).toBe('500206');
		stage.sandbox.refunds.reject('b');
		expect(await v2Code(of('d', '10'))).toBe('000000');
		const partly = (refundAmount: string) => v1Refund('r', { prepayId: 'partly-refunded-v1', refundAmount });
		expect(await v1Code(partly('5.000001'))).toBe('500206');
		expect(await v1Code(partly('5'))).toBe('000000');
		const inEth = { prepayId: 'paid-v2-in-eth', refundCurrency: 'ETH' };
		expect(await v2Code(v2Refund('e', { ...inEth, refundAmount: '0.040001' }))).toBe('500206');
		expect(await v2Code(v2Refund('e', { ...inEth, refundAmount: '0.04' }))).toBe('000000');
	});

	it('refuses an amount above the balance with 400605, until money came in', async () => {
		const { account } = stage.sandbox;
		account.setBalance('USDT', '0.999999');
		expect(await v2Code(v2Refund('r'))).toBe('400605');
		account.payIn('USDT', '0.000001');
		expect(await v2Code(v2Refund('r'))).toBe('000000');
		expect(account.balances[0]).toEqual({ currency: 'USDT', available: '0' });
	});

	it('refuses more refunds than an order can have with 400607', async () => {
		stage.sandbox.refundsPerOrder = 2;
		for (const [id, code] of Object.entries({ a: '000000', b: '000000', c: '400607' })) {
			expect(await v1Code(v1Refund(id))).toBe(code);
		}
	});

	it.each(['400605', '400622', '500207'])(
		'has an order in each version that it refuses with %s',
		async (code) => {
			expect(await v1Code(v1Refund('r', { prepayId: `refused-${code}` }))).toBe(code);
			expect(await v2Code(v2Refund('r', { prepayId: `refused-${code}` }))).toBe(code);
		},
	);
});

describe('a repeated refund request ID', () => {
	const stage = useSandbox();
	const refund = (refundAmount = '10') => stage.institution.refundV2(v2Refund('r', { refundAmount }));

	it('is refused with a code that GatePay does not list, by default', async () => {
		expect((await refund()).json.status).toBe('SUCCESS');
		expect((await refund()).json).toMatchObject({ status: 'FAIL', code: '400699' });
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(1);
	});

	it("can be answered with the first refund's data, whatever the repeat says", async () => {
		stage.sandbox.repeatedIds = 'sameAnswer';
		expect((await refund()).text).toBe((await refund('2')).text);
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(1);
	});

	it('can be paid again, even beyond what was paid for the order', async () => {
		stage.sandbox.repeatedIds = 'payAgain';
		const ids = [await refund(), await refund()].map(({ json }) => json.data.refundGateId);
		expect(ids).toEqual(['1991045981847818240', '1991045981847818241']);
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(2);
		expect(stage.sandbox.ledger.timesPaidTo('paid-v2-10')).toBe(2);
	});
});

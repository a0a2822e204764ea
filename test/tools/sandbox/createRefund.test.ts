import { useSandbox, v1Refund, v2Refund } from './client';

describe('creating a refund', () => {
	const stage = useSandbox();
	const v1Code = async (fields: object) => (await stage.institution.refundV1(fields)).json.code;
	const v2Code = async (fields: object) => (await stage.institution.refundV2(fields)).json.code;

	it.each<[string, object]>([
		['no refundRequestId', { refundRequestId: undefined }],
		['no prepayId', { prepayId: undefined }],
		['no refundAmount', { refundAmount: undefined }],
		['an empty refundRequestId', { refundRequestId: '' }],
		['a refundRequestId of 33 characters', { refundRequestId: 'r'.repeat(33) }],
		['a refundRequestId with a dot', { refundRequestId: 'a.b' }],
		['an amount that is a number', { refundAmount: 1 }],
		['an ID that is a number', { prepayId: 1647438500687506 }],
		['a refundRequestId that is null', { refundRequestId: null }],
		['a required field under another name', { refundAmount: undefined, refundAmout: '1' }],
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

	it('takes a V1 reason of 256 characters, or none, and refuses a longer one', async () => {
		expect(await v1Code(v1Refund('r', { refundReason: 'x'.repeat(256) }))).toBe('000000');
		expect(await v1Code(v1Refund('s', { refundReason: 'x'.repeat(257) }))).toBe('400001');
		expect(await v2Code(v2Refund('r', { refundReason: 'x'.repeat(257) }))).toBe('000000');
	});

	it('needs a reason in V2, and passes over a V2 field in V1', async () => {
		for (const refundReason of [undefined, null, '']) {
			expect(await v2Code(v2Refund('r', { refundReason }))).toBe('400001');
		}
		expect(await v1Code(v1Refund('r', { refundStyle: 2 }))).toBe('000000');
		expect(stage.sandbox.refunds.get('r')?.request).toEqual(v1Refund('r'));
	});

	const int64Fields = [
		'refundStyle',
		'refundPayChannel',
		'refundBearType',
		'refundFundStatementId',
		'refundSource',
		'refundAmountTypeFull',
		'adjustOrderId',
	];
	it.each(int64Fields)('takes %s as a JSON integer only', async (name) => {
		const rest = { refundToGateUid: '10002', refundPayChannel: 1 };
		for (const value of ['1', 1.5, true, -1]) {
			expect(await v2Code(v2Refund('r', { ...rest, [name]: value }))).toBe('400001');
		}
		expect(await v2Code(v2Refund('r', { ...rest, [name]: 1 }))).toBe('000000');
	});

	it.each(['needNotify', 'refundLimit'])('takes %s as a JSON boolean only', async (name) => {
		for (const value of ['true', 1, 'yes']) {
			expect(await v2Code(v2Refund('r', { [name]: value }))).toBe('400001');
		}
		expect(await v2Code(v2Refund('r', { [name]: true }))).toBe('000000');
	});

	it.each([
		'refundCurrency',
		'refundAddress',
		'refundChain',
		'memo',
		'refundGateId',
		'emailCode',
		'fundPass',
		'smsCode',
		'totpCode',
		'opUserId',
	])('takes %s as a JSON string only', async (name) => {
		for (const value of [1, true, {}, []]) {
			expect(await v2Code(v2Refund('r', { [name]: value }))).toBe('400001');
		}
		expect(await v2Code(v2Refund('r', { [name]: 'USDT' }))).toBe('000000');
	});

	it('reads an int64 without losing a digit, and refuses one beyond 2^63 − 1', async () => {
		const send = (digits: string) =>
			stage.institution.post(
				'/v2/standard/order/refund',
				JSON.stringify(v2Refund('r')).replace('}', `,"adjustOrderId":${digits}}`),
			);
		expect((await send('9223372036854775808')).json.code).toBe('400001');
		expect((await send('1e3')).json.code).toBe('400001');
		expect((await send('9223372036854775807')).json.code).toBe('000000');
		expect(stage.sandbox.refunds.get('r')?.request.adjustOrderId).toBe(9223372036854775807n);
	});

	it.each([
		{ refundStyle: 3 },
		{ refundPayChannel: 3 },
		{ refundBearType: 3 },
		{ refundSource: 2 },
		{ refundAmountTypeFull: 3 },
		{ refundStyle: 2 },
		{ refundStyle: 2, refundPayChannel: 1 },
		{ refundStyle: 2, refundPayChannel: 2 },
		{ refundStyle: 2, refundPayChannel: 2, refundAddress: 'T1' },
		{ refundStyle: 2, refundPayChannel: 2, refundChain: 'TRX' },
	])('refuses %j with 400001', async (more) => {
		expect(await v2Code(v2Refund('r', more))).toBe('400001');
	});

	it.each([
		['original route', {}],
		['original route', { refundStyle: 1 }],
		['Gate UID 10002', { refundStyle: 2, refundPayChannel: 1, refundToGateUid: '10002' }],
		['TRX T1', { refundStyle: 2, refundPayChannel: 2, refundChain: 'TRX', refundAddress: 'T1' }],
		[
			'TON UQ1 memo 7',
			{ refundStyle: 2, refundPayChannel: 2, refundChain: 'TON', refundAddress: 'UQ1', memo: '7' },
		],
	])('pays to %s for %j', async (destination, more) => {
		expect(await v2Code(v2Refund('r', more))).toBe('000000');
		expect(stage.sandbox.ledger.payments.map((payment) => payment.destination)).toEqual([destination]);
	});

	it('refuses an order that it does not know with 400202', async () => {
		expect(await v1Code(v1Refund('r', { prepayId: 'none' }))).toBe('400202');
		expect(await v2Code(v2Refund('r', { prepayId: 'none' }))).toBe('400202');
	});

	it("refuses the other version's order with 500208 in V2 and 400202 in V1", async () => {
		expect(await v2Code(v2Refund('r', { prepayId: 'paid-v1-10' }))).toBe('500208');
		expect(await v1Code(v1Refund('r', { prepayId: 'paid-v2-10' }))).toBe('400202');
	});

	it('refuses an order that is not paid: 400604 while pending, 400204 once expired', async () => {
		expect(await v1Code(v1Refund('r', { prepayId: 'pending-v1' }))).toBe('400604');
		expect(await v2Code(v2Refund('r', { prepayId: 'pending-v2' }))).toBe('400604');
		expect(await v1Code(v1Refund('r', { prepayId: 'expired-v1' }))).toBe('400204');
		expect(await v2Code(v2Refund('r', { prepayId: 'expired-v2' }))).toBe('400204');
	});

	it('refuses an amount above what is left with 500206; a rejected refund gives its amount back', async () => {
		const of = (id: string, refundAmount: string) => v2Refund(id, { refundAmount });
		expect(await v2Code(of('a', '10.000001'))).toBe('500206');
		expect(await v2Code(of('b', '6.000001'))).toBe('000000');
		expect(await v2Code(of('c', '4'))).toBe('500206');
		expect(await v2Code(of('d', '3.999999'))).toBe('000000');
		stage.sandbox.refunds.reject('b');
		expect(await v2Code(of('e', '6.000001'))).toBe('000000');
	});

	it('leaves of a partly refunded order what is left of it', async () => {
		const of = (refundAmount: string) => v1Refund('r', { prepayId: 'partly-refunded-v1', refundAmount });
		expect(await v1Code(of('5.000001'))).toBe('500206');
		expect(await v1Code(of('5'))).toBe('000000');
	});

	it('compares amounts as decimals, however many digits they have', async () => {
		const of = (refundAmount: string) => v2Refund('r', { prepayId: 'paid-v2-eight-decimals', refundAmount });
		expect(await v2Code(of('0.012001'))).toBe('500206');
		expect(await v2Code(of('0.012'))).toBe('000000');
	});

	it('refunds in the currency of the order or of the payment, each up to its amount', async () => {
		const of = (id: string, refundCurrency: string, refundAmount: string) =>
			v2Refund(id, { prepayId: 'paid-v2-in-eth', refundCurrency, refundAmount });
		expect(await v2Code(of('a', 'BTC', '0.01'))).toBe('500205');
		expect(await v2Code(of('b', 'ETH', '0.040001'))).toBe('500206');
		expect(await v2Code(of('c', 'ETH', '0.04'))).toBe('000000');
		expect(await v2Code(of('d', 'USDT', '100'))).toBe('000000');
	});

	it('refuses a Gate UID that it does not know with 500204', async () => {
		const of = (refundToGateUid: string) =>
			v2Refund('r', { refundStyle: 2, refundPayChannel: 1, refundToGateUid });
		expect(await v2Code(of('99999'))).toBe('500204');
		stage.sandbox.gateUids.add('99999');
		expect(await v2Code(of('99999'))).toBe('000000');
	});

	it('refuses an amount above the balance with 400605; a rejected refund gives it back, and so does a top-up', async () => {
		const { account, refunds } = stage.sandbox;
		account.setBalance('USDT', '5');
		const of = (id: string, refundAmount: string) => v2Refund(id, { refundAmount });
		expect(await v2Code(of('a', '5.000001'))).toBe('400605');
		expect(await v2Code(of('b', '3'))).toBe('000000');
		expect(await v1Code(v1Refund('c', { refundAmount: '3' }))).toBe('400605');
		refunds.reject('b');
		expect(await v1Code(v1Refund('c', { refundAmount: '3' }))).toBe('000000');
		expect(await v2Code(of('d', '3'))).toBe('400605');
		account.payIn('USDT', '1');
		expect(await v2Code(of('d', '3'))).toBe('000000');
		expect(account.balances[0]).toEqual({ currency: 'USDT', available: '0' });
		const inEth = { prepayId: 'paid-v2-in-eth', refundCurrency: 'ETH', refundAmount: '0.01' };
		expect(await v2Code(v2Refund('e', inEth))).toBe('000000');
	});

	it('refuses more refunds than an order can have with 400607', async () => {
		stage.sandbox.refundsPerOrder = 2;
		expect(await v1Code(v1Refund('a'))).toBe('000000');
		expect(await v1Code(v1Refund('b'))).toBe('000000');
		expect(await v1Code(v1Refund('c'))).toBe('400607');
	});

	// Written out rather than taken from the package.
	it.each(
		(
			'400001 400002 400003 400004 400007 400020 400202 400203 400204 400205 400604 400605 400607 400608 ' +
			'400622 400623 500008 500204 500205 500206 500207 500208'
		).split(' '),
	)('has an order in each version that it refuses with %s', async (code) => {
		expect(await v1Code(v1Refund('r', { prepayId: `refused-${code}` }))).toBe(code);
		expect(await v2Code(v2Refund('r', { prepayId: `refused-${code}` }))).toBe(code);
		expect(stage.sandbox.orders.find('v2', { merchantTradeNo: `TRADE-${code}` })?.refusedWith).toBe(code);
	});

	it('counts its own refund IDs up, with every digit', async () => {
		const ids = [];
		for (const id of ['a', 'b', 'c']) {
			ids.push((await stage.institution.refundV2(v2Refund(id))).json.data.refundGateId);
		}
		expect(ids).toEqual(['1991045981847818240', '1991045981847818241', '1991045981847818242']);
	});

	it('takes orders that a test adds, by the thousand', async () => {
		for (let index = 0; index < 10_000; index += 1) {
			stage.sandbox.orders.add({ prepayId: `order-${index}`, orderAmount: '7' });
		}
		expect(await v2Code(v2Refund('r', { prepayId: 'order-9999', refundAmount: '7' }))).toBe('000000');
		expect(stage.sandbox.ledger.timesPaidTo('order-9999')).toBe(1);
		expect(stage.sandbox.ledger.timesPaidTo('order-1')).toBe(0);
	});
});

describe('a repeated refund request ID', () => {
	const stage = useSandbox();

	it('is refused with a code that GatePay does not list, by default', async () => {
		for (const send of [
			() => stage.institution.refundV1(v1Refund('r')),
			() => stage.institution.refundV2(v2Refund('r')),
		]) {
			expect((await send()).json.status).toBe('SUCCESS');
			expect((await send()).json).toMatchObject({ status: 'FAIL', code: '400699' });
		}
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(2); // once in each version
	});

	it("can be answered with the first refund's data, whatever the repeat says", async () => {
		stage.sandbox.repeatedIds = 'sameAnswer';
		const first = await stage.institution.refundV2(v2Refund('r'));
		const second = await stage.institution.refundV2(v2Refund('r', { refundAmount: '2' }));
		expect(second.text).toBe(first.text);
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(1);
	});

	it('can be paid again, even beyond what was paid for the order', async () => {
		stage.sandbox.repeatedIds = 'payAgain';
		const full = v2Refund('r', { refundAmount: '10' });
		const first = await stage.institution.refundV2(full);
		const second = await stage.institution.refundV2(full);
		expect(second.json.status).toBe('SUCCESS');
		expect(second.json.data.refundGateId).not.toBe(first.json.data.refundGateId);
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(2);
		expect(stage.sandbox.ledger.timesPaidTo('paid-v2-10')).toBe(2);
	});
});

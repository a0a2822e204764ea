import { useSandbox } from './client';

/** As GatePay's Go client writes a body: fields of its own, zeros for what is unset, a line break at the end. */
function goBody(fields: object): string {
	const own = { Header: null, Version: '', ClientId: '', api: '' };
	return `${JSON.stringify({ ...own, ...fields })}\n`;
}

/** As GatePay's Java client writes a body: nulls for what is unset, fields of its own behind. */
function javaBody(fields: object): string {
	return JSON.stringify({
		...fields,
		api: '/v2/standard/order/refund',
		headers: {},
		version: null,
		params: [],
	});
}

const UNSET_IN_GO = {
	refundStyle: 0,
	refundPayChannel: 0,
	refundToGateUid: 0,
	refundAddress: '',
	refundChain: '',
	refundBearType: 0,
	memo: '',
	refundCurrency: '',
	refundFundStatementId: 0,
	refundSource: 0,
	refundGateId: '',
	refundAmountTypeFull: 0,
	emailCode: '',
	fundPass: '',
	smsCode: '',
	totpCode: '',
	adjustOrderId: 0,
	opUserId: '',
};

const UNSET_IN_JAVA = Object.fromEntries(
	[...Object.keys(UNSET_IN_GO), 'needNotify', 'refundLimit'].map((name) => [name, null]),
);

const V1 = { refundRequestId: 'r', prepayId: 'paid-v1-10', refundAmount: '1' };
const V2 = { refundRequestId: 'r', prepayId: 'paid-v2-10', refundAmount: '1', refundReason: 'returned' };

describe("the requests of GatePay's own clients are taken", () => {
	const stage = useSandbox();
	const post = (path: string, body: string) => stage.merchant.post(path, body);
	const REFUND_V1 = '/v1/pay/order/refund';
	const REFUND_V2 = '/v2/standard/order/refund';

	it.each([
		['V1 refund from Go', REFUND_V1, goBody({ ...V1, refundReason: '' }), V1],
		['V1 refund from Java', REFUND_V1, javaBody({ ...V1, refundReason: null }), V1],
		['V2 refund from Go', REFUND_V2, goBody({ ...UNSET_IN_GO, ...V2 }), V2],
		['V2 refund from Java', REFUND_V2, javaBody({ ...UNSET_IN_JAVA, ...V2 }), V2],
	])('%s, as if what is unset were not there', async (_what, path, body, request) => {
		expect((await post(path, body)).json).toMatchObject({ status: 'SUCCESS', code: '000000' });
		expect(stage.sandbox.refunds.get('r')?.request).toEqual(request);
		expect(stage.sandbox.requests[0]?.body).toBe(body);
	});

	it.each([
		['Go', goBody({ ...UNSET_IN_GO, ...V2, refundStyle: 2, refundPayChannel: 1, refundToGateUid: 10002 })],
		[
			'Java',
			javaBody({ ...UNSET_IN_JAVA, ...V2, refundStyle: 2, refundPayChannel: 1, refundToGateUid: 10002 }),
		],
	])('a refund to a Gate user from %s, who is named by a number', async (_who, body) => {
		expect((await post(REFUND_V2, body)).json.code).toBe('000000');
		expect(stage.sandbox.ledger.payments).toMatchObject([{ destination: 'Gate UID 10002' }]);
		expect((await stage.merchant.queryV2('r')).text).toContain('"refund_to_gate_uid":10002,');
	});

	it.each([
		['Go', goBody],
		['Java', javaBody],
	])('look-ups in V1 from %s', async (_who, write) => {
		await post(REFUND_V1, write(V1));
		const refund = await post('/v1/pay/order/refund/query', write({ refundRequestId: 'r' }));
		expect(refund.json.data.refundStatus).toBe('PROCESSING');
		for (const unset of ['', null]) {
			const order = await post(
				'/v1/pay/order/query',
				write({ prepayId: 'paid-v1-10', merchantTradeNo: unset }),
			);
			expect(order.json.data.status).toBe('PAID');
			const named = { prepayId: unset, merchantTradeNo: 'TRADE-paid-v1-10' };
			expect((await post('/v1/pay/order/query', write(named))).json.data.prepayId).toBe('paid-v1-10');
		}
	});

	it('look-ups in V2 from Go, which sends a signed body with a GET', async () => {
		await post(REFUND_V2, goBody({ ...UNSET_IN_GO, ...V2 }));
		const body = goBody({ refundRequestId: '' });
		const found = await stage.merchant.get('/v2/pay/refund/details', { refundRequestId: 'r' }, { body });
		// Go gives up on a number where it expects text, and the other way round; null is both.
		expect(found.json.data).toMatchObject({ refundId: '1991045981847818240', refund_to_gate_uid: null });
		const order = await stage.merchant.get('/v2/pay/order/query', { prepayId: 'paid-v2-10' }, { body });
		expect(order.json.data.status).toBe('PAID');
		const balance = await stage.merchant.get('/v1/pay/balance/query', {}, { body });
		expect(balance.json.status).toBe('SUCCESS');
	});

	it('and a fault meant for a refund strikes its look-up also where the body of the GET names nothing', async () => {
		stage.sandbox.faults.add({ on: 'query', kind: 'http', status: 503, refundRequestId: 'r' });
		const body = goBody({ refundRequestId: '' });
		const answer = await stage.merchant.get('/v2/pay/refund/details', { refundRequestId: 'r' }, { body });
		expect(answer.status).toBe(503);
	});

	it('but nothing that is set to another type, or that changed on the way', async () => {
		for (const more of [{ refundAmount: 1 }, { refundStyle: '1' }, { refundToGateUid: true }, { memo: 7 }]) {
			expect((await post(REFUND_V2, goBody({ ...V2, ...more }))).json.code).toBe('400001');
		}
		const body = goBody(V2);
		expect((await stage.merchant.post(REFUND_V2, body, { signedBody: body.trim() })).json.code).toBe(
			'400002',
		);
		expect(stage.sandbox.refunds.all).toEqual([]);
	});
});

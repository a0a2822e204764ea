import { useSandbox, v1Refund, v2Refund, type Changes } from './client';

const CHAINS = '/v2/refund/support/chains';

describe('authentication', () => {
	const stage = useSandbox();

	it.each(['institution', 'merchant'] as const)('lets a proper request of the %s pass', async (who) => {
		const charset = { headers: { 'Content-Type': 'application/json; charset=utf-8' } };
		expect((await stage[who].refundV2(v2Refund('r'), charset)).json.status).toBe('SUCCESS');
		expect((await stage[who].get(CHAINS, { currency: 'USDT' })).json.status).toBe('SUCCESS');
	});

	const header = (name: string, value?: string): Changes => ({ headers: { [name]: value } });
	it.each<[string, string, Changes]>([
		['another content type', '400007', header('Content-Type', 'text/plain')],
		['no client ID', '400004', header('X-GatePay-Certificate-ClientId')],
		['an unknown client ID', '400004', header('X-GatePay-Certificate-ClientId', 'somebody')],
		['no timestamp', '400003', header('X-GatePay-Timestamp')],
		['a timestamp that is no number', '400003', { timestamp: '2023-11-14' }],
		['a timestamp in seconds', '400003', { timestamp: '1700000000' }],
		['no signature', '400002', header('X-GatePay-Signature')],
		['another secret', '400002', { secret: 'a-fake-secret-that-is-wrong' }],
		['another body', '400002', { signedBody: '{}' }],
		['another nonce than the signed one', '400002', header('X-GatePay-Nonce', 'abc')],
		['another timestamp than the signed one', '400002', header('X-GatePay-Timestamp', '1700000000001')],
		['an empty nonce', '400020', { nonce: '' }],
		['a nonce with a dash', '400020', { nonce: 'a-b' }],
		['a nonce of 33 characters', '400020', { nonce: 'n'.repeat(33) }],
		['no On-Behalf-Of', '400203', header('X-GatePay-On-Behalf-Of')],
		['an unknown account in On-Behalf-Of', '400203', header('X-GatePay-On-Behalf-Of', 'somebody')],
		['a merchant path for an institution', '400203', { fullPath: '/v1/pay/order/refund' }],
	])('refuses %s with %s', async (_what, code, changes) => {
		const answer = await stage.institution.refundV1(v1Refund('r'), changes);
		expect(answer.status).toBe(200);
		expect(answer.json).toMatchObject({ status: 'FAIL', code, data: null });
		expect(answer.json.label).toBe(code === '400002' ? 'INVALID_SIGNATURE' : undefined);
		expect(stage.sandbox.requests[0]?.refusal).toBe(answer.json.errorMessage);
		expect(stage.sandbox.ledger.payments).toEqual([]);
	});

	it('refuses an institution path for a merchant with 400203', async () => {
		const fullPath = '/payment/open/institution/v1/pay/order/refund';
		const changes = { fullPath, ...header('X-GatePay-On-Behalf-Of', 'sub-account-1') };
		expect((await stage.merchant.refundV1(v1Refund('r'), changes)).json.code).toBe('400203');
	});

	it('tolerates 10 seconds either way', async () => {
		const codeAt = async (offset: number) =>
			(await stage.institution.get(CHAINS, { currency: 'USDT' }, { timestamp: String(stage.now + offset) }))
				.json.code;
		for (const offset of [-10_000, 10_000]) expect(await codeAt(offset)).toBeNull();
		for (const offset of [-10_001, 10_001]) expect(await codeAt(offset)).toBe('400003');
	});

	it('refuses a nonce that was used, and only one that was used', async () => {
		const nonce = 'abc123';
		const wrong = await stage.institution.refundV1(v1Refund('r'), { nonce, secret: 'a-wrong-fake-secret' });
		expect(wrong.json.code).toBe('400002');
		expect((await stage.institution.refundV1(v1Refund('r'), { nonce })).json.status).toBe('SUCCESS');
		expect((await stage.institution.refundV1(v1Refund('s'), { nonce })).json.code).toBe('400020');
		expect(stage.sandbox.ledger.payments).toHaveLength(1);
	});

	it('answers an unknown path with HTTP 404 and a wrong method with 405, neither in an envelope', async () => {
		const unknown = await stage.institution.post('/v3/pay/order/refund', {});
		const wrongMethod = await stage.institution.get('/v1/pay/order/refund', {});
		expect([unknown.status, wrongMethod.status]).toEqual([404, 405]);
		for (const { json } of [unknown, wrongMethod]) expect(json).not.toHaveProperty('code');
	});
});

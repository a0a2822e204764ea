import { useSandbox, v1Refund, v2Refund, type Changes } from './client';

const CHAINS = '/v2/refund/support/chains';

describe('authentication', () => {
	const stage = useSandbox();

	it.each(['institution', 'merchant'] as const)('lets a proper request of the %s pass', async (who) => {
		expect((await stage[who].refundV2(v2Refund('r'))).json.status).toBe('SUCCESS');
		expect((await stage[who].get(CHAINS, { currency: 'USDT' })).json.status).toBe('SUCCESS');
	});

	it('lets the content type name a character set', async () => {
		const changes = { headers: { 'Content-Type': 'application/json; charset=utf-8' } };
		expect((await stage.institution.refundV1(v1Refund('r'), changes)).json.status).toBe('SUCCESS');
	});

	it('verifies the bytes as they came: a signed body may end in a newline, as the Go SDK writes it', async () => {
		const body = `${JSON.stringify(v2Refund('r', { refundReason: 'zurück 💸' }))}\n`;
		expect((await stage.institution.refundV2(body as never)).json.status).toBe('SUCCESS');
		expect(stage.sandbox.requests[0]?.body).toBe(body);

		const trimmed = await stage.institution.refundV2(body as never, { signedBody: body.trim() });
		expect(trimmed.json.code).toBe('400002');
	});

	it('verifies the bytes whatever the method: a body may come with a GET, as the Go SDK sends it', async () => {
		const body = '{"currency":"USDT"}\n';
		const answer = await stage.institution.get(CHAINS, { currency: 'USDT' }, { body });
		expect(answer.json.status).toBe('SUCCESS');
		expect(stage.sandbox.requests[0]).toMatchObject({ method: 'GET', body });

		const unsigned = await stage.institution.get(CHAINS, { currency: 'USDT' }, { body, signedBody: '' });
		expect(unsigned.json.code).toBe('400002');
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
		expect(stage.sandbox.requests[0]).toMatchObject({
			answer: { httpStatus: 200, code },
			refusal: answer.json.errorMessage,
		});
		expect(stage.sandbox.ledger.payments).toEqual([]);
	});

	it('refuses an institution path for a merchant with 400203', async () => {
		const fullPath = '/payment/open/institution/v1/pay/order/refund';
		const answer = await stage.merchant.refundV1(v1Refund('r'), {
			fullPath,
			...header('X-GatePay-On-Behalf-Of', 'sub-account-1'),
		});
		expect(answer.json.code).toBe('400203');
	});

	it('tolerates 10 seconds either way, or what it is set to', async () => {
		const codeAt = async (offset: number) =>
			(await stage.institution.get(CHAINS, { currency: 'USDT' }, { timestamp: String(stage.now + offset) }))
				.json.code;
		for (const offset of [-10_000, 10_000]) expect(await codeAt(offset)).toBeNull();
		for (const offset of [-10_001, 10_001]) expect(await codeAt(offset)).toBe('400003');
		stage.sandbox.timestampTolerance = 300_000;
		expect(await codeAt(-300_000)).toBeNull();
	});

	it('refuses a nonce that was used, and only one that was used', async () => {
		const nonce = 'abc123';
		const wrong = await stage.institution.refundV1(v1Refund('r'), { nonce, secret: 'a-wrong-fake-secret' });
		expect(wrong.json.code).toBe('400002');
		expect((await stage.institution.refundV1(v1Refund('r'), { nonce })).json.status).toBe('SUCCESS');
		expect((await stage.institution.refundV1(v1Refund('s'), { nonce })).json.code).toBe('400020');
		expect(stage.sandbox.ledger.payments).toHaveLength(1);
	});

	it('knows the accounts that a test gives it', async () => {
		stage.sandbox.accounts.add('sub-account-9');
		const changes = header('X-GatePay-On-Behalf-Of', 'sub-account-9');
		expect((await stage.institution.refundV1(v1Refund('r'), changes)).json.status).toBe('SUCCESS');
	});

	it('answers an unknown path with HTTP 404 and a wrong method with 405, neither in an envelope', async () => {
		const unknown = await stage.institution.post('/v3/pay/order/refund', {});
		expect(unknown.status).toBe(404);
		const wrongMethod = await stage.institution.get('/v1/pay/order/refund', {});
		expect(wrongMethod.status).toBe(405);
		for (const { json } of [unknown, wrongMethod]) expect(json).not.toHaveProperty('code');
		expect(stage.sandbox.requests.map(({ call }) => call)).toEqual([undefined, 'createRefundV1']);
	});
});

import { useSandbox, v1Refund, v2Refund } from '../client';
import { PageClient } from './pageClient';

describe('the page shows', () => {
	const stage = useSandbox();
	const page = new PageClient(stage);

	it('the credential of both account types, and where notifications go', async () => {
		stage.sandbox.applications.merchant.callbackUrl = 'http://127.0.0.1:9/callback';
		const { institutionCredential: institution, merchantCredential: merchant } = stage.sandbox;
		expect((await page.state()).applications).toEqual([
			{
				key: 'institution',
				clientId: institution.clientId,
				secret: institution.secret,
				onBehalfOf: 'sub-account-1',
				baseUrl: stage.sandbox.baseUrl,
				notificationUrl: '',
			},
			{
				key: 'merchant',
				clientId: merchant.clientId,
				secret: merchant.secret,
				onBehalfOf: null,
				baseUrl: stage.sandbox.baseUrl,
				notificationUrl: 'http://127.0.0.1:9/callback',
			},
		]);
	});

	it('refunds, newest first, with their state and how often each was paid', async () => {
		stage.sandbox.repeatedIds = 'payAgain';
		await stage.merchant.refundV1(v1Refund('first', { refundReason: '<script>alert(1)</script>' }));
		stage.now += 1;
		await stage.institution.refundV2(v2Refund('second'));
		await stage.institution.refundV2(v2Refund('second'));
		stage.sandbox.refunds.reject('first', 'no such account');
		const { refunds, counts } = await page.state();
		expect(refunds).toMatchObject([
			{ refundRequestId: 'second', version: 'v2', state: 'accepted', timesPaid: 2 },
			{ refundRequestId: 'second', version: 'v2', state: 'accepted', timesPaid: 2 },
			{
				refundRequestId: 'first',
				version: 'v1',
				prepayId: 'paid-v1-10',
				amount: '1',
				currency: 'USDT',
				destination: 'original route',
				reason: '<script>alert(1)</script>',
				accountType: 'merchant',
				madeAt: stage.now - 1,
				state: 'rejected',
				failReason: 'no such account',
				timesPaid: 0,
			},
		]);
		expect(new Set(refunds.map(({ key }) => key)).size).toBe(3);
		expect(counts.refunds).toBe(3);
	});

	it('orders, with what is left of them', async () => {
		await stage.institution.refundV2(v2Refund('r', { refundAmount: '2.50' }));
		await stage.institution.refundV2(
			v2Refund('eth', { prepayId: 'paid-v2-in-eth', refundCurrency: 'ETH', refundAmount: '0.01' }),
		);
		await stage.institution.refundV2(v2Refund('failed', { prepayId: 'paid-v2-25' }));
		stage.sandbox.refunds.reject('failed');
		const { orders } = await page.state();
		const order = (key: string) => orders.find((each) => each.key === key);
		expect(order('v2 paid-v2-10')).toEqual({
			key: 'v2 paid-v2-10',
			version: 'v2',
			prepayId: 'paid-v2-10',
			merchantTradeNo: 'TRADE-paid-v2-10',
			status: 'PAID',
			amount: '10',
			currency: 'USDT',
			paid: null,
			left: '7.5',
			refusedWith: null,
		});
		expect(order('v2 paid-v2-in-eth')).toMatchObject({ paid: '0.04 ETH', left: '100' });
		expect(order('v2 paid-v2-25')).toMatchObject({ left: '25.5' });
		expect(order('v1 partly-refunded-v1')).toMatchObject({ amount: '20', left: '5' });
		expect(order('v1 expired-v1')).toMatchObject({ status: 'EXPIRED' });
		expect(order('v1 refused-400605')).toMatchObject({ refusedWith: '400605' });
	});

	it('less than nothing left, where a repeated refund was paid beyond the order', async () => {
		stage.sandbox.repeatedIds = 'payAgain';
		const all = v2Refund('r', { refundAmount: '10' });
		await stage.institution.refundV2(all);
		await stage.institution.refundV2(all);
		expect((await page.state()).orders.find(({ prepayId }) => prepayId === 'paid-v2-10')?.left).toBe('-10');
	});

	it('requests, newest first, with why each was refused', async () => {
		await stage.institution.refundV2(v2Refund('r', { prepayId: 'expired-v2' }));
		await stage.merchant.get('/v2/pay/refund/details', { refundRequestId: 'r&s' });
		const { requests } = await page.state();
		expect(requests).toMatchObject([
			{
				key: '1',
				at: stage.now,
				method: 'GET',
				path: '/v2/pay/refund/details?refundRequestId=r%26s',
				call: 'queryRefundV2',
				code: '400304',
			},
			{
				key: '0',
				path: '/payment/open/institution/v2/standard/order/refund',
				call: 'createRefundV2',
				httpStatus: 200,
				code: '400204',
				refusal: 'the order is EXPIRED',
				fault: null,
				body: JSON.stringify(v2Refund('r', { prepayId: 'expired-v2' })),
			},
		]);
	});

	it('the newest 100 requests only, and how many there are', async () => {
		for (let number = 0; number <= 100; number++) await page.get(`/none-${number}`);
		const { requests, counts } = await page.state();
		expect(counts.requests).toBe(101);
		expect(requests).toHaveLength(100);
		expect(requests[0]).toMatchObject({ key: '100', path: '/none-100', call: null });
		expect(requests.at(-1)).toMatchObject({ key: '1', path: '/none-1' });
	});

	it('no code, password or signature of a request, and no header that is not GatePay’s', async () => {
		const secrets = { fundPass: 'fake-"pass"', totpCode: '123456', smsCode: '654321', emailCode: '111222' };
		await stage.institution.refundV2(v2Refund('r', secrets), {
			headers: {
				Cookie: 'session=fake-cookie',
				Authorization: 'Bearer fake-token',
				'User-Agent': '<script>',
			},
		});
		await stage.institution.post('/v2/standard/order/refund', '{"fundPass": "fake-unfinished');
		const { requests } = await page.state();
		const shown = JSON.stringify(requests);
		for (const secret of [
			'pass\\',
			...Object.values(secrets).slice(1),
			'fake-cookie',
			'fake-token',
			'unfinished',
		]) {
			expect(shown).not.toContain(secret);
		}
		expect(shown).not.toMatch(/[0-9a-f]{128}/);
		expect(requests[1]?.headers).toEqual(
			expect.arrayContaining([
				['User-Agent', '<script>'],
				['X-GatePay-Certificate-ClientId', 'sandbox-institution-client'],
				['X-GatePay-Signature', '••••'],
			]),
		);
		expect(requests[1]?.body).toContain('"refundRequestId":"r"');
	});

	it('the beginning of a long body', async () => {
		await stage.institution.refundV2(v2Refund('r', { refundReason: 'x'.repeat(20_000) }));
		expect((await page.newestRequest()).body).toMatch(/^\{.*x{1000}…$/);
		expect((await page.newestRequest()).body).toHaveLength(10_001);
	});
});

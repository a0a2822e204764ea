import { createHmac } from 'node:crypto';

import { post, SCHEDULE, signedNotification } from '../../../tools/sandbox';
import { ACKNOWLEDGED, useCallback } from './callback';
import { useSandbox, v1Refund, v2Refund } from './client';

describe('notifications', () => {
	const stage = useSandbox();
	const callback = useCallback();
	const bodies = () => callback.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

	it('says what happened to a refund, with the data as JSON in a string', async () => {
		await stage.merchant.refundV2(v2Refund('r', { prepayId: '35214673103159414' }));
		stage.sandbox.refunds.finish('r');
		const answer = await stage.sandbox.notify(callback.url, 'r');
		expect(answer).toEqual({ httpStatus: 200, text: ACKNOWLEDGED.text, acknowledged: true });
		const [notification] = bodies();
		expect(notification).toEqual({
			bizType: 'PAY_REFUND',
			bizId: '35214673103159414',
			bizStatus: 'REFUND_SUCCESS',
			clientId: 'sandbox-merchant-client',
			data: expect.any(String) as unknown,
		});
		expect(JSON.parse(String(notification?.data))).toEqual({
			merchantTradeNo: 'TRADE-35214673103159414',
			currency: 'USDT',
			orderAmount: '10',
			transactionId: 'T-35214673103159414',
			createTime: stage.now,
			channelId: '',
			refundInfo: {
				refundRequestId: 'r',
				prepayId: '35214673103159414',
				orderAmount: '10',
				refundAmount: '1',
				refundPayCurrency: 'USDT',
				refundPayAmount: '1',
			},
		});
	});

	it('is signed as requests are, over the bytes that are sent', async () => {
		await stage.institution.refundV1(v1Refund('r'));
		await stage.sandbox.notify(callback.url, 'r', { nonce: 'abc' });
		const [{ headers, body } = { headers: {}, body: '' }] = callback.received;
		expect(headers).toMatchObject({
			'content-type': 'application/json',
			'x-gatepay-certificate-clientid': 'sandbox-institution-client',
			'x-gatepay-timestamp': String(stage.now),
			'x-gatepay-nonce': 'abc',
			'x-gatepay-signature': createHmac('sha512', stage.sandbox.institutionCredential.secret)
				.update(`${stage.now}\nabc\n${body}\n`)
				.digest('hex'),
		});
	});

	it('can look as in older samples: data as an object, the ID a bare integer, client_id', async () => {
		await stage.merchant.refundV1(v1Refund('r', { prepayId: '1647438500687506' }));
		const form = { dataAsObject: true, bareBizId: true, snakeCaseClientId: true, bizStatus: 'REFUND_NEW' };
		const { body } = stage.sandbox.notification('r', form);
		expect(body).toContain('"bizId":1647438500687506,');
		expect(JSON.parse(body)).toMatchObject({
			bizStatus: 'REFUND_NEW',
			client_id: 'sandbox-merchant-client',
			data: { refundInfo: { refundRequestId: 'r' } },
		});
	});

	it('can be forged: any text, signed with any secret, at any time', async () => {
		const forged = signedNotification({ clientId: 'somebody', secret: 'a-fake-secret' }, 'not JSON', {
			timestamp: 5,
		});
		callback.answers.push({ status: 401, text: 'no' });
		expect(await post(callback.url, forged)).toEqual({ httpStatus: 401, text: 'no', acknowledged: false });
		expect(callback.received[0]).toMatchObject({
			body: 'not JSON',
			headers: { 'x-gatepay-timestamp': '5', 'x-gatepay-certificate-clientid': 'somebody' },
		});
		expect(() => stage.sandbox.notification('none')).toThrow('no refund none');
	});

	it("goes to the application's callback address on each change of a refund's state", async () => {
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		await stage.merchant.refundV2(v2Refund('r'));
		await stage.institution.refundV2(v2Refund('s')); // this application has no address
		stage.sandbox.refunds.start('r');
		await stage.sandbox.notificationsSettled();
		stage.sandbox.refunds.finish('r');
		stage.sandbox.refunds.finish('s');
		await stage.sandbox.notificationsSettled();
		expect(bodies().map(({ bizStatus }) => bizStatus)).toEqual(['REFUND_PROCESS', 'REFUND_SUCCESS']);
		expect(stage.sandbox.notifications).toEqual([
			expect.objectContaining({ id: 'r', bizStatus: 'REFUND_PROCESS', acknowledged: true }),
			expect.objectContaining({ id: 'r', bizStatus: 'REFUND_SUCCESS', acknowledged: true }),
		]);
	});

	it('tells of a refund that succeeds on its own', async () => {
		Object.assign(stage.sandbox, { finishAfter: 5_000 });
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		await stage.merchant.refundV2(v2Refund('r'));
		expect(stage.waits).toEqual([5_000]);
		stage.now += 5_000;
		expect(stage.sandbox.refunds.get('r')?.state).toBe('succeeded');
		await stage.sandbox.notificationsSettled();
		expect(bodies()).toMatchObject([{ bizStatus: 'REFUND_SUCCESS' }]);
	});

	it('is not sent for a V2 refund that says so', async () => {
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		await stage.merchant.refundV2(v2Refund('r', { needNotify: false }));
		stage.sandbox.refunds.reject('r');
		await stage.sandbox.notificationsSettled();
		expect(callback.received).toEqual([]);
	});

	it('is repeated until it is acknowledged with HTTP 200 and SUCCESS, with the same text, signed afresh', async () => {
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		callback.answers.push(
			{ status: 500, text: ACKNOWLEDGED.text },
			{ status: 200, text: '{"returnCode":"FAIL"}' },
			{ status: 200, text: 'OK' },
			{ status: 204, text: '' },
		);
		await stage.merchant.refundV2(v2Refund('r'));
		stage.sandbox.refunds.reject('r', 'no');
		await stage.sandbox.notificationsSettled();
		expect(stage.waits).toEqual([15_000, 15_000, 30_000, 180_000]);
		expect(stage.sandbox.notifications.map(({ acknowledged }) => acknowledged)).toEqual([
			false,
			false,
			false,
			false,
			true,
		]);
		expect(new Set(callback.received.map(({ body }) => body)).size).toBe(1);
		expect(new Set(callback.received.map(({ headers }) => headers['x-gatepay-nonce'])).size).toBe(5);
	});

	it("is given up at the end of GatePay's schedule", async () => {
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		callback.answers.push(...Array.from({ length: 99 }, () => ({ status: 503, text: '' })));
		await stage.merchant.refundV2(v2Refund('r'));
		stage.sandbox.refunds.finish('r');
		await stage.sandbox.notificationsSettled();
		const minutes = [0.25, 0.25, 0.5, 3, 10, 20, 30, 30, 30, 60, 180, 180, 180, 360, 360];
		expect(SCHEDULE).toEqual(minutes.map((each) => each * 60_000));
		expect(stage.waits).toEqual(SCHEDULE);
		expect(callback.received).toHaveLength(16);
	});

	it('keeps the beginning of a long answer', async () => {
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		callback.answers.push({ status: 200, text: 'x'.repeat(20_000) });
		await stage.sandbox.notifyUnresolved('merchant');
		expect(stage.sandbox.notifications.map(({ text }) => text.length)).toEqual([10_000]);
	});

	it('counts a callback address that cannot be reached as not acknowledged', async () => {
		await stage.merchant.refundV2(v2Refund('r'));
		const answer = await stage.sandbox.notify('http://127.0.0.1:9/', 'r');
		expect(answer).toEqual({ httpStatus: 0, text: '', acknowledged: false });
	});
});

describe('notifications of payments that fit no order', () => {
	const stage = useSandbox();
	const callback = useCallback();

	it("look as in GatePay's sample, which names no client ID, and are signed as all others", async () => {
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		expect(await stage.sandbox.notifyUnresolved('merchant')).toMatchObject({ acknowledged: true });
		const [{ headers, body } = { headers: {}, body: '' }] = callback.received;
		expect(JSON.parse(body)).toEqual({
			bizType: 'PAY_UNRESOLVED',
			bizId: '1009123',
			bizStatus: 'UNRESOLVED_PENDING',
			data: {
				exceptionId: '123',
				orderType: 'acquiring_type',
				errorType: 'address_risk_address',
				originalOrderId: 'paid-v2-10',
				expectedAmount: '10.0',
				expectedChainCurrency: [{ chain: 'TRX', currencies: ['USDT'] }],
				actualAmount: '1.0',
				actualCurrency: 'USDT',
				actualChain: 'TRX',
				customerName: '',
				toAddress: 'TFakeAddressOfTheMerchant',
				fromAddress: 'TFakeAddressOfTheBuyer',
				hash: 'hash-of-payment-123',
				updateTime: stage.now,
			},
		});
		const signed = `${stage.now}\n${headers['x-gatepay-nonce'] as string}\n${body}\n`;
		const { secret, clientId } = stage.sandbox.merchantCredential;
		expect(headers).toMatchObject({
			'x-gatepay-certificate-clientid': clientId,
			'x-gatepay-signature': createHmac('sha512', secret).update(signed).digest('hex'),
		});
		expect(stage.sandbox.notifications).toEqual([
			expect.objectContaining({ bizType: 'PAY_UNRESOLVED', id: '123', bizStatus: 'UNRESOLVED_PENDING' }),
		]);
	});

	it('are each about another payment, and go nowhere without an address', async () => {
		expect(await stage.sandbox.notifyUnresolved('institution')).toBeUndefined();
		stage.sandbox.applications.institution.callbackUrl = callback.url;
		for (let time = 0; time < 2; time += 1) await stage.sandbox.notifyUnresolved('institution');
		expect(stage.sandbox.notifications.map(({ id }) => id)).toEqual(['123', '124']);
		stage.sandbox.reset();
		const { body } = stage.sandbox.unresolvedNotification('institution');
		expect(body).toContain('"exceptionId":"123"');
	});

	it("can look as in GatePay's schema: data as JSON in a string, any status, any payment, with a client ID", () => {
		const payment = { exceptionId: '9', errorType: 'fix_delete', actualAmount: '7' };
		const form = { payment, dataAsText: true, withClientId: true, bizStatus: 'UNRESOLVED_DONE' };
		const notification = JSON.parse(stage.sandbox.unresolvedNotification('merchant', form).body) as Record<
			string,
			unknown
		>;
		expect(notification).toMatchObject({
			bizId: '10099',
			bizStatus: 'UNRESOLVED_DONE',
			clientId: 'sandbox-merchant-client',
		});
		expect(JSON.parse(String(notification.data))).toMatchObject(payment);
	});
});

describe('notifications on a schedule of their own', () => {
	const stage = useSandbox({ schedule: [1, 2] });
	const callback = useCallback();

	it('follow it, and stop with a reset', async () => {
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		callback.answers.push(...Array.from({ length: 9 }, () => ({ status: 503, text: '' })));
		await stage.merchant.refundV2(v2Refund('r'));
		stage.sandbox.refunds.finish('r');
		await stage.sandbox.notificationsSettled();
		expect(stage.waits).toEqual([1, 2]);

		await stage.merchant.refundV2(v2Refund('s'));
		stage.sandbox.refunds.finish('s');
		stage.sandbox.reset();
		await stage.sandbox.notificationsSettled();
		expect(callback.received).toHaveLength(4);
		expect(stage.sandbox.notifications).toEqual([]);
	});
});

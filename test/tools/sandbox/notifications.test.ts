import { createHmac } from 'node:crypto';

import { SCHEDULE } from '../../../tools/sandbox';
import { ACKNOWLEDGED, useCallback } from './callback';
import { useSandbox, v1Refund, v2Refund } from './client';

describe('notifications', () => {
	const stage = useSandbox();
	const callback = useCallback();
	const bodies = () => callback.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
	const signatureOf = ({ headers, body }: (typeof callback.received)[number]) =>
		createHmac('sha512', stage.sandbox.merchantCredential.secret)
			.update(`${headers['x-gatepay-timestamp']}\n${headers['x-gatepay-nonce']}\n${body}\n`)
			.digest('hex');

	it('says what happened to a refund, with the data as JSON in a string, signed as requests are', async () => {
		await stage.merchant.refundV2(v2Refund('r', { prepayId: '35214673103159414' }));
		stage.sandbox.refunds.finish('r');
		const answer = await stage.sandbox.notify(callback.url, 'r', { nonce: 'abc' });
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
		expect(callback.received[0]?.headers).toMatchObject({
			'content-type': 'application/json',
			'x-gatepay-certificate-clientid': 'sandbox-merchant-client',
			'x-gatepay-timestamp': String(stage.now),
			'x-gatepay-nonce': 'abc',
			'x-gatepay-signature': signatureOf(callback.received[0] as never),
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

	it("goes to the application's callback address on each change of a refund's state", async () => {
		const { applications, refunds } = stage.sandbox;
		applications.merchant.callbackUrl = callback.url;
		await stage.merchant.refundV2(v2Refund('r'));
		await stage.merchant.refundV2(v2Refund('silent', { needNotify: false }));
		await stage.institution.refundV2(v2Refund('s', { prepayId: 'paid-v2-25' })); // no address
		refunds.start('r');
		await stage.sandbox.notificationsSettled();
		for (const id of ['r', 's', 'silent']) refunds.finish(id);
		await stage.sandbox.notificationsSettled();
		expect(bodies().map(({ bizStatus }) => bizStatus)).toEqual(['REFUND_PROCESS', 'REFUND_SUCCESS']);
		expect(stage.sandbox.notifications).toMatchObject([
			{ id: 'r', bizStatus: 'REFUND_PROCESS', acknowledged: true },
			{ id: 'r', bizStatus: 'REFUND_SUCCESS', acknowledged: true },
		]);
	});

	it('is repeated until it is acknowledged with HTTP 200 and SUCCESS, with the same text, signed afresh', async () => {
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		callback.answers.push(
			{ status: 500, text: ACKNOWLEDGED.text },
			{ status: 200, text: '{"returnCode":"FAIL"}' },
			{ status: 200, text: 'OK' },
		);
		await stage.merchant.refundV2(v2Refund('r'));
		stage.sandbox.refunds.reject('r', 'no');
		await stage.sandbox.notificationsSettled();
		expect(stage.waits).toEqual([15_000, 15_000, 30_000]);
		expect(stage.sandbox.notifications.map(({ acknowledged }) => acknowledged)).toEqual([
			...[false, false, false, true],
		]);
		expect(bodies()[0]).toMatchObject({ bizStatus: 'REFUND_REJECTED' });
		expect(new Set(callback.received.map(({ body }) => body)).size).toBe(1);
		expect(new Set(callback.received.map(({ headers }) => headers['x-gatepay-nonce'])).size).toBe(4);
	});

	it("is given up at the end of GatePay's schedule, and at a reset", async () => {
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		callback.answers.push(...Array.from({ length: 99 }, () => ({ status: 503, text: '' })));
		await stage.merchant.refundV2(v2Refund('r'));
		stage.sandbox.refunds.finish('r');
		await stage.sandbox.notificationsSettled();
		const minutes = [0.25, 0.25, 0.5, 3, 10, 20, 30, 30, 30, 60, 180, 180, 180, 360, 360];
		expect(SCHEDULE).toEqual(minutes.map((each) => each * 60_000));
		expect(stage.waits).toEqual(SCHEDULE);

		await stage.merchant.refundV2(v2Refund('s'));
		stage.sandbox.refunds.finish('s');
		stage.sandbox.reset();
		await stage.sandbox.notificationsSettled();
		expect(callback.received).toHaveLength(17);
		expect(stage.sandbox.notifications).toEqual([]);
	});

	it("of a payment that fits no order looks as in GatePay's sample, each about another payment", async () => {
		expect(await stage.sandbox.notifyUnresolved('merchant')).toBeUndefined();
		stage.sandbox.applications.merchant.callbackUrl = callback.url;
		expect(await stage.sandbox.notifyUnresolved('merchant')).toMatchObject({ acknowledged: true });
		const [unresolved] = bodies();
		expect(unresolved).toMatchObject({
			bizType: 'PAY_UNRESOLVED',
			bizId: '1009124',
			bizStatus: 'UNRESOLVED_PENDING',
			data: { exceptionId: '124', errorType: 'address_risk_address', actualAmount: '1.0' },
		});
		expect(unresolved).not.toHaveProperty('clientId');
		const [received] = callback.received;
		expect(received?.headers['x-gatepay-signature']).toBe(signatureOf(received as never));
	});
});

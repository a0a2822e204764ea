import { ACKNOWLEDGED, useCallback } from '../callback';
import { useSandbox, v1Refund, v2Refund } from '../client';
import { PageClient } from './pageClient';

describe('the page sends notifications', () => {
	const stage = useSandbox();
	const page = new PageClient(stage);

	const callback = useCallback();
	const notify = async () => page.act('sendNotification', { refund: (await page.newestRefund()).key });

	it('to the URL that was entered, when a refund is finished and when asked again', async () => {
		await page.act('setNotificationUrl', { accountType: 'institution', url: ` ${callback.url} ` });
		expect((await page.state()).applications[0]?.notificationUrl).toBe(callback.url);
		await stage.institution.refundV2(v2Refund('r', { needNotify: true }));
		await page.act('finishRefund', { refund: (await page.newestRefund()).key });
		await stage.sandbox.notificationsSettled();
		stage.now += 1;
		expect((await notify()).json).toEqual({ done: 'The notification about refund r was acknowledged.' });
		expect(callback.received).toHaveLength(2);
		expect(callback.received[0]?.body).toBe(callback.received[1]?.body);
		const attempt = {
			bizType: 'PAY_REFUND',
			id: 'r',
			bizStatus: 'REFUND_SUCCESS',
			url: callback.url,
			httpStatus: 200,
			text: ACKNOWLEDGED.text,
			acknowledged: true,
		};
		const { notifications, counts } = await page.state();
		expect(notifications).toEqual([
			{ key: '1', at: stage.now, ...attempt },
			{ key: '0', at: stage.now - 1, ...attempt },
		]);
		expect(counts.notifications).toBe(2);
	});

	it('about the very refund, where two have the same ID', async () => {
		await page.act('setNotificationUrl', { accountType: 'merchant', url: callback.url });
		await stage.merchant.refundV2(v2Refund('r', { refundAmount: '2' }));
		await stage.merchant.refundV1(v1Refund('r', { refundAmount: '3' }));
		await notify();
		expect(callback.received[0]?.body).toContain('paid-v1-10');
	});

	it('and says how one was answered that was not acknowledged', async () => {
		await page.act('setNotificationUrl', { accountType: 'institution', url: callback.url });
		await stage.institution.refundV2(v2Refund('r'));
		callback.answers.push({ status: 401, text: 'no' });
		expect((await notify()).json).toEqual({
			done: 'The notification about refund r was answered with HTTP 401, which is no acknowledgement.',
		});
		await page.act('setNotificationUrl', { accountType: 'institution', url: 'http://127.0.0.1:9/' });
		expect((await notify()).json).toEqual({ done: 'The notification about refund r got no answer.' });
		expect((await page.state()).notifications).toMatchObject([
			{ httpStatus: 0, acknowledged: false },
			{ httpStatus: 401, acknowledged: false },
		]);
	});

	it('about a payment that fits no order', async () => {
		await page.act('setNotificationUrl', { accountType: 'merchant', url: callback.url });
		expect((await page.act('sendUnresolvedPayment', { accountType: 'merchant' })).json).toEqual({
			done: 'The notification about a payment that fits no order was acknowledged.',
		});
		expect(callback.received[0]?.body).toContain('"bizType":"PAY_UNRESOLVED"');
		expect((await page.state()).notifications).toMatchObject([{ bizType: 'PAY_UNRESOLVED', id: '123' }]);
	});

	it('nowhere without a URL', async () => {
		await stage.institution.refundV2(v2Refund('r'));
		await page.act('setNotificationUrl', { accountType: 'institution', url: callback.url });
		await page.act('setNotificationUrl', { accountType: 'institution', url: '' });
		expect((await notify()).json.problem).toContain('enter a notification URL for the institution');
		expect(callback.received).toEqual([]);
	});

	it.each(['localhost:5678', 'file:///etc/passwd', 'http://', 'http://me:fake@127.0.0.1/', 'webhook'])(
		'not to %s',
		async (wrong) => {
			const answer = await page.act('setNotificationUrl', { accountType: 'institution', url: wrong });
			expect([answer.status, answer.json.problem]).toEqual([200, expect.stringContaining('must begin with')]);
			expect((await page.state()).applications[0]?.notificationUrl).toBe('');
		},
	);
});

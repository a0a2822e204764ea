import { SCHEDULE } from '../../tools/sandbox';
import type { WebhookServer } from '../../tools/engine/webhook';
import { started, TriggerWorld } from './support/triggerWorld';

/** The whole way: the refund node sends, GatePay carries out and notifies, the trigger starts a workflow. */
describe('a refund, from the refund node to the trigger', () => {
	let world: TriggerWorld;
	/** The pauses between GatePay's attempts, in ms, and what happens meanwhile. */
	let waits: number[];
	let meanwhile: (waits: number) => Promise<void>;
	let webhook: WebhookServer;

	beforeAll(async () => {
		world = await TriggerWorld.start({
			wait: async (ms) => {
				waits.push(ms);
				await meanwhile(waits.length);
			},
		});
	});
	beforeEach(async () => {
		world.reset();
		waits = [];
		meanwhile = async () => {};
		webhook = await world.listen();
		world.sandbox.applications.institution.callbackUrl = webhook.url;
	});
	afterEach(() => world.silence());
	afterAll(() => world.close());

	const acknowledged = () => world.sandbox.notifications.map((attempt) => attempt.acknowledged);

	it('starts one workflow when GatePay has carried it out', async () => {
		const refundRequestId = await world.refund('T-1', '2.5');
		expect(await started(webhook)).toEqual([]);
		world.sandbox.refunds.finish(refundRequestId);
		await world.sandbox.notificationsSettled();
		expect(await started(webhook)).toMatchObject([
			{ refundRequestId, prepayId: 'paid-v2-25', refundAmount: '2.5', refundStatus: 'succeeded' },
		]);
		expect(acknowledged()).toEqual([true]);
	});

	it('starts one workflow when GatePay has rejected it', async () => {
		const refundRequestId = await world.refund('T-1');
		world.sandbox.refunds.reject(refundRequestId);
		await world.sandbox.notificationsSettled();
		expect(await started(webhook)).toMatchObject([
			{ refundRequestId, bizStatus: 'REFUND_REJECTED', refundStatus: 'failed' },
		]);
	});

	it('starts one workflow for each of two refunds of one order', async () => {
		const ids = [await world.refund('T-1'), await world.refund('T-2')];
		for (const id of ids) world.sandbox.refunds.finish(id);
		await world.sandbox.notificationsSettled();
		expect((await started(webhook)).map(({ refundRequestId }) => refundRequestId).sort()).toEqual(ids.sort());
	});

	it('is acknowledged while it is under way, without starting anything', async () => {
		const refundRequestId = await world.refund('T-1');
		world.sandbox.refunds.start(refundRequestId);
		await world.sandbox.notificationsSettled();
		expect(acknowledged()).toEqual([true]);
		expect(await started(webhook)).toEqual([]);
	});

	it('is notified of once: what is acknowledged is never sent again', async () => {
		const refundRequestId = await world.refund('T-1');
		world.sandbox.refunds.finish(refundRequestId);
		await world.sandbox.notificationsSettled();
		expect(world.sandbox.notifications).toHaveLength(1);
		expect(waits).toEqual([]);
	});

	it('is notified of again while n8n is away, until it is back, and starts one workflow then', async () => {
		const refundRequestId = await world.refund('T-1');
		await webhook.pause();
		meanwhile = async (count) => {
			if (count === 6) await webhook.resume();
		};
		world.sandbox.refunds.finish(refundRequestId);
		await world.sandbox.notificationsSettled();
		expect(waits).toEqual(SCHEDULE.slice(0, 6));
		expect(acknowledged()).toEqual([false, false, false, false, false, false, true]);
		expect(await started(webhook)).toMatchObject([{ refundRequestId, refundStatus: 'succeeded' }]);
	});

	it('is notified of again while n8n cannot start the run, and starts one workflow then', async () => {
		const refundRequestId = await world.refund('T-1');
		webhook.beforeRun = async () => {
			throw new Error('The database is away');
		};
		meanwhile = async (count) => {
			if (count === 3) webhook.beforeRun = async () => {};
		};
		world.sandbox.refunds.finish(refundRequestId);
		await world.sandbox.notificationsSettled();
		expect(acknowledged()).toEqual([false, false, false, true]);
		expect(await started(webhook)).toHaveLength(1);
	});

	it('is not acknowledged where the answer is lost: what GatePay then sends again starts nothing', async () => {
		const refundRequestId = await world.refund('T-1');
		const lost = world.sandbox.notification(refundRequestId, { bizStatus: 'REFUND_SUCCESS' });
		// GatePay hangs up while n8n is taking the first one on, and n8n goes on all the same.
		const gone = new AbortController();
		webhook.beforeRun = async () => {
			gone.abort();
			await new Promise((resolve) => setTimeout(resolve, 50));
		};
		await expect(fetch(webhook.url, { method: 'POST', ...lost, signal: gone.signal })).rejects.toThrow();
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(await started(webhook)).toHaveLength(1);

		webhook.beforeRun = async () => {};
		world.sandbox.refunds.finish(refundRequestId);
		await world.sandbox.notificationsSettled();
		expect(acknowledged()).toEqual([true]);
		expect(await started(webhook)).toHaveLength(1);
	});

	it("is given up at the end of GatePay's schedule, within the time in which a notification is believed", async () => {
		await webhook.pause();
		world.sandbox.refunds.finish(await world.refund('T-1'));
		await world.sandbox.notificationsSettled();
		expect(waits).toEqual(SCHEDULE);
		expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(26 * 60 * 60 * 1000);
		expect(await started(webhook)).toEqual([]);
	});

	it('can wait for a day: a notification that GatePay signed when it first tried still counts', async () => {
		const refundRequestId = await world.finishedRefund('T-1');
		const day = SCHEDULE.reduce((sum, ms) => sum + ms, 0);
		const timestamp = Date.now() - day;
		expect(await world.sandbox.notify(webhook.url, refundRequestId, { timestamp })).toMatchObject({
			acknowledged: true,
		});
	});
});

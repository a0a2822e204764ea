import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { resolveOutputSchemaPath } from 'n8n-core';
import type { IDataObject, INode } from 'n8n-workflow';

import { REFUND_EVENTS } from '../../gatepay/notification/receive';
import { GatePayRefundTrigger } from '../../nodes/GatePayRefundTrigger/GatePayRefundTrigger.node';
import { WebhookServer } from '../../tools/engine/webhook';
import { signedNotification, type NotificationForm } from '../../tools/sandbox';
import { ACKNOWLEDGED, send, started, TRIGGER, triggerNode, TriggerWorld } from './support/triggerWorld';

const ALL = { events: ['REFUND_SUCCESS', 'REFUND_REJECTED', 'REFUND_PROCESS', 'PAY_UNRESOLVED', 'OTHER'] };

/** GatePay's other way to send `data`. */
const inAString = (_: string, data: string) => `"data":${JSON.stringify(data)}}`;

describe('the GatePay Refund Trigger', () => {
	let world: TriggerWorld;
	beforeAll(async () => (world = await TriggerWorld.start()));
	beforeEach(() => world.reset());
	afterEach(() => world.silence());
	afterAll(() => world.close());

	it('acknowledges a notification, and starts a workflow with what happened to the refund', async () => {
		const webhook = await world.listen();
		const refundRequestId = await world.finishedRefund('T-1');
		const answer = await world.sandbox.notify(webhook.url, refundRequestId);
		expect(answer).toEqual({ httpStatus: 200, text: ACKNOWLEDGED, acknowledged: true });
		expect(await started(webhook)).toEqual([
			{
				eventKey: `${refundRequestId}:REFUND_SUCCESS`,
				bizType: 'PAY_REFUND',
				bizStatus: 'REFUND_SUCCESS',
				refundStatus: 'succeeded',
				refundRequestId,
				prepayId: 'paid-v2-25',
				orderAmount: '25.5',
				refundAmount: '1',
				refundPayCurrency: 'USDT',
				refundPayAmount: '1',
				merchantTradeNo: expect.any(String) as string,
				currency: 'USDT',
				transactionId: 'T-paid-v2-25',
				createTime: expect.any(Number) as number,
				channelId: '',
			},
		]);
	});

	it('hands its item on to the next node, which can use it in expressions', async () => {
		const next: INode = {
			id: 'next',
			name: 'Next',
			type: 'engine.items',
			typeVersion: 1,
			position: [0, 0],
			parameters: { items: '={{ [{ says: $json.refundRequestId + " " + $json.refundStatus }] }}' },
		};
		const webhook = await world.listen(
			{},
			{
				nodes: [triggerNode(), next],
				connections: { [TRIGGER]: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
			},
		);
		const refundRequestId = await world.finishedRefund('T-1');
		await world.sandbox.notify(webhook.url, refundRequestId);
		await webhook.settled();
		expect(webhook.runs[0]?.output('Next')).toMatchObject([
			{ json: { says: `${refundRequestId} succeeded` } },
		]);
	});

	const FORMS: Array<[string, NotificationForm]> = [
		['on GatePay’s current pages', {}],
		['in an older sample: data as an object', { dataAsObject: true }],
		['in an older sample: the ID a bare integer beyond 2^53', { bareBizId: true }],
		['in an older sample: client_id', { snakeCaseClientId: true }],
		['in an older sample in every way', { dataAsObject: true, bareBizId: true, snakeCaseClientId: true }],
	];
	it.each(FORMS)('reads a notification as it looks %s', async (_, form) => {
		const webhook = await world.listen();
		const refundRequestId = await world.refund('T-1', '1', '35214673103159414');
		world.sandbox.refunds.finish(refundRequestId);
		let { body } = world.sandbox.notification(refundRequestId, form);
		if (form.bareBizId) body = body.replace(/"bizId":"?(\d+)"?/, '"bizId":$1');
		expect(body).toContain(`"bizId":${form.bareBizId ? '35214673103159414' : '"35214673103159414"'},`);
		const answer = await send(webhook.url, signedNotification(world.sandbox.applications.institution, body));
		expect(answer).toEqual({ status: 200, text: ACKNOWLEDGED });
		expect(await started(webhook)).toMatchObject([
			{ refundRequestId, prepayId: '35214673103159414', refundStatus: 'succeeded' },
		]);
	});

	const KINDS = [
		['REFUND_SUCCESS', 'succeeded'],
		['REFUND_REJECTED', 'failed'],
		['REFUND_PROCESS', 'pending'],
	] as const;
	it.each(KINDS)(
		'starts a workflow for %s where that is chosen, and for nothing else',
		async (event, status) => {
			const chosen = await world.listen({ events: [event] });
			const others = await world.listen({ events: ALL.events.filter((other) => other !== event) });
			const refundRequestId = await world.refund('T-1');
			for (const webhook of [chosen, others]) {
				const answer = await world.sandbox.notify(webhook.url, refundRequestId, { bizStatus: event });
				expect(answer).toEqual({ httpStatus: 200, text: ACKNOWLEDGED, acknowledged: true });
			}
			expect(await started(chosen)).toMatchObject([{ bizStatus: event, refundStatus: status }]);
			expect(await started(others)).toEqual([]);
		},
	);

	it('starts a workflow for a payment that fits no order where that is chosen, once for its repeats', async () => {
		const chosen = await world.listen({ events: ['PAY_UNRESOLVED'] });
		const others = await world.listen({ events: ALL.events.filter((other) => other !== 'PAY_UNRESOLVED') });
		const body =
			'{"bizType":"PAY_UNRESOLVED","bizId":"100916","bizStatus":"UNRESOLVED_PENDING","data":{"exceptionId":"123","errorType":"address_error_chain","actualAmount":1.10}}';
		for (const { url } of [chosen, others]) {
			for (const restyled of [body, body.replace(/"data":(\{.*\})\}$/, inAString)]) {
				const sent = signedNotification(world.sandbox.applications.institution, restyled);
				expect(await send(url, sent)).toEqual({ status: 200, text: ACKNOWLEDGED });
			}
		}
		expect(await started(chosen)).toEqual([
			{
				eventKey: '123:UNRESOLVED_PENDING',
				bizType: 'PAY_UNRESOLVED',
				bizStatus: 'UNRESOLVED_PENDING',
				exceptionId: '123',
				errorType: 'address_error_chain',
				actualAmount: '1.10',
			},
		]);
		expect(await started(others)).toEqual([]);
	});

	it('starts a workflow for successes and rejections, unless other events are chosen', async () => {
		const webhook = await world.listen();
		const refundRequestId = await world.refund('T-1');
		for (const bizStatus of [...REFUND_EVENTS, 'REFUND_NEW']) {
			const answer = await world.sandbox.notify(webhook.url, refundRequestId, { bizStatus });
			expect(answer.acknowledged).toBe(true);
		}
		expect((await started(webhook)).map(({ bizStatus }) => bizStatus)).toEqual([
			'REFUND_SUCCESS',
			'REFUND_REJECTED',
		]);
	});

	it('acknowledges everything that GatePay sent when no event is chosen', async () => {
		const webhook = await world.listen({ events: [] });
		const refundRequestId = await world.finishedRefund('T-1');
		expect(await world.sandbox.notify(webhook.url, refundRequestId)).toMatchObject({ acknowledged: true });
		expect(await started(webhook)).toEqual([]);
	});

	const OTHERS: Array<[string, string, string, Partial<Record<'bizType' | 'bizStatus', string>>]> = [
		[
			'a payment',
			'application/json',
			'{"bizType":"PAY","bizStatus":"PAY_SUCCESS","bizId":1991045981847818241,"clientId":"sandbox-institution-client"}',
			{ bizType: 'PAY', bizStatus: 'PAY_SUCCESS' },
		],
		[
			'a refund with an unknown status',
			'application/json',
			'{"bizType":"PAY_REFUND","bizStatus":"REFUND_NEW","data":"{}"}',
			{ bizType: 'PAY_REFUND', bizStatus: 'REFUND_NEW' },
		],
		[
			'a refund that does not say which one',
			'application/json',
			'{"bizType":"PAY_REFUND","bizStatus":"REFUND_SUCCESS","data":"{\\"refundInfo\\":{}}"}',
			{ bizType: 'PAY_REFUND', bizStatus: 'REFUND_SUCCESS' },
		],
		[
			'a body with characters of many bytes',
			'application/json',
			'{"bizType":"退款 💸"}',
			{ bizType: '退款 💸' },
		],
	];
	it.each([
		['is not JSON', 'text/plain', 'bizType=PAY'],
		['is a number', 'application/json', '1991045981847818241'],
		['has __proto__ only', 'application/json', '{"__proto__":{"bizType":"PAY_REFUND"}}'],
		['is 10,000 levels deep', 'application/json', '['.repeat(1e4) + ']'.repeat(1e4)],
		['has 10 MB', 'application/json', JSON.stringify('x'.repeat(1e7))],
		['is a request of the merchant', 'application/json', '{"refundRequestId":"r-1"}'],
	])('refuses a signed body that %s, because it does not say what kind it is', async (_, type, body) => {
		const webhook = await world.listen({ events: ['OTHER'] });
		const sent = signedNotification(world.sandbox.applications.institution, body);
		sent.headers['Content-Type'] = type;
		expect(await send(webhook.url, sent)).toEqual({ status: 401, text: '' });
		expect(await started(webhook)).toEqual([]);
	});

	it.each(OTHERS)(
		'hands on %s as it came, where OTHER is chosen',
		async (_, type, body, { bizType = '', bizStatus = '' }) => {
			const webhook = await world.listen({ events: ['OTHER'] });
			const without = await world.listen({ events: [...REFUND_EVENTS] });
			const sent = signedNotification(world.sandbox.applications.institution, body);
			sent.headers['Content-Type'] = type;
			for (const { url } of [webhook, without]) {
				expect(await send(url, sent)).toEqual({ status: 200, text: ACKNOWLEDGED });
			}
			const headers = Object.fromEntries(
				Object.entries(sent.headers).filter(([name]) => name.startsWith('X-GatePay-')),
			);
			expect(await started(webhook)).toEqual([{ bizType, bizStatus, rawBody: body, headers }]);
			expect(await started(without)).toEqual([]);
		},
	);

	it('hands on what a shop system can verify: the item is taken for GatePay’s once more', async () => {
		const shop = await world.listen(ALL);
		const webhook = await world.listen({ events: ['OTHER'] });
		const body = '{"bizType":"PAY",\n "amount": 1.10}';
		await send(webhook.url, signedNotification(world.sandbox.applications.institution, body));
		const [{ rawBody, headers } = {}] = await started(webhook);
		const forwarded = { headers: headers as Record<string, string>, body: String(rawBody) };
		expect(await send(shop.url, forwarded)).toMatchObject({ status: 200 });
		expect(await started(shop)).toHaveLength(1);
	});

	it('takes notifications of the application in its credential only', async () => {
		const webhook = await world.listen({}, { credential: 'merchant' });
		const refundRequestId = await world.finishedRefund('T-1'); // by the institution
		expect(await world.sandbox.notify(webhook.url, refundRequestId)).toMatchObject({ httpStatus: 401 });
		expect(await started(webhook)).toEqual([]);
	});
});

describe('repeats', () => {
	let world: TriggerWorld;
	beforeAll(async () => (world = await TriggerWorld.start()));
	beforeEach(() => world.reset());
	afterEach(() => world.silence());
	afterAll(() => world.close());

	/** GatePay's notification about any refund. */
	const succeeded = (refundRequestId: string) =>
		signedNotification(
			world.sandbox.applications.institution,
			JSON.stringify({
				bizType: 'PAY_REFUND',
				bizStatus: 'REFUND_SUCCESS',
				data: { refundInfo: { refundRequestId } },
			}),
		);

	it('are acknowledged, and start nothing: sent again as it was, signed afresh, or in an older form', async () => {
		const webhook = await world.listen();
		const refundRequestId = await world.finishedRefund('T-1');
		const first = world.sandbox.notification(refundRequestId);
		const again = [
			first,
			first,
			world.sandbox.notification(refundRequestId),
			world.sandbox.notification(refundRequestId, { dataAsObject: true, snakeCaseClientId: true }),
		];
		for (const sent of again) {
			expect(await send(webhook.url, sent)).toEqual({ status: 200, text: ACKNOWLEDGED });
		}
		expect(await started(webhook)).toHaveLength(1);
	});

	it('are no repeats when the status or the refund is another one, though the order is the same', async () => {
		const webhook = await world.listen(ALL);
		const [one, two] = [await world.refund('T-1'), await world.refund('T-2')];
		for (const refundRequestId of [one, two]) {
			for (const bizStatus of REFUND_EVENTS) {
				await world.sandbox.notify(webhook.url, refundRequestId, { bizStatus });
			}
		}
		expect(new Set((await started(webhook)).map(({ eventKey }) => eventKey)).size).toBe(6);
		expect(webhook.runs).toHaveLength(6);
	});

	it('of other notifications are handed on: no key of theirs is known', async () => {
		const webhook = await world.listen({ events: ['OTHER'] });
		const sent = signedNotification(world.sandbox.applications.institution, '{"bizType":"PAY"}');
		await send(webhook.url, sent);
		await send(webhook.url, sent);
		expect(await started(webhook)).toHaveLength(2);
	});

	it('are recognized after n8n was killed and started again, and again after that', async () => {
		let webhook = await world.listen();
		const ids: string[] = [];
		for (let life = 0; life < 3; life += 1) {
			for (let count = 0; count < 4; count += 1) ids.push(`r-${life}-${count}`);
			for (const id of ids) {
				expect(await send(webhook.url, succeeded(id))).toEqual({ status: 200, text: ACKNOWLEDGED });
			}
			// No more than the new ones of this life.
			expect(await started(webhook)).toHaveLength(4);
			expect(webhook.storedStaticData).toEqual({
				[`node:${TRIGGER}`]: { eventKeys: ids.map((id) => `${id}:REFUND_SUCCESS`) },
			});
			webhook = await world.restart(webhook);
		}
	});

	it('are recognized after a restart, where 20 events had come at the same moment', async () => {
		const before = await world.listen();
		const ids = Array.from({ length: 20 }, (_, count) => `r-${count}`);
		await Promise.all(ids.map((id) => send(before.url, succeeded(id))));
		expect(await started(before)).toHaveLength(20);
		const after = await world.restart(before);
		await Promise.all(ids.map((id) => send(after.url, succeeded(id))));
		expect(await started(after)).toEqual([]);
	});

	it('are recognized after a restart, though the run had not come to its end', async () => {
		const stuck: INode = {
			id: 'next',
			name: 'Next',
			type: 'engine.never',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		const engine = world.engine.withNodeType('engine.never', {
			description: { ...new GatePayRefundTrigger().description, name: 'never', inputs: ['main'] },
			execute: () => new Promise<never>(() => {}),
		});
		const before = await WebhookServer.start(engine, {
			nodes: [triggerNode(), stuck],
			connections: { [TRIGGER]: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		});
		const refundRequestId = await world.finishedRefund('T-1');
		expect(await world.sandbox.notify(before.url, refundRequestId)).toMatchObject({ acknowledged: true });
		const after = await world.restart(before, { nodes: [triggerNode()], connections: {} });
		expect(await world.sandbox.notify(after.url, refundRequestId)).toMatchObject({ acknowledged: true });
		expect(await started(after)).toEqual([]);
	});

	it.each(['nonsense', { 0: 1 }, null, ['a', 1, null, ['b']]])(
		'are recognized, also when %j is stored in their place',
		async (eventKeys) => {
			const webhook = await world.listen(
				{},
				{ storedStaticData: { [`node:${TRIGGER}`]: { eventKeys: eventKeys as IDataObject } } },
			);
			const refundRequestId = await world.finishedRefund('T-1');
			await world.sandbox.notify(webhook.url, refundRequestId);
			const after = await world.restart(webhook);
			await world.sandbox.notify(after.url, refundRequestId);
			expect([await started(webhook), await started(after)]).toMatchObject([[{ refundRequestId }], []]);
		},
	);

	it('are recognized among the last 1,000 events: the oldest are forgotten first', async () => {
		const eventKeys = Array.from({ length: 1_000 }, (_, count) => `r${count}:REFUND_SUCCESS`);
		const webhook = await world.listen({}, { storedStaticData: { [`node:${TRIGGER}`]: { eventKeys } } });
		const ids = [await world.finishedRefund('T-1'), await world.finishedRefund('T-2')];
		for (const id of ids) await world.sandbox.notify(webhook.url, id);
		expect(webhook.storedStaticData).toEqual({
			[`node:${TRIGGER}`]: {
				eventKeys: [...eventKeys.slice(2), ...ids.map((id) => `${id}:REFUND_SUCCESS`)],
			},
		});
	});

	it('over dropped connections start one workflow, before and after n8n has started it', async () => {
		const webhook = await world.listen();
		await world.sandbox.notify(webhook.url, await world.finishedRefund('T-0'));
		const sent = world.sandbox.notification(await world.finishedRefund('T-1'));
		for (let count = 0; count < 20; count += 1) {
			const gone = new AbortController();
			webhook.beforeRun = async () => {
				gone.abort();
				await pause(count % 2 ? 0 : 20);
			};
			const answer = fetch(webhook.url, { method: 'POST', ...sent, signal: gone.signal });
			// 503 while n8n is still starting the first, 200 from then on.
			await answer.then(({ status }) => expect([200, 503]).toContain(status)).catch(() => {});
		}
		await pause(50);
		expect(await send(webhook.url, sent)).toEqual({ status: 200, text: ACKNOWLEDGED });
		expect(await started(webhook)).toHaveLength(2);
	});

	it('are none where the sender had hung up and n8n could not start the run', async () => {
		const webhook = await world.listen();
		const gone = new AbortController();
		webhook.beforeRun = async () => {
			gone.abort();
			await pause(20);
			throw new Error('The database is away');
		};
		const sent = world.sandbox.notification(await world.finishedRefund('T-1'));
		await expect(fetch(webhook.url, { method: 'POST', ...sent, signal: gone.signal })).rejects.toThrow();
		await pause(50);
		webhook.beforeRun = async () => {};
		expect(await send(webhook.url, sent)).toEqual({ status: 200, text: ACKNOWLEDGED });
		expect(await started(webhook)).toHaveLength(1);
	});

	it('that arrive while n8n starts the first run start nothing, and are acknowledged a little later', async () => {
		let go = () => {};
		const webhook = await world.listen(
			{},
			{ beforeRun: () => new Promise<void>((resolve) => (go = resolve)) },
		);
		const refundRequestId = await world.finishedRefund('T-1');
		const first = world.sandbox.notify(webhook.url, refundRequestId);
		const meanwhile = await world.sandbox.notify(webhook.url, refundRequestId);
		expect(meanwhile).toEqual({ httpStatus: 503, text: '', acknowledged: false });
		go();
		expect(await first).toMatchObject({ acknowledged: true });
		expect(await world.sandbox.notify(webhook.url, refundRequestId)).toMatchObject({ acknowledged: true });
		expect(await started(webhook)).toHaveLength(1);
	});

	it('start one workflow, however many of them arrive at the same moment', async () => {
		const webhook = await world.listen();
		const ids = [await world.finishedRefund('T-1'), await world.finishedRefund('T-2')];
		const at = Array.from({ length: 50 }, (_, count) => ids[count % 2] as string);
		const answers = await Promise.all(at.map((id) => world.sandbox.notify(webhook.url, id)));
		for (const { httpStatus } of answers) expect([200, 503]).toContain(httpStatus);
		expect((await started(webhook)).map(({ refundRequestId }) => refundRequestId).sort()).toEqual(ids.sort());
		for (const id of ids) {
			expect(await world.sandbox.notify(webhook.url, id)).toMatchObject({ acknowledged: true });
		}
		expect(await started(webhook)).toHaveLength(2);
	});

	it('start nothing when n8n had read what is stored before the first was taken on', async () => {
		const webhook = await world.listen();
		const { headers, body } = world.sandbox.notification(await world.finishedRefund('T-1'));
		const slow = request(webhook.url, { method: 'POST', headers });
		const answered = once(slow, 'response') as Promise<[IncomingMessage]>;
		slow.write(body.slice(0, 10));
		await once(slow, 'socket');
		await pause(50);
		expect(await send(webhook.url, { headers, body })).toEqual({ status: 200, text: ACKNOWLEDGED });
		slow.end(body.slice(10));
		const [answer] = await answered;
		expect(answer.resume().statusCode).toBe(200);
		expect(await started(webhook)).toHaveLength(1);
	});

	it('are none where n8n could not start the run: it is not acknowledged, and starts the next time', async () => {
		const webhook = await world.listen(
			{},
			{
				beforeRun: async () => {
					throw new Error('The database is away');
				},
			},
		);
		const refundRequestId = await world.finishedRefund('T-1');
		expect(await world.sandbox.notify(webhook.url, refundRequestId)).toMatchObject({ httpStatus: 500 });
		expect(await started(webhook)).toEqual([]);
		webhook.beforeRun = async () => {};
		expect(await world.sandbox.notify(webhook.url, refundRequestId)).toMatchObject({ acknowledged: true });
		expect(await started(webhook)).toHaveLength(1);
	});

	it('are all shown to whoever listens for a test event, and change nothing in production', async () => {
		const production = await world.listen({}, { workflowId: 'tested' });
		const test = await world.listen({}, { workflowId: 'tested', mode: 'manual' });
		expect(test.url).toContain('/webhook-test/');
		const refundRequestId = await world.finishedRefund('T-1');
		await world.sandbox.notify(production.url, refundRequestId);
		for (let times = 0; times < 2; times += 1) {
			expect(await world.sandbox.notify(test.url, refundRequestId)).toMatchObject({ acknowledged: true });
		}
		expect(await started(test)).toHaveLength(2);

		const another = await world.finishedRefund('T-2');
		await world.sandbox.notify(test.url, another);
		await world.sandbox.notify(production.url, another);
		expect(await started(production)).toHaveLength(2);
	});
});

describe('the description of the trigger', () => {
	const { description, webhookMethods } = new GatePayRefundTrigger();

	it('has one webhook that takes POST, and no input', () => {
		expect(description).toMatchObject({
			displayName: 'GatePay Refund Trigger',
			name: 'gatePayRefundTrigger',
			group: ['trigger'],
			version: 1,
			inputs: [],
			credentials: [{ name: 'gatePayApi', required: true }],
			webhooks: [{ name: 'default', httpMethod: 'POST', path: 'webhook', responseMode: 'onReceived' }],
		});
		expect(description.usableAsTool).toBeUndefined();
	});

	it('says which URL goes where, that an application has one, and that V2 refunds may need Notify on Result', () => {
		const notice = description.properties.find(({ type }) => type === 'notice')?.displayName;
		expect(notice).toMatch(/Production URL.*GatePay's console.*callback URL.*only one.*'Notify on Result'/s);
		const { executionsHelp } = description.triggerPanel as { executionsHelp: string };
		expect(executionsHelp).toMatch(/Production URL.*GatePay's console.*Test URL.*Production URL back/s);
	});

	it('offers every event that there is, Other last, the first two of them chosen', () => {
		const events = description.properties.find(({ name }) => name === 'events');
		expect((events?.options as Array<{ name: string; value: string }>).map(({ name }) => name)).toEqual([
			'Refund Succeeded',
			'Refund Rejected',
			'Refund in Process',
			'Unresolved Payment',
			'Other',
		]);
		expect((events?.options as Array<{ value: string }>).map(({ value }) => value).sort()).toEqual(
			[...ALL.events].sort(),
		);
		expect(events?.default).toEqual(['REFUND_SUCCESS', 'REFUND_REJECTED']);
	});

	it('has nothing to set at GatePay when a workflow is switched on or off', async () => {
		const { checkExists, create, delete: remove } = webhookMethods.default;
		expect([await checkExists(), await create(), await remove()]).toEqual([true, true, true]);
	});

	it('shows its fields before the first run: the schema lies where n8n looks for it', async () => {
		const nodeDir = join(process.cwd(), 'dist/nodes/GatePayRefundTrigger');
		const path = resolveOutputSchemaPath({ nodeDir, version: 1 }) ?? '';
		expect(existsSync(path)).toBe(true);
		const { properties } = JSON.parse(readFileSync(path, 'utf8')) as {
			properties: Record<string, { type: string }>;
		};

		const world = await TriggerWorld.start();
		const webhook = await world.listen();
		await world.sandbox.notify(webhook.url, await world.finishedRefund('T-1'));
		const [item = {}] = await started(webhook);
		await world.close();
		expect(Object.keys(properties).sort()).toEqual(Object.keys(item).sort());
		for (const [name, { type }] of Object.entries(properties)) {
			expect([name, typeof item[name]]).toEqual([name, type === 'integer' ? 'number' : type]);
		}
	});
});

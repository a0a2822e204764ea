import { routeOf } from '../../gatepay/api/calls';
import { importWorkflows } from '../../tools/n8n/imports';
import { sandboxCredentials } from '../../tools/n8n/sandboxCredentials';
import { inALine, items, MANUAL, refund, SANDBOX_CREDENTIAL, webhook } from './support/nodes';
import { addWorkflow, callWebhook, executionOf, executionsOf, useWorld } from './support/world';
import { byPrepayId } from '../../tools/engine/refundWorkflow';

const world = useWorld('refunds');

/** How often the buyer of an order was paid. */
const timesPaid = (prepayId: string) => world.sandbox.ledger.timesPaidTo(prepayId);

/** A refund's parameters out of what a webhook got. */
const FROM_BODY = {
	order: byPrepayId('={{ $json.body.prepayId }}'),
	refundAmount: '={{ $json.body.amount }}',
	refundReference: '={{ $json.body.ticket }}',
};

/** A refund of 1.50 from an order of 10 that is paid. */
const ticketOf = (resource: 'refundV1' | 'refundV2', ticket: string) => ({
	prepayId: resource === 'refundV2' ? 'paid-v2-10' : 'paid-v1-10',
	amount: '1.50',
	ticket,
});

describe('the credential’s test, as the editor asks for it', () => {
	const tested = async (changes: object = {}) => {
		const [credential] = sandboxCredentials(world.sandbox);
		return await world.n8n.rest.post<{ status: string; message: string }>('/credentials/test', {
			credentials: { ...credential, data: { ...credential?.data, ...changes } },
		});
	};

	test('is green with what the sandbox prints', async () => {
		expect(await tested()).toMatchObject({ status: 'OK' });
	});

	test('is red with a wrong secret, and says where to look, without the secret', async () => {
		const { status, message } = await tested({ secret: 'fake-and-wrong-secret' });
		expect(status).toBe('Error');
		expect(message).toContain("'Secret'");
		expect(message).not.toContain('fake-and-wrong-secret');
	});

	test('is red where nothing answers, and says so in words', async () => {
		expect(await tested({ baseUrl: 'http://127.0.0.1:9' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('the connection was refused'),
		});
	});

	test('is red with an account that GatePay doesn’t know', async () => {
		expect(await tested({ onBehalfOf: 'nobody' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining("'On Behalf Of'"),
		});
	});
});

describe.each(['refundV1', 'refundV2'] as const)('%s', (resource) => {
	test('n8n’s own command runs a refund, and a second run pays nobody again', async () => {
		const ticket = ticketOf(resource, 'T-command');
		const id = `command-${resource}`;
		await importWorkflows(world.n8n, [inALine(id, [MANUAL, items([ticket]), refund(resource)])]);
		const execute = async () => {
			const printed = await world.n8n.command('execute', `--id=${id}`, '--rawOutput');
			// Lines of the log come before it.
			const { data } = JSON.parse(printed.slice(printed.indexOf('\n{') + 1 || printed.indexOf('{'))) as {
				data: { resultData: { runData: { Refund: [{ data: { main: [[{ json: object }]] } }] } } };
			};
			return data.resultData.runData.Refund[0].data.main[0][0].json;
		};
		expect(await execute()).toMatchObject({ outcome: 'accepted', refundAmount: '1.50', attempts: 1 });
		expect(await execute()).toMatchObject({ outcome: 'existing', attempts: 0 });
		expect(timesPaid(ticket.prepayId)).toBe(1);
	});

	test('a webhook call becomes a refund, and the same call again gets the first one', async () => {
		const path = `refund-${resource}`;
		await addWorkflow(world.n8n, inALine(path, [webhook(path), refund(resource, FROM_BODY)]), {
			active: true,
		});
		const ticket = ticketOf(resource, 'T-webhook');
		const first = await callWebhook(world.n8n, path, ticket);
		expect(first).toMatchObject([{ outcome: 'accepted', refundStatus: 'accepted', refundAmount: '1.50' }]);
		expect(await callWebhook(world.n8n, path, ticket)).toMatchObject([
			{ outcome: 'existing', refundRequestId: (first as [{ refundRequestId: string }])[0].refundRequestId },
		]);
		expect(timesPaid(ticket.prepayId)).toBe(1);
	});

	test('a manual run shows one item for each ticket, and the failed one says why', async () => {
		const ticket = ticketOf(resource, 'T-manual');
		const pending = { ...ticket, prepayId: ticket.prepayId.replace('paid', 'pending').replace('-10', '') };
		const id = await addWorkflow(
			world.n8n,
			inALine(`manual-${resource}`, [
				MANUAL,
				items([ticket, { ...pending, ticket: 'T-pending' }]),
				refund(resource, {}, { onError: 'continueErrorOutput' }),
			]),
		);
		const { executionId } = await world.n8n.rest.post<{ executionId: string }>(`/workflows/${id}/run`, {
			triggerToStartFrom: { name: MANUAL.name },
		});
		const execution = await executionOf(world.n8n.rest, executionId);
		expect(execution).toMatchObject({ status: 'success', mode: 'manual' });
		expect(execution.output('Refund')).toMatchObject([{ outcome: 'accepted' }]);
		// n8n adds the fields of the item that went in.
		expect(execution.output('Refund', 1)).toEqual([
			{ ...pending, ticket: 'T-pending', error: expect.stringMatching(/^(Not sent|Refused): /) },
		]);
		expect(timesPaid(ticket.prepayId)).toBe(1);
		expect(timesPaid(pending.prepayId)).toBe(0);
	});
});

describe('where GatePay’s query lags and a repeated ID is paid again', () => {
	/** An order for each refund, in a GatePay at its worst. */
	const orders = (name: string, count: number) => {
		world.sandbox.repeatedIds = 'payAgain';
		world.sandbox.faults.add({ on: 'query', kind: 'queryLags', queries: 1 });
		return Array.from({ length: count }, (_, index) => {
			const { prepayId } = world.sandbox.orders.add({ prepayId: `${name}-${index}` });
			// Every third answer is lost besides.
			if (index % 3 === 0) world.sandbox.faults.add({ on: 'create', prepayId, kind: 'answerLostAfter' });
			return prepayId;
		});
	};
	const REFUNDS = 50;
	const once = Array.from({ length: REFUNDS }, () => 1);
	const paidOf = (outcome: unknown[]) => outcome.map((item) => (item as { outcome: string }).outcome).sort();

	test(`two executions at once pay a buyer once, ${REFUNDS} of ${REFUNDS}`, async () => {
		const path = 'two-at-once';
		await addWorkflow(world.n8n, inALine(path, [webhook(path), refund('refundV2', FROM_BODY)]), {
			active: true,
		});
		const prepayIds = orders(path, REFUNDS);
		const shown = new Set<string>();
		// Some at a time, as tickets come.
		for (let index = 0; index < REFUNDS; index += 10) {
			const tens = prepayIds.slice(index, index + 10);
			const both = tens.map(async (prepayId) => {
				const call = () => callWebhook(world.n8n, path, { prepayId, amount: '1.50', ticket: 'T-1' });
				const answers = await Promise.all([call(), call()]);
				shown.add(paidOf(answers.flat()).join(' and '));
			});
			await Promise.all(both);
		}
		expect(prepayIds.map(timesPaid)).toEqual(once);
		expect([...shown].sort()).toEqual(['accepted and existing', 'existing and recovered']);
	});

	test(`Retry On Fail pays a buyer once, ${REFUNDS} of ${REFUNDS}`, async () => {
		const prepayIds = orders('retried', REFUNDS);
		// Refused at first, so that the node fails and is run again.
		const last = world.sandbox.orders.add({ prepayId: 'retried-last' });
		world.sandbox.faults.add({ on: 'create', prepayId: last.prepayId, kind: 'code', code: '400605' });
		const tickets = [...prepayIds, last.prepayId].map((prepayId) => ({
			...{ prepayId, amount: '1.50', ticket: 'T-1' },
		}));
		const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
		const id = await addWorkflow(
			world.n8n,
			inALine('retried', [
				MANUAL,
				items(tickets),
				refund('refundV2', { options: { concurrency: 20 } }, retry),
			]),
		);
		const { executionId } = await world.n8n.rest.post<{ executionId: string }>(`/workflows/${id}/run`, {
			triggerToStartFrom: { name: MANUAL.name },
		});
		const execution = await executionOf(world.n8n.rest, executionId);
		expect(execution.status).toBe('success');
		expect(prepayIds.map(timesPaid)).toEqual(once);
		expect(execution.output('Refund').map(({ outcome }) => outcome)).toEqual([
			...once.map(() => 'existing'),
			'accepted',
		]);
	});
});

describe('n8n’s HTTP Request node with the same credential', () => {
	const requested = async (path: string, parameters: object) => {
		const id = await addWorkflow(
			world.n8n,
			inALine('http-request', [
				MANUAL,
				{
					name: 'Request',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					parameters: {
						url: world.sandbox.baseUrl + path,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'gatePayApi',
						...parameters,
					},
					credentials: SANDBOX_CREDENTIAL,
				},
			]),
		);
		const { executionId } = await world.n8n.rest.post<{ executionId: string }>(`/workflows/${id}/run`, {
			triggerToStartFrom: { name: MANUAL.name },
		});
		return await executionOf(world.n8n.rest, executionId);
	};
	const CHAINS = `${routeOf('refundChains', 'institution').path}?currency=USDT`;
	const json = (body: string) => ({ method: 'POST', sendBody: true, specifyBody: 'json', jsonBody: body });
	const raw = (body: string) => ({
		...{ method: 'POST', sendBody: true, contentType: 'raw', rawContentType: 'application/json', body },
	});

	test('signs', async () => {
		const execution = await requested(CHAINS, {});
		expect(execution.output('Request')).toMatchObject([{ status: 'SUCCESS' }]);
	});

	test.each([
		['Ignore SSL Issues', { options: { allowUnauthorizedCerts: true } }, 'certificate check'],
		['a proxy', { options: { proxy: 'http://127.0.0.1:9' } }, 'through a proxy'],
		['a notification as JSON', json('{"bizType":"PAY_REFUND"}'), "'bizType'"],
		['a notification as text', raw('{"biz\\u0054ype":"PAY_REFUND"}'), "'bizType'"],
	])('does not sign with %s, and sends nothing', async (_, parameters, says) => {
		const execution = await requested(CHAINS, parameters);
		expect(execution.status).toBe('error');
		expect(JSON.stringify(execution.error)).toContain(says);
		expect(world.sandbox.requests).toEqual([]);
	});
});

test('the trigger starts a workflow for the sandbox’s notification of a refund, once', async () => {
	const hook = 'aaaaaaaa-0000-4000-8000-000000000001';
	const trigger = await addWorkflow(
		world.n8n,
		inALine('notified', [
			{
				name: 'Notified',
				type: 'n8n-nodes-gatepay.gatePayRefundTrigger',
				webhookId: hook,
				parameters: { events: ['REFUND_SUCCESS', 'REFUND_REJECTED'] },
				credentials: SANDBOX_CREDENTIAL,
			},
			{ name: 'Then', type: 'n8n-nodes-base.noOp' },
		]),
		{ active: true },
	);
	const path = 'for-the-trigger';
	await addWorkflow(
		world.n8n,
		inALine(path, [
			webhook(path),
			refund('refundV2', { ...FROM_BODY, additionalFields: { needNotify: true } }),
		]),
		{ active: true },
	);
	world.sandbox.applications.institution.callbackUrl = `${world.n8n.url}/webhook/${hook}/webhook`;
	const [{ refundRequestId }] = (await callWebhook(world.n8n, path, ticketOf('refundV2', 'T-notified'))) as [
		{ refundRequestId: string },
	];
	world.sandbox.refunds.finish(refundRequestId);
	await world.sandbox.notificationsSettled();
	// Whoever answers slowly is notified again.
	await world.sandbox.notify(world.sandbox.applications.institution.callbackUrl, refundRequestId);

	const executions = await executionsOf(world.n8n, trigger, 1);
	expect(executions.map((execution) => execution.output('Then'))).toEqual([
		[expect.objectContaining({ refundRequestId, refundStatus: 'succeeded', bizStatus: 'REFUND_SUCCESS' })],
	]);
});

import { until } from '../../tools/n8n';
import { inALine, items, MANUAL, refund } from './support/nodes';
import { addWorkflow, executionOf, executionsOf, useWorld } from './support/world';

/** Longer than any of these tests takes, in ms: an answer that is held back for good. */
const FOR_GOOD = 600_000;

const world = useWorld('interruptions');

const TICKET = { prepayId: 'paid-v2-10', amount: '1.50', ticket: 'T-1' };

/** A workflow that refunds the ticket when it is run by hand. */
const refundWorkflow = (id: string, parameters: object = {}, settings: object = {}) =>
	addWorkflow(world.n8n, inALine(id, [MANUAL, items([TICKET]), refund('refundV2', parameters, settings)]));

/** Starts it by hand; gives the execution's ID. */
const run = async (workflowId: string) =>
	(
		await world.n8n.rest.post<{ executionId: string }>(`/workflows/${workflowId}/run`, {
			triggerToStartFrom: { name: MANUAL.name },
		})
	).executionId;

/** n8n's button that runs a failed execution again; gives the new execution. */
const retry = async (workflowId: string, executionId: string) => {
	await world.n8n.rest.post(`/executions/${executionId}/retry`, { loadWorkflow: false });
	const executions = await executionsOf(world.n8n, workflowId, 2);
	const again = executions.find(({ id }) => id !== executionId);
	if (!again) throw new Error('n8n made no new execution');
	return again;
};

const timesPaid = () => world.sandbox.ledger.timesPaidTo(TICKET.prepayId);

test('a refund whose answer was lost fails as unknown; n8n’s retry of the execution finds it and pays nobody', async () => {
	world.sandbox.faults.add({ on: 'create', kind: 'answerLostAfter' });
	// GatePay's query doesn't see it for as long as this execution checks.
	world.sandbox.faults.add({ on: 'query', kind: 'queryLags', queries: 3 });
	const workflowId = await refundWorkflow('lost', { options: { settleTime: 1 } });
	const failed = await executionOf(world.n8n.rest, await run(workflowId));
	expect(failed.status).toBe('error');
	expect(failed.error?.message).toMatch(/^Outcome unknown: /);
	expect(timesPaid()).toBe(1);

	world.sandbox.faults.clear();
	const again = await retry(workflowId, failed.id);
	expect(again).toMatchObject({ status: 'success', mode: 'retry' });
	expect(again.output('Refund')).toMatchObject([{ outcome: 'existing', attempts: 0 }]);
	expect(timesPaid()).toBe(1);
});

test('n8n’s own Retry On Fail finds the refund whose answer was lost', async () => {
	world.sandbox.faults.add({ on: 'create', kind: 'answerLostAfter' });
	// Not shown to the first look-up after it was made, so that the first try ends without knowing of it.
	world.sandbox.faults.add({ on: 'query', kind: 'queryLags', queries: 1 });
	const workflowId = await refundWorkflow(
		'retry-on-fail',
		{ options: { settleTime: 0 } },
		{ retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
	);
	const execution = await executionOf(world.n8n.rest, await run(workflowId));
	expect(execution.status).toBe('success');
	expect(execution.output('Refund')).toMatchObject([{ outcome: 'existing', attempts: 0 }]);
	expect(timesPaid()).toBe(1);
});

test('Retry On Fail sends once what was lost on the way, and the error of its last try names it', async () => {
	world.sandbox.faults.add({ on: 'create', kind: 'answerLostBefore' });
	const workflowId = await refundWorkflow(
		'retry-unknown',
		{ options: { settleTime: 0 } },
		{ retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
	);
	const { status, error } = await executionOf(world.n8n.rest, await run(workflowId));
	expect(status).toBe('error');
	expect(error?.message).toMatch(/^Outcome unknown: /);
	expect(error?.description).toMatch(
		/ No refund was sent this time\. Sent earlier: .*reference T-1, refund request ID [\da-f]{32} \(item 0: outcome unknown\)\.$/,
	);
	expect(world.sandbox.requests.filter(({ call }) => call === 'createRefundV2')).toHaveLength(1);
});

test.each([
	['before GatePay made the refund', 'order'],
	['after GatePay made it', 'create'],
] as const)(
	'n8n is killed %s, starts again and says that the execution crashed; running it again pays the buyer once in all',
	async (_, on) => {
		world.sandbox.faults.add({ on, kind: 'delay', delay: FOR_GOOD });
		// With the full amount the order is looked up before anything is sent.
		const workflowId = await refundWorkflow(`killed-${on}`, { refundAmountMode: 'full' });
		const executionId = await run(workflowId);
		await until('the request that is held back', () =>
			world.sandbox.requests.some(({ call }) => call === (on === 'order' ? 'queryOrderV2' : 'createRefundV2'))
				? true
				: undefined,
		);
		const paidBefore = timesPaid();
		await world.n8n.kill();
		await world.n8n.start();
		expect(paidBefore).toBe(on === 'create' ? 1 : 0);

		const crashed = await executionOf(world.n8n.rest, executionId);
		expect(crashed.status).toBe('crashed');
		const again = await executionOf(world.n8n.rest, await run(workflowId));
		expect(again.status).toBe('success');
		expect(again.output('Refund')).toMatchObject([{ outcome: on === 'create' ? 'existing' : 'accepted' }]);
		expect(timesPaid()).toBe(1);
	},
);

test('n8n is stopped as a deployment stops it: it finishes the refund that is under way', async () => {
	world.sandbox.faults.add({ on: 'create', kind: 'delay', delay: 2_000 });
	const workflowId = await refundWorkflow('stopped');
	const executionId = await run(workflowId);
	await until('the refund to be sent', () => (timesPaid() > 0 ? true : undefined));
	await world.n8n.stop();
	await world.n8n.start();
	expect(await executionOf(world.n8n.rest, executionId)).toMatchObject({ status: 'success' });
	expect(timesPaid()).toBe(1);
});

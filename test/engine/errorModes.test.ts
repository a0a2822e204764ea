import type { INode } from 'n8n-workflow';

import { refundWorkflow } from '../../tools/engine';
import { CHECKOUT, CONTINUE, startWorld, type World } from './support/world';
import { byPrepayId } from '../../tools/engine/refundWorkflow';

/** What leaves the node by which branch, in each of n8n's three error modes. */
describe("n8n's error modes", () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const GOOD = { prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' };
	const REFUSED = { prepayId: 'refused-400202', amount: '1', ticket: 'T-2' };
	const BAD = { prepayId: 'paid-v2-10', amount: 'a lot', ticket: 'T-3' };
	const ERROR_OUTPUT: Partial<INode> = { onError: 'continueErrorOutput' };

	it('Stop Workflow: the run ends with the outcome, the refund, its code and what to do', async () => {
		const run = await world.refund([REFUSED], CHECKOUT);
		expect(run.run.finished).not.toBe(true);
		const [create] = world.creates();
		const { refundRequestId } = JSON.parse(create?.body ?? '{}') as { refundRequestId: string };
		const named = `refund of 1, order refused-400202, reference T-2, refund request ID ${refundRequestId}`;
		expect(run.error).toMatchObject({
			name: 'NodeOperationError',
			message: `Refused: GatePay has no such order (code 400202). GatePay says: “order not found”. R${named.slice(1)}. (item 0)`,
			description: `This order belongs to 'Payment Refund (V1)': choose it in 'Resource'. Tried in this run: ${named} (item 0: refused).`,
		});
	});

	it('Stop Workflow: what an earlier run sent is not said to be sent in this one', async () => {
		world.sandbox.faults.add({ on: 'create', kind: 'answerLostBefore' });
		const parameters = { ...CHECKOUT, options: { settleTime: 0 } };
		expect((await world.refund([GOOD], parameters)).error).toMatchObject({
			description: expect.stringMatching(/ Tried in this run: .* \(item 0: outcome unknown\)\.$/) as string,
		});
		const again = await world.refund([GOOD], parameters);
		expect(again.error).toMatchObject({
			message: expect.stringMatching(/^Outcome unknown: /) as string,
			description: expect.stringMatching(
				/ No refund was sent this time\. Sent earlier: .* \(item 0: outcome unknown\)\.$/,
			) as string,
		});
		expect(world.creates()).toHaveLength(1);
	});

	it('Continue: a refund that was not made is an item with nothing but its message, in its place', async () => {
		const run = await world.refund([REFUSED, GOOD, BAD], CHECKOUT, CONTINUE);
		expect(run.error).toBeUndefined();
		expect(run.output('Refund').map(({ json, pairedItem }) => [Object.keys(json), pairedItem])).toEqual([
			[['error'], { item: 0 }],
			[expect.arrayContaining(['refundRequestId', 'outcome', 'refundStatus']), { item: 1 }],
			[['error'], { item: 2 }],
		]);
		expect(run.output('Refund')[0]?.json.error).toMatch(
			/^Refused: .*400202.*T-2.*[0-9a-f]{32}.*This order belongs to/,
		);
	});

	it('Continue (using error output): refunds leave by the first branch, what was not made by the second', async () => {
		const run = await world.refund([REFUSED, GOOD, BAD], CHECKOUT, ERROR_OUTPUT);
		expect(run.output('Refund', 0).map(({ json }) => json.outcome)).toEqual(['accepted']);
		const errors = run
			.output('Refund', 1)
			.map(({ json }) => json)
			.sort((one, other) => String(one.ticket).localeCompare(String(other.ticket))); // n8n once had the last first
		expect(errors).toHaveLength(2);
		// n8n puts the input's fields beside the message, so that the branch knows the ticket.
		expect(errors[0]).toMatchObject({ ticket: 'T-2', error: expect.stringMatching(/^Refused: /) as string });
		expect(errors[1]).toMatchObject({ ticket: 'T-3', error: expect.stringMatching(/^Not sent: /) as string });
	});

	it('Always Output Data beside the error output: nothing is sent, and all items leave by the error branch', async () => {
		const settings = { ...ERROR_OUTPUT, alwaysOutputData: true };
		for (const resource of ['refundV2', 'refundV1']) {
			const run = await world.refund([GOOD, BAD], { ...CHECKOUT, resource }, settings);
			expect(run.error).toBeUndefined();
			expect(run.output('Refund', 1).map(({ json }) => json.error)).toEqual(
				[GOOD, BAD].map(
					() =>
						"Not sent: 'Always Output Data' is on together with the error output: n8n puts an empty item on the success branch where all items fail, as now. Nothing was sent. Switch 'Always Output Data' off in the node's settings.",
				),
			);
			// The empty item that n8n makes up, which is why nothing may be sent.
			expect(run.output('Refund', 0).map(({ json }) => json)).toEqual([{}]);
		}
		expect(world.sandbox.requests).toEqual([]);
	});

	it('Always Output Data alone is well: refunds are made', async () => {
		const run = await world.refund([GOOD], CHECKOUT, { ...CONTINUE, alwaysOutputData: true });
		expect(run.output('Refund').map(({ json }) => json.outcome)).toEqual(['accepted']);
	});

	it('an older Continue On Fail beside Stop Workflow passes no input on: n8n goes on where either says so', async () => {
		const both = { continueOnFail: true, onError: 'stopWorkflow' } as const;
		const run = await world.refund([GOOD, REFUSED], CHECKOUT, both);
		expect(run.error).toBeUndefined();
		expect(run.output('Refund').map(({ json }) => json.outcome ?? Object.keys(json))).toEqual([
			'accepted',
			['error'],
		]);
		for (const wrong of [
			{ operation: 'creat' },
			{ resource: 'order', operation: 'get', order: byPrepayId('none') },
		]) {
			const { output } = await world.refund([GOOD], { ...CHECKOUT, ...wrong }, both);
			expect(output('Refund').map(({ json }) => Object.keys(json))).toEqual([['error']]);
		}
	});

	it('a field of GatePay’s that is named error makes no failure of a refund that was made', async () => {
		world.sandbox.faults.add({
			on: 'query',
			kind: 'body',
			text: '{"status":"SUCCESS","code":"","data":{"refundRequestId":"own-1","error":"","status":"PROCESSING"}}',
		});
		const run = await world.refund(
			[GOOD],
			{ ...CHECKOUT, refundRequestIdFrom: 'define', refundRequestId: 'own-1' },
			{ ...ERROR_OUTPUT, retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		);
		expect(run.output('Refund', 0)).toEqual([
			{
				json: {
					refundRequestId: 'own-1',
					prepayId: 'paid-v2-25',
					refundAmount: '1',
					gatePayStatus: 'PROCESSING',
					refundStatus: 'pending',
					outcome: 'existing',
					attempts: 0,
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(world.sandbox.requests).toHaveLength(1);
	});

	it('fields of GatePay’s that n8n takes for a failure do not hide a refund that was made', async () => {
		world.sandbox.faults.add({
			on: 'query',
			kind: 'body',
			text: '{"status":"SUCCESS","code":"","data":{"refundRequestId":"own-1","$error":{"message":"x"},"$json":{}}}',
		});
		const own = { ...CHECKOUT, refundRequestIdFrom: 'define', refundRequestId: 'own-1' };
		const run = await world.refund([GOOD], own, CONTINUE);
		expect(run.output('Refund')[0]?.json).toMatchObject({ outcome: 'existing', refundRequestId: 'own-1' });
	});

	it('with Continue, a credential that cannot be used fails each item instead of passing the input on', async () => {
		const run = await world.refund([GOOD, GOOD], CHECKOUT, CONTINUE, 'nobody');
		expect(run.output('Refund').map(({ json }) => Object.keys(json))).toEqual([['error'], ['error']]);
	});

	it('with Continue, a resource or an operation that does not exist fails each item instead of passing the input on', async () => {
		for (const wrong of [{ resource: 'refundV3' }, { operation: 'creat' }]) {
			const run = await world.refund([GOOD], { ...CHECKOUT, ...wrong }, CONTINUE);
			expect(run.output('Refund')[0]?.json.error).toMatch(/^Not sent: 'Operation'/);
		}
		expect(world.sandbox.requests).toEqual([]);
	});

	it('the message stays short whatever GatePay answers, and begins with what matters', async () => {
		world.sandbox.faults.add({
			on: 'create',
			kind: 'code',
			code: '400605',
			errorMessage: 'x'.repeat(500_000),
		});
		const run = await world.refund([GOOD], CHECKOUT, CONTINUE);
		const message = String(run.output('Refund')[0]?.json.error);
		expect(message).toMatch(/^Refused: The balance of the payment account is too low \(code 400605\)\. /);
		expect(message).toMatch(/Top up the account/);
		expect(message.length).toBeLessThan(1_500);
	});

	it('a wrong secret is refused in words that say what to check, and nothing is made', async () => {
		const run = await world.refund([GOOD], CHECKOUT, CONTINUE, 'wrongSecret');
		expect(run.output('Refund')[0]?.json.error).toMatch(/^Not sent: The signature is wrong \(code 400002\)/);
		expect(world.creates()).toEqual([]);
	});

	it('a run that the user stops sends nothing more, and says so', async () => {
		world.sandbox.latency = 100;
		const items = Array.from({ length: 6 }, (_, index) => ({ ...GOOD, ticket: `T-${index}` }));
		const [nodes, connections] = refundWorkflow(items, { parameters: CHECKOUT, settings: CONTINUE });
		const { finished, cancel } = world.engine.start(nodes, connections);
		while (world.sandbox.ledger.payments.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
		cancel();
		await finished.catch(() => undefined);
		const made = world.sandbox.requests.length;
		world.sandbox.latency = 0;
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(world.sandbox.requests.length).toBeLessThanOrEqual(made + 1);
		expect(world.sandbox.ledger.payments.length).toBeLessThan(4);
	});
});

import type { IDataObject } from 'n8n-workflow';

import { CHECKOUT, CONTINUE, messages, outcomes, startWorld, type World } from './support/world';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<{ workflowPackageWithoutWaiting(): object }>('./support/time')
		.workflowPackageWithoutWaiting(),
);

/** Many items in one run: in n8n's engine, over real HTTP. */
describe('a run of many refunds', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	/** One refund each of so many orders. */
	function items(count: number): IDataObject[] {
		return Array.from({ length: count }, (_, index) => {
			world.sandbox.orders.add({ prepayId: `order-${index}` });
			return { prepayId: `order-${index}`, amount: '1', ticket: `T-${index}` };
		});
	}

	const sentIds = () =>
		world.creates().map(({ body }) => (JSON.parse(body) as { refundRequestId: string }).refundRequestId);

	it('puts out one item for each, in their order and paired with them, whatever order the answers come in', async () => {
		const input = items(12);
		world.sandbox.faults.add({ on: 'create', prepayId: 'order-0', kind: 'delay', delay: 100 });
		const run = await world.refund(input, CHECKOUT);
		expect(run.error).toBeUndefined();
		expect(run.output('Refund').map(({ json }) => json.prepayId)).toEqual(
			input.map(({ prepayId }) => prepayId),
		);
		expect(run.output('Refund').map(({ pairedItem }) => pairedItem)).toEqual(
			input.map((_, item) => ({ item })),
		);
		expect(world.sandbox.ledger.payments).toHaveLength(12);
	});

	it.each([1, 5, 20])('keeps at most %i orders in flight', async (concurrency) => {
		world.sandbox.latency = 20;
		const run = await world.refund(items(40), { ...CHECKOUT, options: { concurrency } });
		expect(run.error).toBeUndefined();
		// Each request takes 20 ms at least, so those that came less than 20 ms before another were still in flight.
		const times = world.sandbox.requests.map(({ at }) => at);
		const inFlight = times.map(
			(at, index) => times.slice(0, index + 1).filter((before) => before > at - 15).length,
		);
		const most = Math.max(...inFlight);
		expect(most).toBeLessThanOrEqual(concurrency);
		if (concurrency > 1) expect(most).toBeGreaterThan(1);
	});

	it('sends the refunds of one order in turn, in their order', async () => {
		const input = ['a', 'b', 'c', 'd'].map((ticket) => ({ prepayId: 'paid-v2-25', amount: '1', ticket }));
		const run = await world.refund(input, CHECKOUT);
		expect(outcomes(run)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
		const calls = world.sandbox.requests.map(({ call }) => call);
		expect(calls).toEqual(Array.from({ length: 4 }, () => ['queryRefundV2', 'createRefundV2']).flat());
		expect(sentIds()).toEqual(run.output('Refund').map(({ json }) => json.refundRequestId));
	});

	it('sends a refund that two items ask for once; the second item takes the result of the first', async () => {
		const ticket = { prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' };
		const run = await world.refund([ticket, { ...ticket, amount: '1.0' }], CHECKOUT);
		expect(outcomes(run)).toEqual(['accepted', 'existing']);
		expect(run.output('Refund')[1]?.json).toMatchObject({ attempts: 0 });
		expect(world.sandbox.ledger.payments).toHaveLength(1);
		expect(run.hints('Refund')).toMatchObject([
			{ message: expect.stringMatching(/^1 refund existed already and was not sent again/) as string },
			{ message: expect.stringMatching(/^1 refund was accepted, which isn't paid yet/) as string },
		]);
	});

	it('a repeat takes the failure of the first, too', async () => {
		const ticket = { prepayId: 'refused-400605', amount: '1', ticket: 'T-1' };
		const run = await world.refund([ticket, ticket], CHECKOUT, CONTINUE);
		const [first, second] = messages(run);
		expect(first).toMatch(/^Refused: .*400605/);
		expect(second).toBe(first);
		expect(world.creates()).toHaveLength(1);
	});

	it('refuses the second of two different refunds with one reference, and names what differs', async () => {
		const ticket = { prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' };
		const run = await world.refund([ticket, { ...ticket, amount: '2' }], CHECKOUT, CONTINUE);
		expect(messages(run)).toEqual([
			undefined,
			expect.stringMatching(/^Not sent: Items 0 and 1 .* the amount is 1 in item 0 and 2 in item 1/),
		]);
		expect(world.creates()).toHaveLength(1);
	});

	it('by order and amount, refuses the second of two equal refunds and names both items', async () => {
		const ticket = { prepayId: 'paid-v2-25', amount: '1' };
		const run = await world.refund(
			[ticket, { ...ticket, amount: '1.00' }],
			{ ...CHECKOUT, refundRequestIdFrom: 'orderAndAmount' },
			CONTINUE,
		);
		expect(messages(run)).toEqual([
			undefined,
			expect.stringMatching(/^Not sent: Items 0 and 1 .*'Refund Reference'/),
		]);
		expect(world.creates()).toHaveLength(1);
	});

	it('without Continue On Fail, such a pair is bad input: nothing is sent', async () => {
		const ticket = { prepayId: 'paid-v2-25', amount: '1' };
		const run = await world.refund([ticket, ticket], { ...CHECKOUT, refundRequestIdFrom: 'orderAndAmount' });
		expect(run.error?.message).toMatch(/^Not sent: Items 0 and 1 .*\(item 1\)$/);
		expect(world.sandbox.requests).toEqual([]);
	});

	it('without Continue On Fail, nothing is started after a failure, and the error lists what was sent', async () => {
		const input = items(3);
		input[1] = { prepayId: 'refused-400605', amount: '1', ticket: 'T-1' };
		const run = await world.refund(input, { ...CHECKOUT, options: { concurrency: 1 } });
		const [first, second] = sentIds();
		const refused = `refund of 1, order refused-400605, reference T-1, refund request ID ${second}`;
		expect(run.error?.message).toBe(
			`Refused: The balance of the payment account is too low (code 400605). GatePay says: “insufficient balance”. R${refused.slice(1)}. (item 1)`,
		);
		expect(run.error?.description).toBe(
			'Top up the account, then run the workflow again with the same input. ' +
				`Tried in this run: refund of 1, order order-0, reference T-0, refund request ID ${first} (item 0: accepted); ` +
				`${refused} (item 1: refused). Items that were not started: 1.`,
		);
		expect(world.creates()).toHaveLength(2);
	});

	it('those in flight when one fails are finished and listed', async () => {
		const input = items(2);
		input.unshift({ prepayId: 'refused-400605', amount: '1', ticket: 'T' });
		world.sandbox.faults.add({ on: 'create', prepayId: 'order-0', kind: 'delay', delay: 150 });
		const run = await world.refund(input, { ...CHECKOUT, options: { concurrency: 2 } });
		expect(run.error?.message).toMatch(/^Refused: .*\(item 0\)$/);
		expect(run.error?.description).toMatch(/\(item 1: accepted\)/);
		expect(world.sandbox.ledger.timesPaidTo('order-0')).toBe(1);
		expect(world.sandbox.ledger.timesPaidTo('order-1')).toBe(0);
	});

	it('after three unknown outcomes in a row, the items not yet started are not sent', async () => {
		world.sandbox.faults.add({ on: 'create', kind: 'notJson', times: 9 });
		const run = await world.refund(
			items(5),
			{ ...CHECKOUT, options: { concurrency: 1, settleTime: 0 } },
			CONTINUE,
		);
		expect(messages(run)).toEqual([
			...Array.from({ length: 3 }, () => expect.stringMatching(/^Outcome unknown: /) as string),
			...Array.from(
				{ length: 2 },
				() =>
					expect.stringMatching(
						/^Not sent: GatePay answered nothing for 3 refunds before this one\./,
					) as string,
			),
		]);
		expect(world.creates()).toHaveLength(3);
	});

	it('a second run of the same input sends nothing, and says how many refunds existed', async () => {
		const input = items(4);
		const first = await world.refund(input, CHECKOUT);
		expect(first.hints('Refund')).toMatchObject([
			{ message: expect.stringMatching(/^4 refunds were accepted, which isn't paid yet/) as string },
		]);
		const second = await world.refund(input, CHECKOUT);
		expect(outcomes(second)).toEqual(['existing', 'existing', 'existing', 'existing']);
		expect(world.creates()).toHaveLength(4);
		expect(second.hints('Refund')).toMatchObject([
			{ message: expect.stringMatching(/^4 refunds existed already and were not sent again/) as string },
		]);
	});

	it('a try after the first one lists what was made before, when it ends with an error', async () => {
		const input = items(2);
		input[1] = { prepayId: 'refused-400605', amount: '1', ticket: 'T-1' };
		const node = { ...CHECKOUT, options: { concurrency: 1 } };
		const run = await world.refund(input, node, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
		expect(run.error?.description).toContain(
			`Made already: refund of 1, order order-0, reference T-0, refund request ID ${sentIds()[0]} (item 0: existing).`,
		);
	});

	it('two refunds that differ in nothing but the memo are different ones', async () => {
		const ticket = { prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' };
		const run = await world.refund(
			[
				{ ...ticket, memo: '111' },
				{ ...ticket, memo: '222' },
			],
			{ ...CHECKOUT, additionalFields: { memo: '={{ $json.memo }}' } },
			CONTINUE,
		);
		expect(messages(run)[1]).toMatch(/^Not sent: .*the memo is 111 in item 0 and 222 in item 1/);
		expect(world.creates()).toHaveLength(1);
	});

	it.each([
		['fund statement', 'refundFundStatementId', '1991045981847818240', '1991045981847818241'],
		['refund that it supplements', 'refundGateId', '1991045981847818240', '1991045981847818241'],
		['adjustment order', 'adjustOrderId', '7', '8'],
	])('two refunds that differ in nothing but the %s are different ones', async (told, field, one, other) => {
		const ticket = { prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' };
		const run = await world.refund(
			[
				{ ...ticket, id: one },
				{ ...ticket, id: other },
				{ ...ticket, id: one },
			],
			{ ...CHECKOUT, additionalFields: { [field]: '={{ $json.id }}' } },
			CONTINUE,
		);
		expect(outcomes(run)).toEqual(['accepted', undefined, 'existing']);
		expect(messages(run)[1]).toMatch(
			new RegExp(
				`^Not sent: Items 0 and 1 have the same refund request ID, but are different refunds: the ${told} is ${one} in item 0 and ${other} in item 1\\.`,
			),
		);
		expect(world.creates()).toHaveLength(1);
	});

	it('Retry On Fail runs the whole node again, and no item is sent twice', async () => {
		const input = items(3);
		world.sandbox.faults.add({ on: 'create', prepayId: 'order-1', kind: 'code', code: '400605' });
		const run = await world.refund(input, CHECKOUT, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
		expect(run.error).toBeUndefined();
		expect(world.sandbox.ledger.payments).toHaveLength(3);
		expect(outcomes(run)).toContain('existing');
		for (const { prepayId } of input) expect(world.sandbox.ledger.timesPaidTo(String(prepayId))).toBe(1);
	});
});

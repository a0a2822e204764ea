import type { INodeParameters } from 'n8n-workflow';

import { CHECKOUT, CONTINUE, messages, PAYMENT, startWorld, type World } from './support/world';
import { byPrepayId, byTradeNo } from '../../tools/engine/refundWorkflow';

describe('a refund that is looked up by what it was made for', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const byReference: INodeParameters = {
		operation: 'get',
		refundIdentifier: 'reference',
		order: byPrepayId('={{ $json.prepayId }}'),
		refundReference: '={{ $json.ticket }}',
	};

	it.each([
		['refundV2', CHECKOUT, 'paid-v2-25'],
		['refundV1', PAYMENT, 'paid-v1-25'],
	])('is found by order and reference: %s', async (resource, create, prepayId) => {
		const item = { prepayId, amount: '2.5', ticket: ' T-1 ' };
		const made = (await world.refund([item], create)).output('Refund')[0]?.json;
		const run = await world.refund([item], { resource, ...byReference });
		const found = run.output('Refund')[0];
		expect(found?.pairedItem).toEqual({ item: 0 });
		expect(found?.json).toMatchObject({
			refundStatus: 'pending',
			refundAmount: '2.5',
			prepayId,
			refundReference: 'T-1',
			refundRequestId: made?.refundRequestId,
		});
		expect(Object.keys(found?.json ?? {}).indexOf('refundReference')).toBeLessThan(6);
	});

	it.each([
		['refundV2', CHECKOUT, 'paid-v2-25'],
		['refundV1', PAYMENT, 'paid-v1-25'],
	])(
		"is found by the shop's own number of the order, which is looked up first: %s",
		async (resource, create, id) => {
			const made = (await world.refund([{ prepayId: id, amount: '1', ticket: 'T-9' }], create)).output(
				'Refund',
			)[0]?.json;
			const before = world.sandbox.requestsMade;
			const run = await world.refund([{ ticket: 'T-9' }], {
				resource,
				...byReference,
				order: byTradeNo(`TRADE-${id}`),
			});
			expect(run.output('Refund')[0]?.json).toMatchObject({
				prepayId: id,
				merchantTradeNo: `TRADE-${id}`,
				refundReference: 'T-9',
				refundRequestId: made?.refundRequestId,
			});
			const calls = world.sandbox.requests.slice(before).map(({ call }) => call);
			expect(calls.map((call) => call?.replace(/V[12]$/, ''))).toEqual(['queryOrder', 'queryRefund']);
		},
	);

	it('is found by order and amount, in whatever way the amount is written', async () => {
		const item = { prepayId: 'paid-v2-25', amount: '2.50' };
		const create = { ...CHECKOUT, refundRequestIdFrom: 'orderAndAmount' };
		const made = (await world.refund([item], create)).output('Refund')[0]?.json;
		const run = await world.refund([item], {
			resource: 'refundV2',
			operation: 'get',
			refundIdentifier: 'orderAndAmount',
			order: byPrepayId('={{ $json.prepayId }}'),
			refundAmount: '2.5',
		});
		expect(run.output('Refund')[0]?.json).toMatchObject({ refundRequestId: made?.refundRequestId });
		expect(run.output('Refund')[0]?.json).not.toHaveProperty('refundReference');
	});

	it('is found by its ID', async () => {
		const item = { prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' };
		const made = (await world.refund([item], CHECKOUT)).output('Refund')[0]?.json;
		const get = {
			resource: 'refundV2',
			operation: 'get',
			refundIdentifier: 'refundRequestId',
			refundRequestId: String(made?.refundRequestId),
		};
		const run = await world.refund([{}], get);
		expect(run.output('Refund')[0]?.json).toMatchObject({ refundRequestId: made?.refundRequestId });
	});

	it('is named by its reference where GatePay has no such refund', async () => {
		const item = { prepayId: 'paid-v2-25', ticket: 'T-7' };
		const run = await world.refund([item], { resource: 'refundV2', ...byReference }, CONTINUE);
		expect(messages(run)).toEqual([
			expect.stringMatching(
				/^Not found: GatePay has no such refund .* Refund of order paid-v2-25, reference T-7, refund request ID [0-9a-f]{32}\. Check 'Order', 'Refund Reference' and 'Resource'\./,
			),
		]);
	});

	it('is not looked up where its order is not shown', async () => {
		const unknown = {
			resource: 'refundV2',
			...byReference,
			order: byTradeNo('nobody-has-it'),
		};
		const refused = await world.refund([{ ticket: 'T-1' }], unknown, CONTINUE);
		expect(messages(refused)).toEqual([
			expect.stringMatching(/^Not found: GatePay has no such order .* Order nobody-has-it\./),
		]);
		world.sandbox.faults.add({ on: 'order', kind: 'reset' });
		const unanswered = await world.refund([{ ticket: 'T-1' }], unknown, CONTINUE);
		expect(messages(unanswered)).toEqual([expect.stringMatching(/^No answer: .* Order nobody-has-it\./)]);
		expect(world.sandbox.requests.filter(({ call }) => call === 'queryRefundV2')).toEqual([]);
	});

	it('is not looked up with a reference that came out empty', async () => {
		const run = await world.refund(
			[{ prepayId: 'paid-v2-25' }],
			{ resource: 'refundV2', ...byReference },
			CONTINUE,
		);
		expect(messages(run)).toEqual([
			expect.stringContaining(
				"'Refund Reference' is set, but its expression {{ $json.ticket }} returned nothing",
			),
		]);
		expect(world.sandbox.requests).toEqual([]);
	});
});

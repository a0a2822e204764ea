import type { INodeParameters } from 'n8n-workflow';

import { refundRequestIdOf } from '../../gatepay/refund/requestId';
import { byPrepayId, byTradeNo } from '../../tools/engine/refundWorkflow';
import { CHECKOUT, CONTINUE, messages, outcomes, startWorld, type World } from './support/world';

describe('an order', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const ITEM = { prepayId: 'paid-v2-25', trade: 'TRADE-paid-v2-25', amount: '1', ticket: 'T-1' };
	const REFUND_REQUEST_ID = refundRequestIdOf('paid-v2-25', { reference: 'T-1' });

	it.each<[string, INodeParameters['order']]>([
		['by its prepay ID', byPrepayId('={{ $json.prepayId }}')],
		['by its trade number', byTradeNo('={{ $json.trade }}')],
		[
			'as chosen from the list',
			{ __rl: true, mode: 'list', value: 'TRADE-paid-v2-25', cachedResultName: '={{ $json.gone.gone }}' },
		],
		['without the mark that n8n’s form sets', { mode: 'merchantTradeNo', value: 'TRADE-paid-v2-25' }],
	])('named %s makes the same refund request ID', async (_, order) => {
		const run = await world.refund([ITEM], { ...CHECKOUT, order }, CONTINUE);
		expect(messages(run)).toEqual([undefined]);
		expect(run.output('Refund')[0]?.json).toMatchObject({
			outcome: 'accepted',
			refundRequestId: REFUND_REQUEST_ID,
		});
		const found = await world.refund(
			[ITEM],
			{ ...CHECKOUT, operation: 'get', refundIdentifier: 'reference', order },
			CONTINUE,
		);
		expect(found.output('Refund')[0]?.json).toMatchObject({ refundRequestId: REFUND_REQUEST_ID });
	});

	it.each<[string, INodeParameters['order']]>([
		['a mode that an expression chooses', { __rl: true, mode: '={{ "prepayId" }}', value: 'paid-v2-25' }],
		['a mode that a model chooses', { __rl: true, mode: '={{ $fromAI("mode") }}', value: 'paid-v2-25' }],
		['a mode that there is not', { __rl: true, mode: 'id', value: 'paid-v2-25' }],
		['a mode that every object has', { __rl: true, mode: 'constructor', value: 'paid-v2-25' }],
		['no mode', { __rl: true, mode: '', value: 'paid-v2-25' }],
		['plain text', 'paid-v2-25'],
		['an expression in place of the whole', '={{ $json.prepayId }}'],
		['an expression for the whole', '={{ { __rl: true, mode: "prepayId", value: "paid-v2-25" } }}'],
	])('is refused as %s', async (_, order) => {
		const run = await world.refund([ITEM], { ...CHECKOUT, order: order as never }, CONTINUE);
		expect(messages(run)).toEqual([expect.stringMatching(/^Not sent: 'Order' has no mode/)]);
		expect(world.sandbox.requests).toEqual([]);
	});

	it('that came out empty is refused, whatever its mode', async () => {
		for (const order of [byPrepayId('={{ $json.gone }}'), byTradeNo('={{ $json.gone }}')]) {
			const run = await world.refund([ITEM], { ...CHECKOUT, order }, CONTINUE);
			expect(messages(run)).toEqual([
				expect.stringMatching(
					/^Not sent: 'Order' is set, but its expression \{\{ \$json.gone \}\} returned nothing/,
				),
			]);
		}
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each<[string, INodeParameters]>([
		['empty', { order: { __rl: true, mode: 'list', value: '' } }],
		['not there', {}],
	])('that is %s is no filter', async (_, filters) => {
		await world.refund([ITEM], CHECKOUT);
		const list = { resource: 'refundHistory', operation: 'getMany', filters };
		const run = await world.refund([{}], list, CONTINUE);
		expect(run.output('Refund')).toHaveLength(1);
		expect(outcomes(run)).toEqual([undefined]);
	});
});

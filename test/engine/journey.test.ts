import type { IConnections, INode, INodeParameters } from 'n8n-workflow';

import { started, TriggerWorld } from './support/triggerWorld';
import { byTradeNo } from '../../tools/engine/refundWorkflow';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<{ workflowPackageWithoutWaiting(): object }>('./support/time')
		.workflowPackageWithoutWaiting(),
);

/** A whole workflow: from the number of a ticket's order to a refund whose result is known. */
describe('from a trade number to a result', () => {
	let world: TriggerWorld;
	beforeAll(async () => (world = await TriggerWorld.start()));
	beforeEach(() => world.reset());
	afterEach(() => world.silence());
	afterAll(() => world.close());

	const TICKET = { order: 'TRADE-paid-v2-25', ticket: 'TICKET-1042' };
	const ORDER: INodeParameters = {
		order: byTradeNo("={{ $('Tickets').item.json.order }}"),
	};
	const REFUND: INodeParameters = {
		resource: 'refundV2',
		...ORDER,
		refundAmountMode: 'full',
		refundReference: "={{ $('Tickets').item.json.ticket }}",
		refundReason: 'Goods returned',
	};

	/** Tickets → Preview → Refund, the refund as previewed. */
	function workflow(options: INodeParameters, previewOptions: INodeParameters = {}): [INode[], IConnections] {
		const node = (name: string, type: string, parameters: INodeParameters): INode => ({
			id: name,
			name,
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			...(type.includes('gatepay')
				? { credentials: { gatePayApi: { id: 'gatepay', name: 'gatepay' } } }
				: {}),
		});
		const to = (name: string): IConnections[string] => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
		return [
			[
				node('Start', 'engine.start', {}),
				node('Tickets', 'engine.items', { items: [TICKET] }),
				node('Preview', 'n8n-nodes-gatepay.gatePayRefund', {
					...REFUND,
					operation: 'preview',
					options: previewOptions,
				}),
				node('Refund', 'n8n-nodes-gatepay.gatePayRefund', { ...REFUND, operation: 'create', options }),
			],
			{ Start: to('Tickets'), Tickets: to('Preview'), Preview: to('Refund') },
		];
	}

	it('preview, create, wait: the refund is made as it was shown, and succeeds', async () => {
		world.sandbox.finishAfter = 20_000;
		const run = await world.engine.run(
			...workflow({ waitForResult: true, maximumWait: 120 }, { simplify: false }),
		);
		expect(run.error).toBeUndefined();

		const preview = run.output('Preview')[0]?.json;
		expect(preview).toMatchObject({
			wouldSend: true,
			body: { prepayId: 'paid-v2-25', refundAmount: '25.5' },
			warnings: ['The amount is the whole amount of the order.'],
		});
		expect(run.output('Refund')[0]?.json).toMatchObject({
			refundRequestId: preview?.refundRequestId,
			refundAmount: '25.5',
			outcome: 'accepted',
			attempts: 1,
			refundStatus: 'succeeded',
		});
		const [create] = world.sandbox.requests.filter(({ call }) => call === 'createRefundV2');
		expect(JSON.parse(create?.body ?? '{}')).toEqual(preview?.body);
		expect(world.sandbox.ledger.timesPaidTo('paid-v2-25')).toBe(1);
	});

	it('preview, create, and the result by notification through the trigger', async () => {
		const webhook = await world.listen();
		world.sandbox.applications.institution.callbackUrl = webhook.url;
		const run = await world.engine.run(...workflow({}));
		const { refundRequestId, refundStatus } = run.output('Refund')[0]?.json ?? {};
		expect(refundStatus).toBe('accepted');

		world.sandbox.refunds.finish(String(refundRequestId));
		await world.sandbox.notificationsSettled();
		expect(await started(webhook)).toMatchObject([
			{ refundRequestId, prepayId: 'paid-v2-25', refundAmount: '25.5', refundStatus: 'succeeded' },
		]);
	});
});

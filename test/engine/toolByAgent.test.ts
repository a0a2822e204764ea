import {
	type IConnections,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';

import { startWorld, type World } from './support/world';

/**
 * The step as n8n's agent runs it: as a node of the workflow, its item made of the agent's item and whatever the model
 * says, asked for or not.
 */
describe('the step in the hands of an agent', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const TOOL: INodeParameters = {
		resource: 'refundV2',
		operation: 'create',
		prepayId: "={{ $fromAI('order', 'The order to refund', 'string') }}",
		refundAmount: "={{ $fromAI('amount', 'How much', 'string') }}",
		refundRequestIdFrom: 'orderAndAmount',
		refundReason: 'Refunded by the assistant',
		refundStyle: 1,
		options: { maximumRefundAmount: '5' },
	};

	/** Has an agent call the tool; gives what the tool put out, or its error. */
	async function call(
		parameters: INodeParameters,
		said: IDataObject,
		item: IDataObject = {},
	): Promise<string> {
		const engine = world.engine
			.withNodeType(
				'engine.gatePayRefundTool',
				asTool(world.engine.loader.getNode('gatePayRefund').type as INodeType),
			)
			.withNodeType('engine.agent', agentThatSays(said));
		const node = (name: string, type: string, given: INodeParameters = {}): INode => ({
			id: name,
			name,
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters: given,
		});
		const refund: INode = {
			...node('Refund', 'engine.gatePayRefundTool', parameters),
			credentials: { gatePayApi: { id: 'gatepay', name: 'gatepay' } },
		};
		const to = (name: string, type: 'main' | 'ai_tool') => [[{ node: name, type, index: 0 }]];
		const connections = {
			Start: { main: to('Items', 'main') },
			Items: { main: to('Agent', 'main') },
			Refund: { ai_tool: to('Agent', 'ai_tool') },
		} as unknown as IConnections;
		const { run } = await engine.run(
			[
				node('Start', 'engine.start'),
				node('Items', 'engine.items', { items: [item] as never }),
				node('Agent', 'engine.agent'),
				refund,
			],
			connections,
		);
		const { runData, error } = run.data.resultData;
		const task = runData.Refund?.at(-1);
		if (!task) throw new Error('The agent did not call the tool');
		const output = task.data?.ai_tool?.[0]?.map(({ json }) => json);
		// n8n 1.123 ends the execution with the tool's error, and 2 hands it to the agent.
		return (task.error ?? error)?.message ?? JSON.stringify(output);
	}

	const SAID = { order: 'paid-v2-25', amount: '2.5' };

	it('refunds what the model asks for', async () => {
		expect(JSON.parse(await call(TOOL, SAID))).toMatchObject([{ outcome: 'accepted', refundAmount: '2.5' }]);
		expect(world.sandbox.ledger.payments).toHaveLength(1);
	});

	it.each<[string, INodeParameters, IDataObject]>([
		['Maximum Refund Amount', { options: { maximumRefundAmount: '={{ $json.limit }}' } }, { limit: '999' }],
		[
			'Maximum Refund Amount',
			{ options: { maximumRefundAmount: '={{ $input.item.json.limit }}' } },
			{ limit: '999' },
		],
		[
			'Maximum Refund Amount',
			{ options: { maximumRefundAmount: "={{ $('Items').item.json.limit }}" } },
			{ limit: '999' },
		],
		['Check Existing', { options: { checkExisting: '={{ $json.check }}' } }, { check: false }],
	])(
		'refuses ‘%s’ by an expression: the model could write what it reads',
		async (field, parameters, said) => {
			const told = await call({ ...TOOL, ...parameters }, { ...SAID, ...said }, { limit: '5' });
			expect(told).toContain(`'${field}' cannot be filled in by an AI model`);
			expect(world.sandbox.requests).toEqual([]);
		},
	);

	it.each<[string, INodeParameters]>([
		['Prepay ID', { prepayId: '={{ $json.order }}' }],
		['Prepay ID', { prepayId: '={{ $json["order"] }}' }],
		['Refund Amount', { refundAmount: '={{ $input.first().json.amount }}' }],
		['Refund to Gate UID', { refundStyle: 2, refundPayChannel: 1, refundToGateUid: '={{ $json.uid }}' }],
		['Memo', { additionalFields: { memo: '=m-{{ $json.uid }}' } }],
	])('refuses a ‘%s’ that reads the item, into which the model writes', async (field, parameters) => {
		const told = await call(
			{ ...TOOL, ...parameters },
			{ ...SAID, uid: '666' },
			{ order: 'paid-v2-10', uid: '10002' },
		);
		expect(told).toContain(`'${field}' reads the item, into which an AI model can write`);
		expect(world.sandbox.requests).toEqual([]);
	});

	it('takes what a step of the workflow says, named by that step', async () => {
		const fixed = {
			...TOOL,
			refundStyle: 2,
			refundPayChannel: 1,
			refundToGateUid: "={{ $('Items').item.json.uid }}",
		};
		await call(fixed, { ...SAID, uid: '666' }, { uid: '10002' });
		expect(world.sandbox.ledger.payments).toMatchObject([{ destination: 'Gate UID 10002' }]);
	});

	it('refuses what the model says twice and differently: n8n shows one and uses the other', async () => {
		const told = await call(TOOL, {
			order: 'paid-v2-10',
			amount: '1',
			query: { order: 'paid-v2-25', amount: '2' },
		});
		expect(told).toMatch(/^Not sent: The AI model gave 'order' twice and differently/);
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each([
		{ query: 'words' },
		{ query: null },
		{ query: {} },
		{ query: { page: '2' } },
		{ query: { order: 'paid-v2-25' } },
	])('does not mind a query that says nothing else: %j', async (more) => {
		expect(await call(TOOL, { ...SAID, ...more })).toContain('"outcome":"accepted"');
	});
});

/** What n8n makes of a step that can be a tool. */
function asTool(step: INodeType): INodeType {
	const description = {
		...step.description,
		name: 'gatePayRefundTool',
		inputs: [],
		outputs: ['ai_tool' as const],
	};
	return Object.assign(Object.create(step) as INodeType, { description });
}

/** An agent whose model calls its tool once, with these arguments. */
function agentThatSays(said: IDataObject): INodeType {
	const action = {
		actionType: 'ExecutionNodeAction',
		nodeName: 'Refund',
		input: said,
		type: 'ai_tool',
		id: 'call',
		metadata: { itemIndex: 0 },
	};
	return {
		description: {
			displayName: 'Agent',
			name: 'agent',
			group: ['transform'],
			version: 1,
			description: 'Agent',
			defaults: { name: 'Agent' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		execute: async (response?: { actionResponses?: unknown[] }) =>
			response?.actionResponses?.length ? [[{ json: {} }]] : { actions: [action], metadata: {} },
	} as unknown as INodeType;
}

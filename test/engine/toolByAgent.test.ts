import {
	type IConnections,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';

import { startWorld, type World } from './support/world';
import { byPrepayId } from '../../tools/engine/refundWorkflow';

/**
 * The node as n8n's agent runs it: as a node of the workflow, its item made of the agent's item and whatever the model
 * says, asked for or not.
 */
describe('the node in the hands of an agent', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const TOOL: INodeParameters = {
		resource: 'refundV2',
		operation: 'create',
		order: byPrepayId("={{ $fromAI('order', 'The order to refund', 'string') }}"),
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

	/** What the model says beside what it was asked for, and what the item that reached the agent holds. */
	const SAID_MORE = { ...SAID, uid: '666', key: 'uid', node: 'Items', query: { uid: '666' } };
	const OF_AGENT = { uid: '10002' };

	it.each([
		'{{ $json.uid }}',
		'{{ $json["uid"] }}',
		'{{ $json?.uid }}',
		'{{ $json.query.uid }}',
		'{{ $data.uid }}',
		'{{ $binary.uid }}',
		'{{ $input.item.json.uid }}',
		'{{ $input.first().json.uid }}',
		'{{ $input.last().json.uid }}',
		'{{ $input.all()[0].json.uid }}',
		'{{ $input.params.uid }}',
		'{{ $items()[0].json.uid }}',
		"{{ $items('Items')[0].json.uid }}",
		'{{ $item(0).$json.uid }}',
		'{{ $thisItem.json.uid }}',
		'{{ $tool.parameters.uid }}',
		'{{ $parameter.order.value }}',
		'{{ $rawParameter.order.value }}',
		"{{ $node['Refund'].json.uid }}",
		"{{ $node['Items'].json.uid }}",
		'{{ $node.Items.json.uid }}',
		'{{ $prevNode.name }}',
		'{{ $self.uid }}',
		'{{ $().item.json.uid }}',
		"{{ $('').item.json.uid }}",
		'{{ $("").first().json.uid }}',
		"{{ $('\\\n').first().json.uid }}",
		'{{ $($json.node).first().json.uid }}',
		'{{ $(`${$json.node}`).first().json.uid }}',
		"{{ $('Items').item.json[$json.key] }}",
		"{{ $('Items').item.json.uid + $json.uid }}",
		"{{ $('Items').all().map(() => $json.uid)[0] }}",
		"{{ $('Items').first(0, $json.key).json.uid }}",
		"{{ $('Items').itemMatching(0).json.uid }}",
		"{{ $('Items').params.uid }}",
		"{{ $('Items').context.uid }}",
		"{{ $('Items').item.json.uid.constructor('return 1')() }}",
		"{{ $('Items').item.json.uid.replace('1', () => $json.uid) }}",
		"{{ $('Items').isExecuted ? $json.uid : 1 }}",
		"{{ $evaluateExpression('$json.uid') }}",
		"{{ $evaluateExpression('{{ $json.uid \\}}') }}",
		"{{ $jmespath($input.all(), '[0].json.uid') }}",
		"{{ $getPairedItem('Items', null, 0) }}",
		"{{ $if(true, $json.uid, '') }}",
		'{{ (() => $json.uid)() }}',
		'{{ [$json.uid][0] }}',
		'{{ `${$json.uid}` }}',
		'{{ "6" + "66" }}',
		'{{ JSON.stringify($json) }}',
		'{{ this.$json.uid }}',
		'{{ $fromAI("gone") || $json.uid }}',
		'{{ $fromAI($json.key) }}',
		'{{ $fromAI(`${$json.key}`) }}',
		'{{ $fromAI("gone", "", "string", $json.uid) }}',
		'{{ $fromAI }}',
		'{{ /* a note */ $json.uid }}',
		'{{ "\\}}" + $json.uid }}',
		'{{ $vars.uid }}',
		'6{{ $json.uid }}',
		'6\\\\{{ $json.uid }}',
		'6\\{{ $json.uid }}',
		"{{ $('Items').item.json.uid }}{{ $json.uid }}",
		'{{ {{ $json.uid }} }}',
		'{{ $json.uid',
	])('refuses ={{ %s }} wherever it is: the model could write what it reads', async (expression) => {
		for (const [field, parameters] of [
			['Recipient Gate UID', { refundStyle: 2, refundPayChannel: 1, refundToGateUid: `=${expression}` }],
			['Memo', { additionalFields: { memo: `=${expression}` } }],
			['Max Refund Amount', { options: { maximumRefundAmount: `=${expression}` } }],
		] as const) {
			const told = await call({ ...TOOL, ...parameters }, SAID_MORE, OF_AGENT);
			expect(told).toMatch(
				new RegExp(
					`^Not sent: '${field}' (?:is an expression that an AI model could write into|cannot be filled in by an AI model): type it in`,
				),
			);
		}
		expect(world.sandbox.requests).toEqual([]);
	});

	/** Fields that are the builder's alone: a value, and what else has to be chosen for the field to count. */
	const BUILDERS: Array<[string, (expression: string) => INodeParameters]> = [
		['Refund Reference', (refundReference) => ({ refundRequestIdFrom: 'reference', refundReference })],
		['Refund Request ID', (refundRequestId) => ({ refundRequestIdFrom: 'define', refundRequestId })],
		['Max Refund Amount', (maximumRefundAmount) => ({ options: { maximumRefundAmount } })],
		['Refund Currency', (refundCurrency) => ({ refundCurrency })],
	];

	it.each(BUILDERS)(
		'refuses to have the model fill in ‘%s’, asked for in any way',
		async (field, filledIn) => {
			for (const expression of [
				"={{ $fromAI('said') }}",
				"={{ $fromai ('said', 'What you like', 'string') }}",
				'={{ $fromAi(`said`) }}',
				"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('said', ``, 'string') }}",
				"=A-{{ $fromAI('said') }}",
				"={{ 'A' + $fromAI('said') }}",
			]) {
				const told = await call({ ...TOOL, ...filledIn(expression) }, { ...SAID, said: 'orderAndAmount' });
				expect(told).toContain(`Not sent: '${field}' cannot be filled in by an AI model`);
			}
			expect(world.sandbox.requests).toEqual([]);
		},
	);

	it.each([
		"={{ $fromAI('said') }}",
		"={{ $fromai ('said', 'What you like', 'string') }}",
		"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('said', ``, 'string') }}",
	])('refuses to have the model fill in ‘Prevent Duplicates By’: %s', async (refundRequestIdFrom) => {
		const told = await call({ ...TOOL, refundRequestIdFrom }, { ...SAID, said: 'orderAndAmount' });
		expect(told).toContain("Not sent: 'Prevent Duplicates By' cannot be filled in by an AI model");
		expect(world.sandbox.requests).toEqual([]);
	});

	it('reads no expression in ‘Prevent Duplicates By’: n8n makes plain text of it', async () => {
		const told = await call(
			{ ...TOOL, refundRequestIdFrom: '={{ $json.said }}' },
			{ ...SAID, said: 'define' },
		);
		expect(told).toContain("Not sent: 'Prevent Duplicates By' must be reference (Reference) or");
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each(BUILDERS)('refuses ‘%s’ where the model could write what it reads', async (field, filledIn) => {
		for (const expression of [
			'={{ $json.said }}',
			'={{ $items()[0].json.said }}',
			'={{ $thisItem.json.said }}',
		]) {
			const told = await call({ ...TOOL, ...filledIn(expression) }, { ...SAID, said: 'orderAndAmount' });
			expect(told).toContain(`Not sent: '${field}' is an expression that an AI model could write into`);
		}
		expect(world.sandbox.requests).toEqual([]);
	});

	it('takes the builder’s own from a node by its name', async () => {
		const parameters = {
			...TOOL,
			refundRequestIdFrom: 'reference',
			refundReference: "={{ $('Items').item.json.ticket }}",
			refundCurrency: "={{ $('Items').first().json['currency'] }}",
			options: { maximumRefundAmount: "={{ $('Items').item.json.limit }}" },
		};
		const item = { ticket: 'T-7', currency: 'USDT', limit: '3' };
		const said = { ...SAID, ticket: 'T-8', currency: 'BTC', limit: '999' };
		expect(JSON.parse(await call(parameters, said, item))).toMatchObject([{ outcome: 'accepted' }]);
		expect(JSON.parse(await call(parameters, { ...said, ticket: 'T-9' }, item))).toMatchObject([
			{ outcome: 'existing' },
		]);
		expect(await call(parameters, { ...said, amount: '3.1' }, item)).toContain(
			"above 'Max Refund Amount' (3)",
		);
		expect(JSON.parse(world.creates()[0]?.body ?? '{}')).toMatchObject({ refundCurrency: 'USDT' });
	});

	it('lets the model name the currency where no maximum is set', async () => {
		const parameters = { ...TOOL, refundCurrency: "={{ $fromAI('currency') }}", options: {} };
		expect(JSON.parse(await call(parameters, { ...SAID, currency: 'USDT' }))).toMatchObject([
			{ outcome: 'accepted' },
		]);
	});

	it.each<[string, string]>([
		["={{ $fromAI('uid') }}", '666'],
		["={{ $fromai('uid') }}", '666'],
		['={{ $fromAi("uid", "The buyer\'s \\"UID\\" (digits)", "string") }}', '666'],
		["={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('uid', ``, 'string') }}", '666'],
		["={{ $fromAI('uid').toString().trim() }}", '666'],
		["=1{{ $fromAI('uid') }}", '1666'],
		["={{ $fromAI('gone', '', 'string', '7') }}", '7'],
		["={{ $('Items').item.json.uid }}", '10002'],
		['={{ $("Items").first().json["uid"] }}', '10002'],
		["={{ $('Items').last().json.uid.slice(0, 3) }}", '100'],
		["={{ $('Items').all()[0].json.uid }}", '10002'],
		["={{ $('Items').item.json.list[1].split('-')[0] }}", '7'],
		["={{ $('Items').item.json?.uid }}", '10002'],
		["=1{{ $('Items').item.json.uid }}", '110002'],
		["={{ '10003' }}", '10003'],
		['={{ 10003 }}', '10003'],
		['=10003', '10003'],
	])('takes what is plain: %s', async (refundToGateUid, uid) => {
		const parameters = { ...TOOL, refundStyle: 2, refundPayChannel: 1, refundToGateUid };
		await call(parameters, SAID_MORE, { ...OF_AGENT, list: ['6-6', '7-7'] });
		expect(JSON.parse(world.creates()[0]?.body ?? '{}')).toMatchObject({ refundToGateUid: uid });
	});

	it.each(["={{ $('Refund').first().json.uid }}", "={{ $('Refund').item.json.uid }}"])(
		'has nothing to take from itself, where the model writes: %s',
		async (refundToGateUid) => {
			const parameters = { ...TOOL, refundStyle: 2, refundPayChannel: 1, refundToGateUid };
			expect(await call(parameters, SAID_MORE, OF_AGENT)).toContain("Not sent: 'Recipient Gate UID'");
			expect(world.sandbox.requests).toEqual([]);
		},
	);

	it('takes what a node of the workflow says, and not what the model says by the same name', async () => {
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
		expect(told).toMatch(
			/^Not sent: The AI model passed two different values for 'order', so what was approved may not be what/,
		);
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

/** What n8n makes of a node that can be a tool. */
function asTool(node: INodeType): INodeType {
	const description = {
		...node.description,
		name: 'gatePayRefundTool',
		inputs: [],
		outputs: ['ai_tool' as const],
	};
	return Object.assign(Object.create(node) as INodeType, { description });
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

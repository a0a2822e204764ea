import {
	type IConnections,
	type IDataObject,
	type IExecuteFunctions,
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

	const node = (name: string, type: string, given: INodeParameters = {}): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: given,
	});
	const to = (...names: string[]) => ({
		main: [names.map((name) => ({ node: name, type: 'main', index: 0 }))],
	});

	/**
	 * Has an agent call the tool once for each of its items; gives what each call put out, or its error.
	 *
	 * @param between nodes beside those of every workflow, Start → Items → Agent, and how they are connected
	 */
	async function calls(
		parameters: INodeParameters,
		said: (item: IDataObject) => IDataObject,
		items: IDataObject[],
		between: { nodes: INode[]; connections: object } = { nodes: [], connections: {} },
	): Promise<string[]> {
		const engine = world.engine
			.withNodeType(
				'engine.gatePayRefundTool',
				asTool(world.engine.loader.getNode('gatePayRefund').type as INodeType),
			)
			.withNodeType('engine.agent', agentThatSays(said))
			.withNodeType('engine.fork', fork);
		const refund: INode = {
			...node('Refund', 'engine.gatePayRefundTool', parameters),
			credentials: { gatePayApi: { id: 'gatepay', name: 'gatepay' } },
		};
		const connections = {
			Start: to('Items'),
			Items: to('Agent'),
			Refund: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			...between.connections,
		} as unknown as IConnections;
		const { run } = await engine.run(
			[
				node('Start', 'engine.start'),
				node('Items', 'engine.items', { items: items as never }),
				node('Agent', 'engine.agent'),
				refund,
				...between.nodes,
			],
			connections,
		);
		const { runData, error } = run.data.resultData;
		const tasks = runData.Refund ?? [];
		if (tasks.length === 0) throw new Error('The agent did not call the tool');
		return tasks.map((task) => {
			const output = task.data?.ai_tool?.[0]?.map(({ json }) => json);
			// n8n 1.123 ends the execution with the tool's error, and 2 hands it to the agent.
			return (task.error ?? error)?.message ?? JSON.stringify(output);
		});
	}

	/** Has an agent with one item call the tool; gives what the tool put out, or its error. */
	async function call(
		parameters: INodeParameters,
		said: IDataObject,
		item: IDataObject = {},
	): Promise<string> {
		const [told = ''] = await calls(parameters, () => said, [item]);
		return told;
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
		"{{ $('Items').item.json.uid }}",
		"{{ $('Items').last().json.uid }}",
		"{{ $('Items').all()[0].json.uid }}",
		"{{ $('Items').pairedItem().json.uid }}",
		"{{ $('Items').first().json.uid.trim() }}",
		"{{ $('Items').first().json.uid ?? '1' }}",
		"{{ $('Items').first().json?.uid }}",
		"{{ $('Items').first().json }}",
		"{{ $('Items').first().binary.uid }}",
		"{{ $('Items').first(0).json.uid }}",
		"{{ $('Items')['first']().json.uid }}",
		"{{ $('Item\\x73').first().json.uid }}",
		"1{{ $('Items').first().json.uid }}",
		"{{ $('Items').first().json.uid }} ",
		"{{ $('Items').first().json.uid }}{{ $('Items').first().json.uid }}",
		"1{{ $fromAI('uid') }}",
		"{{ $fromAI('uid') }}{{ $fromAI('uid') }}",
		"{{ $fromAI('uid').trim() }}",
		"{{ $fromAI('uid')[0] }}",
		"{{ $fromAI('uid', '{{', 'string') }}",
		"{{ $fromAI('u' + 'id') }}",
		'{{ $fromAI() }}',
		"{{ '10003' }}",
		'10003',
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
	])('refuses =%s wherever it is', async (expression) => {
		for (const [field, parameters] of [
			['Recipient Gate UID', { refundStyle: 2, refundPayChannel: 1, refundToGateUid: `=${expression}` }],
			['Memo', { additionalFields: { memo: `=${expression}` } }],
			['Max Refund Amount', { options: { maximumRefundAmount: `=${expression}` } }],
		] as const) {
			const told = await call({ ...TOOL, ...parameters }, SAID_MORE, OF_AGENT);
			expect(told).toMatch(
				new RegExp(
					`^Not sent: '${field}' (?:has an expression that is not allowed in a tool of an AI agent|cannot be filled in by an AI model): type it in`,
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
		expect(told).toContain("Not sent: 'Prevent Duplicates By' is “{{ $json.said }}”, which is a placeholder");
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each(BUILDERS)('refuses ‘%s’ where the model could write what it reads', async (field, filledIn) => {
		for (const expression of [
			'={{ $json.said }}',
			'={{ $items()[0].json.said }}',
			'={{ $thisItem.json.said }}',
		]) {
			const told = await call({ ...TOOL, ...filledIn(expression) }, { ...SAID, said: 'orderAndAmount' });
			expect(told).toContain(
				`Not sent: '${field}' has an expression that is not allowed in a tool of an AI agent`,
			);
		}
		expect(world.sandbox.requests).toEqual([]);
	});

	it('takes the builder’s own from a node by its name', async () => {
		const parameters = {
			...TOOL,
			refundRequestIdFrom: 'reference',
			refundReference: "={{ $('Items').first().json.ticket }}",
			refundCurrency: "={{ $('Items').first().json['currency'] }}",
			options: { maximumRefundAmount: "={{ $('Items').first().json.limit }}" },
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
		["={{$fromAI( 'uid' , 'Digits' )}}", '666'],
		['={{ $fromAI("uid", "The buyer\'s \\"UID\\" (digits)", "string") }}', '666'],
		["={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('uid', ``, 'string') }}", '666'],
		[
			"={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('uid', `Of \\`Gate\\`,\nno \\\\`, 'string') }}",
			'666',
		],
		["={{ $fromAI('gone', '', 'string', '7') }}", '7'],
		["={{ $('Items').first().json.uid }}", '10002'],
		['={{ $("Items").first().json["uid"] }}', '10002'],
		["={{ $(`Items`).first().json['a name'][1].größe }}", '8'],
		["={{ $('Items').first().json['it\\'s'] }}", '9'],
		['10003', '10003'],
	])('takes what is plain: %s', async (refundToGateUid, uid) => {
		const parameters = { ...TOOL, refundStyle: 2, refundPayChannel: 1, refundToGateUid };
		await call(parameters, SAID_MORE, { ...OF_AGENT, 'a name': ['7', { größe: '8' }], "it's": '9' });
		expect(JSON.parse(world.creates()[0]?.body ?? '{}')).toMatchObject({ refundToGateUid: uid });
	});

	it('takes what a node of the workflow says, and not what the model says by the same name', async () => {
		const fixed = {
			...TOOL,
			refundStyle: 2,
			refundPayChannel: 1,
			refundToGateUid: "={{ $('Items').first().json.uid }}",
		};
		await call(fixed, { ...SAID, uid: '666' }, { uid: '10002' });
		expect(world.sandbox.ledger.payments).toMatchObject([{ destination: 'Gate UID 10002' }]);
	});

	describe('a node read by its name', () => {
		const readsFrom = (name: string): INodeParameters => ({
			...TOOL,
			order: byPrepayId(`={{ $('${name}').first().json.order }}`),
		});
		const MANY =
			'and n8n does not tell a tool which item the agent works on: run the agent in a sub-workflow';
		const ORDERS = ['paid-v2-10', 'paid-v2-25', 'paid-v2-100'];
		const says = (item: IDataObject) => ({ amount: item.amount ?? '1' });
		/** The agent is connected to the second output. */
		const behindFork = { Items: to('Fork'), Fork: { main: [[], ...to('Agent').main] } };

		it.each([
			"$('Items').first()",
			'$("Items").first()',
			"$('Items').item",
			"$('Items').last()",
			"$('Items').all()[0]",
			'$input.first()',
			'$input.item',
			'$node["Items"]',
			'$items("Items")[0]',
		])('sends nothing by %s, if the agent works on three tickets', async (read) => {
			const tickets = ORDERS.map((order, index) => ({ order, amount: String(4 + index) }));
			const parameters = { ...TOOL, options: {}, order: byPrepayId(`={{ ${read}.json.order }}`) };
			const told = await calls(parameters, says, tickets);
			// n8n 1.123 runs one of them twice.
			expect(told.length).toBeGreaterThanOrEqual(3);
			for (const each of told) expect(each).toMatch(/^Not sent: 'Order' /);
			expect(world.creates()).toEqual([]);
		});

		it('does not count if it gave several items, whichever field reads it', async () => {
			const tickets = ORDERS.map((order) => ({ order, ticket: `T-${order}`, limit: '5' }));
			for (const [field, parameters] of [
				['Order', readsFrom('Items')],
				[
					'Refund Reference',
					{ refundRequestIdFrom: 'reference', refundReference: "={{ $('Items').first().json.ticket }}" },
				],
				['Max Refund Amount', { options: { maximumRefundAmount: "={{ $('Items').first().json.limit }}" } }],
			] as const) {
				const [told] = await calls({ ...TOOL, ...parameters }, () => SAID, tickets);
				expect(told).toContain(
					`Not sent: '${field}' reads the node 'Items', which gave 3 items in this execution, ${MANY}`,
				);
			}
			expect(world.creates()).toEqual([]);
		});

		it('counts if it gave one item, however many the agent has', async () => {
			const [told] = await calls(readsFrom('One'), says, [{ order: 'paid-v2-10' }, { order: 'paid-v2-25' }], {
				nodes: [node('One', 'engine.items', { items: [{ order: 'paid-v2-100' }] as never })],
				connections: { Start: to('One'), One: to('Items') },
			});
			expect(told).toMatch(/"outcome":"(?:accepted|existing)"/);
			expect(world.sandbox.ledger.payments).toMatchObject([{ prepayId: 'paid-v2-100' }]);
		});

		it('counts in its first run, and in no later one: the item before may be another', async () => {
			const told = await calls(readsFrom('Items'), says, [{ order: 'paid-v2-10' }], {
				nodes: [node('Again', 'engine.start')],
				connections: { Start: to('Items', 'Again'), Again: to('Items') },
			});
			expect(told).toEqual([
				expect.stringContaining('"outcome":"accepted"'),
				expect.stringContaining(`which ran 2 times in this execution, ${MANY}`),
			]);
		});

		it('does not count if it gave one item by each output: the agent may be behind the second', async () => {
			const [told] = await calls(
				readsFrom('Fork'),
				says,
				[{ order: 'paid-v2-10' }, { order: 'paid-v2-25' }],
				{
					nodes: [node('Fork', 'engine.fork')],
					connections: behindFork,
				},
			);
			expect(told).toContain(`which gave 2 items in this execution, ${MANY}`);
			expect(world.creates()).toEqual([]);
		});

		it.each([
			['Refund', 'gave no item by its first output'],
			['Fork', 'gave no item by its first output'],
			['Later', 'has not run in this execution'],
			['Nowhere', 'has not run in this execution'],
		])('does not count if it has nothing to give: %s', async (name, why) => {
			const [told] = await calls(readsFrom(name), says, [{ order: 'paid-v2-10' }], {
				nodes: [node('Fork', 'engine.fork'), node('Later', 'engine.start')],
				connections: behindFork,
			});
			expect(told).toContain(`Not sent: 'Order' reads the node '${name}', which ${why}`);
			expect(world.creates()).toEqual([]);
		});
	});

	describe('an object ‘query’', () => {
		const HIDDEN =
			"Not sent: 'Refund Amount' would not be what the AI model passed as 'amount', so what was approved may not be what would be sent";
		const { order, amount } = SAID;

		it.each<[string, IDataObject]>([
			['differently', { order, amount, query: { amount: '4' } }],
			['there alone', { order, query: { amount: '4' } }],
			['beside a field of that name', { order, amount, query: { query: 'words', amount: '4' } }],
			['there, with nothing outside', { order, amount: null, query: { amount: '4' } }],
		])('hides no value from who approves: %s', async (_, said) => {
			expect(await call(TOOL, said)).toContain(HIDDEN);
			expect(world.sandbox.requests).toEqual([]);
		});

		it.each<[string, IDataObject, IDataObject?]>([
			['words', { ...SAID, query: 'words' }],
			['nothing', { ...SAID, query: null }],
			['an empty one', { ...SAID, query: {} }],
			['another field', { ...SAID, query: { page: '2' } }],
			['the same value', { ...SAID, query: { order } }],
			["a Webhook's URL with the same value", SAID, { query: { amount } }],
			["a Webhook's URL with a field that the tool doesn't have", SAID, { query: { page: '2' } }],
		])('is taken with %s', async (_, said, item = {}) => {
			expect(await call(TOOL, said, item)).toContain('"outcome":"accepted"');
		});

		// n8n 1.123 takes the URL's.
		it('of a Webhook’s URL is not the model’s', async () => {
			expect(await call(TOOL, SAID, { query: { amount: '4' } })).toContain('"refundAmount":"2.5"');
			const withDefault = { ...TOOL, refundAmount: "={{ $fromAI('amount', '', 'string', '3') }}" };
			expect(await call(withDefault, { order }, { query: { amount: '3' } })).toContain('"refundAmount":"3"');
		});
	});
});

/** The last item goes out by the second output, those before it by the first. */
const fork: INodeType = {
	description: {
		displayName: 'Fork',
		name: 'fork',
		group: ['transform'],
		version: 1,
		description: 'Fork',
		defaults: { name: 'Fork' },
		inputs: ['main'],
		outputs: ['main', 'main'],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }));
		return [items.slice(0, -1), items.slice(-1)];
	},
};

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

/** An agent whose model calls its tool once for each item, with these arguments. */
function agentThatSays(said: (item: IDataObject) => IDataObject): INodeType {
	const actionOf = (item: IDataObject, itemIndex: number) => ({
		actionType: 'ExecutionNodeAction',
		nodeName: 'Refund',
		input: said(item),
		type: 'ai_tool',
		id: `call-${itemIndex}`,
		metadata: { itemIndex },
	});
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
		async execute(this: IExecuteFunctions, response?: { actionResponses?: unknown[] }) {
			return response?.actionResponses?.length
				? [[{ json: {} }]]
				: { actions: this.getInputData().map(({ json }, index) => actionOf(json, index)), metadata: {} };
		},
	} as unknown as INodeType;
}

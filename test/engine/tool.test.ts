import { SupplyDataContext } from 'n8n-core';
import { makeHandleToolInvocation } from 'n8n-core/dist/execution-engine/node-execution-context/utils/get-input-connection-data';
import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import {
	NodeConnectionTypes,
	type IExecuteData,
	type INode,
	type INodeParameters,
	type INodeType,
	type IRunExecutionData,
} from 'n8n-workflow';

import { startWorld, type World } from './support/world';
import { byPrepayId } from '../../tools/engine/refundWorkflow';

/** The node as n8n runs it for an AI agent: the model's arguments are the input, `$fromAI` takes them from there. */
describe('the node as a tool of an AI agent', () => {
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

	/**
	 * Calls the tool with what a model says, and gives what the model is told.
	 *
	 * @param earlier what an earlier call said, for n8n to take in place of this call's, as n8n 1.88 does for the second
	 *                item of an agent
	 */
	async function call(parameters: INodeParameters, said: object, earlier?: object): Promise<string> {
		const refund = world.engine.loader.getNode('gatePayRefund').type as INodeType;
		const description = { ...refund.description, name: 'gatePayRefundTool' };
		const nodeType = Object.assign(Object.create(refund) as INodeType, { description });
		const node: INode = {
			id: 'tool',
			name: 'Refund',
			type: 'engine.gatePayRefundTool',
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { gatePayApi: { id: 'gatepay', name: 'gatepay' } },
		};
		const engine = world.engine.withNodeType('engine.gatePayRefundTool', nodeType);
		const workflow = engine.workflow([node], {});
		const built = workflow.getNode('Refund') as INode;
		const calledEarlier = earlier && [{ inputOverride: { ai_tool: [[{ json: earlier }]] } }];
		const runData = {
			resultData: { runData: calledEarlier ? { Refund: calledEarlier } : {} },
		} as unknown as IRunExecutionData;
		const executeData: IExecuteData = { node: built, data: {}, source: null };
		const contextOf = (runIndex: number) =>
			new SupplyDataContext(
				workflow,
				built,
				engine.additionalData(),
				'manual',
				runData,
				earlier ? 0 : runIndex,
				[],
				{},
				NodeConnectionTypes.AiTool,
				executeData,
				[],
			);
		// n8n hands a tool's error to the agent as its message.
		return await makeHandleToolInvocation(
			contextOf,
			built,
			nodeType,
			runData,
		)(said as never).then(
			(answer: unknown) => String(answer),
			(error: Error) => error.message,
		);
	}

	it('refunds what the model asks for, once, however often it repeats itself', async () => {
		const said = { order: 'paid-v2-25', amount: '2.5' };
		expect(JSON.parse(await call(TOOL, said))).toMatchObject([{ outcome: 'accepted', refundAmount: '2.5' }]);
		expect(JSON.parse(await call(TOOL, { ...said, amount: '2.50' }))).toMatchObject([
			{ outcome: 'existing' },
		]);
		expect(world.sandbox.ledger.payments).toHaveLength(1);
	});

	it('refuses what an earlier call said', async () => {
		const earlier = { order: 'paid-v2-10', amount: '1' };
		const told = await call(TOOL, { order: 'paid-v2-25', amount: '1' }, earlier);
		expect(told).toContain("Not sent: 'Order' would not be what the AI model passed as 'order'");
		expect(world.sandbox.requests).toEqual([]);
	});

	it('holds the model to the maximum amount', async () => {
		const told = await call(TOOL, { order: 'paid-v2-25', amount: '5.01' });
		expect(world.sandbox.requests).toEqual([]);
		expect(told).toMatch(/above 'Max Refund Amount' \(5\)/);
	});

	it('pays to the destination that the builder fixed, whatever else the model says', async () => {
		const fixed = { ...TOOL, refundStyle: 2, refundPayChannel: 1, refundToGateUid: '10002' };
		const said = {
			order: 'paid-v2-25',
			amount: '1',
			refundToGateUid: '666',
			refundStyle: 1,
			options: { maximumRefundAmount: '999' },
		};
		await call(fixed, said);
		expect(world.sandbox.ledger.payments).toMatchObject([
			{ destination: 'Gate UID 10002', refundAmount: '1' },
		]);
	});

	it.each<[string, INodeParameters, string]>([
		['Prevent Duplicates By', { refundRequestIdFrom: "={{ $fromAI('from') }}" }, 'from'],
		['Max Refund Amount', { options: { maximumRefundAmount: "={{ $fromAI('maximum') }}" } }, 'maximum'],
		['Max Order Age', { options: { maximumOrderAge: "={{ $fromai ('age') }}" } }, 'age'],
	])('refuses to let the model fill in ‘%s’', async (field, parameters, key) => {
		const told = await call(
			{ ...TOOL, ...parameters },
			{ order: 'paid-v2-25', amount: '1', [key]: key === 'from' ? 'orderAndAmount' : '1' },
		);
		expect(world.sandbox.requests).toEqual([]);
		expect(told).toContain(`'${field}' cannot be filled in by an AI model`);
	});

	it('tells the model what happened and what to do, when a refund was not made', async () => {
		const told = await call(TOOL, { order: 'refused-400605', amount: '1' });
		expect(told).toMatch(/Refused: The balance of the payment account is too low \(code 400605\)/);
		expect(told).toMatch(/Top up the account/);
	});

	it('describes itself and its arguments to the model', () => {
		const node: INode = {
			id: 'tool',
			name: 'Refund',
			type: 'n8n-nodes-gatepay.gatePayRefund',
			typeVersion: 1,
			position: [0, 0],
			parameters: TOOL,
		};
		const nodeType = world.engine.loader.getNode('gatePayRefund').type as INodeType;
		const { response } = createNodeAsTool({
			node,
			nodeType,
			handleToolInvocation: async () => undefined,
		} as never);
		const { schema, description } = response as { schema: { shape: object }; description: string };
		expect(Object.keys(schema.shape)).toEqual(['order', 'amount']);
		expect(description).toMatch(/refund|create|money back/i);
	});
});

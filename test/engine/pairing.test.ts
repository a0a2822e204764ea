import { WorkflowExecute } from 'n8n-core';
import type { IConnections, IDataObject, INode, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { refundWorkflow } from '../../tools/engine';
import { CHECKOUT, startWorld, type World } from './support/world';

/**
 * What n8n does with items that failed once the node is done: it looks for the item that each came from, and passes the
 * whole input on by the success branch where that search throws.
 */
describe('a node that is run alone, behind the second output of a node whose data is pinned', () => {
	const BRANCH = 'n8n-nodes-test.branch';
	const ITEMS: IDataObject[] = [
		{ prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' },
		{ prepayId: 'refused-400605', amount: '1', ticket: 'T-2' },
	];
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	afterAll(() => world.close());

	/** As the editor runs one node: with what ran before, and what is pinned. */
	async function executeStep(): Promise<INodeExecutionData[][]> {
		const [[start, , refund] = []] = refundWorkflow([], {
			parameters: CHECKOUT,
			settings: { onError: 'continueErrorOutput' },
		});
		if (!start || !refund) throw new Error('The workflow lacks a node');
		const branch: INode = { ...start, id: 'Branch', name: 'Branch', type: BRANCH };
		const nodes = [start, branch, refund];
		const connections: IConnections = {
			Start: { main: [[{ node: 'Branch', type: 'main', index: 0 }]] },
			Branch: { main: [[], [{ node: 'Refund', type: 'main', index: 0 }]] },
		};
		const engine = world.engine.withNodeType(BRANCH, {
			description: {
				displayName: 'Branch',
				name: 'branch',
				group: ['transform'],
				version: 1,
				description: 'Two outputs',
				defaults: { name: 'Branch' },
				inputs: ['main'],
				outputs: ['main', 'main'],
				properties: [],
			},
			async execute(this: IExecuteFunctions) {
				return [[], this.getInputData()];
			},
		});
		const { data } = await new WorkflowExecute(
			engine.additionalData(nodes, connections),
			'manual',
		).runPartialWorkflow2(
			engine.workflow(nodes, connections),
			{
				Start: [
					{ startTime: 0, executionTime: 0, executionIndex: 0, source: [], data: { main: [[{ json: {} }]] } },
				],
			},
			{ Branch: ITEMS.map((json, item) => ({ json, pairedItem: { item } })) },
			[],
			{ nodeName: 'Refund', mode: 'inclusive' },
		);
		return (data.resultData.runData.Refund?.[0]?.data?.main ?? []).map((items) => items ?? []);
	}

	it('passes no input on: what was refunded is green, what was refused is not', async () => {
		const [green = [], red = []] = await executeStep();
		expect(green.map(({ json }) => json.outcome)).toEqual(['accepted']);
		expect(red.map(({ json }) => json.error)).toEqual([expect.stringMatching(/^Refused: /)]);
	});
});

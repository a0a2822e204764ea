import {
	NodeConnectionTypes,
	type AssignmentCollectionValue,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';

/**
 * Stand-ins for the few nodes of n8n's own that the sandbox example uses: n8n's collection of nodes isn't installed
 * here. They do what the example needs of them, no more; `test/e2e/` runs the example on the real ones.
 */
export const N8N_NODES: Record<string, INodeType> = {
	'n8n-nodes-base.stickyNote': node([], async () => [[]]),
	'n8n-nodes-base.manualTrigger': node([], async () => [[{ json: {} }]]),
	'n8n-nodes-base.set': node(
		[text('mode'), text('jsonOutput'), { ...text('assignments'), type: 'assignmentCollection' }],
		async (context) => [
			eachItem(context, (index) => {
				if (context.getNodeParameter('mode', index) === 'raw') {
					return JSON.parse(String(context.getNodeParameter('jsonOutput', index))) as IDataObject;
				}
				const { assignments } = context.getNodeParameter('assignments', index) as AssignmentCollectionValue;
				return Object.fromEntries(assignments.map(({ name, value }) => [name, value])) as IDataObject;
			}),
		],
	),
	'n8n-nodes-base.splitOut': node([text('fieldToSplitOut')], async (context) => [
		context.getInputData().flatMap(({ json }, item) => {
			const field = String(context.getNodeParameter('fieldToSplitOut', item));
			return (json[field] as IDataObject[]).map((each) => ({ json: each, pairedItem: { item } }));
		}),
	]),
	'n8n-nodes-base.if': node(
		[{ ...text('conditions'), type: 'filter' }],
		async (context) => {
			const passes = (index: number) =>
				context.getNodeParameter('conditions', index, false, { extractValue: true }) as boolean;
			const items = eachItem(context, (index) => context.getInputData()[index]?.json ?? {});
			return [items.filter((_, index) => passes(index)), items.filter((_, index) => !passes(index))];
		},
		{ outputs: 2 },
	),
	'n8n-nodes-base.merge': node(
		[text('mode')],
		async (context) => [
			[0, 1].flatMap((input) =>
				context.getInputData(input).map(({ json }, item) => ({ json, pairedItem: { item, input } })),
			),
		],
		{ inputs: 2 },
	),
};

type Execute = (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

function node(
	properties: INodeProperties[],
	execute: Execute,
	{ inputs = 1, outputs = 1 }: { inputs?: number; outputs?: number } = {},
): INodeType {
	return {
		description: {
			displayName: 'Stand-in',
			name: 'standIn',
			group: ['transform'],
			version: [1, 2.3, 3.2, 3.5],
			description: 'Stand-in',
			defaults: { name: 'Stand-in' },
			inputs: mains(inputs),
			outputs: mains(outputs),
			properties,
		},
		async execute(this: IExecuteFunctions) {
			return await execute(this);
		},
	};
}

function mains(count: number) {
	return Array.from({ length: count }, () => NodeConnectionTypes.Main);
}

function text(name: string): INodeProperties {
	return { displayName: name, name, type: 'string', default: '' };
}

function eachItem(context: IExecuteFunctions, jsonOf: (index: number) => IDataObject): INodeExecutionData[] {
	return context.getInputData().map((_, item) => ({ json: jsonOf(item), pairedItem: { item } }));
}

import { createContext, runInContext } from 'node:vm';

import {
	NodeConnectionTypes,
	type AssignmentCollectionValue,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';

/** What the stand-ins get from outside n8n, and what they keep there. A test sets it before each run. */
export interface Outside {
	/** What the trigger hands over. */
	started: IDataObject[];
	/** What somebody fills in on a form's page; nothing where nobody answers in time. */
	answered: IDataObject;
	/** The rows of the one data table. */
	rows: IDataObject[];
}

export const outside: Outside = { started: [], answered: {}, rows: [] };

/** Gives out what the test says that started the workflow. */
const trigger = () => node([], async () => [outside.started.map((json) => ({ json }))]);

/**
 * Stand-ins for the few nodes of n8n's own that the examples use which run here: n8n's collection of nodes isn't
 * installed. They do what the examples need of them, no more; `test/e2e/` has the real ones. Forms are answered by
 * `outside`, the data table is `outside.rows`, and a message is put out.
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
	'n8n-nodes-base.filter': node([{ ...text('conditions'), type: 'filter' }], async (context) => [
		eachItem(context, (index) => context.getInputData()[index]?.json ?? {}).filter(
			(_, index) => context.getNodeParameter('conditions', index, false, { extractValue: true }) as boolean,
		),
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
	'n8n-nodes-base.scheduleTrigger': trigger(),
	'n8n-nodes-base.executeWorkflowTrigger': trigger(),
	'n8n-nodes-base.formTrigger': trigger(),
	'n8n-nodes-base.form': node(
		[text('operation'), text('completionTitle'), text('completionMessage'), text('options')],
		async (context) => [
			eachItem(context, (index) => {
				const title = context.getNodeParameter('completionTitle', index, '');
				const message = context.getNodeParameter('completionMessage', index, '');
				const isPage = context.getNodeParameter('operation', index) === 'page';
				return isPage ? outside.answered : { title, message };
			}),
		],
	),
	'n8n-nodes-base.slack': node([text('text')], async (context) => [
		eachItem(context, (index) => ({ text: context.getNodeParameter('text', index) })),
	]),
	'n8n-nodes-base.code': node([text('jsCode')], async (context) => {
		const { $ } = context.getWorkflowDataProxy(0);
		const code = `(() => {${String(context.getNodeParameter('jsCode', 0))}})()`;
		return [runInContext(code, createContext({ $ })) as INodeExecutionData[]];
	}),
	'n8n-nodes-base.dataTable': node(
		[text('operation'), text('matchType'), collection('filters'), collection('columns')],
		async (context) => [context.getInputData().flatMap((_, item) => rowsOf(context, item))],
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

/** Reads, adds or changes rows, as the node for data tables does; it knows two conditions. */
function rowsOf(context: IExecuteFunctions, item: number): INodeExecutionData[] {
	const { value } = context.getNodeParameter('columns', item, {}) as { value?: IDataObject };
	if (context.getNodeParameter('operation', item) === 'insert') {
		const id = outside.rows.length + 1;
		outside.rows.push({ ...value, id, createdAt: new Date().toISOString() });
		return [{ json: { ...outside.rows.at(-1) }, pairedItem: { item } }];
	}
	const { conditions = [] } = context.getNodeParameter('filters', item, {}) as { conditions?: Condition[] };
	const fits = (row: IDataObject) => {
		const each = conditions.map(({ keyName, condition, keyValue }) =>
			condition === 'gte' ? String(row[keyName]) >= keyValue : String(row[keyName]) === String(keyValue),
		);
		const isAny = context.getNodeParameter('matchType', item) === 'anyCondition';
		return isAny ? each.includes(true) : !each.includes(false);
	};
	return outside.rows
		.filter(fits)
		.map((row) => ({ json: { ...Object.assign(row, value) }, pairedItem: { item } }));
}

interface Condition {
	keyName: string;
	condition: string;
	keyValue: string;
}

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
			version: [1, 1.1, 1.3, 2, 2.3, 2.5, 2.6, 2.7, 3.2, 3.5],
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

function collection(name: string): INodeProperties {
	return { displayName: name, name, type: 'json', default: {} };
}

function eachItem(context: IExecuteFunctions, jsonOf: (index: number) => IDataObject): INodeExecutionData[] {
	return context.getInputData().map((_, item) => ({ json: jsonOf(item), pairedItem: { item } }));
}

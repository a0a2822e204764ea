import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { ApiVersion } from '../../../gatepay/api/calls';
import { notRead, notSentBecause } from '../../../gatepay/refund/failures';
import { nameFields } from '../input/labels';
import { endOfAll, type RunEnd } from '../output/items';
import * as balanceGet from './balance/get.operation';
import { shownFor } from './order';
import * as orderGet from './order/get.operation';
import * as refundCreate from './refund/create.operation';
import * as refundGet from './refund/get.operation';
import * as refundPreview from './refund/preview.operation';
import * as refundForm from './refund/refundForm';
import * as refundHistoryGetMany from './refundHistory/getMany.operation';

/** An operation: how the form shows it, and what it does. */
interface Operation extends INodePropertyOptions {
	value: string;
	execute: (context: IExecuteFunctions) => Promise<RunEnd>;
}

interface Resource extends INodePropertyOptions {
	value: string;
	/** The first one is the default. */
	operations: Operation[];
}

/** All that the node can do. Form, subtitle and what runs follow from this list. */
const RESOURCES: Resource[] = [
	{
		name: 'Balance',
		value: 'balance',
		description: 'Balance of the account that refunds are paid from',
		operations: [
			{
				name: 'Get',
				value: 'get',
				description: 'Look up the balance',
				action: 'Get balance',
				execute: balanceGet.execute,
			},
		],
	},
	{
		name: 'Checkout Refund (V2)',
		value: 'refundV2',
		description: 'Refund an order that was paid on the checkout page',
		operations: refundOperations('checkout', 'v2'),
	},
	{
		name: 'Order',
		value: 'order',
		description: 'A paid or unpaid order',
		operations: [
			{
				name: 'Get',
				value: 'get',
				description: 'Look up an order',
				action: 'Get order',
				execute: orderGet.execute,
			},
		],
	},
	{
		name: 'Payment Refund (V1)',
		value: 'refundV1',
		description: 'Refund an order that was paid on the web, by QR code or in an app',
		operations: refundOperations('payment', 'v1'),
	},
	{
		name: 'Refund History',
		value: 'refundHistory',
		description: "Refunds in GatePay's ledger, whoever made them",
		operations: [
			{
				name: 'Get Many',
				value: 'getMany',
				description: 'List refunds',
				action: 'Get many refunds from the history',
				execute: refundHistoryGetMany.execute,
			},
		],
	},
];

/** @param kind the refund as the name of an action has it */
function refundOperations(kind: string, version: ApiVersion): Operation[] {
	return [
		{
			name: 'Create',
			value: 'create',
			description: "Refund the buyer. This can't be undone.",
			action: `Create ${kind} refund`,
			execute: (context) => refundCreate.execute(context, version),
		},
		{
			name: 'Get',
			value: 'get',
			description: 'Look up the status of a refund',
			action: `Get ${kind} refund`,
			execute: (context) => refundGet.execute(context, version),
		},
		{
			name: 'Preview',
			value: 'preview',
			description: 'Show what would be sent and what GatePay knows. Sends nothing.',
			action: `Preview ${kind} refund`,
			execute: (context) => refundPreview.execute(context, version),
		},
	];
}

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: RESOURCES.map(choiceOf),
	default: 'refundV2',
};

const operations: INodeProperties[] = RESOURCES.map((shown) => {
	const [first] = shown.operations;
	const defaultOperation = first?.value ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [shown.value] } },
		options: shown.operations.map(choiceOf),
		default: defaultOperation,
	};
});

/** What the form shows of a resource or an operation. */
function choiceOf(choice: INodePropertyOptions): INodePropertyOptions {
	const { name, value, description, action } = choice;
	return { name, value, description, action } as INodePropertyOptions;
}

/** Otherwise a builder would have the model fill in a field, and find out only when the tool refuses it. */
const toolNotice: INodeProperties = {
	displayName:
		"<p>An AI model cannot fill in what decides whether a refund is a new one, or what limits it: 'Prevent Duplicates By', 'Refund Reference', 'Refund Request ID', 'On Behalf Of', 'Fingerprint' and the maximums; with a maximum amount, 'Refund Currency' too</p><p>Each field is one of three: a fixed value, {{ $fromAI('amount') }} alone, or a field of a node by its name alone, such as {{ $('Webhook').first().json.order }}. Everything else is refused, $json and $input too: the model can write into them</p><p>The node that you read must run once and give one item, because n8n does not tell a tool which item the agent works on. If you have several items, run the agent in a sub-workflow, once for each</p>",
	name: 'toolNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { '@tool': [true], resource: ['refundV1', 'refundV2'] } },
};

const REFUNDS = ['refundV1', 'refundV2'];

/** The form, in the order in which it is shown. */
export const properties: INodeProperties[] = [
	resource,
	...operations,
	toolNotice,
	...shownFor({ resource: ['balance'], operation: ['get'] }, balanceGet.properties),
	...shownFor({ resource: ['refundHistory'], operation: ['getMany'] }, refundHistoryGetMany.properties),
	...shownFor({ resource: ['order'], operation: ['get'] }, orderGet.properties),
	...shownFor({ resource: REFUNDS, operation: ['create', 'preview'] }, refundForm.properties),
	...shownFor({ resource: REFUNDS, operation: ['get'] }, refundGet.properties),
	...shownFor({ resource: REFUNDS, operation: ['create'] }, refundCreate.properties),
	...shownFor({ resource: REFUNDS, operation: ['preview'] }, refundPreview.properties),
];

nameFields(properties);

const namesOf = (...lists: INodeProperties[]) =>
	JSON.stringify(
		Object.fromEntries(
			lists.flatMap(({ options }) =>
				(options as INodePropertyOptions[]).map(({ name, value }) => [value, name]),
			),
		),
	);

/** What stands under the node on the canvas: the choices as the form words them, not as they are stored. */
export const subtitle = `={{ (${namesOf(...operations)})[$parameter["operation"]] + ": " + (${namesOf(resource)})[$parameter["resource"]] }}`;

/**
 * Runs the chosen operation over all items.
 *
 * @returns with *Continue On Fail*, an item for each input item, whatever happens: n8n passes the input of a node that
 *          throws on by its success branch. Without it, the error to throw when an item fails
 */
export async function run(context: IExecuteFunctions): Promise<RunEnd> {
	let chosenResource: string;
	let chosenOperation: string;
	try {
		chosenResource = chosen(context, 'resource');
		chosenOperation = chosen(context, 'operation');
	} catch (thrown) {
		return endOfAll(context, notRead(thrown));
	}
	const found = RESOURCES.find(({ value }) => value === chosenResource)?.operations.find(
		({ value }) => value === chosenOperation,
	);
	if (found) return await found.execute(context);
	// A slip must not send money.
	const happened = `'Operation' ${chosenOperation} does not exist for 'Resource' ${chosenResource}`;
	return endOfAll(context, notSentBecause(happened));
}

/**
 * What the builder chose. The form takes no expression here; one that was written into the workflow by hand could let an
 * AI model choose Create instead of Preview, and stays the text that it is, which no operation has for a name.
 */
function chosen(context: IExecuteFunctions, name: 'resource' | 'operation'): string {
	// n8n drops the operation of a resource that doesn't exist, and would throw for it without a default.
	return String(context.getNodeParameter(name, 0, '', { rawExpressions: true }));
}

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

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: '',
};

const operations: INodeProperties[] = RESOURCES.map((shown) => ({
	...operation,
	displayOptions: { show: { resource: [shown.value] } },
	options: shown.operations.map(choiceOf),
	default: shown.operations[0]?.value ?? '',
}));

/** What the form shows of a resource or an operation. */
function choiceOf(choice: INodePropertyOptions): INodePropertyOptions {
	const { name, value, description, action } = choice;
	return { name, value, description, action } as INodePropertyOptions;
}

/** Otherwise a builder would have the model fill in a field, and find out only when the tool refuses it. */
const toolNotice: INodeProperties = {
	displayName:
		"An AI model cannot fill in what keeps a refund from being paid twice, or limits it: 'Prevent Duplicates By', 'Refund Reference', 'Refund Request ID', 'Expected Fingerprint' and the maximums; with a maximum, 'Refund Currency' too. Type them in, or read them from a node by its name, such as {{ $('Webhook').item.json.ticket }}. $json and $input hold what the model says, and are refused in all fields",
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

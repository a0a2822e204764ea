import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { nameFields } from '../input/labels';
import * as balanceGet from './balance/get.operation';
import * as orderGet from './order/get.operation';
import * as refundCreate from './refund/create.operation';
import * as refundGet from './refund/get.operation';
import * as refundPreview from './refund/preview.operation';
import { properties as refundProperties } from './refund/properties';
import * as refundHistoryGetMany from './refundHistory/getMany.operation';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Balance',
			value: 'balance',
			description: 'What the account that refunds are paid from holds',
		},
		{
			name: 'Checkout Refund (V2)',
			value: 'refundV2',
			description: 'Refund of an order that was paid through the checkout page',
		},
		{
			name: 'Order',
			value: 'order',
			description: 'Order that a buyer paid, or was to pay',
		},
		{
			name: 'Payment Refund (V1)',
			value: 'refundV1',
			description: 'Refund of an order that was paid on the web, by QR code or in an app',
		},
		{
			name: 'Refund History',
			value: 'refundHistory',
			description: "Refunds in GatePay's ledger, whoever made them",
		},
	],
	default: 'refundV2',
};

/** @param kind the refund as the name of an action has it */
function refundOperations(kind: string): INodePropertyOptions[] {
	return [
		{
			name: 'Create',
			value: 'create',
			description: 'Give money back to the buyer; it cannot be cancelled or taken back',
			action: `Create ${kind} refund`,
		},
		{
			name: 'Get',
			value: 'get',
			description: 'Look up the status of a refund',
			action: `Get ${kind} refund`,
		},
		{
			name: 'Preview',
			value: 'preview',
			description: 'Show what would be sent and what GatePay knows, without sending anything',
			action: `Preview ${kind} refund`,
		},
	];
}

function operationOf(
	resourceName: string,
	options: INodePropertyOptions[],
	defaultOperation: string,
): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resourceName] } },
		options,
		default: defaultOperation,
	};
}

const operations: INodeProperties[] = [
	operationOf('refundV2', refundOperations('checkout'), 'create'),
	operationOf('refundV1', refundOperations('payment'), 'create'),
	operationOf(
		'order',
		[{ name: 'Get', value: 'get', description: 'Look up an order', action: 'Get order' }],
		'get',
	),
	operationOf(
		'balance',
		[{ name: 'Get', value: 'get', description: 'Look up the balance', action: 'Get balance' }],
		'get',
	),
	operationOf(
		'refundHistory',
		[
			{
				name: 'Get Many',
				value: 'getMany',
				description: 'List refunds that were made',
				action: 'Get many refunds from the history',
			},
		],
		'getMany',
	),
];

/** Otherwise a builder would have the model fill in a field, and find out only when the tool refuses it. */
const toolNotice: INodeProperties = {
	displayName:
		"An AI model cannot fill in what keeps a refund from being paid twice, or limits it: 'Prevent Duplicates By', 'Refund Reference', 'Refund Request ID', 'Check Existing', 'Expected Fingerprint' and the maximums; with a maximum, 'Refund Currency' too. Type them in, or read them from a node by its name, such as {{ $('Webhook').item.json.ticket }}. $json and $input hold what the model says, and are refused in all fields",
	name: 'toolNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { '@tool': [true], resource: ['refundV1', 'refundV2'] } },
};

/** The form, in the order in which it is shown. */
export const properties: INodeProperties[] = [
	resource,
	...operations,
	toolNotice,
	...balanceGet.properties,
	...refundHistoryGetMany.properties,
	...orderGet.properties,
	...refundProperties,
	...refundGet.properties,
	...refundCreate.properties,
	...refundPreview.properties,
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

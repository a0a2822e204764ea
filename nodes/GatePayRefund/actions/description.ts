import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { nameFields } from '../input/labels';
import * as orderGet from './order/get.operation';
import * as refundCreate from './refund/create.operation';
import * as refundGet from './refund/get.operation';
import * as refundPreview from './refund/preview.operation';
import { properties as refundProperties } from './refund/properties';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
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
];

/** The form, in the order in which it is shown. */
export const properties: INodeProperties[] = [
	resource,
	...operations,
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

import type { INodeProperties } from 'n8n-workflow';

export const resource: INodeProperties = {
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
			name: 'Payment Refund (V1)',
			value: 'refundV1',
			description: 'Refund of an order that was paid on the web, by QR code or in an app',
		},
	],
	default: 'refundV2',
};

export const operations: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['refundV2'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				description: 'Give money back to the buyer; it cannot be cancelled or taken back',
				action: 'Create checkout refund',
			},
		],
		default: 'create',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['refundV1'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				description: 'Give money back to the buyer; it cannot be cancelled or taken back',
				action: 'Create payment refund',
			},
		],
		default: 'create',
	},
];

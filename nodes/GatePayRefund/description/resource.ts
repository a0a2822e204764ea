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

const CREATE = 'Give money back to the buyer; it cannot be cancelled or taken back';
const GET = 'Ask GatePay how a refund stands';
const PREVIEW = 'Show what would be sent and what GatePay knows, without sending anything';

export const operations: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['refundV2'] } },
		options: [
			{ name: 'Create', value: 'create', description: CREATE, action: 'Create checkout refund' },
			{ name: 'Get', value: 'get', description: GET, action: 'Get checkout refund' },
			{ name: 'Preview', value: 'preview', description: PREVIEW, action: 'Preview checkout refund' },
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
			{ name: 'Create', value: 'create', description: CREATE, action: 'Create payment refund' },
			{ name: 'Get', value: 'get', description: GET, action: 'Get payment refund' },
			{ name: 'Preview', value: 'preview', description: PREVIEW, action: 'Preview payment refund' },
		],
		default: 'create',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['order'] } },
		options: [{ name: 'Get', value: 'get', description: 'Ask GatePay for an order', action: 'Get order' }],
		default: 'get',
	},
];

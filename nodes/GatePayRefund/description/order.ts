import type { INodeProperties } from 'n8n-workflow';

const create = { operation: ['create'] };

/** Which order, and how much of it. */
export const orderAndAmount: INodeProperties[] = [
	{
		displayName: 'Order Identifier',
		name: 'orderIdentifier',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Prepay ID',
				value: 'prepayId',
				description: "GatePay's own ID of the order",
			},
			{
				name: 'Merchant Trade No',
				value: 'merchantTradeNo',
				description: 'Your own number of the order; GatePay is asked for its prepay ID first',
			},
		],
		default: 'prepayId',
		displayOptions: { show: create },
		description: 'How the order is named',
	},
	{
		displayName: 'Prepay ID',
		name: 'prepayId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 35214673103159414',
		displayOptions: { show: { ...create, orderIdentifier: ['prepayId'] } },
		description:
			"GatePay's ID of the order, as text: a long ID that comes as a number has already lost its last digits",
	},
	{
		displayName: 'Merchant Trade No',
		name: 'merchantTradeNo',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. ORDER-2026-0815',
		displayOptions: { show: { ...create, orderIdentifier: ['merchantTradeNo'] } },
		description: 'The number that you gave the order when you created it',
	},
	{
		displayName: 'Refund Amount Mode',
		name: 'refundAmountMode',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Specific Amount',
				value: 'specific',
				description: 'The amount that you enter',
			},
			{
				name: 'Full Order Amount',
				value: 'full',
				description: "The order's whole amount, which GatePay is asked for first",
			},
		],
		default: 'specific',
		displayOptions: { show: create },
		description: 'How much to give back',
	},
	{
		displayName: 'Refund Amount',
		name: 'refundAmount',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 12.50',
		displayOptions: { show: { ...create, refundAmountMode: ['specific'] } },
		description: 'How much to give back: above 0, with at most 6 decimals',
	},
];

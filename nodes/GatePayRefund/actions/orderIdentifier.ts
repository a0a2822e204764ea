import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const orderIdentifierOptions: INodePropertyOptions[] = [
	{
		name: 'Prepay ID',
		value: 'prepayId',
		description: "GatePay's own ID of the order",
	},
	{
		name: 'Merchant Trade No',
		value: 'merchantTradeNo',
		description: 'Your own number of the order; for a refund, its prepay ID is looked up first',
	},
];

const prepayId: INodeProperties = {
	displayName: 'Prepay ID',
	name: 'prepayId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 35214673103159414',
	description:
		"GatePay's ID of the order, as text: a long ID that comes as a number has already lost its last digits",
};

const merchantTradeNo: INodeProperties = {
	displayName: 'Merchant Trade No',
	name: 'merchantTradeNo',
	type: 'string',
	default: '',
	placeholder: 'e.g. ORDER-2026-0815',
	description: 'The number that you gave the order when you created it',
};

/** How an order is named, in every operation that takes one. */
export function orderIdentifier(show: NonNullable<IDisplayOptions['show']>): INodeProperties[] {
	return [
		{
			displayName: 'Order Identifier',
			name: 'orderIdentifier',
			type: 'options',
			noDataExpression: true,
			options: orderIdentifierOptions,
			default: 'prepayId',
			displayOptions: { show },
			description: 'How the order is named',
		},
		{
			...prepayId,
			required: true,
			displayOptions: { show: { ...show, orderIdentifier: ['prepayId'] } },
		},
		{
			...merchantTradeNo,
			required: true,
			displayOptions: { show: { ...show, orderIdentifier: ['merchantTradeNo'] } },
		},
	];
}

/** The same as filters, in alphabetical order: each is added on its own. */
export const orderIdentifierFilter: INodeProperties[] = [
	{ ...merchantTradeNo, displayOptions: { show: { orderIdentifier: ['merchantTradeNo'] } } },
	{
		displayName: 'Order Identifier',
		name: 'orderIdentifier',
		type: 'options',
		noDataExpression: true,
		options: orderIdentifierOptions,
		default: 'prepayId',
		hint: 'Then add the filter Prepay ID or Merchant Trade No, too',
		description: 'Only refunds of one order; how it is named',
	},
	{ ...prepayId, displayOptions: { show: { orderIdentifier: ['prepayId'] } } },
];

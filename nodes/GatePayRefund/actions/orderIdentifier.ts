import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** How an order is named, in every operation that takes one. */
export function orderIdentifier(show: NonNullable<IDisplayOptions['show']>): INodeProperties[] {
	return [
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
					description: 'Your own number of the order; for a refund, its prepay ID is looked up first',
				},
			],
			default: 'prepayId',
			displayOptions: { show },
			description: 'How the order is named',
		},
		{
			displayName: 'Prepay ID',
			name: 'prepayId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 35214673103159414',
			displayOptions: { show: { ...show, orderIdentifier: ['prepayId'] } },
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
			displayOptions: { show: { ...show, orderIdentifier: ['merchantTradeNo'] } },
			description: 'The number that you gave the order when you created it',
		},
	];
}

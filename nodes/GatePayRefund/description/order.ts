import type { INodeProperties } from 'n8n-workflow';

import { orderIdentifier } from './orderIdentifier';
import { REFUND_OF_ORDER } from './shownFor';

/** Which order, and how much of it. */
export const orderAndAmount: INodeProperties[] = [
	...orderIdentifier(REFUND_OF_ORDER),
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
		displayOptions: { show: REFUND_OF_ORDER },
		description: 'How much to give back',
	},
	{
		displayName: 'Refund Amount',
		name: 'refundAmount',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 12.50',
		displayOptions: { show: { ...REFUND_OF_ORDER, refundAmountMode: ['specific'] } },
		description: 'How much to give back: above 0, with at most 6 decimals',
	},
];

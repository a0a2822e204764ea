import type { INodeProperties } from 'n8n-workflow';

import { orderIdentifier } from './orderIdentifier';
import { ORDER_GET } from './shownFor';

/** Which order to ask for. */
export const orderGet: INodeProperties[] = [
	{
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'V2',
				value: 'v2',
				description: 'Orders of the checkout page',
			},
			{
				name: 'V1',
				value: 'v1',
				description: 'Web, QR and in-app orders',
			},
		],
		default: 'v2',
		displayOptions: { show: ORDER_GET },
		description: "The version of GatePay's API that the order was made with",
	},
	...orderIdentifier(ORDER_GET),
];

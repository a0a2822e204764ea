import type { INodeProperties } from 'n8n-workflow';

import { REFUND_GET, REFUND_OF_ORDER } from './shownFor';

/** What makes a repeat of this refund the same refund. */
export const requestId: INodeProperties[] = [
	{
		displayName: 'Refund Request ID From',
		name: 'refundRequestIdFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Reference',
				value: 'reference',
				description: 'One refund per order and reference: a ticket, return or row number',
			},
			{
				name: 'Order and Amount',
				value: 'orderAndAmount',
				description: 'One refund of this amount per order, ever',
			},
			{
				name: 'Own ID',
				value: 'define',
				description: 'A refund request ID that you make and keep yourself',
			},
		],
		default: 'reference',
		displayOptions: { show: REFUND_OF_ORDER },
		description: 'What tells this refund from others, so that a retry or a second run does not pay it again',
	},
	{
		displayName: 'Refund Reference',
		name: 'refundReference',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. TICKET-4711',
		displayOptions: { show: { ...REFUND_OF_ORDER, refundRequestIdFrom: ['reference'] } },
		description:
			'What this refund is for: the number of the ticket, return or row, the same on every run; another reference makes another refund',
	},
	{
		displayName: 'Refund Request ID',
		name: 'refundRequestId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 202508271923022',
		displayOptions: { show: { ...REFUND_OF_ORDER, refundRequestIdFrom: ['define'] } },
		description: 'At most 32 letters, digits, - and _; the same on every run of the same refund',
	},
	{
		displayName: 'Refund Request ID',
		name: 'refundRequestId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 202508271923022',
		displayOptions: { show: REFUND_GET },
		description: 'The ID that the step Create put out as refundRequestId',
	},
];

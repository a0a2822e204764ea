import type { INodeProperties } from 'n8n-workflow';

/** What changes how a step works, not what GatePay is sent. */
export const options: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { operation: ['create'] } },
		options: [
			{
				displayName: 'Check Existing',
				name: 'checkExisting',
				type: 'boolean',
				default: true,
				description:
					'Whether to ask GatePay first if this refund was made already, and not to send it again then',
			},
			{
				displayName: 'Concurrency',
				name: 'concurrency',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 20 },
				default: 5,
				description: 'How many orders are worked on side by side; items of one order run one after another',
			},
			{
				displayName: 'Maximum Refund Amount',
				name: 'maximumRefundAmount',
				type: 'string',
				default: '',
				placeholder: 'e.g. 100',
				description: 'An item with a larger amount is not sent',
			},
			{
				displayName: 'On Behalf Of',
				name: 'onBehalfOf',
				type: 'string',
				default: '',
				description: "The account to act for instead of the credential's; for institution accounts only",
			},
			{
				displayName: 'Settle Time (Seconds)',
				name: 'settleTime',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 60,
				description: 'How long to go on asking GatePay when the outcome of a refund is unknown',
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description: 'Whether to return a simplified version of the response instead of the raw data',
			},
			{
				displayName: 'Timeout (Seconds)',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 30,
				description: 'How long to wait for one answer of GatePay',
			},
		],
	},
];

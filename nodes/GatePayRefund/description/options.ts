import type { INodeProperties } from 'n8n-workflow';

import { ORDER_GET, REFUND_CREATE, REFUND_GET, REFUND_PREVIEW } from './shownFor';

const checkExisting: INodeProperties = {
	displayName: 'Check Existing',
	name: 'checkExisting',
	type: 'boolean',
	default: true,
	description: 'Whether to ask GatePay first if this refund was made already, and not to send it again then',
};

const concurrency: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 20 },
	default: 5,
	description: 'How many orders are worked on side by side; refunds of one order are made one after another',
};

const maximumRefundAmount: INodeProperties = {
	displayName: 'Maximum Refund Amount',
	name: 'maximumRefundAmount',
	type: 'string',
	default: '',
	placeholder: 'e.g. 100',
	description: 'A larger refund is not sent; an AI agent cannot change it',
};

const maximumWait: INodeProperties = {
	displayName: 'Maximum Wait (Seconds)',
	name: 'maximumWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 60,
	description: 'How long to wait for the result, where Wait for Result is on',
};

const onBehalfOf: INodeProperties = {
	displayName: 'On Behalf Of',
	name: 'onBehalfOf',
	type: 'string',
	default: '',
	description: "The account to act for instead of the credential's; for institution accounts only",
};

const settleTime: INodeProperties = {
	displayName: 'Settle Time (Seconds)',
	name: 'settleTime',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 60,
	description: 'How long to go on asking GatePay when the outcome of a refund is unknown',
};

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const timeout: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 30,
	description: 'How long to wait for one answer of GatePay',
};

const waitForResult: INodeProperties = {
	displayName: 'Wait for Result',
	name: 'waitForResult',
	type: 'boolean',
	default: false,
	description: 'Whether to ask until GatePay has carried the refund out or failed to',
};

const collection: Pick<INodeProperties, 'displayName' | 'name' | 'type' | 'placeholder' | 'default'> = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
};

/** What changes how a step works, not what GatePay is sent. */
export const options: INodeProperties[] = [
	{
		...collection,
		displayOptions: { show: REFUND_CREATE },
		options: [
			checkExisting,
			concurrency,
			maximumRefundAmount,
			maximumWait,
			onBehalfOf,
			settleTime,
			simplify,
			timeout,
			waitForResult,
		],
	},
	{
		...collection,
		displayOptions: { show: REFUND_PREVIEW },
		options: [concurrency, maximumRefundAmount, onBehalfOf, timeout],
	},
	{
		...collection,
		displayOptions: { show: REFUND_GET },
		options: [concurrency, maximumWait, onBehalfOf, simplify, timeout, waitForResult],
	},
	{
		...collection,
		displayOptions: { show: ORDER_GET },
		options: [concurrency, onBehalfOf, simplify, timeout],
	},
];

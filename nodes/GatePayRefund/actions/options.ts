import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

export const checkExisting: INodeProperties = {
	displayName: 'Check Existing',
	name: 'checkExisting',
	type: 'boolean',
	default: true,
	description: 'Whether to look the refund up first, and not to send it again if it exists already',
};

export const concurrency: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 20 },
	default: 5,
	description: 'How many orders are processed in parallel; refunds of one order are made one after another',
};

export const maximumRefundAmount: INodeProperties = {
	displayName: 'Maximum Refund Amount',
	name: 'maximumRefundAmount',
	type: 'string',
	default: '',
	placeholder: 'e.g. 100',
	description: 'A larger refund is not sent; an AI agent cannot change it',
};

export const expectedFingerprint: INodeProperties = {
	displayName: 'Expected Fingerprint',
	name: 'expectedFingerprint',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.fingerprint }}',
	description:
		'The fingerprint that Preview gave: the refund is sent only if what would be sent is what was previewed',
};

export const maximumOrderAge: INodeProperties = {
	displayName: 'Maximum Order Age (Days)',
	name: 'maximumOrderAge',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 90,
	description: 'An older order is not refunded; each order is looked up',
};

export const maximumTotalAmount: INodeProperties = {
	displayName: 'Maximum Total Amount',
	name: 'maximumTotalAmount',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1000',
	description:
		'All refunds of the run added up, by Refund Currency; if they come to more, none of them is sent',
};

export const maximumWait: INodeProperties = {
	displayName: 'Maximum Wait (Seconds)',
	name: 'maximumWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 60,
	description: 'How long to wait for the result, where Wait for Result is on',
};

export const onBehalfOf: INodeProperties = {
	displayName: 'On Behalf Of',
	name: 'onBehalfOf',
	type: 'string',
	default: '',
	description: "The account to act for instead of the credential's; for institution accounts only",
};

export const settleTime: INodeProperties = {
	displayName: 'Settle Time (Seconds)',
	name: 'settleTime',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 60,
	description: 'How long to keep checking when the outcome of a refund is unknown',
};

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const timeout: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 30,
	description: 'How long to wait for one answer of GatePay, from 1 to 86,400',
};

export const waitForResult: INodeProperties = {
	displayName: 'Wait for Result',
	name: 'waitForResult',
	type: 'boolean',
	default: false,
	description: 'Whether to wait until GatePay reports success or failure',
};

/**
 * The collection of an operation's options: what changes how the node works, not what GatePay is sent.
 *
 * @param show   which operation shows it
 * @param fields in alphabetical order of their names in the form
 */
export function optionsOf(show: IDisplayOptions['show'], fields: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show },
		options: fields,
	};
}

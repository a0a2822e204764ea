import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

/** Those that are on at first, then others, and the one that stands for all the rest last. */
const events: INodePropertyOptions[] = [
	{
		name: 'Refund Succeeded',
		value: 'REFUND_SUCCESS',
		description: 'The buyer got the money',
	},
	{
		name: 'Refund Rejected',
		value: 'REFUND_REJECTED',
		description: "The buyer didn't get the money",
	},
	{
		name: 'Refund in Process',
		value: 'REFUND_PROCESS',
		description: 'GatePay is carrying out the refund',
	},
	{
		name: 'Unresolved Payment',
		value: 'PAY_UNRESOLVED',
		description: "A payment matches no order. GatePay has to complete or return it; a refund can't.",
	},
	{
		name: 'Other',
		value: 'OTHER',
		description: 'Every other notification, unchanged and with its signature, to forward to your shop system',
	},
];

const inWords = events.map(
	({ name, value }) => `.replace(${JSON.stringify(value)}, ${JSON.stringify(name)})`,
);

/** What stands under the node on the canvas: the events as the form words them. n8n 1.88 takes no function in it. */
export const subtitle = `={{ $parameter["events"].join(", ")${inWords.join('')} }}`;

/** The panel beside the form. A new workflow hears nothing until the URL is in GatePay's console. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: 'Receive notifications from GatePay',
	executionsHelp:
		"<b>Production URL:</b> enter it in GatePay's console as the callback URL of your application. GatePay then starts the published workflow, and each run is in the list of executions.<br /><br /><b>Test URL:</b> works only while this node listens for a test event. Send notifications to it from the sandbox of this package, or enter it in GatePay's console for a moment. Put the Production URL back afterwards: an application has only one callback URL.",
};

/** The form, in the order in which it is shown. */
export const properties: INodeProperties[] = [
	{
		displayName:
			"Copy the Production URL, under 'Webhook URLs' above, into GatePay's console, as the callback URL of your application. An application has only one, so every kind of notification comes here. For checkout refunds (V2), you may have to switch on 'Notify on Result' in the node that creates them.",
		name: 'callbackUrlNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		required: true,
		options: events,
		default: ['REFUND_SUCCESS', 'REFUND_REJECTED'],
		description: 'Which notifications start the workflow. Others are acknowledged and dropped.',
	},
];

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const events: INodePropertyOptions[] = [
	{
		name: 'Other',
		value: 'OTHER',
		description:
			'Every other notification, as it came and with its signature, so that a shop system can be fed with it',
	},
	{
		name: 'Refund in Process',
		value: 'REFUND_PROCESS',
		description: 'GatePay is carrying the refund out',
	},
	{
		name: 'Refund Rejected',
		value: 'REFUND_REJECTED',
		description: 'The buyer did not get the money',
	},
	{
		name: 'Refund Succeeded',
		value: 'REFUND_SUCCESS',
		description: 'The buyer got the money',
	},
];

const inWords = events.map(
	({ name, value }) => `.replace(${JSON.stringify(value)}, ${JSON.stringify(name)})`,
);

/** What stands under the step on the canvas: the events as the form words them. n8n 1.88 takes no function in it. */
export const subtitle = `={{ $parameter["events"].join(", ")${inWords.join('')} }}`;

/** The form, in the order in which it is shown. */
export const properties: INodeProperties[] = [
	{
		displayName:
			"Enter the Production URL of this step in GatePay's console, as the callback URL of your application. An application has one callback URL: every kind of notification comes here. For checkout refunds (V2), 'Need Notify' may have to be switched on when they are created.",
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
		description: 'Which notifications start the workflow; the others are acknowledged and dropped',
	},
];

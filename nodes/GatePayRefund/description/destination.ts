import type { INodeProperties } from 'n8n-workflow';

import { REFUND_V2 } from './shownFor';

/**
 * Why, in what currency, and where the money goes: V2 only.
 *
 * What depends on a choice isn't `required` here: n8n shows all of it when the choice is an expression, and would then
 * refuse to start although only one destination applies. Each is checked when its item is read.
 */
export const reasonAndDestination: INodeProperties[] = [
	{
		displayName: 'Refund Reason',
		name: 'refundReason',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Goods returned',
		displayOptions: { show: REFUND_V2 },
		description: 'Why the money goes back',
	},
	{
		displayName: 'Refund Currency',
		name: 'refundCurrency',
		type: 'string',
		default: '',
		placeholder: 'e.g. USDT',
		displayOptions: { show: REFUND_V2 },
		description: "The currency of the amount; empty for the order's",
	},
	{
		displayName: 'Refund Style',
		name: 'refundStyle',
		type: 'options',
		options: [
			{
				name: 'Original Route',
				value: 1,
				description: 'Back to where the payment came from',
			},
			{
				name: 'Designated',
				value: 2,
				description: 'To a Gate account or a Web3 address that you name',
			},
		],
		default: 1,
		displayOptions: { show: REFUND_V2 },
		description: 'Where the money goes',
	},
	{
		displayName: 'Refund Pay Channel',
		name: 'refundPayChannel',
		type: 'options',
		options: [
			{
				name: 'Gate Account',
				value: 1,
			},
			{
				name: 'Web3 Address',
				value: 2,
			},
		],
		default: 1,
		displayOptions: { show: { ...REFUND_V2, refundStyle: [2] } },
		description: 'What kind of destination the money goes to',
	},
	{
		displayName: 'Refund to Gate UID',
		name: 'refundToGateUid',
		type: 'string',
		default: '',
		placeholder: 'e.g. 10002',
		displayOptions: { show: { ...REFUND_V2, refundStyle: [2], refundPayChannel: [1] } },
		description: 'The Gate user ID of the recipient',
	},
	{
		displayName: 'Refund Address',
		name: 'refundAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. 0x52908400098527886E0F7030069857D2E4169EE7',
		displayOptions: { show: { ...REFUND_V2, refundStyle: [2], refundPayChannel: [2] } },
		description: 'The address that the money goes to; money sent to a wrong address is lost',
	},
	{
		displayName: 'Refund Chain Name or ID',
		name: 'refundChain',
		type: 'options',
		typeOptions: {
			loadOptionsMethod: 'getRefundChains',
			loadOptionsDependsOn: ['refundCurrency'],
		},
		default: '',
		displayOptions: { show: { ...REFUND_V2, refundStyle: [2], refundPayChannel: [2] } },
		description:
			'The chain that the address is on. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
];

import type { INodeProperties } from 'n8n-workflow';

import { REFUND_V1, REFUND_V2 } from './shownFor';

export const additionalFields: INodeProperties[] = [
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: REFUND_V1 },
		options: [
			{
				displayName: 'Refund Reason',
				name: 'refundReason',
				type: 'string',
				default: '',
				placeholder: 'e.g. Goods returned',
				description: 'Why the money goes back, in at most 256 characters',
			},
		],
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: REFUND_V2 },
		options: [
			{
				displayName: 'Adjust Order ID',
				name: 'adjustOrderId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1991045981847818240',
				description: 'The adjustment order that this refund belongs to: a whole number, entered as text',
			},
			{
				displayName: 'Email Code',
				name: 'emailCode',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description: 'The code that GatePay sent by email to confirm the refund',
			},
			{
				displayName: 'Fund Password',
				name: 'fundPass',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description: 'The fund password of the account, where GatePay asks for it',
			},
			{
				displayName: 'Memo',
				name: 'memo',
				type: 'string',
				default: '',
				description:
					'The memo or tag that some chains and exchanges need beside the address; without it the money may be lost',
			},
			{
				displayName: 'Need Notify',
				name: 'needNotify',
				type: 'boolean',
				default: true,
				description:
					'Whether GatePay sends a notification with the result to the callback URL of the application',
			},
			{
				displayName: 'Operating User ID',
				name: 'opUserId',
				type: 'string',
				default: '',
				description: 'The user in whose name the refund is made',
			},
			{
				displayName: 'Refund Amount Type',
				name: 'refundAmountTypeFull',
				type: 'options',
				options: [
					{
						name: 'Full',
						value: 1,
					},
					{
						name: 'Partial',
						value: 0,
					},
				],
				default: 0,
				description: 'Whether the whole order is refunded or a part of it',
			},
			{
				displayName: 'Refund Fee Paid By',
				name: 'refundBearType',
				type: 'options',
				options: [
					{
						name: 'Merchant',
						value: 1,
					},
					{
						name: 'User',
						value: 2,
					},
				],
				default: 1,
				description: 'Who bears the fee of a refund that is paid on a chain',
			},
			{
				displayName: 'Refund Fund Statement ID',
				name: 'refundFundStatementId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1991045981847818240',
				description: 'The fund statement that this refund belongs to: a whole number, entered as text',
			},
			{
				displayName: 'Refund Gate ID',
				name: 'refundGateId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1991045981847818240',
				description: "GatePay's ID of an existing refund that this one supplements",
			},
			{
				displayName: 'Refund Limit',
				name: 'refundLimit',
				type: 'boolean',
				default: true,
				description: 'Whether GatePay limits the number of refunds',
			},
			{
				displayName: 'Refund Source',
				name: 'refundSource',
				type: 'options',
				options: [
					{
						name: 'Order',
						value: 0,
					},
					{
						name: 'Fund Statement',
						value: 1,
					},
				],
				default: 0,
				description: 'What the refund is made from',
			},
			{
				displayName: 'SMS Code',
				name: 'smsCode',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description: 'The code that GatePay sent by SMS to confirm the refund',
			},
			{
				displayName: 'TOTP Code',
				name: 'totpCode',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description: 'The code of the authenticator app that confirms the refund',
			},
		],
	},
];

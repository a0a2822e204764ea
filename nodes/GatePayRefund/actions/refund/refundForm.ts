import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ApiVersion } from '../../../../gatepay/api/calls';
import {
	fieldsOf,
	REFUND_FIELDS,
	SECRET_REFUND_FIELDS,
	type RefundFields,
} from '../../../../gatepay/refund/fields';
import type { RefundDraft } from '../../../../gatepay/refund/intent';
import type { Item } from '../../../../gatepay/refund/run';
import { InvalidValue, oneOf, readReference } from '../../../../gatepay/values/readers';
import { readItems, type ItemForm } from '../../input/items';
import { labelOf } from '../../input/labels';
import { orderField, readOrder } from '../order';

const V1 = { resource: ['refundV1'] };
const V2 = { resource: ['refundV2'] };

/** Which order, and how much of it. */
const orderAndAmount: INodeProperties[] = [
	orderField,
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
				description: "The order's whole amount, which is looked up",
			},
		],
		default: 'specific',
		description: 'How much to refund',
	},
	{
		displayName: 'Refund Amount',
		name: 'refundAmount',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 12.50',
		displayOptions: { show: { refundAmountMode: ['specific'] } },
		hint: 'A plain number with a dot, no comma, at most 6 decimals',
		description: 'How much to refund (refundAmount)',
	},
];

/** What makes a repeat of this refund the same refund. */
const identity: INodeProperties[] = [
	{
		displayName: 'Prevent Duplicates By',
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
				description: 'A refund request ID that you create and keep yourself',
			},
		],
		default: 'reference',
		description: "How a retry or second run recognizes this refund, so it isn't paid twice (refundRequestId)",
	},
	{
		displayName: 'Refund Reference',
		name: 'refundReference',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. TICKET-4711',
		displayOptions: { show: { refundRequestIdFrom: ['reference'] } },
		hint: 'Must be the same on every run. A different reference creates another refund.',
		description: 'The ticket, return or row number that this refund is for',
	},
	{
		displayName: 'Refund Request ID',
		name: 'refundRequestId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 202508271923022',
		displayOptions: { show: { refundRequestIdFrom: ['define'] } },
		hint: 'Must be the same on every run. A different ID creates another refund.',
		description: 'Your own ID of this refund, at most 32 letters, digits, - and _',
	},
];

/**
 * Why, in what currency, and where the money goes: V2 only.
 *
 * What depends on a choice isn't `required` here: n8n shows all of it when the choice is an expression, and would then
 * refuse to start although only one destination applies. Each is checked when its item is read.
 */
const reasonAndDestination: INodeProperties[] = [
	{
		displayName: 'Refund Reason',
		name: 'refundReason',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Goods returned',
		displayOptions: { show: V2 },
		description: 'Why the money goes back (refundReason)',
	},
	{
		displayName: 'Refund Currency',
		name: 'refundCurrency',
		type: 'string',
		default: '',
		placeholder: 'e.g. USDT',
		displayOptions: { show: V2 },
		hint: "Empty for the order's own",
		description: 'The currency of the amount (refundCurrency)',
	},
	{
		displayName: 'Send Refund To',
		name: 'refundStyle',
		type: 'options',
		options: [
			{
				name: 'Original Payment',
				value: 1,
				description: 'Back to where the payment came from',
			},
			{
				name: 'Another Recipient',
				value: 2,
				description: 'To a Gate account or a Web3 address that you enter',
			},
		],
		default: 1,
		displayOptions: { show: V2 },
		description: 'Where the money goes (refundStyle)',
	},
	{
		displayName: 'Recipient Type',
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
		displayOptions: { show: { ...V2, refundStyle: [2] } },
		description: 'What kind of recipient gets the money (refundPayChannel)',
	},
	{
		displayName: 'Recipient Gate UID',
		name: 'refundToGateUid',
		type: 'string',
		default: '',
		placeholder: 'e.g. 10002',
		displayOptions: { show: { ...V2, refundStyle: [2], refundPayChannel: [1] } },
		description: 'The Gate user ID of the recipient (refundToGateUid)',
	},
	{
		displayName: 'Recipient Address',
		name: 'refundAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. 0x52908400098527886E0F7030069857D2E4169EE7',
		displayOptions: { show: { ...V2, refundStyle: [2], refundPayChannel: [2] } },
		description: 'The address to send the money to (refundAddress). Money sent to a wrong address is lost.',
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
		displayOptions: { show: { ...V2, refundStyle: [2], refundPayChannel: [2] } },
		hint: 'If Refund Currency is an expression, enter the chain as one, too',
		description:
			'The chain that the address is on. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
];

const additionalFieldsV1: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	displayOptions: { show: V1 },
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
};

const additionalFieldsV2: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	displayOptions: { show: V2 },
	options: [
		{
			displayName: 'Adjustment Order ID',
			name: 'adjustOrderId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1991045981847818240',
			description:
				'The adjustment order that this refund belongs to (adjustOrderId): a whole number, entered as text',
		},
		{
			displayName: 'Email Code',
			name: 'emailCode',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The code that GatePay sent by email to confirm the refund (emailCode)',
		},
		{
			displayName: 'Fund Password',
			name: 'fundPass',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The fund password of the account, where GatePay asks for it (fundPass)',
		},
		{
			displayName: 'Memo',
			name: 'memo',
			type: 'string',
			default: '',
			description:
				'The memo or tag that some chains and exchanges need with the address. Without it the money may be lost.',
		},
		{
			displayName: 'Notify on Result',
			name: 'needNotify',
			type: 'boolean',
			default: true,
			description: 'Whether GatePay sends the result to the callback URL of the application (needNotify)',
		},
		{
			displayName: 'Operating User ID',
			name: 'opUserId',
			type: 'string',
			default: '',
			description: 'The user who makes the refund (opUserId)',
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
			description: 'Whether all or part of the order is refunded (refundAmountTypeFull)',
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
			description: 'Who pays the fee of a refund on a chain (refundBearType)',
		},
		{
			displayName: 'Refund Fund Statement ID',
			name: 'refundFundStatementId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1991045981847818240',
			description:
				'The fund statement that this refund belongs to (refundFundStatementId): a whole number, entered as text',
		},
		{
			displayName: 'Refund Limit',
			name: 'refundLimit',
			type: 'boolean',
			default: true,
			description: 'Whether GatePay limits the number of refunds (refundLimit)',
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
			description: 'What the refund is made from (refundSource)',
		},
		{
			displayName: 'SMS Code',
			name: 'smsCode',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The code that GatePay sent by SMS to confirm the refund (smsCode)',
		},
		{
			displayName: 'Supplements Refund',
			name: 'refundGateId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1991045981847818240',
			description: "GatePay's ID of an existing refund that this one supplements (refundGateId)",
		},
		{
			displayName: 'TOTP Code',
			name: 'totpCode',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The code of the authenticator app that confirms the refund (totpCode)',
		},
	],
};

/** The fields that Create and Preview share, in the order of the form. */
export const properties: INodeProperties[] = [
	...orderAndAmount,
	...identity,
	...reasonAndDestination,
	additionalFieldsV1,
	additionalFieldsV2,
];

/** Reads the refund that each item describes, before anything is called. */
export async function readRefunds(context: IExecuteFunctions, version: ApiVersion): Promise<Item[]> {
	return await readItems(context, (form) => {
		const draft = readDraft(form, version);
		const codes = SECRET_REFUND_FIELDS.flatMap((name) => draft.fields[name] ?? []).map(String);
		return { stage: 'read', task: { draft, options: form.options, gateway: form.gateway(codes) } };
	});
}

/**
 * Reads everything that a refund of one item needs.
 *
 * @throws {InvalidValue} naming the field as the form shows it
 */
function readDraft(form: ItemForm, version: ApiVersion): RefundDraft {
	const order = readOrder(form);
	const isFull = form.read('refundAmountMode', oneOf('specific', 'full')) === 'full';
	const draft: RefundDraft = {
		version,
		order,
		amount: isFull ? 'full' : form.read('refundAmount', REFUND_FIELDS[version].refundAmount.read),
		id: readRefundRequestId(form),
		fields: {
			...(version === 'v2' ? readReasonAndDestination(form) : {}),
			...readAdditionalFields(form, version),
		},
	};
	refuseContradictions(draft);
	return draft;
}

function readRefundRequestId(form: ItemForm): RefundDraft['id'] {
	const from = form.read('refundRequestIdFrom', oneOf('reference', 'orderAndAmount', 'define'));
	switch (from) {
		case 'reference':
			return { from, reference: form.read('refundReference', readReference) };
		case 'define':
			return {
				from,
				refundRequestId: form.read('refundRequestId', REFUND_FIELDS.v2.refundRequestId.read),
			};
		case 'orderAndAmount':
			return { from };
	}
}

function readReasonAndDestination(form: ItemForm): RefundFields {
	const row = REFUND_FIELDS.v2;
	const read = (name: keyof typeof row): RefundFields => {
		const value = form.read<string | boolean | undefined>(name, row[name].read);
		return value === undefined ? {} : { [name]: value };
	};
	const fields = { ...read('refundReason'), ...read('refundStyle'), ...read('refundCurrency') };
	if (fields.refundStyle === '1') return fields;
	const channel = read('refundPayChannel');
	return channel.refundPayChannel === '1'
		? { ...fields, ...channel, ...read('refundToGateUid') }
		: { ...fields, ...channel, ...read('refundAddress'), ...read('refundChain') };
}

/** Reads the fields that somebody added; those that nobody filled in are not there. */
function readAdditionalFields(form: ItemForm, version: ApiVersion): RefundFields {
	const { options = [] } = version === 'v1' ? additionalFieldsV1 : additionalFieldsV2;
	const added = new Set(options.map(({ name }) => name));
	const collection = form.collection('additionalFields');
	const fields: RefundFields = {};
	for (const [name, { read }] of fieldsOf(version)) {
		const value = added.has(name) ? collection.read(name, read) : undefined;
		if (value !== undefined) fields[name] = value;
	}
	return fields;
}

function refuseContradictions({ id, amount, fields }: RefundDraft): void {
	if (fields.refundAmountTypeFull === '1' && amount !== 'full') {
		throw new InvalidValue(
			`'${labelOf('refundAmountTypeFull')}' Full needs 'Full Order Amount' in '${labelOf('refundAmountMode')}'`,
		);
	}
	// A supplement to an order has the same order and perhaps the same amount as the refund before it.
	const supplement = (['refundGateId', 'refundFundStatementId', 'adjustOrderId'] as const).find(
		(name) => fields[name] !== undefined,
	);
	if (id.from === 'orderAndAmount' && supplement) {
		throw new InvalidValue(
			`'${labelOf('refundRequestIdFrom')}' must be Reference or Own ID when '${labelOf(supplement)}' is set: order and amount alone would not tell this refund from another`,
		);
	}
}

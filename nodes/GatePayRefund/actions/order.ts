import type { IDisplayOptions, INodeProperties, INodePropertyMode } from 'n8n-workflow';

import type { OrderIdentifier } from '../../../gatepay/api/calls';
import { identifierOf, mapped, type Reader } from '../../../gatepay/values/readers';
import type { CollectionForm, ItemForm } from '../input/items';

const order: INodeProperties = {
	displayName: 'Order',
	name: 'order',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	// The first mode after the list is the one that n8n takes by itself when a field is dragged in, or the list is turned
	// into an expression. None may be called `id`: n8n would prefer it.
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an order…',
			hint: 'Orders paid in the last 7 days',
			typeOptions: { searchListMethod: 'searchOrders', searchable: true },
		},
		{
			displayName: 'By Trade No',
			name: 'merchantTradeNo',
			type: 'string',
			placeholder: 'e.g. ORDER-2026-0815',
			hint: 'Your own number of the order (merchantTradeNo)',
		},
		{
			displayName: 'By Prepay ID',
			name: 'prepayId',
			type: 'string',
			placeholder: 'e.g. 35214673103159414',
			hint: "GatePay's own ID of the order (prepayId), as text",
		},
	],
};

/** n8n stops the whole workflow for a typed value that doesn't fit, and shows nothing but this message. */
const validation: INodePropertyMode['validation'] = [
	{
		type: 'regex',
		properties: {
			regex: '[A-Za-z0-9_-]*',
			errorMessage: "'Order' may contain only letters A to Z, digits, - and _",
		},
	},
];

/** How an order is named, in every operation that takes one. */
export const orderField: INodeProperties = {
	...order,
	required: true,
	modes: order.modes?.map((mode) => (mode.type === 'list' ? mode : { ...mode, validation })),
	description: 'The order that the buyer paid',
};

/** The same as a filter. n8n doesn't validate there. */
export const orderFilter: INodeProperties = { ...order, description: 'Only refunds of this order' };

const readMerchantTradeNo: Reader<OrderIdentifier> = mapped(
	identifierOf('merchantTradeNo'),
	(merchantTradeNo) => ({ merchantTradeNo }),
);

/** What each mode gives. The list gives trade numbers. */
const READERS: Readonly<Record<string, Reader<OrderIdentifier>>> = {
	list: readMerchantTradeNo,
	merchantTradeNo: readMerchantTradeNo,
	prepayId: mapped(identifierOf('prepayId'), (prepayId) => ({ prepayId })),
};

/** Reads how an order is named. */
export function readOrder(form: ItemForm): OrderIdentifier {
	return form.readLocator('order', READERS);
}

/** The same for a filter; undefined if there is none. */
export function readOrderFilter(filters: CollectionForm): OrderIdentifier | undefined {
	return filters.readLocator('order', READERS);
}

/** The fields, shown only if what they are shown for is chosen as well. */
export function shownFor(
	show: IDisplayOptions['show'],
	fields: readonly INodeProperties[],
): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: { show: { ...show, ...field.displayOptions?.show } },
	}));
}

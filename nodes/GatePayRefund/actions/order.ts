import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { OrderIdentifier } from '../../../gatepay/api/calls';
import { identifierOf, InvalidValue, oneOf } from '../../../gatepay/values/readers';
import type { CollectionForm, ItemForm } from '../input/items';
import { labelOf } from '../input/labels';

const orderIdentifierOptions: INodePropertyOptions[] = [
	{
		name: 'Prepay ID',
		value: 'prepayId',
		description: "GatePay's own ID of the order",
	},
	{
		name: 'Merchant Trade No',
		value: 'merchantTradeNo',
		description: 'Your own number of the order; for a refund, its prepay ID is looked up first',
	},
];

const prepayId: INodeProperties = {
	displayName: 'Prepay ID',
	name: 'prepayId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 35214673103159414',
	description:
		"GatePay's ID of the order, as text: a long ID that comes as a number has already lost its last digits",
};

const merchantTradeNo: INodeProperties = {
	displayName: 'Merchant Trade No',
	name: 'merchantTradeNo',
	type: 'string',
	default: '',
	placeholder: 'e.g. ORDER-2026-0815',
	description: 'The number that you gave the order when you created it',
};

const orderIdentifier: INodeProperties = {
	displayName: 'Order Identifier',
	name: 'orderIdentifier',
	type: 'options',
	noDataExpression: true,
	options: orderIdentifierOptions,
	default: 'prepayId',
	description: 'How the order is named',
};

/** How an order is named, in every operation that takes one. */
export const orderFields: INodeProperties[] = [
	orderIdentifier,
	{ ...prepayId, required: true, displayOptions: { show: { orderIdentifier: ['prepayId'] } } },
	{ ...merchantTradeNo, required: true, displayOptions: { show: { orderIdentifier: ['merchantTradeNo'] } } },
];

/** The same as filters, in alphabetical order: each is added on its own. */
export const orderFilters: INodeProperties[] = [
	{ ...merchantTradeNo, displayOptions: { show: { orderIdentifier: ['merchantTradeNo'] } } },
	{
		...orderIdentifier,
		hint: 'Then add the filter Prepay ID or Merchant Trade No, too',
		description: 'Only refunds of one order; how it is named',
	},
	{ ...prepayId, displayOptions: { show: { orderIdentifier: ['prepayId'] } } },
];

const readIdentifierOption = oneOf('prepayId', 'merchantTradeNo');

/** Reads how an order is named. */
export function readOrder(form: ItemForm): OrderIdentifier {
	const by = form.read('orderIdentifier', readIdentifierOption);
	return named(by, form.read(by, identifierOf(by)));
}

/** The same for a filter; undefined if there is none. */
export function readOrderFilter(filters: CollectionForm): OrderIdentifier | undefined {
	const by = filters.read('orderIdentifier', readIdentifierOption);
	if (by === undefined) return undefined;
	const id = filters.read(by, identifierOf(by));
	if (id === undefined) {
		throw new InvalidValue(
			`'${labelOf(by)}' is required but empty: '${labelOf('orderIdentifier')}' is among the filters`,
		);
	}
	return named(by, id);
}

function named(by: 'prepayId' | 'merchantTradeNo', id: string): OrderIdentifier {
	return by === 'prepayId' ? { prepayId: id } : { merchantTradeNo: id };
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

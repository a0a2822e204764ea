import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isInOtherVersion, lookUpOrder, type Order } from '../../../../gatepay/api/order';
import { orderNotShown, otherVersion } from '../../../../gatepay/refund/failures';
import { isoTimeOf } from '../../../../gatepay/values/moment';
import { oneOf } from '../../../../gatepay/values/readers';
import { endOf, wholeAnswer, withoutEmpty, type RunEnd } from '../../output/items';
import { lookUpItems } from '../lookUpItems';
import { optionsOf } from '../options';
import { orderField, readOrder } from '../order';

export const properties: INodeProperties[] = [
	{
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'V2',
				value: 'v2',
				description: 'Orders of the checkout page',
			},
			{
				name: 'V1',
				value: 'v1',
				description: 'Web, QR and in-app orders',
			},
		],
		default: 'v2',
		description:
			'How the order was paid: on the checkout page (V2), or on the web, by QR code or in an app (V1)',
	},
	orderField,
	optionsOf('concurrency', 'onBehalfOf', 'simplify', 'timeout'),
];

/** Looks up the order of each item. */
export async function execute(context: IExecuteFunctions): Promise<RunEnd> {
	const items = await lookUpItems(context, (form) => {
		const version = form.read('apiVersion', oneOf('v1', 'v2'));
		const identifier = readOrder(form);
		const gateway = form.gateway();
		return async () => {
			const found = await lookUpOrder(version, identifier, gateway);
			if (found.kind !== 'found') {
				const isInOther = found.kind === 'notFound' && (await isInOtherVersion(version, identifier, gateway));
				return orderNotShown(identifier, found, otherVersion(version, isInOther, 'API Version'));
			}
			const row = rowOf(found.value);
			return [form.options.simplify ? row : { ...row, ...wholeAnswer(found.envelope) }];
		};
	});
	return endOf(context, items);
}

/** What a person reads of an order: first what every order has. */
function rowOf({ status, orderAmount, currency, prepayId, merchantTradeNo, fields }: Order): IDataObject {
	return withoutEmpty({
		orderStatus: status,
		orderAmount,
		currency,
		prepayId,
		merchantTradeNo,
		createdAt: isoTimeOf(fields.createTime),
		expiresAt: isoTimeOf(fields.expireTime),
		paidAmount: fields.pay_amount,
		paidCurrency: fields.pay_currency,
	});
}

import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { lookUpOrder } from '../../../../gatepay/api/order';
import { notShown, orderName } from '../../../../gatepay/refund/failures';
import { oneOf } from '../../../../gatepay/values/readers';
import { endOf, wholeAnswer, type RunEnd } from '../../output/items';
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
		description: "The version of GatePay's API that the order was made with",
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
			if (found.kind !== 'found') return notShown(`order ${orderName(identifier)}`, found);
			return [form.options.simplify ? found.value.fields : wholeAnswer(found.envelope)];
		};
	});
	return endOf(context, items);
}

import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { lookUpOrder } from '../../../../gatepay/api/lookUpOrder';
import { oneOf } from '../../../../gatepay/values/choice';
import { noAnswerAbout, orderName, refusedToShow } from '../../../../gatepay/refund/messages';
import { readOrderIdentifier } from '../../input/readDraft';
import { wholeAnswer, type RunEnd } from '../../output/items';
import { lookUpItems } from '../lookUpItems';
import * as option from '../options';
import { orderIdentifier } from '../orderIdentifier';
import { ORDER_GET } from '../shownFor';

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
		displayOptions: { show: ORDER_GET },
		description: "The version of GatePay's API that the order was made with",
	},
	...orderIdentifier(ORDER_GET),
	option.optionsOf(ORDER_GET, [option.concurrency, option.onBehalfOf, option.simplify, option.timeout]),
];

/** Looks up the order of each item. */
export async function execute(context: IExecuteFunctions): Promise<RunEnd> {
	return await lookUpItems(
		context,
		(form) => ({
			version: form.read('apiVersion', oneOf('v1', 'v2')),
			identifier: readOrderIdentifier(form),
		}),
		async ({ input: { version, identifier }, options, gateway }) => {
			const found = await lookUpOrder(version, identifier, gateway, options.onBehalfOf);
			if (found.kind === 'found') {
				return { kind: 'rows', rows: [options.simplify ? found.data : wholeAnswer(found.envelope)] };
			}
			const what = `order ${orderName(identifier)}`;
			return found.envelope ? refusedToShow(what, found.envelope) : noAnswerAbout(what, found.reason);
		},
	);
}

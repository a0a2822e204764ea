import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ApiVersion } from '../../../../gatepay/api/endpoints';
import type { LookUpGateway } from '../../../../gatepay/api/gateway';
import { lookUpOrder } from '../../../../gatepay/api/lookUpOrder';
import type { OrderIdentifier } from '../../../../gatepay/api/order';
import type { RefundName } from '../../../../gatepay/api/requests';
import { REFUND_FIELDS } from '../../../../gatepay/refund/fields';
import { followRefund } from '../../../../gatepay/refund/followRefund';
import { lookUpRefund } from '../../../../gatepay/refund/lookUpRefund';
import { noAnswerAbout, orderName, refusedToShow } from '../../../../gatepay/refund/messages';
import type { RefundNotMade } from '../../../../gatepay/refund/outcome';
import { refundRequestIdOf, type RefundKey } from '../../../../gatepay/refund/requestId';
import { statusOfRefund } from '../../../../gatepay/refund/status';
import { oneOf } from '../../../../gatepay/values/choice';
import type { ItemForm } from '../../input/itemForm';
import { readOrderIdentifier, readReference } from '../../input/readDraft';
import { refundFields, type RunEnd } from '../../output/items';
import { lookUpItems, type Shown } from '../lookUpItems';
import * as option from '../options';
import { orderIdentifier } from '../orderIdentifier';
import { REFUND_GET } from '../shownFor';

export const properties: INodeProperties[] = [
	{
		displayName: 'Refund Identifier',
		name: 'refundIdentifier',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Refund Request ID',
				value: 'refundRequestId',
				description: 'The ID that Create put out, or your own',
			},
			{
				name: 'Reference',
				value: 'reference',
				description: 'The order, and the ticket, return or row number that Create was given',
			},
			{
				name: 'Order and Amount',
				value: 'orderAndAmount',
				description: "The order and the amount, for a refund with 'Prevent Duplicates By' Order and Amount",
			},
		],
		default: 'refundRequestId',
		displayOptions: { show: REFUND_GET },
		description: 'How the refund is named: as it was in Create',
	},
	{
		displayName: 'Refund Request ID',
		name: 'refundRequestId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 202508271923022',
		displayOptions: { show: { ...REFUND_GET, refundIdentifier: ['refundRequestId'] } },
		description: 'The ID that Create put out as refundRequestId',
	},
	...orderIdentifier({ ...REFUND_GET, refundIdentifier: ['reference', 'orderAndAmount'] }),
	{
		displayName: 'Refund Reference',
		name: 'refundReference',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. TICKET-4711',
		displayOptions: { show: { ...REFUND_GET, refundIdentifier: ['reference'] } },
		description: 'What Create was given as reference, to the letter',
	},
	{
		displayName: 'Refund Amount',
		name: 'refundAmount',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 12.50',
		displayOptions: { show: { ...REFUND_GET, refundIdentifier: ['orderAndAmount'] } },
		hint: 'A plain number with a dot, no comma, at most 6 decimals',
		description: 'How much was given back; for a full refund, the amount of the order',
	},
	option.optionsOf(REFUND_GET, [
		option.concurrency,
		option.maximumWait,
		option.onBehalfOf,
		option.simplify,
		option.timeout,
		option.waitForResult,
	]),
];

/** Which refund to look up: by its ID, or by what Create makes its ID of. */
type RefundIdentifier =
	| { by: 'refundRequestId'; refundRequestId: string }
	| { by: 'order'; order: OrderIdentifier; key: RefundKey };

/** A refund with its ID, and what else is known of it. */
interface NamedRefund extends RefundName {
	kind: 'named';
	prepayId?: string;
	merchantTradeNo?: string;
	refundReference?: string;
}

/** Looks up the refund of each item. One that failed at GatePay is an answer here, not a failure. */
export async function execute(context: IExecuteFunctions, version: ApiVersion): Promise<RunEnd> {
	return await lookUpItems(
		context,
		(form) => readRefundIdentifier(form, version),
		async ({ input, options, gateway }): Promise<Shown> => {
			const named = await nameRefund(input, version, gateway, options.onBehalfOf);
			if (named.kind !== 'named') return named;
			const first = await lookUpRefund(named, gateway);
			const last = options.waitForResult
				? await followRefund(named, first, options.maximumWait, gateway)
				: first;
			const what = shownName(named);
			switch (last.kind) {
				case 'found': {
					const refundStatus = statusOfRefund(last.data, version);
					const fields = refundFields(last.envelope, { ...named, refundStatus }, options.simplify);
					return { kind: 'rows', rows: [fields] };
				}
				case 'notFound':
					return refusedToShow(what, last.envelope);
				case 'noAnswer':
					return last.envelope ? refusedToShow(what, last.envelope) : noAnswerAbout(what, last.reason);
			}
		},
	);
}

function readRefundIdentifier(form: ItemForm, version: ApiVersion): RefundIdentifier {
	const { refundAmount, refundRequestId } = REFUND_FIELDS[version];
	const by = form.read('refundIdentifier', oneOf('refundRequestId', 'reference', 'orderAndAmount'));
	switch (by) {
		case 'refundRequestId':
			return { by, refundRequestId: form.read('refundRequestId', refundRequestId.read) };
		case 'reference':
			return { by: 'order', order: readOrderIdentifier(form), key: { reference: readReference(form) } };
		case 'orderAndAmount':
			return {
				by: 'order',
				order: readOrderIdentifier(form),
				key: { amount: form.read('refundAmount', refundAmount.read) },
			};
	}
}

/** Makes the ID as Create does; for a trade number, the order is looked up first. */
async function nameRefund(
	identifier: RefundIdentifier,
	version: ApiVersion,
	gateway: LookUpGateway,
	onBehalfOf: string | undefined,
): Promise<NamedRefund | RefundNotMade> {
	const account = onBehalfOf === undefined ? {} : { onBehalfOf };
	if (identifier.by === 'refundRequestId') {
		return { kind: 'named', version, refundRequestId: identifier.refundRequestId, ...account };
	}
	const { order, key } = identifier;
	const prepayId = await prepayIdOf(order, version, gateway, onBehalfOf);
	if (typeof prepayId !== 'string') return prepayId;
	return {
		kind: 'named',
		version,
		refundRequestId: refundRequestIdOf(prepayId, key),
		...('reference' in key ? { refundReference: key.reference } : {}),
		prepayId,
		...order,
		...account,
	};
}

async function prepayIdOf(
	order: OrderIdentifier,
	version: ApiVersion,
	gateway: LookUpGateway,
	onBehalfOf: string | undefined,
): Promise<string | RefundNotMade> {
	if ('prepayId' in order) return order.prepayId;
	const found = await lookUpOrder(version, order, gateway, onBehalfOf);
	if (found.kind === 'found') return found.order.prepayId;
	const what = `order ${orderName(order)}`;
	return found.envelope ? refusedToShow(what, found.envelope) : noAnswerAbout(what, found.reason);
}

/** A refund as a person knows it, then its ID. */
function shownName({ prepayId, merchantTradeNo, refundReference, refundRequestId }: NamedRefund): string {
	const order = merchantTradeNo ?? prepayId;
	if (order === undefined) return `refund ${refundRequestId}`;
	const reference = refundReference === undefined ? '' : `, reference ${refundReference}`;
	return `the refund for order ${order}${reference} (refund request ID ${refundRequestId})`;
}

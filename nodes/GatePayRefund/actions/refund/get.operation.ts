import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ApiVersion, OrderIdentifier } from '../../../../gatepay/api/calls';
import type { LookUpGateway } from '../../../../gatepay/api/gateway';
import { isInOtherVersion, lookUpOrder } from '../../../../gatepay/api/order';
import {
	notShown,
	orderName,
	orderNotShown,
	otherVersion,
	type Failure,
} from '../../../../gatepay/refund/failures';
import { REFUND_FIELDS } from '../../../../gatepay/refund/fields';
import { followRefund, lookUpRefund, type RefundName } from '../../../../gatepay/refund/lookUp';
import { refundRequestIdOf, type RefundKey } from '../../../../gatepay/refund/requestId';
import { statusOfRefund } from '../../../../gatepay/refund/status';
import { oneOf, readReference } from '../../../../gatepay/values/readers';
import type { ItemForm } from '../../input/items';
import { endOf, refundFields, type RunEnd } from '../../output/items';
import { lookUpItems } from '../lookUpItems';
import { optionsOf } from '../options';
import { orderField, readOrder, shownFor } from '../order';

export const properties: INodeProperties[] = [
	{
		displayName: 'Refund Identifier',
		name: 'refundIdentifier',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Reference',
				value: 'reference',
				description: 'The order and the reference that Create had',
			},
			{
				name: 'Order and Amount',
				value: 'orderAndAmount',
				description: "The order and the amount, for a refund with 'Prevent Duplicates By' Order and Amount",
			},
			{
				name: 'Refund Request ID',
				value: 'refundRequestId',
				description: 'The ID that Create returned, or your own',
			},
		],
		default: 'reference',
		description: "How to find the refund: as in Create's Prevent Duplicates By",
	},
	{
		displayName: 'Refund Request ID',
		name: 'refundRequestId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 202508271923022',
		displayOptions: { show: { refundIdentifier: ['refundRequestId'] } },
		description: 'The ID that Create returned as refundRequestId',
	},
	...shownFor({ refundIdentifier: ['reference', 'orderAndAmount'] }, [orderField]),
	{
		displayName: 'Refund Reference',
		name: 'refundReference',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. TICKET-4711',
		displayOptions: { show: { refundIdentifier: ['reference'] } },
		description: 'The reference that Create had, unchanged',
	},
	{
		displayName: 'Refund Amount',
		name: 'refundAmount',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 12.50',
		displayOptions: { show: { refundIdentifier: ['orderAndAmount'] } },
		hint: 'A plain number with a dot, no comma, at most 6 decimals',
		description: 'How much was refunded. For a full refund, the amount of the order.',
	},
	optionsOf('concurrency', 'maximumWait', 'onBehalfOf', 'simplify', 'timeout', 'waitForResult'),
];

/** Which refund to look up: by its ID, or by what Create makes its ID of. */
type RefundIdentifier =
	| { by: 'refundRequestId'; refundRequestId: string }
	| { by: 'reference' | 'orderAndAmount'; order: OrderIdentifier; key: RefundKey };

/** What to do if GatePay has no such refund. */
const CHECK: Record<RefundIdentifier['by'], string> = {
	refundRequestId: "Check 'Refund Request ID' and 'Resource'.",
	reference: "Check 'Order', 'Refund Reference' and 'Resource'.",
	orderAndAmount: "Check 'Order', 'Refund Amount' and 'Resource'.",
};

/** A refund with its ID, and what else is known of it. */
interface NamedRefund extends RefundName {
	prepayId?: string;
	merchantTradeNo?: string;
	refundReference?: string;
}

/** Looks up the refund of each item. One that failed at GatePay is an answer here, not a failure. */
export async function execute(context: IExecuteFunctions, version: ApiVersion): Promise<RunEnd> {
	const items = await lookUpItems(context, (form) => {
		const identifier = readRefundIdentifier(form, version);
		const { options } = form;
		const gateway = form.gateway();
		return async () => {
			const named = await nameRefund(identifier, version, gateway);
			if ('kind' in named) return named;
			const first = await lookUpRefund(named, gateway);
			const last = options.waitForResult
				? await followRefund(named, first, options.maximumWait, gateway)
				: first;
			if (last.kind !== 'found') return notShown(shownName(named, identifier), last, CHECK[identifier.by]);
			const refundStatus = statusOfRefund(last.value, version);
			return [refundFields(last.envelope, { ...named, refundStatus }, options.simplify)];
		};
	});
	return endOf(context, items);
}

function readRefundIdentifier(form: ItemForm, version: ApiVersion): RefundIdentifier {
	const { refundAmount, refundRequestId } = REFUND_FIELDS[version];
	const by = form.read('refundIdentifier', oneOf('refundRequestId', 'reference', 'orderAndAmount'));
	if (by === 'refundRequestId') {
		return { by, refundRequestId: form.read('refundRequestId', refundRequestId.read) };
	}
	const order = readOrder(form);
	const key =
		by === 'reference'
			? { reference: form.read('refundReference', readReference) }
			: { amount: form.read('refundAmount', refundAmount.read) };
	return { by, order, key };
}

/** Makes the ID as Create does; for a trade number, the order is looked up first. */
async function nameRefund(
	identifier: RefundIdentifier,
	version: ApiVersion,
	gateway: LookUpGateway,
): Promise<NamedRefund | Failure> {
	if (identifier.by === 'refundRequestId') return { version, refundRequestId: identifier.refundRequestId };
	const { order, key } = identifier;
	let prepayId: string;
	if ('prepayId' in order) prepayId = order.prepayId;
	else {
		const found = await lookUpOrder(version, order, gateway);
		if (found.kind !== 'found') {
			const isInOther = found.kind === 'notFound' && (await isInOtherVersion(version, order, gateway));
			return orderNotShown(order, found, otherVersion(version, isInOther));
		}
		prepayId = found.value.prepayId;
	}
	return {
		version,
		refundRequestId: refundRequestIdOf(prepayId, key),
		...('reference' in key ? { refundReference: key.reference } : {}),
		prepayId,
		...order,
	};
}

/** A refund as its user named it, its ID last. */
function shownName({ refundRequestId }: NamedRefund, identifier: RefundIdentifier): string {
	const id = `refund request ID ${refundRequestId}`;
	if (identifier.by === 'refundRequestId') return id;
	const { order, key } = identifier;
	return 'reference' in key
		? `refund of order ${orderName(order)}, reference ${key.reference}, ${id}`
		: `refund of ${key.amount}, order ${orderName(order)}, ${id}`;
}

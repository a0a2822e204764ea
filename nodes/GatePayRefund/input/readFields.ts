import type { ApiVersion } from '../../../gatepay/api/endpoints';
import { fieldsOf, REFUND_FIELDS, type RefundField, type RefundFields } from '../../../gatepay/refund/fields';
import type { ItemForm } from './itemForm';

/** Fields with a place of their own in the form; all others are under Additional Fields. */
const OWN_PLACE: Record<ApiVersion, readonly RefundField[]> = {
	v1: ['refundRequestId', 'prepayId', 'refundAmount'],
	v2: [
		'refundRequestId',
		'prepayId',
		'refundAmount',
		'refundReason',
		'refundCurrency',
		'refundStyle',
		'refundPayChannel',
		'refundToGateUid',
		'refundAddress',
		'refundChain',
	],
};

/** Reads every field beside the ID, the order and the amount; those that nobody filled in are not there. */
export function readFields(form: ItemForm, version: ApiVersion): RefundFields {
	const fields: RefundFields = version === 'v2' ? readReasonAndDestination(form) : {};
	const additional = form.collection('additionalFields');
	for (const [name, { read }] of fieldsOf(version)) {
		const value = OWN_PLACE[version].includes(name) ? undefined : additional.read(name, read);
		if (value !== undefined) fields[name] = value;
	}
	return fields;
}

function readReasonAndDestination(form: ItemForm): RefundFields {
	const row = REFUND_FIELDS.v2;
	const fields: RefundFields = {
		refundReason: form.read('refundReason', row.refundReason.read),
		refundStyle: form.read('refundStyle', row.refundStyle.read),
	};
	const refundCurrency = form.read('refundCurrency', row.refundCurrency.read);
	if (refundCurrency !== undefined) fields.refundCurrency = refundCurrency;
	if (fields.refundStyle === '1') return fields;

	const refundPayChannel = form.read('refundPayChannel', row.refundPayChannel.read);
	return refundPayChannel === '1'
		? {
				...fields,
				refundPayChannel,
				refundToGateUid: form.read('refundToGateUid', row.refundToGateUid.read),
			}
		: {
				...fields,
				refundPayChannel,
				refundAddress: form.read('refundAddress', row.refundAddress.read),
				refundChain: form.read('refundChain', row.refundChain.read),
			};
}

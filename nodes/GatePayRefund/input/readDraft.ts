import type { ApiVersion } from '../../../gatepay/api/endpoints';
import type { OrderIdentifier } from '../../../gatepay/api/order';
import type { RefundDraft } from '../../../gatepay/refund/draft';
import { REFUND_FIELDS } from '../../../gatepay/refund/fields';
import { oneOf } from '../../../gatepay/values/choice';
import { LONGEST_ID, readIdentifier } from '../../../gatepay/values/identifier';
import { InvalidValue } from '../../../gatepay/values/invalidValue';
import { readText } from '../../../gatepay/values/text';
import type { ItemForm } from './itemForm';
import { labelOf } from './labels';
import { readFields } from './readFields';
import type { NodeOptions } from './readOptions';

/**
 * Reads everything that a refund of one item needs.
 *
 * @throws {InvalidValue} naming the field as the form shows it
 */
export function readDraft(
	form: ItemForm,
	version: ApiVersion,
	{ maximumOrderAge, maximumRefundAmount, onBehalfOf }: NodeOptions,
): RefundDraft {
	const order = readOrderIdentifier(form);
	const isFull = form.read('refundAmountMode', oneOf('specific', 'full')) === 'full';
	const draft: RefundDraft = {
		version,
		order,
		amount: isFull ? 'full' : form.read('refundAmount', REFUND_FIELDS[version].refundAmount.read),
		id: readRefundRequestId(form),
		fields: readFields(form, version),
		...(maximumOrderAge === undefined ? {} : { maximumOrderAge }),
		...(maximumRefundAmount === undefined ? {} : { maximumRefundAmount }),
		...(onBehalfOf === undefined ? {} : { onBehalfOf }),
	};
	refuseContradictions(draft);
	return draft;
}

/** Reads how an order is named. */
export function readOrderIdentifier(form: ItemForm): OrderIdentifier {
	const by = form.read('orderIdentifier', oneOf('prepayId', 'merchantTradeNo'));
	const id = form.read(by, (value, label) => readIdentifier(value, label, LONGEST_ID[by]));
	return by === 'prepayId' ? { prepayId: id } : { merchantTradeNo: id };
}

/** Reads what tells a refund from others of its order. */
export function readReference(form: ItemForm): string {
	return form.read('refundReference', (value, label) => readText(value, label).trim());
}

function readRefundRequestId(form: ItemForm): RefundDraft['id'] {
	const from = form.read('refundRequestIdFrom', oneOf('reference', 'orderAndAmount', 'define'));
	switch (from) {
		case 'reference':
			return { from, reference: readReference(form) };
		case 'define':
			return {
				from,
				refundRequestId: form.read('refundRequestId', REFUND_FIELDS.v2.refundRequestId.read),
			};
		case 'orderAndAmount':
			return { from };
	}
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

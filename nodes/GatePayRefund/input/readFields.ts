import type { ApiVersion } from '../../../gatepay/api/endpoints';
import type { RefundField, RefundFields } from '../../../gatepay/refund/fields';
import { readBoolean } from '../../../gatepay/values/choice';
import { readInt64 } from '../../../gatepay/values/int64';
import { InvalidValue, shown } from '../../../gatepay/values/invalidValue';
import { readOptionalText, readSecretText, readText, readWord } from '../../../gatepay/values/text';
import type { ItemForm } from './itemForm';
import type { Reader } from './reader';
import { oneOf } from './oneOf';

/** GatePay's limit on the reason of a V1 refund, in characters; for V2 it publishes none. */
const LONGEST_REASON_V1 = 256;

type FieldReaders = Partial<Record<RefundField, Reader<string | boolean | undefined>>>;

const ADDITIONAL_FIELDS: Record<ApiVersion, FieldReaders> = {
	v1: {
		refundReason: (value, label) => readOptionalText(value, label, LONGEST_REASON_V1),
	},
	v2: {
		adjustOrderId: readInt64,
		emailCode: readSecretText,
		fundPass: readSecretText,
		memo: readMemo,
		needNotify: readBoolean,
		opUserId: readWord,
		refundAmountTypeFull: digitsOf(0, 1),
		refundBearType: digitsOf(1, 2),
		refundFundStatementId: readInt64,
		refundGateId: readWord,
		refundLimit: readBoolean,
		refundSource: digitsOf(0, 1),
		smsCode: readSecretText,
		totpCode: readSecretText,
	},
};

/** Reads every field beside the ID, the order and the amount; those that nobody filled in are not there. */
export function readFields(form: ItemForm, version: ApiVersion): RefundFields {
	const fields: RefundFields = version === 'v2' ? readReasonAndDestination(form) : {};
	const additional = form.collection('additionalFields');
	for (const [name, reader] of Object.entries(ADDITIONAL_FIELDS[version])) {
		const value = additional.read(name, reader);
		if (value !== undefined) fields[name as RefundField] = value;
	}
	return fields;
}

function readReasonAndDestination(form: ItemForm): RefundFields {
	const fields: RefundFields = {
		refundReason: form.read('refundReason', readText),
		refundStyle: form.read('refundStyle', digitsOf(1, 2)),
	};
	const refundCurrency = form.readWhole('refundCurrency', (value, label) =>
		value === '' ? undefined : readWord(value, label),
	);
	if (refundCurrency !== undefined) fields.refundCurrency = refundCurrency;
	if (fields.refundStyle === '1') return fields;

	const refundPayChannel = form.read('refundPayChannel', digitsOf(1, 2));
	return refundPayChannel === '1'
		? { ...fields, refundPayChannel, refundToGateUid: form.readWhole('refundToGateUid', readWord) }
		: {
				...fields,
				refundPayChannel,
				refundAddress: form.readWhole('refundAddress', readWord),
				refundChain: form.readWhole('refundChain', readWord),
			};
}

/** A blank around it is a slip of copying, and an exchange would not find the recipient. */
function readMemo(value: unknown, label: string): string | undefined {
	const memo = readOptionalText(value, label);
	if (memo !== memo?.trim()) {
		throw new InvalidValue(`'${label}' may not begin or end with a blank; it is ${shown(value)}`);
	}
	return memo;
}

/** A choice that GatePay takes as an int64, as its digits. */
function digitsOf(...choices: number[]): Reader<string> {
	const read = oneOf(...choices);
	return (value, label) => String(read(value, label));
}

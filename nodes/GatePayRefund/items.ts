import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isRecord, type Envelope } from '../../gatepay/answer/envelope';
import { headline, type RefundMade, type RefundNotMade } from '../../gatepay/refund/outcome';
import { gatePayStatusOf } from '../../gatepay/refund/status';

/** The item for a refund that GatePay has. */
export function madeItem(
	{ intent, envelope, refundStatus, outcome, attempts }: RefundMade,
	{ itemIndex, simplify }: { itemIndex: number; simplify: boolean },
): INodeExecutionData {
	const stands: IDataObject = { refundStatus, outcome, attempts };
	const json = simplify ? { ...simplified(envelope, intent), ...stands } : { ...whole(envelope), ...stands };
	return { json, pairedItem: { item: itemIndex } };
}

/**
 * The item for a refund that was not made. It holds nothing but `error`: n8n sends any other item through the success
 * branch, whatever it says.
 */
export function notMadeItem(notMade: RefundNotMade, itemIndex: number): INodeExecutionData {
	return { json: { error: `${headline(notMade)} ${notMade.advice}` }, pairedItem: { item: itemIndex } };
}

/** GatePay's data as it came, with the fields that both versions and all answers share under one name. */
function simplified({ data }: Envelope, intent: RefundMade['intent']): IDataObject {
	const fields = isRecord(data) ? data : {};
	const gatePayStatus = gatePayStatusOf(fields);
	return {
		...withoutError(fields),
		refundRequestId: intent.refundRequestId,
		prepayId: intent.prepayId,
		refundAmount: fields.refundAmount ?? fields.requestAmount ?? intent.refundAmount,
		...(gatePayStatus === undefined ? {} : { gatePayStatus }),
	} as IDataObject;
}

/** n8n would take an item with a key `error` for a failure. */
function withoutError(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const kept = { ...fields };
	delete kept.error;
	return kept;
}

function whole({ status, code, label, errorMessage, data }: Envelope): IDataObject {
	return { status, code, label, errorMessage, data } as IDataObject;
}

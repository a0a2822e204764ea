import { request, type GatePayRequest } from '../api/requests';
import { writeJson } from './writeJson';
import { REFUND_FIELDS } from './fields';
import type { RefundIntent } from './intent';

/** The exact text of the request that makes this refund. A field without a value is not in it. */
export function refundBody({
	version,
	refundRequestId,
	prepayId,
	refundAmount,
	fields,
}: RefundIntent): string {
	return writeJson(
		REFUND_FIELDS[version],
		Object.assign({}, fields, { refundRequestId, prepayId, refundAmount }),
	);
}

/** Makes a refund. It can't be cancelled, and GatePay documents nothing about a repeated ID: look it up before repeating it. */
export function createRefund(intent: RefundIntent): GatePayRequest {
	const call = intent.version === 'v1' ? 'createRefundV1' : 'createRefundV2';
	return request(call, { body: refundBody(intent) }, intent.onBehalfOf);
}

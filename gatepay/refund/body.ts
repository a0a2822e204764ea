import { request, type GatePayRequest } from '../api/requests';
import type { RefundIntent } from './draft';
import { fieldsOf, type JsonType, type RefundFields } from './fields';

/** The exact text of the request that makes this refund. A field without a value is not in it. */
export function refundBody({
	version,
	refundRequestId,
	prepayId,
	refundAmount,
	fields,
}: RefundIntent): string {
	const values: RefundFields = { ...fields, refundRequestId, prepayId, refundAmount };
	const members: string[] = [];
	for (const [name, { type }] of fieldsOf(version)) {
		const value = values[name];
		if (value !== undefined) members.push(`${JSON.stringify(name)}:${written(type, value)}`);
	}
	return `{${members.join(',')}}`;
}

/** An int64 is written as its digits, since a number of JavaScript's could not hold them all. */
function written(type: JsonType, value: string | boolean): string {
	return type === 'int64' ? String(value) : JSON.stringify(value);
}

/** Makes a refund. It can't be cancelled, and GatePay documents nothing about a repeated ID: look it up before repeating it. */
export function createRefund(intent: RefundIntent): GatePayRequest {
	const call = intent.version === 'v1' ? 'createRefundV1' : 'createRefundV2';
	return request(call, { body: refundBody(intent) }, intent.onBehalfOf);
}

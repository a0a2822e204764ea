import { createHash } from 'node:crypto';

import { payerOf, type Account } from '../api/account';
import type { GatePayRequest } from '../api/calls';
import { fieldsOf, isSecretField, type JsonType, type RefundFields } from './fields';
import type { RefundIntent } from './intent';

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
	return { call, body: refundBody(intent) };
}

/**
 * Stands for everything that a refund would send, and for the account that pays: what was approved in a preview is what
 * is sent if both have the same fingerprint. Codes and passwords aren't part of it: they are made anew for each
 * request, and a short hash would give them away.
 *
 * @returns 32 hex characters
 */
export function fingerprintOf(intent: RefundIntent, account: Account): string {
	const fields = Object.fromEntries(Object.entries(intent.fields).filter(([name]) => !isSecretField(name)));
	const text = JSON.stringify([intent.version, payerOf(account), refundBody({ ...intent, fields })]);
	return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}

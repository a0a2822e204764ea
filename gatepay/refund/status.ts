import { asText, isRecord } from '../api/answer';
import type { ApiVersion } from '../api/calls';

/** The status of a refund, in words that are the same for both versions. */
export type RefundStatus = 'accepted' | 'pending' | 'succeeded' | 'failed' | 'unknown';

const FAMILIES: ReadonlyArray<[RefundStatus, readonly string[]]> = [
	['succeeded', ['SUCCESS', 'REFUND_SUCCESS']],
	['pending', ['PROCESS', 'PROCESSING', 'REFUND_PROCESS', 'PENDING', 'INIT']],
	['failed', ['FAIL', 'FAILED', 'REJECTED', 'REFUND_REJECTED']],
];

/**
 * Sorts GatePay's own word for a refund's status (V1 `refundStatus`, V2 `status`, a notification's `bizStatus`).
 * GatePay publishes some of these words only; one that isn't known is `unknown`, and never final.
 */
export function refundStatusOf(gatePayStatus: unknown): RefundStatus {
	const family = FAMILIES.find(([, words]) => words.some((word) => word === gatePayStatus));
	return family ? family[0] : 'unknown';
}

/** Whether a status won't change any more. */
export function isFinal(status: RefundStatus): boolean {
	return status === 'succeeded' || status === 'failed';
}

/** GatePay's own word for a refund's status, as it came: each version has a field of its own. */
export function gatePayStatusOf(data: unknown, version: ApiVersion): unknown {
	if (!isRecord(data)) return undefined;
	return version === 'v1' ? data.refundStatus : data.status;
}

/** Why GatePay could not carry a refund out; empty if it doesn't say. */
export function failReasonOf(data: unknown): string {
	if (!isRecord(data)) return '';
	return asText(data.refund_fail_reason) || asText(data.errMsg) || asText(data.remark);
}

/** The status of a refund that was looked up. */
export function statusOfRefund(data: unknown, version: ApiVersion): RefundStatus {
	return refundStatusOf(gatePayStatusOf(data, version));
}

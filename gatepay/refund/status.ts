import { isRecord } from '../api/envelope';

/** Where a refund stands, in words that are the same for both versions. */
export type RefundStatus = 'accepted' | 'pending' | 'succeeded' | 'failed' | 'unknown';

const FAMILIES: ReadonlyArray<[RefundStatus, readonly string[]]> = [
	['succeeded', ['SUCCESS', 'REFUND_SUCCESS']],
	['pending', ['PROCESS', 'PROCESSING', 'REFUND_PROCESS', 'PENDING', 'INIT']],
	['failed', ['FAIL', 'FAILED', 'REJECTED', 'REFUND_REJECTED']],
];

/**
 * Sorts GatePay's own word for a refund's state (V1 `refundStatus`, V2 `status`, a notification's `bizStatus`).
 * GatePay publishes some of these words only; one that isn't known is `unknown`, and never final.
 */
export function refundStatusOf(gatePayStatus: unknown): RefundStatus {
	const family = FAMILIES.find(([, words]) => words.some((word) => word === gatePayStatus));
	return family ? family[0] : 'unknown';
}

/** GatePay's own word for where a refund stands, as it came; undefined where the answer has none. */
export function gatePayStatusOf(data: unknown): unknown {
	return isRecord(data) ? (data.refundStatus ?? data.status) : undefined;
}

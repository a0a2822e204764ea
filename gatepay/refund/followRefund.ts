import type { Gateway } from '../api/gateway';
import type { RefundName } from '../api/requests';
import { lookUpRefund, type LookedUpRefund } from './lookUpRefund';
import { failedAtGatePay } from './messages';
import type { RefundMade, RefundResult } from './outcome';
import { isFinal, statusOfRefund } from './status';

/** Pauses between two look-ups of a refund that is under way, in milliseconds; the longest one repeats. */
const PAUSES = [2_000, 3_000, 5_000, 8_000, 13_000] as const;
const LONGEST_PAUSE = 15_000;

/**
 * Looks a refund up until its result is final or the time is over.
 *
 * @param first       the last look-up so far
 * @param maximumWait milliseconds
 * @returns the last look-up that found the refund; where none did, the last one
 */
export async function followRefund(
	name: RefundName,
	first: LookedUpRefund,
	maximumWait: number,
	gateway: Gateway,
): Promise<LookedUpRefund> {
	const end = gateway.now() + maximumWait;
	let last = first;
	for (let pauses = 0; ; pauses++) {
		if (last.kind === 'found' && isFinal(statusOfRefund(last.data, name.version))) return last;
		const left = end - gateway.now();
		if (left <= 0 || gateway.isCancelled()) return last;
		await gateway.wait(Math.min(PAUSES[pauses] ?? LONGEST_PAUSE, left));
		if (gateway.isCancelled()) return last;
		const next = await lookUpRefund(name, gateway);
		if (next.kind === 'found' || last.kind !== 'found') last = next;
	}
}

/**
 * Waits for the result of a refund that GatePay has. A result that isn't final when the time is over is no failure;
 * neither is a look-up that gets no answer.
 *
 * @param maximumWait milliseconds
 */
export async function waitForResult(
	made: RefundMade,
	maximumWait: number,
	gateway: Gateway,
): Promise<RefundResult> {
	if (isFinal(made.refundStatus)) return made;
	const { intent } = made;
	const followed = await followRefund(intent, { kind: 'noAnswer', reason: '' }, maximumWait, gateway);
	if (followed.kind !== 'found') return made;
	const refundStatus = statusOfRefund(followed.data, intent.version);
	const settled: RefundMade = { ...made, envelope: followed.envelope, refundStatus };
	return refundStatus === 'failed' ? failedAtGatePay(settled) : settled;
}

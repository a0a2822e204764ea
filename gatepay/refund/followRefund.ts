import type { Gateway } from '../api/gateway';
import type { RefundName } from '../api/requests';
import { askForRefund, type Asked, type Found } from './askForRefund';
import { failedAtGatePay } from './messages';
import type { RefundMade, RefundResult } from './outcome';
import { gatePayStatusOf, refundStatusOf, type RefundStatus } from './status';

/** Pauses between two looks at a refund that is under way, in milliseconds; the last one repeats. */
const PAUSES = [2_000, 3_000, 5_000, 8_000, 13_000] as const;
const LONGEST_PAUSE = 15_000;

/**
 * Looks at a refund until its result is final or the time is over.
 *
 * @param maximumWait milliseconds
 * @param asked       the last answer so far
 * @returns the last answer that showed the refund; where none did, the last one
 */
export async function followRefund(
	name: RefundName,
	asked: Asked,
	maximumWait: number,
	gateway: Gateway,
): Promise<Asked> {
	const end = gateway.now() + maximumWait;
	let last = asked;
	for (let looks = 0; !(last.kind === 'found' && isFinal(standingOf(last))); looks++) {
		const left = end - gateway.now();
		if (left <= 0 || gateway.isCancelled()) break;
		await gateway.wait(Math.min(PAUSES[looks] ?? LONGEST_PAUSE, left));
		if (gateway.isCancelled()) break;
		const next = await askForRefund(name, gateway);
		if (next.kind === 'found' || last.kind !== 'found') last = next;
	}
	return last;
}

/**
 * Waits for the result of a refund that GatePay has. A result that isn't final when the time is over is `pending`, and
 * no failure; neither is a look that gets no answer.
 */
export async function waitForResult(
	made: RefundMade,
	maximumWait: number,
	gateway: Gateway,
): Promise<RefundResult> {
	if (isFinal(made.refundStatus)) return made;
	const followed = await followRefund(made.intent, { kind: 'noAnswer', reason: '' }, maximumWait, gateway);
	if (followed.kind !== 'found') return { ...made, refundStatus: 'pending' };
	const settled: RefundMade = { ...made, envelope: followed.envelope, refundStatus: afterWaiting(followed) };
	return settled.refundStatus === 'failed' ? failedAtGatePay(settled) : settled;
}

/** Where a refund that was found stands. */
export function standingOf({ data }: Found): RefundStatus {
	return refundStatusOf(gatePayStatusOf(data));
}

/** The same once the time is over: what isn't final by then is pending, whatever GatePay calls it. */
export function afterWaiting(found: Found): RefundStatus {
	const status = standingOf(found);
	return isFinal(status) ? status : 'pending';
}

function isFinal(status: RefundStatus): boolean {
	return status === 'succeeded' || status === 'failed';
}

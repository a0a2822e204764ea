import { asText, isRecord } from '../api/answer';
import { queryRefund } from '../api/calls';
import { lookUp, type Found, type LookUpGateway, type NotShown } from '../api/gateway';
import type { RefundIntent } from './intent';
import { isFinal, statusOfRefund } from './status';

/** A refund as GatePay shows it: its own fields, unchanged. */
export type ShownRefund = Record<string, unknown>;

/** Which refund to look up. */
export type RefundName = Pick<RefundIntent, 'version' | 'refundRequestId'>;

/** Looks up a refund by its ID, on the version in use. */
export async function lookUpRefund(
	{ version, refundRequestId }: RefundName,
	gateway: LookUpGateway,
): Promise<Found<ShownRefund> | NotShown> {
	return await lookUp(queryRefund(version, refundRequestId), gateway, (data) =>
		isRecord(data) && asText(data.refundRequestId) === refundRequestId ? data : undefined,
	);
}

/** Pauses between two look-ups of a refund that is under way, in milliseconds; the longest one repeats. */
const PAUSES = [2_000, 3_000, 5_000, 8_000, 13_000] as const;
const LONGEST_PAUSE = 15_000;

/**
 * Looks a refund up until its result is final or the time is over.
 *
 * @param first       the last look-up so far, if there was one
 * @param maximumWait milliseconds
 * @returns the last look-up that found the refund; if none did, the last one; undefined if there was none
 */
export async function followRefund<First extends Found<ShownRefund> | NotShown | undefined>(
	name: RefundName,
	first: First,
	maximumWait: number,
	gateway: LookUpGateway,
): Promise<First | Found<ShownRefund> | NotShown> {
	const end = gateway.now() + maximumWait;
	let last: First | Found<ShownRefund> | NotShown = first;
	for (let pauses = 0; ; pauses++) {
		if (last?.kind === 'found' && isFinal(statusOfRefund(last.value, name.version))) return last;
		const left = end - gateway.now();
		if (left <= 0 || gateway.isCancelled()) return last;
		await gateway.wait(Math.min(PAUSES[pauses] ?? LONGEST_PAUSE, left));
		if (gateway.isCancelled()) return last;
		const next = await lookUpRefund(name, gateway);
		if (next.kind === 'found' || last?.kind !== 'found') last = next;
	}
}

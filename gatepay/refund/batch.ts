import { concurrently } from './concurrently';
import { notSentBecause, unexpectedFault } from './messages';
import type { RefundResult } from './outcome';
import type { PreparedRefund, ReadyRefund } from './repeats';

/** How the refunds of a run are made. */
export interface BatchSettings {
	/** Orders in flight at the same time. */
	concurrency: number;
	/** Whether no refund is started after the first one that wasn't made. */
	stopsOnFailure: boolean;
}

/** So many unknown outcomes in a row mean that GatePay or the network is down: more refunds would only add to them. */
const UNKNOWN_IN_A_ROW = 3;

/**
 * Makes the refunds of one run: up to `concurrency` orders side by side, the refunds of one order in turn and in their
 * order, each refund request ID once.
 *
 * @param makeOne makes one refund; if it throws, that refund's outcome is unknown
 * @returns a result for each refund, at its position; undefined for one that was not started because the run stopped
 */
export async function makeRefunds(
	refunds: readonly PreparedRefund[],
	{ concurrency, stopsOnFailure }: BatchSettings,
	makeOne: (refund: ReadyRefund, position: number) => Promise<RefundResult>,
): Promise<Array<RefundResult | undefined>> {
	const results: Array<RefundResult | undefined> = refunds.map((refund) =>
		refund.kind === 'ready' ? undefined : refund,
	);
	let isStopped = false;
	let unknownInARow = 0;

	const makeAt = async (position: number, refund: ReadyRefund): Promise<void> => {
		if (isStopped) return;
		if (refund.repeats !== undefined) {
			results[position] = asRepeat(results[refund.repeats]);
			return;
		}
		if (unknownInARow >= UNKNOWN_IN_A_ROW) {
			results[position] = notStarted(refund);
			return;
		}
		const result = await makeOne(refund, position).catch((fault: unknown) =>
			unexpectedFault(refund.intent, fault),
		);
		results[position] = result;
		unknownInARow = result.kind === 'outcomeUnknown' ? unknownInARow + 1 : 0;
		if (stopsOnFailure && result.kind !== 'made') isStopped = true;
	};

	await concurrently(ordersOf(refunds).values(), concurrency, async (order) => {
		for (const [position, refund] of order) await makeAt(position, refund);
	});
	return results;
}

/** The refunds by order, in the order in which the orders first appear. */
function ordersOf(refunds: readonly PreparedRefund[]): Map<string, Array<[number, ReadyRefund]>> {
	const orders = new Map<string, Array<[number, ReadyRefund]>>();
	refunds.forEach((refund, position) => {
		if (refund.kind !== 'ready') return;
		const order = orders.get(refund.intent.prepayId) ?? [];
		order.push([position, refund]);
		orders.set(refund.intent.prepayId, order);
	});
	return orders;
}

function asRepeat(first: RefundResult | undefined): RefundResult | undefined {
	return first?.kind === 'made' ? { ...first, outcome: 'existing', attempts: 0 } : first;
}

function notStarted({ intent }: ReadyRefund): RefundResult {
	return notSentBecause(
		`Refund ${intent.refundRequestId} was not started, because the outcome of ${UNKNOWN_IN_A_ROW} refunds before it is unknown`,
		'Run the workflow again later: the same refund request IDs are used, and what was made already is not sent again.',
	);
}

import { concurrently } from './concurrently';
import { brokenOff, notSentBecause } from './messages';
import type { RefundResult } from './outcome';
import { readyOnes, type ReadyState, type RefundRecord, type RefundState } from './record';

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
 * Makes the refunds that are ready: up to `concurrency` orders in parallel, the refunds of one order in turn and in
 * their order, each refund request ID once. A refund that was not started because the run stopped stays ready.
 *
 * @param makeOne makes one refund; should it throw, that refund's outcome is unknown
 */
export async function makeRefunds<Read>(
	records: readonly RefundRecord<Read>[],
	{ concurrency, stopsOnFailure }: BatchSettings,
	makeOne: (refund: ReadyState<Read>) => Promise<RefundResult>,
): Promise<void> {
	let isStopped = false;
	let unknownInARow = 0;

	const makeNext = async ({ record, ready }: Ready<Read>): Promise<void> => {
		if (isStopped) return;
		const { sameAs, read, intent } = ready;
		if (sameAs !== undefined) {
			record.state = stateOfRepeat(ready, sameAs.state);
			return;
		}
		if (unknownInARow >= UNKNOWN_IN_A_ROW) {
			record.state = { ...ready, stage: 'notMade', notMade: notStarted(ready) };
			return;
		}
		record.state = { stage: 'underWay', read, intent };
		const result = await makeOne(ready).catch((fault: unknown) => brokenOff(intent, 1, fault));
		record.state =
			result.kind === 'made'
				? { stage: 'made', read, intent, made: result }
				: { stage: 'notMade', read, intent, notMade: result };
		unknownInARow = result.kind === 'outcomeUnknown' ? unknownInARow + 1 : 0;
		if (stopsOnFailure && result.kind !== 'made') isStopped = true;
	};

	await concurrently(byOrder(readyOnes(records)), concurrency, async (order) => {
		for (const refund of order) await makeNext(refund);
	});
}

interface Ready<Read> {
	record: RefundRecord<Read>;
	ready: ReadyState<Read>;
}

/** The refunds by order, in the order in which the orders first appear. */
function byOrder<Read>(refunds: ReadonlyArray<Ready<Read>>): Iterable<Array<Ready<Read>>> {
	const orders = new Map<string, Array<Ready<Read>>>();
	for (const refund of refunds) {
		const { prepayId } = refund.ready.intent;
		const order = orders.get(prepayId);
		if (order) order.push(refund);
		else orders.set(prepayId, [refund]);
	}
	return orders.values();
}

/** What an item comes to whose refund another item has made, or has not. */
function stateOfRepeat<Read>(
	{ read, intent }: ReadyState<Read>,
	first: RefundState<Read>,
): RefundState<Read> {
	switch (first.stage) {
		case 'made':
			return { ...first, read, intent, made: { ...first.made, intent, outcome: 'existing', attempts: 0 } };
		case 'notMade':
			return { ...first, read, intent, notMade: { ...first.notMade, attempts: 0 } };
		default:
			return { stage: 'ready', read, intent };
	}
}

function notStarted<Read>({ intent }: ReadyState<Read>) {
	return notSentBecause(
		`Refund ${intent.refundRequestId} was not started, because the outcome of ${UNKNOWN_IN_A_ROW} refunds before it is unknown`,
		'Run the workflow again later: the same refund request IDs are used, and what was made already is not sent again.',
	);
}

import type { FoundOrder } from '../api/lookUpOrder';
import type { RefundIntent } from './draft';
import type { RefundMade, RefundNotMade } from './outcome';

/**
 * One item of a run on its way from its parameters to what comes out. It stays the same object all the way, so that
 * nothing has to be joined by position.
 *
 * @typeParam Read what was read of the item, and the means to work on it
 */
export interface RefundRecord<Read = unknown> {
	/** The item's position in the input. */
	readonly itemIndex: number;
	state: RefundState<Read>;
}

export type RefundState<Read> =
	| { stage: 'read'; read: Read }
	| ReadyState<Read>
	| { stage: 'underWay'; read: Read; intent: RefundIntent }
	| { stage: 'made'; read: Read; intent: RefundIntent; made: RefundMade }
	/** What a look-up or a preview shows; several rows for an operation that lists. */
	| { stage: 'shown'; read: Read; rows: Array<Record<string, unknown>> }
	/** Without an intent where the item couldn't be read or its order wasn't found. */
	| { stage: 'notMade'; read?: Read; intent?: RefundIntent; notMade: RefundNotMade };

/** Everything is known, and nothing was sent. */
export interface ReadyState<Read> {
	stage: 'ready';
	read: Read;
	intent: RefundIntent;
	/** The order, where it was looked up and found. */
	order?: FoundOrder;
	/** Why the order can't be refunded; judged only after the refund was looked up. */
	objection?: string;
	/** The item of this run that makes the same refund; this one takes its result. */
	sameAs?: RefundRecord<Read>;
}

/** The records that are ready, with their state. */
export function readyOnes<Read>(
	records: readonly RefundRecord<Read>[],
): Array<{ record: RefundRecord<Read>; ready: ReadyState<Read> }> {
	return records.flatMap((record) =>
		record.state.stage === 'ready' ? [{ record, ready: record.state }] : [],
	);
}

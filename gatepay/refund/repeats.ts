import { differencesBetween } from './differences';
import { notSentBecause } from './messages';
import type { RefundNotMade } from './outcome';
import { readyOnes, type ReadyState, type RefundRecord } from './record';

/** An item of a run that comes to the refund request ID of an item before it. */
export interface Repeat<Read> {
	/** The first item with this ID. */
	first: RefundRecord<Read>;
	record: RefundRecord<Read>;
	ready: ReadyState<Read>;
	/** Why it can't be told which refund was meant; undefined where both items are the same refund. */
	notMade: RefundNotMade | undefined;
}

/** Finds the items of one run that come to the same refund request ID, and leaves them as they are. */
export function repeatsIn<Read>(records: readonly RefundRecord<Read>[]): Repeat<Read>[] {
	const firsts = new Map<string, RefundRecord<Read>>();
	return readyOnes(records).flatMap(({ record, ready }) => {
		const { refundRequestId } = ready.intent;
		const first = firsts.get(refundRequestId);
		if (first !== undefined) return [{ first, record, ready, notMade: whyNotRepeated(first, record) }];
		firsts.set(refundRequestId, record);
		return [];
	});
}

/**
 * Marks the items of one run that come to the same refund request ID. Which of two was meant can't be known where they
 * differ, or where nothing but the amount tells refunds apart: those are not sent.
 */
export function markRepeats<Read>(records: readonly RefundRecord<Read>[]): void {
	for (const { first, record, ready, notMade } of repeatsIn(records)) {
		record.state = notMade ? { ...ready, stage: 'notMade', notMade } : { ...ready, sameAs: first };
	}
}

function whyNotRepeated(first: RefundRecord, second: RefundRecord): RefundNotMade | undefined {
	if (first.state.stage !== 'ready' || second.state.stage !== 'ready') return undefined;
	const [one, other] = [first.state.intent, second.state.intent];
	const items = `Items ${first.itemIndex} and ${second.itemIndex}`;
	if (other.refundRequestIdFrom === 'orderAndAmount') {
		return notSentBecause(
			`${items} refund ${other.refundAmount} of order ${other.prepayId} (refund request ID ${other.refundRequestId}), and nothing tells whether one refund is meant or two`,
			"Choose 'Reference' in 'Prevent Duplicates By' and give each refund its own 'Refund Reference'.",
		);
	}
	const differences = differencesBetween([first.itemIndex, one], [second.itemIndex, other]);
	return differences.length === 0
		? undefined
		: notSentBecause(
				`${items} have the same refund request ID ${other.refundRequestId}, but are different refunds: ${differences.join(', ')}`,
				"Give each refund its own 'Refund Reference' or 'Refund Request ID'.",
			);
}

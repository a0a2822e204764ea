import type { RefundRecord } from './record';
import { repeatsIn } from './repeats';

/** What a person has to know of an item that comes to the refund request ID of another item. */
export interface SameRefund {
	/** Whether the refund is another item's, so that this one isn't sent. */
	isRepeat: boolean;
	/** Sentences. */
	warnings: string[];
}

/** So many items are named; a run may have thousands. */
const MOST_NAMED = 10;

/** Finds the items of a run that come to the same refund request ID, for a preview. */
export function sameRefundsIn<Read>(
	records: readonly RefundRecord<Read>[],
): ReadonlyMap<RefundRecord<Read>, SameRefund> {
	const found = new Map<RefundRecord<Read>, SameRefund>();
	const repeated = new Map<RefundRecord<Read>, number[]>();
	for (const { first, record, notMade } of repeatsIn(records)) {
		const sentence =
			notMade?.happened ?? `This is the same refund as item ${first.itemIndex}, and is sent once.`;
		found.set(record, { isRepeat: true, warnings: [sentence] });
		const positions = repeated.get(first);
		if (positions) positions.push(record.itemIndex);
		else repeated.set(first, [record.itemIndex]);
	}
	for (const [first, positions] of repeated) {
		const named = positions.slice(0, MOST_NAMED).join(', ');
		const more = positions.length > MOST_NAMED ? ` and ${positions.length - MOST_NAMED} more` : '';
		const items =
			positions.length === 1 ? `Item ${named} of this run has` : `Items ${named}${more} of this run have`;
		found.set(first, { isRepeat: false, warnings: [`${items} the same refund request ID.`] });
	}
	return found;
}

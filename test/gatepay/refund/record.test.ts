import { notSentBecause } from '../../../gatepay/refund/failures';
import { readyOnes, type RefundRecord, type RefundState } from '../../../gatepay/refund/run';
import { anIntent } from '../intents';

const intent = anIntent();
const ready = (): RefundState<string> => ({ stage: 'ready', read: 'what was read', intent });

describe('the records that are ready', () => {
	it('are those alone, in their order, with their state', () => {
		const states: Array<RefundState<string>> = [
			{ stage: 'read', read: 'what was read' },
			ready(),
			{ stage: 'underWay', read: 'what was read', intent },
			{ stage: 'shown', read: 'what was read', rows: [] },
			{ stage: 'notMade', notMade: notSentBecause('Something about this item is wrong') },
			ready(),
		];
		const records = states.map((state, itemIndex): RefundRecord<string> => ({ itemIndex, state }));
		const found = readyOnes(records);
		expect(found.map(({ record }) => record.itemIndex)).toEqual([1, 5]);
		for (const { record, ready: state } of found) {
			expect(record).toBe(records[record.itemIndex]);
			expect(state).toBe(record.state);
		}
	});

	it('may be none', () => {
		expect(readyOnes([])).toEqual([]);
	});
});

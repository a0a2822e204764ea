import { notSentBecause } from '../../../gatepay/refund/failures';
import type { RefundIntent } from '../../../gatepay/refund/intent';
import { markRepeats, type ReadyState, type RefundRecord } from '../../../gatepay/refund/run';
import { anIntent } from '../intents';

const ready = (changes: Partial<RefundIntent> = {}, objection?: string): ReadyState<null> => ({
	stage: 'ready',
	read: null,
	intent: anIntent({ refundRequestIdFrom: 'reference', ...changes }),
	...(objection === undefined ? {} : { objection }),
});
const NOT_SENT: RefundRecord<null>['state'] = {
	stage: 'notMade',
	notMade: notSentBecause('Something about this item is wrong'),
};

/** The items of a run, once their repeats are marked. */
function marked(states: Array<RefundRecord<null>['state']>): Array<RefundRecord<null>> {
	const records = states.map((state, itemIndex) => ({ itemIndex, state }));
	markRepeats(records);
	return records;
}

/** What is to be made of each item: `make`, `take <item>`, or the kind of what stops it. */
function plan(states: Array<RefundRecord<null>['state']>): string[] {
	return marked(states).map(({ state }) =>
		state.stage === 'notMade'
			? state.notMade.kind
			: state.stage !== 'ready'
				? state.stage
				: state.sameAs === undefined
					? 'make'
					: `take ${state.sameAs.itemIndex}`,
	);
}

describe('the items of a run', () => {
	it('are all made when their IDs are different', () => {
		const refunds = [ready({ refundRequestId: 'a' }), ready({ refundRequestId: 'b' }), NOT_SENT];
		expect(marked(refunds).map(({ state }) => state)).toEqual(refunds);
		expect(plan(refunds)).toEqual(['make', 'make', 'notSent']);
	});

	it('stay in their order, at their positions', () => {
		expect(plan([])).toEqual([]);
		expect(
			plan([NOT_SENT, ready({ refundRequestId: 'a' }), NOT_SENT, ready({ refundRequestId: 'b' })]),
		).toEqual(['notSent', 'make', 'notSent', 'make']);
	});

	it.each(['reference', 'define'] as const)(
		'that come to the same ID by %s take the result of the first of them',
		(refundRequestIdFrom) => {
			const refund = ready({ refundRequestIdFrom });
			expect(plan([refund, refund, ready({ refundRequestId: 'b' }), refund])).toEqual([
				'make',
				'take 0',
				'make',
				'take 0',
			]);
		},
	);

	it('keep everything else when they take the result of another', () => {
		const [first, second] = marked([ready(), ready({}, 'order 1 is not paid yet')]);
		expect(second?.state).toEqual({ ...ready({}, 'order 1 is not paid yet'), sameAs: first });
	});

	it('are made when the first of that ID is not sent', () => {
		expect(plan([NOT_SENT, ready(), ready()])).toEqual(['notSent', 'make', 'take 1']);
	});

	it.each<[string, Partial<RefundIntent>, string]>([
		['orders', { prepayId: '1' }, 'the order is 35214673103159414 in item 0 and 1 in item 1'],
		['amounts', { refundAmount: '5' }, 'the amount is 0.018 in item 0 and 5 in item 1'],
		[
			'currencies',
			{ fields: { refundStyle: '1', refundCurrency: 'BTC' } },
			'the currency is none in item 0 and BTC in item 1',
		],
	])(
		'of the same ID and different %s are told apart, and the second is not sent',
		(_, changes, difference) => {
			const [first, second] = marked([ready(), ready(changes)]);
			expect(first?.state).toEqual(ready());
			expect(second?.state).toMatchObject({ stage: 'notMade', read: null, intent: ready(changes).intent });
			expect(second?.state).toHaveProperty('notMade', {
				kind: 'notSent',
				attempts: 0,
				happened: `Items 0 and 1 have the same refund request ID 202508271923022, but are different refunds: ${difference}.`,
				advice: "Give each refund its own 'Refund Reference' or 'Refund Request ID'.",
			});
		},
	);

	it('are compared with the first of their ID, not with one that is not sent', () => {
		expect(plan([ready(), ready({ refundAmount: '5' }), ready({ refundAmount: '5' }), ready()])).toEqual([
			'make',
			'notSent',
			'notSent',
			'take 0',
		]);
	});

	it('name everything in which they differ', () => {
		const [, second] = marked([ready(), ready({ prepayId: '1', refundAmount: '5' })]);
		expect(second?.state).toHaveProperty(
			'notMade.happened',
			expect.stringContaining(
				'the order is 35214673103159414 in item 0 and 1 in item 1, the amount is 0.018 in item 0 and 5 in item 1.',
			),
		);
	});

	it('that come to the same ID by order and amount are never taken for one', () => {
		const refund = ready({ refundRequestIdFrom: 'orderAndAmount' });
		const records = marked([ready({ refundRequestId: 'b' }), refund, refund]);
		expect(records.slice(0, 2).map(({ state }) => state)).toEqual([ready({ refundRequestId: 'b' }), refund]);
		expect(records[2]?.state).toHaveProperty('notMade', {
			kind: 'notSent',
			attempts: 0,
			happened:
				'Items 1 and 2 refund 0.018 of order 35214673103159414 (refund request ID 202508271923022), and nothing tells whether one refund is meant or two.',
			advice:
				"Choose 'Reference' in 'Prevent Duplicates By' and give each refund its own 'Refund Reference'.",
		});
	});

	it('that are not ready are left as they are', () => {
		const underWay: RefundRecord<null>['state'] = { stage: 'underWay', read: null, intent: ready().intent };
		expect(plan([underWay, ready(), ready()])).toEqual(['underWay', 'make', 'take 1']);
	});
});

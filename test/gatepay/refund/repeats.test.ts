import { notSentBecause } from '../../../gatepay/refund/messages';
import { withRepeatsFound, type PreparedRefund, type ReadyRefund } from '../../../gatepay/refund/repeats';
import type { RefundIntent } from '../../../gatepay/refund/draft';
import { anIntent } from '../intents';

const ready = (changes: Partial<RefundIntent> = {}, more: Partial<ReadyRefund> = {}): ReadyRefund => ({
	kind: 'ready',
	intent: anIntent({ refundRequestIdFrom: 'reference', ...changes }),
	...more,
});
const NOT_SENT = notSentBecause('Something about this item is wrong');

/** What is to be made of each item: `make`, `take <position>`, or the kind of what stops it. */
function plan(refunds: PreparedRefund[]): string[] {
	return withRepeatsFound(refunds).map((refund) =>
		refund.kind !== 'ready' ? refund.kind : refund.repeats === undefined ? 'make' : `take ${refund.repeats}`,
	);
}

describe('the items of a run', () => {
	it('are all made when their IDs are different', () => {
		const refunds = [ready({ refundRequestId: 'a' }), ready({ refundRequestId: 'b' }), NOT_SENT];
		expect(withRepeatsFound(refunds)).toEqual(refunds);
	});

	it('stay in their order, at their positions', () => {
		expect(withRepeatsFound([])).toEqual([]);
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
		const refunds = withRepeatsFound([ready(), ready({}, { objection: 'Order 1 is not paid yet' })]);
		expect(refunds[1]).toEqual({ ...ready(), objection: 'Order 1 is not paid yet', repeats: 0 });
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
			const [first, second] = withRepeatsFound([ready(), ready(changes)]);
			expect(first).toEqual(ready());
			expect(second).toEqual({
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
		const [, second] = withRepeatsFound([ready(), ready({ prepayId: '1', refundAmount: '5' })]);
		expect(second).toMatchObject({
			happened: expect.stringContaining(
				'the order is 35214673103159414 in item 0 and 1 in item 1, the amount is 0.018 in item 0 and 5 in item 1.',
			) as string,
		});
	});

	it('that come to the same ID by order and amount are never taken for one', () => {
		const refund = ready({ refundRequestIdFrom: 'orderAndAmount' });
		const refunds = withRepeatsFound([ready({ refundRequestId: 'b' }), refund, refund]);
		expect(refunds.slice(0, 2)).toEqual([ready({ refundRequestId: 'b' }), refund]);
		expect(refunds[2]).toEqual({
			kind: 'notSent',
			attempts: 0,
			happened:
				'Items 1 and 2 refund the same amount of the same order (refund 202508271923022), and nothing tells whether one refund is meant or two.',
			advice:
				"Choose 'Reference' in 'Refund Request ID From' and give each refund its own 'Refund Reference'.",
		});
	});
});

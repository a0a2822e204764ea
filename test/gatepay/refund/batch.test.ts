import { makeRefunds, type BatchSettings } from '../../../gatepay/refund/batch';
import { notSentBecause } from '../../../gatepay/refund/messages';
import type { RefundMade, RefundNotMade, RefundResult } from '../../../gatepay/refund/outcome';
import { withRepeatsFound, type PreparedRefund, type ReadyRefund } from '../../../gatepay/refund/repeats';
import { anIntent } from '../intents';

/** A refund of an order; its ID is the order's and a letter. */
const refund = (order: number, letter = 'a', more: Partial<ReadyRefund> = {}): ReadyRefund => ({
	kind: 'ready',
	intent: anIntent({ prepayId: `order-${order}`, refundRequestId: `${order}${letter}` }),
	...more,
});

const made = ({ intent }: ReadyRefund): RefundMade => ({
	kind: 'made',
	intent,
	outcome: 'accepted',
	attempts: 1,
	envelope: { status: 'SUCCESS', code: '', label: '', errorMessage: '', data: { refundRequestId: 'x' } },
	refundStatus: 'accepted',
});
const notMade = (kind: RefundNotMade['kind']): RefundNotMade => ({
	kind,
	attempts: 1,
	happened: `What happened was: ${kind}.`,
	advice: 'Do something.',
});
const UNKNOWN = notMade('outcomeUnknown');
const BAD_INPUT = notSentBecause('Something about this item is wrong');
const ALL: BatchSettings = { concurrency: 1, stopsOnFailure: false };

/** Makes refunds whose results are known beforehand: `results[position]`. */
async function makeAll(
	refunds: PreparedRefund[],
	results: Record<number, RefundResult | Error>,
	settings: Partial<BatchSettings> = {},
) {
	const begun: number[] = [];
	const came = await makeRefunds(refunds, { ...ALL, ...settings }, async (one, position) => {
		expect(one).toBe(refunds[position]);
		begun.push(position);
		const result = results[position];
		if (!result || result instanceof Error) throw result ?? new Error(`Item ${position} was not to be made`);
		return result;
	});
	return { begun, came };
}

/** Makes refunds that end when the test says so. */
function begin(refunds: ReadyRefund[], settings: Partial<BatchSettings>) {
	const events: string[] = [];
	const endings = new Map<number, (result: RefundResult) => void>();
	const whole = makeRefunds(refunds, { ...ALL, ...settings }, (_, position) => {
		events.push(`begin ${position}`);
		return new Promise((resolve) => endings.set(position, resolve));
	});
	const end = async (position: number, result?: RefundResult) => {
		events.push(`end ${position}`);
		endings.get(position)?.(result ?? made(refunds[position] as ReadyRefund));
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { events, end, whole };
}

describe('the refunds of a run', () => {
	it('come back in their order, one result each', async () => {
		const refunds = [refund(1), refund(2), refund(3)];
		const results = [made(refund(1)), notMade('refused'), made(refund(3))];
		const { begun, came } = await makeAll(refunds, results);
		expect(begun).toEqual([0, 1, 2]);
		expect(came).toEqual(results);
	});

	it('may be none', async () => {
		expect((await makeAll([], {}, { concurrency: 5 })).came).toEqual([]);
	});

	it('are worked on side by side, so many orders at a time', async () => {
		const { events, end, whole } = begin([refund(1), refund(2), refund(3), refund(4)], { concurrency: 2 });
		expect(events).toEqual(['begin 0', 'begin 1']);
		await end(1);
		expect(events).toEqual(['begin 0', 'begin 1', 'end 1', 'begin 2']);
		await end(2);
		await end(0);
		expect(events.slice(4)).toEqual(['end 2', 'begin 3', 'end 0']);
		await end(3);
		expect((await whole).map((result) => result?.kind)).toEqual(['made', 'made', 'made', 'made']);
	});

	it('all begin at once where there are fewer orders than may be in flight', async () => {
		const { events } = begin([refund(1), refund(2)], { concurrency: 20 });
		expect(events).toEqual(['begin 0', 'begin 1']);
	});

	it('of the same order are worked on in turn and in their order, beside those of others', async () => {
		const refunds = [refund(1, 'a'), refund(2, 'a'), refund(1, 'b'), refund(1, 'c'), refund(2, 'b')];
		const { events, end, whole } = begin(refunds, { concurrency: 5 });
		expect(events).toEqual(['begin 0', 'begin 1']);
		await end(0);
		await end(1);
		expect(events.slice(2)).toEqual(['end 0', 'begin 2', 'end 1', 'begin 4']);
		await end(4);
		await end(2);
		await end(3, notMade('refused'));
		expect(events.slice(6)).toEqual(['end 4', 'end 2', 'begin 3', 'end 3']);
		const kinds = (await whole).map((result) => result?.kind);
		expect(kinds).toEqual(['made', 'made', 'made', 'refused', 'made']);
	});

	it('that are not to be sent are left as they are, and stop nothing', async () => {
		const refunds = [BAD_INPUT, refund(1), BAD_INPUT];
		const { begun, came } = await makeAll(refunds, { 1: made(refund(1)) }, { stopsOnFailure: true });
		expect(begun).toEqual([1]);
		expect(came).toEqual([BAD_INPUT, made(refund(1)), BAD_INPUT]);
	});

	it('are not lost when one breaks off: its outcome is unknown', async () => {
		const refunds = [refund(1), refund(2)];
		const { came } = await makeAll(refunds, { 0: new Error('disk full'), 1: made(refund(2)) });
		expect(came).toEqual([
			{
				kind: 'outcomeUnknown',
				attempts: 0,
				happened:
					'Refund 1a was sent, and GatePay has not said what became of it: the step itself broke off (disk full).',
				advice: expect.stringContaining('Do not use a new reference or ID: that would be a second refund.'),
			},
			made(refund(2)),
		]);
	});
});

describe('a refund that repeats one before it', () => {
	const twice = () => withRepeatsFound([refund(1), refund(2), refund(1)]);

	it('is not made, and takes its result: existing', async () => {
		const results = { 0: made(refund(1)), 1: made(refund(2)) };
		const { begun, came } = await makeAll(twice(), results);
		expect(begun).toEqual([0, 1]);
		expect(came[2]).toEqual({ ...made(refund(1)), outcome: 'existing', attempts: 0 });
		expect(came[0]).toEqual(made(refund(1)));
	});

	it.each(['notSent', 'refused', 'failed', 'outcomeUnknown'] as const)(
		'takes its failure: %s',
		async (kind) => {
			const { begun, came } = await makeAll(twice(), { 0: notMade(kind), 1: made(refund(2)) });
			expect(begun).toEqual([0, 1]);
			expect(came).toEqual([notMade(kind), made(refund(2)), notMade(kind)]);
		},
	);

	it('waits for it', async () => {
		const { events, end, whole } = begin(twice() as ReadyRefund[], { concurrency: 5 });
		await end(1);
		expect(events).toEqual(['begin 0', 'begin 1', 'end 1']);
		await end(0);
		expect((await whole)[2]).toMatchObject({ kind: 'made', outcome: 'existing' });
	});

	it('takes its result even where the outcomes of three refunds in a row are unknown, itself included', async () => {
		const last = withRepeatsFound([refund(1), refund(2), refund(3), refund(3)]);
		const unknown = await makeAll(last, { 0: UNKNOWN, 1: UNKNOWN, 2: UNKNOWN });
		expect(unknown.came).toEqual([UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]);

		const first = withRepeatsFound([
			refund(1, 'a'),
			refund(1, 'b'),
			refund(1, 'c'),
			refund(1, 'd'),
			refund(1, 'a'),
		]);
		const known = await makeAll(first, { 0: made(refund(1)), 1: UNKNOWN, 2: UNKNOWN, 3: UNKNOWN });
		expect(known.came[4]).toMatchObject({ kind: 'made', outcome: 'existing' });
	});

	it('that is another one, or tells itself apart by its amount only, is not made', async () => {
		const other = refund(1);
		other.intent = { ...other.intent, refundAmount: '5' };
		const byAmount = refund(2);
		byAmount.intent = { ...byAmount.intent, refundRequestIdFrom: 'orderAndAmount' };
		const { begun, came } = await makeAll(withRepeatsFound([refund(1), other, byAmount, byAmount]), {
			0: made(refund(1)),
			2: made(byAmount),
		});
		expect(begun).toEqual([0, 2]);
		expect(came.map((result) => result?.kind)).toEqual(['made', 'notSent', 'made', 'notSent']);
		expect(came[1]).toMatchObject({ happened: expect.stringContaining('Items 0 and 1 ') });
		expect(came[3]).toMatchObject({ happened: expect.stringContaining('Items 2 and 3 ') });
	});
});

describe('a run that stops at the first failure', () => {
	it.each(['notSent', 'refused', 'failed', 'outcomeUnknown'] as const)(
		'begins nothing after: %s',
		async (kind) => {
			const refunds = withRepeatsFound([refund(1), refund(2), refund(3), refund(2), refund(2, 'b')]);
			const results = { 0: made(refund(1)), 1: notMade(kind) };
			const { begun, came } = await makeAll(refunds, results, { stopsOnFailure: true });
			expect(begun).toEqual([0, 1]);
			expect(came).toEqual([made(refund(1)), notMade(kind), undefined, undefined, undefined]);
		},
	);

	it('finishes what is in flight', async () => {
		const refunds = [refund(1), refund(2), refund(3), refund(1, 'b')];
		const { events, end, whole } = begin(refunds, { concurrency: 2, stopsOnFailure: true });
		await end(1, notMade('refused'));
		await end(0);
		expect(events).toEqual(['begin 0', 'begin 1', 'end 1', 'end 0']);
		expect(await whole).toEqual([made(refund(1)), notMade('refused'), undefined, undefined]);
	});

	it('goes on where it is told to', async () => {
		const results = { 0: notMade('refused'), 1: notMade('notSent'), 2: notMade('failed') };
		const { begun } = await makeAll([refund(1), refund(2), refund(3)], results);
		expect(begun).toEqual([0, 1, 2]);
	});
});

describe('three unknown outcomes in a row', () => {
	const five = [refund(1), refund(2), refund(3), refund(4), refund(5)];

	it('keep the refunds after them from being started', async () => {
		const { begun, came } = await makeAll(five, { 0: UNKNOWN, 1: UNKNOWN, 2: UNKNOWN });
		expect(begun).toEqual([0, 1, 2]);
		expect(came.slice(0, 3)).toEqual([UNKNOWN, UNKNOWN, UNKNOWN]);
		expect(came.slice(3)).toEqual(
			['4a', '5a'].map((id) => ({
				kind: 'notSent',
				attempts: 0,
				happened: `Refund ${id} was not started, because the outcome of 3 refunds before it is unknown.`,
				advice:
					'Run the workflow again later: the same refund request IDs are used, and what was made already is not sent again.',
			})),
		);
	});

	it('may be ones that broke off', async () => {
		const broken = new Error('disk full');
		const { begun } = await makeAll(five, { 0: broken, 1: broken, 2: broken });
		expect(begun).toEqual([0, 1, 2]);
	});

	it.each<[string, RefundResult]>([
		['made', made(refund(3))],
		['refused', notMade('refused')],
		['not sent', notMade('notSent')],
		['failed', notMade('failed')],
	])('are counted anew after one that was %s', async (_, known) => {
		const six = [...five, refund(6), refund(7)];
		const results = { 0: UNKNOWN, 1: UNKNOWN, 2: known, 3: UNKNOWN, 4: UNKNOWN, 5: UNKNOWN };
		const { begun, came } = await makeAll(six, results);
		expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
		expect(came[6]?.kind).toBe('notSent');
	});

	it('let those in flight finish', async () => {
		const { events, end, whole } = begin([...five, refund(4, 'b')], { concurrency: 4 });
		for (const position of [0, 1, 2]) await end(position, UNKNOWN);
		expect(events).toEqual([
			'begin 0',
			'begin 1',
			'begin 2',
			'begin 3',
			'end 0',
			'begin 4',
			'end 1',
			'end 2',
		]);
		await end(3, UNKNOWN);
		await end(4);
		expect((await whole).map((result) => result?.kind)).toEqual([
			...['outcomeUnknown', 'outcomeUnknown', 'outcomeUnknown', 'outcomeUnknown', 'made', 'notSent'],
		]);
	});
});

import fc from 'fast-check';

import { type BatchSettings, makeRefunds, markRepeats, type ReadyState, type RefundRecord } from '../../../gatepay/refund/run';
import { notSentBecause, type RefundMade, type RefundNotMade, type RefundResult } from '../../../gatepay/refund/failures';
import { anIntent } from '../intents';
import { runs } from '../runs';

type Refund = RefundRecord<string>;

let items = 0;
beforeEach(() => {
	items = 0;
});

/** A refund of an order; its ID is the order's and a letter. */
const refund = (order: number, letter = 'a', more: Partial<ReadyState<string>> = {}): Refund => ({
	itemIndex: items++,
	state: {
		stage: 'ready',
		read: `what was read of ${order}${letter}`,
		intent: anIntent({ prepayId: `order-${order}`, refundRequestId: `${order}${letter}` }),
		...more,
	},
});

const made = (order: number, letter = 'a'): RefundMade => ({
	kind: 'made',
	intent: anIntent({ prepayId: `order-${order}`, refundRequestId: `${order}${letter}` }),
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
const badItem = (): Refund => ({ itemIndex: items++, state: { stage: 'notMade', notMade: BAD_INPUT } });
const ALL: BatchSettings = { concurrency: 1, stopsOnFailure: false };

/** What a record came to: its result, or its stage where it has none. */
function cameTo({ state }: Refund): RefundResult | string {
	return state.stage === 'made' ? state.made : state.stage === 'notMade' ? state.notMade : state.stage;
}

function kindOf(record: Refund): string {
	const came = cameTo(record);
	return typeof came === 'string' ? came : came.kind;
}

function withRepeatsMarked(records: Refund[]): Refund[] {
	markRepeats(records);
	return records;
}

/** Makes refunds whose results are known beforehand: `results[itemIndex]`. */
async function makeAll(
	records: Refund[],
	results: Record<number, RefundResult | Error>,
	settings: Partial<BatchSettings> = {},
) {
	const begun: number[] = [];
	const states = records.map(({ state }) => state);
	await makeRefunds(records, { ...ALL, ...settings }, async (ready) => {
		const position = states.findIndex((state) => state === ready);
		begun.push(position);
		const result = results[position];
		if (!result || result instanceof Error) throw result ?? new Error(`Item ${position} was not to be made`);
		return result;
	});
	return { begun, came: records.map(cameTo) };
}

/** Makes refunds that end when the test says so. */
function begin(records: Refund[], settings: Partial<BatchSettings>) {
	const events: string[] = [];
	const endings = new Map<number, (result: RefundResult) => void>();
	const states = records.map(({ state }) => state);
	const whole = makeRefunds(records, { ...ALL, ...settings }, (ready) => {
		const position = states.findIndex((state) => state === ready);
		events.push(`begin ${position}`);
		return new Promise((resolve) => endings.set(position, resolve));
	});
	const end = async (position: number, result?: RefundResult) => {
		events.push(`end ${position}`);
		endings.get(position)?.(result ?? made(position));
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { events, end, whole };
}

describe('the refunds of a run', () => {
	it('have one result each, in their order', async () => {
		const refunds = [refund(1), refund(2), refund(3)];
		const results = [made(1), notMade('refused'), made(3)];
		const { begun, came } = await makeAll(refunds, results);
		expect(begun).toEqual([0, 1, 2]);
		expect(came).toEqual(results);
	});

	it('may be none', async () => {
		expect((await makeAll([], {}, { concurrency: 5 })).came).toEqual([]);
	});

	it('are processed in parallel, so many orders at a time', async () => {
		const refunds = [refund(1), refund(2), refund(3), refund(4)];
		const { events, end, whole } = begin(refunds, { concurrency: 2 });
		expect(events).toEqual(['begin 0', 'begin 1']);
		await end(1);
		expect(events).toEqual(['begin 0', 'begin 1', 'end 1', 'begin 2']);
		await end(2);
		await end(0);
		expect(events.slice(4)).toEqual(['end 2', 'begin 3', 'end 0']);
		await end(3);
		await whole;
		expect(refunds.map(kindOf)).toEqual(['made', 'made', 'made', 'made']);
	});

	it('all begin at once where there are fewer orders than may be in flight', async () => {
		const { events } = begin([refund(1), refund(2)], { concurrency: 20 });
		expect(events).toEqual(['begin 0', 'begin 1']);
	});

	it('of the same order are processed one after another, in their order, in parallel with those of others', async () => {
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
		await whole;
		expect(refunds.map(kindOf)).toEqual(['made', 'made', 'made', 'refused', 'made']);
	});

	it('that are not to be sent are left as they are, and stop nothing', async () => {
		const refunds = [badItem(), refund(1), badItem()];
		const { begun, came } = await makeAll(refunds, { 1: made(1) }, { stopsOnFailure: true });
		expect(begun).toEqual([1]);
		expect(came).toEqual([BAD_INPUT, made(1), BAD_INPUT]);
	});

	it('keep their item and what was read of it, whatever they come to', async () => {
		const refunds = [refund(1), refund(2), refund(3)];
		await makeAll(refunds, { 0: made(1), 1: notMade('refused'), 2: new Error('disk full') });
		expect(refunds.map(({ itemIndex }) => itemIndex)).toEqual([0, 1, 2]);
		expect(refunds.map(({ state }) => state)).toMatchObject([
			{ stage: 'made', read: 'what was read of 1a', intent: { refundRequestId: '1a' } },
			{ stage: 'notMade', read: 'what was read of 2a', intent: { refundRequestId: '2a' } },
			{ stage: 'notMade', read: 'what was read of 3a', intent: { refundRequestId: '3a' } },
		]);
	});

	it('are under way while they are being made, and ready before', async () => {
		const refunds = [refund(1), refund(2)];
		const { end, whole } = begin(refunds, {});
		expect(refunds.map(kindOf)).toEqual(['underWay', 'ready']);
		expect(refunds[0]?.state).toMatchObject({
			read: 'what was read of 1a',
			intent: { refundRequestId: '1a' },
		});
		await end(0);
		expect(refunds.map(kindOf)).toEqual(['made', 'underWay']);
		await end(1);
		await whole;
	});

	it.each<[string, unknown, string]>([
		['an exception', Object.assign(new Error('disk full'), { stack: undefined }), 'Error'],
		['something else', 'out of memory', 'string'],
	])('are not lost when one throws %s: its outcome is unknown', async (_, thrown, told) => {
		const refunds = [refund(1), refund(2)];
		const [first] = refunds.map(({ state }) => state);
		await makeRefunds(refunds, ALL, async (ready) => {
			if (ready === first) throw thrown;
			return made(2);
		});
		expect(refunds.map(cameTo)).toEqual([
			{
				kind: 'outcomeUnknown',
				attempts: 1,
				happened: `GatePay has not said what happened to the refund of 0.018 for order order-1 (refund request ID 1a): the node itself broke off (${told}).`,
				advice: expect.stringContaining(
					'Do not use a new reference or ID: that would be a second refund.',
				) as string,
			},
			made(2),
		]);
	});

	it('stop at one that throws, where the run stops at a failure', async () => {
		const { begun, came } = await makeAll(
			[refund(1), refund(2)],
			{ 0: new Error('disk full') },
			{ stopsOnFailure: true },
		);
		expect(begun).toEqual([0]);
		expect(came[1]).toBe('ready');
	});
});

describe('a refund that repeats one before it', () => {
	const twice = () => withRepeatsMarked([refund(1), refund(2), refund(1)]);

	it('is not made, and takes its result: existing', async () => {
		const results = { 0: made(1), 1: made(2) };
		const { begun, came } = await makeAll(twice(), results);
		expect(begun).toEqual([0, 1]);
		expect(came[2]).toEqual({ ...made(1), outcome: 'existing', attempts: 0 });
		expect(came[0]).toEqual(made(1));
	});

	it.each(['notSent', 'refused', 'failed', 'outcomeUnknown'] as const)(
		'takes its failure: %s',
		async (kind) => {
			const { begun, came } = await makeAll(twice(), { 0: notMade(kind), 1: made(2) });
			expect(begun).toEqual([0, 1]);
			expect(came).toEqual([notMade(kind), made(2), { ...notMade(kind), attempts: 0 }]);
		},
	);

	it('waits for it', async () => {
		const refunds = twice();
		const { events, end, whole } = begin(refunds, { concurrency: 5 });
		await end(1);
		expect(events).toEqual(['begin 0', 'begin 1', 'end 1']);
		await end(0);
		await whole;
		expect(refunds.map(cameTo)[2]).toMatchObject({ kind: 'made', outcome: 'existing' });
	});

	it('takes its result even where the outcomes of three refunds in a row are unknown, itself included', async () => {
		const last = withRepeatsMarked([refund(1), refund(2), refund(3), refund(3)]);
		const unknown = await makeAll(last, { 0: UNKNOWN, 1: UNKNOWN, 2: UNKNOWN });
		expect(unknown.came).toEqual([UNKNOWN, UNKNOWN, UNKNOWN, { ...UNKNOWN, attempts: 0 }]);

		const first = withRepeatsMarked([
			refund(1, 'a'),
			refund(1, 'b'),
			refund(1, 'c'),
			refund(1, 'd'),
			refund(1, 'a'),
		]);
		const known = await makeAll(first, { 0: made(1), 1: UNKNOWN, 2: UNKNOWN, 3: UNKNOWN });
		expect(known.came[4]).toMatchObject({ kind: 'made', outcome: 'existing' });
	});

	it('keeps its own item and what was read of it', async () => {
		const refunds = withRepeatsMarked([refund(1), refund(1, 'a', { read: 'what was read of the repeat' })]);
		await makeAll(refunds, { 0: made(1) });
		expect(refunds[1]).toMatchObject({ itemIndex: 1, state: { read: 'what was read of the repeat' } });
		expect(refunds[0]).toMatchObject({ itemIndex: 0, state: { read: 'what was read of 1a' } });
	});

	it('that is another one, or tells itself apart by its amount only, is not made', async () => {
		const other = anIntent({ prepayId: 'order-1', refundRequestId: '1a', refundAmount: '5' });
		const byAmount = () =>
			refund(2, 'a', {
				intent: anIntent({
					prepayId: 'order-2',
					refundRequestId: '2a',
					refundRequestIdFrom: 'orderAndAmount',
				}),
			});
		const refunds = [refund(1), refund(1, 'a', { intent: other }), byAmount(), byAmount()];
		const { begun, came } = await makeAll(withRepeatsMarked(refunds), { 0: made(1), 2: made(2) });
		expect(begun).toEqual([0, 2]);
		expect(refunds.map(kindOf)).toEqual(['made', 'notSent', 'made', 'notSent']);
		expect(came[1]).toMatchObject({ happened: expect.stringContaining('Items 0 and 1 ') as string });
		expect(came[3]).toMatchObject({ happened: expect.stringContaining('Items 2 and 3 ') as string });
	});
});

describe('a run that stops at the first failure', () => {
	it.each(['notSent', 'refused', 'failed', 'outcomeUnknown'] as const)(
		'begins nothing after: %s',
		async (kind) => {
			const refunds = withRepeatsMarked([refund(1), refund(2), refund(3), refund(2), refund(2, 'b')]);
			const results = { 0: made(1), 1: notMade(kind) };
			const { begun, came } = await makeAll(refunds, results, { stopsOnFailure: true });
			expect(begun).toEqual([0, 1]);
			expect(came).toEqual([made(1), notMade(kind), 'ready', 'ready', 'ready']);
		},
	);

	it('finishes what is in flight', async () => {
		const refunds = [refund(1), refund(2), refund(3), refund(1, 'b')];
		const { events, end, whole } = begin(refunds, { concurrency: 2, stopsOnFailure: true });
		await end(1, notMade('refused'));
		await end(0);
		expect(events).toEqual(['begin 0', 'begin 1', 'end 1', 'end 0']);
		await whole;
		expect(refunds.map(cameTo)).toEqual([made(0), notMade('refused'), 'ready', 'ready']);
	});

	it('goes on where it is told to', async () => {
		const results = { 0: notMade('refused'), 1: notMade('notSent'), 2: notMade('failed') };
		const { begun } = await makeAll([refund(1), refund(2), refund(3)], results);
		expect(begun).toEqual([0, 1, 2]);
	});
});

describe('three unknown outcomes in a row', () => {
	const five = () => [refund(1), refund(2), refund(3), refund(4), refund(5)];

	it('keep the refunds after them from being started', async () => {
		const { begun, came } = await makeAll(five(), { 0: UNKNOWN, 1: UNKNOWN, 2: UNKNOWN });
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
		const { begun } = await makeAll(five(), { 0: broken, 1: broken, 2: broken });
		expect(begun).toEqual([0, 1, 2]);
	});

	it.each<[string, RefundResult]>([
		['made', made(3)],
		['refused', notMade('refused')],
		['not sent', notMade('notSent')],
		['failed', notMade('failed')],
	])('are counted anew after one that was %s', async (_, known) => {
		const six = [...five(), refund(6), refund(7)];
		const results = { 0: UNKNOWN, 1: UNKNOWN, 2: known, 3: UNKNOWN, 4: UNKNOWN, 5: UNKNOWN };
		const { begun, came } = await makeAll(six, results);
		expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
		expect(came[6]).toMatchObject({ kind: 'notSent' });
	});

	it('let those in flight finish', async () => {
		const refunds = [...five(), refund(4, 'b')];
		const { events, end, whole } = begin(refunds, { concurrency: 4 });
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
		await whole;
		expect(refunds.map(kindOf)).toEqual([
			...['outcomeUnknown', 'outcomeUnknown', 'outcomeUnknown', 'outcomeUnknown', 'made', 'notSent'],
		]);
	});
});

describe('any run', () => {
	const OUTCOMES = ['made', 'notSent', 'refused', 'failed', 'outcomeUnknown'] as const;
	const anItem = fc.record({
		order: fc.nat({ max: 3 }),
		letter: fc.constantFrom('a', 'b'),
		comesTo: fc.constantFrom(...OUTCOMES),
		turns: fc.nat({ max: 3 }),
	});

	/** What was wrong with the work on the items, and which of them were worked on. */
	async function workedOn(
		items: ReadonlyArray<{
			order: number;
			letter: string;
			comesTo: (typeof OUTCOMES)[number];
			turns: number;
		}>,
		settings: BatchSettings,
	): Promise<{ records: Refund[]; begun: number[]; wrongs: string[] }> {
		const records = items.map(({ order, letter }) => refund(order, letter));
		markRepeats(records);
		const wrongs: string[] = [];
		const begun: number[] = [];
		const busy = new Set<number>();
		let hasFailed = false;
		await makeRefunds(records, settings, async (ready) => {
			const index = records.findIndex(
				({ state }) => state.stage === 'underWay' && state.intent === ready.intent,
			);
			const { order, letter, comesTo, turns } = items[index] as (typeof items)[number];
			if (busy.has(order)) wrongs.push(`two refunds of order ${order} at once`);
			if (begun.some((earlier) => earlier > index && items[earlier]?.order === order))
				wrongs.push('out of turn');
			if (begun.some((earlier) => items[earlier]?.order === order && items[earlier]?.letter === letter)) {
				wrongs.push(`${order}${letter} made twice`);
			}
			if (hasFailed && settings.stopsOnFailure) wrongs.push('begun after a failure');
			begun.push(index);
			busy.add(order);
			if (busy.size > settings.concurrency) wrongs.push(`${busy.size} orders at once`);
			for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
			busy.delete(order);
			// Once the run has heard of it.
			setImmediate(() => (hasFailed ||= comesTo !== 'made'));
			return comesTo === 'made' ? made(order, letter) : notMade(comesTo);
		});
		return { records, begun, wrongs };
	}

	it('makes each refund once, an order in turn, so many at a time, and gives each item the result of its own', async () => {
		const run = fc.record({ concurrency: fc.integer({ min: 1, max: 4 }), stopsOnFailure: fc.boolean() });
		await fc.assert(
			fc.asyncProperty(fc.array(anItem, { maxLength: 8 }), run, async (items, settings) => {
				const { records, begun, wrongs } = await workedOn(items, settings);
				expect(wrongs).toEqual([]);
				records.forEach((record, index) => {
					if (begun.includes(index)) expect(kindOf(record)).toBe(items[index]?.comesTo);
					else if (!settings.stopsOnFailure) expect(record.state.stage).toMatch(/^(made|notMade)$/);
				});
			}),
			runs(300),
		);
	});
});

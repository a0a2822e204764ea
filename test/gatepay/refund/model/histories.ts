import fc from 'fast-check';

import {
	COPY_CODES,
	OPEN_LOOK_UPS,
	OPEN_SENDS,
	REFUSAL_CODES,
	RETRY_CODES,
	UNLISTED_CODES,
	type LookUpFault,
	type Fate,
	type OpenSend,
	type SendFault,
} from './faults';
import type { GatePayPlan, History, IntentPlan, ItemPlan, RunPlan } from './history';

/** No cache is older, in milliseconds. */
const OLDEST_CACHE = 15_000;

/** What was sent is made and shown within two minutes, even by a cache; in milliseconds. */
const SETTLED_WITHIN = 120_000;

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>) => Object.keys(record) as K[];

const fate: fc.Arbitrary<Fate> = fc.oneof(
	{ weight: 2, arbitrary: fc.constantFrom<Fate>('never', 'now') },
	{ weight: 1, arbitrary: fc.constantFrom<Fate>(500, 2_000, 10_000, 45_000, 90_000, 600_000) },
);

function openSend(kinds: readonly OpenSend[], codes: readonly string[] = ['']): fc.Arbitrary<SendFault> {
	return fc.record({ kind: fc.constantFrom(...kinds), code: fc.constantFrom(...codes), fate });
}

const CARRY_A_CODE: readonly OpenSend[] = ['retry500', 'retry200', 'refusal500'];
const NO_FAULT = { kind: 'none' } as const;

const send: fc.Arbitrary<SendFault> = fc.oneof(
	{ weight: 8, arbitrary: fc.constant(NO_FAULT) },
	{ weight: 1, arbitrary: fc.constant({ kind: 'notConnected' } as const) },
	{ weight: 3, arbitrary: fc.constant({ kind: 'refusal', code: '400003', status: 200 } as const) },
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('refusal' as const),
			code: fc.constantFrom(...REFUSAL_CODES, ...UNLISTED_CODES),
			status: fc.constantFrom(200, 200, 200, 400, 403),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({ kind: fc.constant('copy' as const), code: fc.constantFrom(...COPY_CODES) }),
	},
	{ weight: 5, arbitrary: openSend(['reset', 'timeout']) },
	{ weight: 5, arbitrary: openSend(['retry500'], RETRY_CODES) },
	{ weight: 1, arbitrary: openSend(['retry200'], RETRY_CODES) },
	{ weight: 1, arbitrary: openSend(['refusal500'], [...REFUSAL_CODES, ...UNLISTED_CODES]) },
	{ weight: 5, arbitrary: openSend(keysOf(OPEN_SENDS).filter((kind) => !CARRY_A_CODE.includes(kind))) },
);

/** Now and then GatePay is down for a while, and one refund after the other comes to nothing. */
const sends: fc.Arbitrary<SendFault[]> = fc.oneof(
	{ weight: 12, arbitrary: fc.array(send, { maxLength: 8 }) },
	{
		weight: 1,
		arbitrary: fc.array(openSend(['reset', 'timeout', 'page502', 'redirect']), {
			minLength: 3,
			maxLength: 8,
		}),
	},
);

const lookUp = (maySee: 'now' | 'stale'): fc.Arbitrary<LookUpFault> =>
	fc.oneof(
		{ weight: 6, arbitrary: fc.constant(NO_FAULT) },
		{ weight: 3, arbitrary: fc.record({ kind: fc.constantFrom(...keysOf(OPEN_LOOK_UPS)) }) },
		{
			weight: maySee === 'stale' ? 2 : 0,
			arbitrary: fc.record({
				kind: fc.constant('stale' as const),
				age: fc.constantFrom(1_000, 5_000, OLDEST_CACHE),
			}),
		},
	);

const intent: fc.Arbitrary<IntentPlan> = fc.record({
	order: fc.nat({ max: 2 }),
	from: fc.constantFrom('reference', 'reference', 'define', 'orderAndAmount'),
	reference: fc.nat({ max: 2 }),
});

const seldom = (weight: number) =>
	fc.oneof({ weight, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

const item: fc.Arbitrary<ItemPlan> = fc.record({
	intent: fc.nat({ max: 3 }),
	zeros: fc.nat({ max: 2 }),
	isChanged: seldom(15),
	hasObjection: seldom(15),
});

function run({
	together,
	checkExisting,
	inOneProcess,
	pauses,
}: {
	together: boolean;
	checkExisting: boolean;
	inOneProcess: boolean;
	pauses: readonly number[];
}): fc.Arbitrary<RunPlan> {
	return fc.record({
		items: fc.oneof(
			{ weight: 3, arbitrary: fc.array(item, { minLength: 1, maxLength: 2 }) },
			{ weight: 1, arbitrary: fc.array(item, { minLength: 3, maxLength: 4 }) },
		),
		isInNewProcess: inOneProcess ? fc.constant(false) : seldom(2),
		beginsTogether: together ? seldom(2) : fc.constant(false),
		pause: fc.constantFrom(...pauses),
		checkExisting: checkExisting ? fc.constant(true) : seldom(4).map((isOff) => !isOff),
		settleTime: fc.constantFrom(0, 1_000, 4_000, 10_000, 30_000, 60_000, 60_000),
		concurrency: fc.integer({ min: 1, max: 5 }),
		stopsOnFailure: fc.boolean(),
		crash: inOneProcess
			? fc.constant(undefined)
			: fc.option(fc.record({ during: fc.integer({ min: 1, max: 12 }), getsOut: fc.boolean() }), {
					nil: undefined,
					freq: 5,
				}),
		cancel: fc.option(fc.record({ during: fc.nat({ max: 12 }) }), { nil: undefined, freq: 6 }),
	});
}

const gatePay = (
	repeatedIds: GatePayPlan['repeatedIds'],
	lags: readonly number[],
	settledWithin: number,
): fc.Arbitrary<GatePayPlan> =>
	fc.record({
		repeatedIds: fc.constant(repeatedIds),
		refusesWith: fc.constantFrom('400699', '400607', '400204', '500206', '400202', '400001'),
		lags: fc.array(fc.constantFrom(...lags), { minLength: 1, maxLength: 3 }),
		endings: fc.array(
			fc.constantFrom('succeeds', 'succeeds', 'fails', 'staysPending', 'endsInAnUnknownWord'),
			{
				minLength: 1,
				maxLength: 3,
			},
		),
		retryIsSafe: fc.constant(repeatedIds === 'payAgain'),
		copyIsSafe: fc.constant(true),
		settledWithin: fc.constant(settledWithin),
	});

/** Which histories to make. */
export interface Kind {
	repeatedIds: GatePayPlan['repeatedIds'];
	/**
	 * - `wild`: whatever can happen.
	 * - `orderly`: nothing hinders a repeat from finding what it repeats: runs don't overlap, each looks up first, what was
	 *   sent has arrived before the next one begins, and GatePay's query doesn't lag.
	 * - `oneProcess`: all runs share a process, within minutes, overlapping or not. GatePay's query lags as it likes
	 *   behind what was accepted; what was sent without an answer is made and shown within two minutes, if at all.
	 */
	course: 'wild' | 'orderly' | 'oneProcess';
}

const ANY_LAG = [0, 0, 1_000, 4_000, 15_000, 90_000, 900_000];

/** Histories of one to three runs. */
export function histories({ repeatedIds, course }: Kind): fc.Arbitrary<History> {
	const isOrderly = course === 'orderly';
	const inOneProcess = course === 'oneProcess';
	return fc.record({
		version: fc.constantFrom('v2', 'v1'),
		gatePay: gatePay(repeatedIds, isOrderly ? [0] : ANY_LAG, inOneProcess ? SETTLED_WITHIN : Infinity),
		intents: fc.array(intent, { minLength: 1, maxLength: inOneProcess ? 1 : 3 }),
		runs: fc.array(
			run({
				together: !isOrderly,
				checkExisting: isOrderly,
				inOneProcess,
				pauses: [
					0,
					1,
					60,
					1_000,
					5_000,
					30_000,
					...(inOneProcess ? [130_000, 400_000] : [150_000, 3_600_000]),
				],
			}),
			{ minLength: inOneProcess ? 2 : 1, maxLength: 3 },
		),
		sends,
		lookUps: fc.array(lookUp(isOrderly ? 'now' : 'stale'), { maxLength: 12 }),
		latencies: fc.array(fc.constantFrom(2, 100, 600, 3_000), { minLength: 1, maxLength: 4 }),
		pausesEndEarlyBy: fc.constantFrom(0, 1),
		waitsForArrivals: fc.constant(isOrderly),
	});
}

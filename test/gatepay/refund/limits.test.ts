import type { GatePayPlan, History, RunPlan } from './model/history';
import { play } from './model/play';

/**
 * What this package can't do. Where GatePay neither refuses nor recognizes a repeated refund request ID, these histories
 * pay twice; nothing on this side of the network can tell them from those in which the first refund wasn't made.
 */

const RUN: RunPlan = {
	items: [{ intent: 0, zeros: 0, isChanged: false, hasObjection: false }],
	isInNewProcess: false,
	beginsTogether: false,
	pause: 1_000,
	checkExisting: true,
	settleTime: 60_000,
	concurrency: 5,
	stopsOnFailure: true,
	crash: undefined,
	cancel: undefined,
};
const AT_THE_SAME_MOMENT: RunPlan = { ...RUN, beginsTogether: true, pause: 0 };
const AFTER_A_RESTART: RunPlan = { ...RUN, isInNewProcess: true };

const timeout = (fate: number) => ({ kind: 'timeout', code: '', fate }) as const;

type Limit = Partial<Omit<History, 'gatePay'>> & { runs: RunPlan[]; lag?: number };

/** One refund, on a network without faults and a GatePay whose query shows everything at once; with changes. */
function historyOf({ lag = 0, ...changes }: Limit, repeatedIds: GatePayPlan['repeatedIds']): History {
	return {
		version: 'v2',
		gatePay: {
			repeatedIds,
			refusesWith: '400699',
			lags: [lag],
			endings: ['succeeds'],
			retryIsSafe: false,
			copyIsSafe: false,
			settledWithin: Infinity,
		},
		intents: [{ order: 1, from: 'reference', reference: 1 }],
		sends: [],
		lookUps: [],
		latencies: [100],
		pausesEndEarlyBy: 0,
		waitsForArrivals: false,
		...changes,
	};
}

const LIMITS: Array<[what: string, limit: Limit]> = [
	['two processes at the same moment', { runs: [RUN, { ...AT_THE_SAME_MOMENT, isInNewProcess: true }] }],
	[
		"a second run after a restart, before GatePay's query shows the refund of the first",
		{ runs: [RUN, AFTER_A_RESTART], lag: 90_000 },
	],
	[
		"a second run ten minutes later, before GatePay's query shows the refund of the first",
		{ runs: [RUN, { ...RUN, pause: 600_000 }], lag: 900_000 },
	],
	[
		'a second run two minutes after what the first one sent without an answer, while that is still on its way',
		{ runs: [RUN, { ...RUN, pause: 60_000 }], sends: [timeout(300_000)] },
	],
	[
		"a second run two minutes after what the first one sent without an answer, before GatePay's query shows it",
		{ runs: [RUN, { ...RUN, pause: 60_000 }], sends: [timeout(0)], lag: 300_000 },
	],
	[
		'a second run after a restart, while what the first one sent is still on its way',
		{ runs: [RUN, AFTER_A_RESTART], sends: [timeout(300_000)] },
	],
	[
		'a second run after the process of the first died, before what it sent arrived',
		{ runs: [{ ...RUN, crash: { during: 2, getsOut: true } }, RUN], sends: [timeout(10_000)] },
	],
	[
		'one run, when GatePay answers “retry with the same parameters” after it made the refund, and does not show it for a while',
		{ runs: [RUN], sends: [{ kind: 'retry500', code: '300000', fate: 'now' }], lag: 30_000 },
	],
	[
		'one run, when a late copy of its request is answered for its timestamp, and the refund does not show within seconds',
		{ runs: [RUN], sends: [{ kind: 'copy', code: '400003' }], lag: 30_000 },
	],
	[
		"a second run with 'Check Existing' off, after a restart",
		{ runs: [RUN, { ...AFTER_A_RESTART, checkExisting: false }] },
	],
	[
		"a second run with 'Check Existing' off, ten minutes later",
		{ runs: [RUN, { ...RUN, checkExisting: false, pause: 600_000 }] },
	],
];

describe('where GatePay pays a repeated refund request ID again, one refund is paid twice by', () => {
	it.each(LIMITS)('%s', async (_, limit) => {
		const { ledger } = await play(historyOf(limit, 'payAgain'));
		expect(ledger).toHaveLength(2);
		expect(new Set(ledger.map(({ refundRequestId }) => refundRequestId)).size).toBe(1);
	});
});

describe.each(['refuse', 'sameAnswer'] as const)(
	'where GatePay does not (%s), it is paid once by',
	(repeatedIds) => {
		it.each(LIMITS)('%s', async (_, limit) => {
			const { ledger } = await play(historyOf(limit, repeatedIds));
			expect(ledger).toHaveLength(1);
		});
	},
);

describe('where GatePay answers a copy of a request for its nonce, and does not show the refund for a while', () => {
	it('the refund is reported as refused, and the next run shows it', async () => {
		const sends = [{ kind: 'copy', code: '400020' } as const];
		const second = { ...RUN, pause: 30_000 };
		const { ledger, runs } = await play(historyOf({ runs: [RUN, second], sends, lag: 30_000 }, 'payAgain'));
		expect(ledger).toHaveLength(1);
		expect(runs[0]?.items[0]?.result).toMatchObject({ kind: 'refused', attempts: 1 });
		expect(runs[1]?.items[0]?.result).toMatchObject({ kind: 'made', outcome: 'existing', attempts: 0 });
	});
});

describe('where GatePay pays a repeated refund request ID again, one refund is paid once all the same by', () => {
	it('two runs one after the other', async () => {
		const { ledger, runs } = await play(historyOf({ runs: [RUN, RUN] }, 'payAgain'));
		expect(ledger).toHaveLength(1);
		expect(runs[1]?.items[0]?.result).toMatchObject({ kind: 'made', outcome: 'existing', attempts: 0 });
	});

	it('two runs of one process at the same moment', async () => {
		const { ledger, runs } = await play(historyOf({ runs: [RUN, AT_THE_SAME_MOMENT] }, 'payAgain'));
		expect(ledger).toHaveLength(1);
		expect(runs[1]?.items[0]?.result).toMatchObject({ kind: 'made', outcome: 'existing', attempts: 0 });
	});

	it.each([true, false])(
		"a second run of one process before GatePay's query shows the refund of the first, with 'Check Existing' %s",
		async (checkExisting) => {
			const second = { ...RUN, checkExisting };
			const { ledger, runs } = await play(historyOf({ runs: [RUN, second], lag: 500_000 }, 'payAgain'));
			expect(ledger).toHaveLength(1);
			expect(runs[1]?.items[0]?.result).toMatchObject({ kind: 'outcomeUnknown', attempts: 0 });
		},
	);

	it('a second run of one process while what the first one sent is on its way, for less than two minutes', async () => {
		const { ledger, runs } = await play(
			historyOf({ runs: [RUN, RUN, RUN], sends: [timeout(115_000)] }, 'payAgain'),
		);
		expect(ledger).toHaveLength(1);
		expect(runs.map(({ items }) => items[0]?.result?.kind)).toEqual([
			...['outcomeUnknown', 'made', 'made', 'made'],
		]);
	});

	it("a second run after a restart, after GatePay's query shows the refund of the first", async () => {
		const second = { ...AFTER_A_RESTART, pause: 90_000 };
		const { ledger } = await play(historyOf({ runs: [RUN, second], lag: 90_000 }, 'payAgain'));
		expect(ledger).toHaveLength(1);
	});

	it('one run that gets no answer, whatever happens to what it sent', async () => {
		for (const fate of ['never', 'now', 20_000, 300_000] as const) {
			const sends = [{ kind: 'timeout', code: '', fate } as const];
			const { runs } = await play(historyOf({ runs: [RUN], sends }, 'payAgain'));
			const sent = runs[0]?.items[0]?.steps.filter(({ what }) => what === 'send');
			expect(sent).toHaveLength(1);
		}
	});

	it.each([
		['told to retry', { kind: 'retry500', code: '300000', fate: 'now' }],
		['answered for the nonce of a copy of its request', { kind: 'copy', code: '400020' }],
		['answered for the timestamp of a late copy of its request', { kind: 'copy', code: '400003' }],
	] as const)('one run that is %s, when the refund shows within seconds', async (_, send) => {
		const { ledger, runs } = await play(historyOf({ runs: [RUN], sends: [send], lag: 2_000 }, 'payAgain'));
		expect(ledger).toHaveLength(1);
		expect(runs[0]?.items[0]?.result).toMatchObject({ kind: 'made', outcome: 'recovered', attempts: 1 });
	});
});

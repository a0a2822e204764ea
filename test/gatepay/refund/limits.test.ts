import type { GatePayPlan, History, RunPlan } from './model/history';
import { play } from './model/play';

/**
 * What this package can't do. Where GatePay neither refuses nor recognizes a repeated refund request ID, these histories
 * pay twice; nothing on this side of the network can tell them from those in which the first refund wasn't made.
 */

const RUN: RunPlan = {
	items: [{ intent: 0, zeros: 0, isChanged: false, hasObjection: false }],
	beginsTogether: false,
	pause: 1_000,
	checkExisting: true,
	settleTime: 60_000,
	concurrency: 5,
	stopsOnFailure: true,
	crash: undefined,
	cancel: undefined,
};

type Limit = Partial<Omit<History, 'gatePay'>> & { runs: RunPlan[]; lag?: number };

/** One refund, on a network without faults and a GatePay whose query shows everything at once; with changes. */
function historyOf({ lag = 0, ...changes }: Limit, repeatedIds: GatePayPlan['repeatedIds']): History {
	return {
		version: 'v2',
		gatePay: { repeatedIds, refusesWith: '400699', lags: [lag], endings: ['succeeds'], retryIsSafe: false },
		intents: [{ order: 1, from: 'reference', reference: 1 }],
		sends: [],
		asks: [],
		latencies: [100],
		waitsForArrivals: false,
		...changes,
	};
}

const LIMITS: Array<[what: string, limit: Limit]> = [
	['two runs at the same moment', { runs: [RUN, { ...RUN, beginsTogether: true, pause: 0 }] }],
	["a second run before GatePay's query shows the refund of the first", { runs: [RUN, RUN], lag: 90_000 }],
	[
		'a second run while what the first one sent is still on its way',
		{ runs: [RUN, RUN], sends: [{ kind: 'timeout', code: '', fate: 300_000 }] },
	],
	[
		'a second run after the process of the first died, before what it sent arrived',
		{
			runs: [{ ...RUN, crash: { during: 2, getsOut: true } }, RUN],
			sends: [{ kind: 'timeout', code: '', fate: 10_000 }],
		},
	],
	[
		'one run, when GatePay answers “retry with the same parameters” after it made the refund, and does not show it for a while',
		{ runs: [RUN], sends: [{ kind: 'retry500', code: '300000', fate: 'now' }], lag: 30_000 },
	],
	["a second run at any time with 'Check Existing' off", { runs: [RUN, { ...RUN, checkExisting: false }] }],
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

describe('where GatePay pays a repeated refund request ID again, one refund is paid once all the same by', () => {
	it('two runs one after the other', async () => {
		const { ledger, runs } = await play(historyOf({ runs: [RUN, RUN] }, 'payAgain'));
		expect(ledger).toHaveLength(1);
		expect(runs[1]?.items[0]?.result).toMatchObject({ kind: 'made', outcome: 'existing', attempts: 0 });
	});

	it("a second run after GatePay's query shows the refund of the first", async () => {
		const second = { ...RUN, pause: 90_000 };
		const { ledger } = await play(historyOf({ runs: [RUN, second], lag: 90_000 }, 'payAgain'));
		expect(ledger).toHaveLength(1);
	});

	it('one run that gets no answer, whatever becomes of what it sent', async () => {
		for (const fate of ['never', 'now', 20_000, 300_000] as const) {
			const sends = [{ kind: 'timeout', code: '', fate } as const];
			const { runs } = await play(historyOf({ runs: [RUN], sends }, 'payAgain'));
			const sent = runs[0]?.items[0]?.steps.filter(({ what }) => what === 'send');
			expect(sent).toHaveLength(1);
		}
	});

	it('one run that is told to retry, when the refund shows within seconds', async () => {
		const sends = [{ kind: 'retry500', code: '300000', fate: 'now' } as const];
		const { ledger, runs } = await play(historyOf({ runs: [RUN], sends, lag: 2_000 }, 'payAgain'));
		expect(ledger).toHaveLength(1);
		expect(runs[0]?.items[0]?.result).toMatchObject({ kind: 'made', outcome: 'recovered', attempts: 1 });
	});
});

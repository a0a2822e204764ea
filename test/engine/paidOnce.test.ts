import type { IDataObject, INode } from 'n8n-workflow';

import type { PlannedFault } from '../../tools/sandbox';
import { CHECKOUT, CONTINUE, outcomes, startWorld, type World } from './support/world';

/** A pause takes no time, and pauses in parallel pass together; the clock of the day, which signs, stays as it is. */
jest.mock('n8n-workflow', () => {
	let ahead = 0;
	const realNow = performance.now.bind(performance);
	jest.spyOn(performance, 'now').mockImplementation(() => realNow() + ahead);
	const sleep = async (milliseconds: number) => {
		const end = ahead + milliseconds;
		await new Promise((resolve) => setImmediate(resolve));
		ahead = Math.max(ahead, end);
	};
	return { ...jest.requireActual<object>('n8n-workflow'), sleep };
});

/** Few, so that the tests are done soon; HISTORIES sets another number, up to a thousand. */
const REFUNDS = Math.min(Number(process.env.HISTORIES ?? 50), 1000);

/** Time for so many on a slow machine, in milliseconds. */
jest.setTimeout(300_000);

/** In one run: all of its pauses together stay within the ten minutes for which a refund is remembered. */
const IN_A_RUN = 100;

/**
 * What GatePay promises nothing about, at its worst: its query doesn't show a refund at once, and a repeated refund
 * request ID is paid again. Every third answer is lost besides.
 */
describe(`where GatePay’s query lags and repeated IDs are paid again, ${REFUNDS} of ${REFUNDS} refunds`, () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	afterAll(() => world.close());

	/** Takes so many refunds at a time through `make`, one each of so many orders. */
	async function eachRun(make: (items: IDataObject[]) => Promise<void>): Promise<void> {
		for (let made = 0; made < REFUNDS; made += IN_A_RUN) {
			world.reset();
			world.sandbox.repeatedIds = 'payAgain';
			world.sandbox.faults.add({ on: 'query', kind: 'queryLags', queries: 2 });
			const items = refunds(Math.min(IN_A_RUN, REFUNDS - made));
			await make(items);
			expect(timesPaid(items)).toEqual({ '1×': items.length });
		}
	}

	function refunds(count: number): IDataObject[] {
		return Array.from({ length: count }, (_, index) => {
			const prepayId = `order-${index}`;
			world.sandbox.orders.add({ prepayId });
			if (index % 3 === 0) world.sandbox.faults.add({ on: 'create', prepayId, kind: 'answerLostAfter' });
			return { prepayId, amount: '1', ticket: `T-${index}` };
		});
	}

	/** Refused at first, so that the node fails and is run again. */
	const last = (ticket: string): IDataObject => ({ prepayId: 'paid-v2-25', amount: '1', ticket });
	const REFUSED_ONCE: PlannedFault = { on: 'create', prepayId: 'paid-v2-25', kind: 'code', code: '400605' };
	const RETRY = { retryOnFail: true, maxTries: 4, waitBetweenTries: 1 };

	const run = (items: IDataObject[], settings: Partial<INode>) =>
		world.refund(items, { ...CHECKOUT, options: { concurrency: 20 } }, settings);

	/** How many orders were paid how often. */
	function timesPaid(items: IDataObject[]): Record<string, number> {
		const counts: Record<string, number> = {};
		for (const { prepayId } of items) {
			const times = `${world.sandbox.ledger.timesPaidTo(String(prepayId))}×`;
			counts[times] = (counts[times] ?? 0) + 1;
		}
		return counts;
	}

	it('are paid once by two executions at the same moment, and both show them', async () => {
		await eachRun(async (items) => {
			const both = await Promise.all([run(items, CONTINUE), run(items, CONTINUE)]);
			const [one, other] = both.map(outcomes);
			const inPairs = items.map((_, index) => [one?.[index], other?.[index]].sort().join(' and '));
			expect([...new Set(inPairs)].sort()).toEqual(['accepted and existing', 'existing and recovered']);
		});
	});

	it('are paid once by Retry On Fail, which runs the whole node again', async () => {
		await eachRun(async (items) => {
			world.sandbox.faults.add(REFUSED_ONCE);
			const retried = await run([...items, last('A')], RETRY);
			expect(retried.error).toBeUndefined();
			expect(outcomes(retried)).toEqual([...items.map(() => 'existing'), 'accepted']);
		});
	});

	it('are paid once by two executions at the same moment, each with Retry On Fail', async () => {
		await eachRun(async (items) => {
			world.sandbox.faults.add({ ...REFUSED_ONCE, times: 2 });
			const both = await Promise.all(['A', 'B'].map((ticket) => run([...items, last(ticket)], RETRY)));
			expect(both.map(({ error }) => error)).toEqual([undefined, undefined]);
			expect(world.sandbox.ledger.timesPaidTo('paid-v2-25')).toBe(2);
		});
	});
});

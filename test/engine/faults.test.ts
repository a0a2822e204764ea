import type { EngineRun } from '../../tools/engine';
import type { PlannedFault, Sandbox } from '../../tools/sandbox';
import { expectSection, markdownTable } from '../support/readmeSection';
import { passTime, waited } from './support/time';
import { CHECKOUT, CONTINUE, startWorld, type World } from './support/world';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<{ workflowPackageWithoutWaiting(): object }>('./support/time')
		.workflowPackageWithoutWaiting(),
);

interface Case {
	/** What goes wrong, for the README. */
	name: string;
	arrange: (sandbox: Sandbox) => void | Promise<void>;
	/** Before the workflow is run again. */
	mend?: (sandbox: Sandbox) => void | Promise<void>;
	/** What the item of each run shows: the outcome, or how its message begins. */
	shows: [first: string, atOnce: string, later?: string];
	/** How often the buyer was paid after the first run, and after the last one. */
	paid: [first: number, inAll: number];
	/** How often a create reached GatePay in the first run, where it isn't once. */
	sends?: number;
}

const fault = (given: PlannedFault) => (sandbox: Sandbox) => sandbox.faults.add(given);
const html = '<html>Bad gateway</html>';

const CASES: Case[] = [
	{
		name: 'Nothing',
		arrange: () => {},
		shows: ['accepted', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'The answer is lost after the refund was made',
		arrange: fault({ on: 'create', kind: 'answerLostAfter' }),
		shows: ['recovered', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'The request is lost before the refund was made',
		arrange: fault({ on: 'create', kind: 'answerLostBefore' }),
		shows: ['Outcome unknown', 'Outcome unknown', 'accepted'],
		paid: [0, 1],
	},
	{
		name: 'The refund is made late, while the node is checking',
		arrange: fault({ on: 'create', kind: 'madeLate', afterQueries: 3 }),
		shows: ['recovered', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'The refund is made only after the last look-up',
		arrange: fault({ on: 'create', kind: 'madeLate', afterQueries: 8 }),
		shows: ['Outcome unknown', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'The answer is lost, and GatePay’s query lags behind',
		arrange: (sandbox) => {
			sandbox.faults.add({ on: 'create', kind: 'answerLostAfter' });
			sandbox.faults.add({ on: 'query', kind: 'queryLags', queries: 2 });
		},
		shows: ['recovered', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'GatePay is slower than the timeout',
		arrange: fault({ on: 'create', kind: 'delay', delay: 1500 }),
		shows: ['recovered', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'The connection is reset after the refund was made',
		arrange: fault({ on: 'create', kind: 'reset', made: true }),
		shows: ['recovered', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'The answer breaks off',
		arrange: fault({ on: 'create', kind: 'truncated', made: true }),
		shows: ['recovered', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'HTTP 500 with code 300000, refund not made',
		arrange: fault({ on: 'create', kind: 'code', code: '300000', status: 500 }),
		shows: ['accepted', 'existing'],
		paid: [1, 1],
		sends: 2,
	},
	{
		name: 'HTTP 500 with code 300000, refund made',
		arrange: fault({ on: 'create', kind: 'code', code: '300000', status: 500, made: true }),
		shows: ['recovered', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'HTTP 500 with code 300000 again and again',
		arrange: fault({ on: 'create', kind: 'code', code: '300000', status: 500, times: 9 }),
		mend: (sandbox) => sandbox.faults.clear(),
		shows: ['Outcome unknown', 'Outcome unknown', 'accepted'],
		paid: [0, 1],
		sends: 3,
	},
	{
		name: 'HTTP 200 with code 300001, refund not made',
		arrange: fault({ on: 'create', kind: 'code', code: '300001' }),
		shows: ['Outcome unknown', 'Outcome unknown', 'accepted'],
		paid: [0, 1],
	},
	{
		name: 'HTTP 502 with a page of HTML, refund made',
		arrange: fault({ on: 'create', kind: 'http', status: 502, body: html, made: true }),
		shows: ['recovered', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'HTTP 200 with a page of HTML, refund not made',
		arrange: fault({ on: 'create', kind: 'notJson' }),
		shows: ['Outcome unknown', 'Outcome unknown', 'accepted'],
		paid: [0, 1],
	},
	...[401, 403, 429].map((status): Case => ({
		name: `HTTP ${status} that is not GatePay’s own, refund not made`,
		arrange: fault({ on: 'create', kind: 'http', status, body: 'no' }),
		shows: ['Outcome unknown', 'Outcome unknown', 'accepted'],
		paid: [0, 1],
	})),
	{
		name: 'A redirect to another address',
		arrange: (sandbox) =>
			sandbox.faults.add({
				on: 'create',
				kind: 'http',
				status: 307,
				headers: { Location: `${sandbox.baseUrl}/elsewhere` },
			}),
		shows: ['Outcome unknown', 'Outcome unknown', 'accepted'],
		paid: [0, 1],
	},
	{
		name: 'GatePay cannot be reached',
		arrange: (sandbox) => sandbox.pause(),
		mend: (sandbox) => sandbox.resume(),
		shows: ['Not sent', 'accepted'],
		paid: [0, 1],
		sends: 0,
	},
	{
		name: 'GatePay does not answer the look-up before it',
		arrange: fault({ on: 'query', kind: 'http', status: 503 }),
		shows: ['Not sent', 'accepted'],
		paid: [0, 1],
		sends: 0,
	},
	{
		name: 'The clock is judged wrong once',
		arrange: fault({ on: 'create', kind: 'code', code: '400003' }),
		shows: ['accepted', 'existing'],
		paid: [1, 1],
		sends: 2,
	},
	{
		name: 'GatePay refuses (400605: balance too low), and the account is topped up',
		arrange: fault({ on: 'create', kind: 'code', code: '400605' }),
		shows: ['Refused', 'accepted'],
		paid: [0, 1],
	},
	{
		name: 'GatePay refuses with a code that is not documented, refund made all the same',
		arrange: fault({ on: 'create', kind: 'code', code: '499999', made: true }),
		shows: ['recovered', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'GatePay answers SUCCESS about another refund, this one made',
		arrange: fault({
			on: 'create',
			kind: 'body',
			text: '{"status":"SUCCESS","code":"000000","data":{"refundRequestId":"another"}}',
			made: true,
		}),
		shows: ['recovered', 'existing'],
		paid: [1, 1],
	},
	{
		name: 'GatePay rejects the refund after it was accepted',
		arrange: () => {},
		mend: (sandbox) =>
			sandbox.refunds.reject(sandbox.refunds.all[0]?.refundRequestId ?? '', 'Account closed'),
		shows: ['accepted', 'Failed'],
		paid: [1, 0],
	},
];

/** Each fault, what n8n shows, and what running the workflow again does: over real HTTP, in n8n's engine. */
describe('when something goes wrong', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(async () => {
		world.reset();
		await world.sandbox.resume();
	});
	afterAll(() => world.close());

	const ITEM = { prepayId: 'paid-v2-25', amount: '2.5', ticket: 'TICKET-7' };
	const NODE = { ...CHECKOUT, options: { timeout: 1 } };
	const run = () => world.refund([ITEM], NODE, CONTINUE);
	const rows: string[][] = [];
	const TWO_MINUTES = 120_000;

	it.each(CASES)('$name', async ({ name, arrange, mend, shows, paid, sends = 1 }) => {
		await arrange(world.sandbox);
		waited();
		const first = shown(await run());
		const pause = waited();
		const paidFirst = world.sandbox.ledger.payments.length;
		expect(world.creates()).toHaveLength(sends);

		await mend?.(world.sandbox);
		const atOnce = shown(await run());
		passTime(TWO_MINUTES);
		const later = shown(await run());
		const paidInAll = world.sandbox.ledger.payments.length;

		const [showsFirst, showsAtOnce, showsLater = lasting(showsAtOnce)] = shows;
		expect([first, atOnce, later]).toEqual([showsFirst, showsAtOnce, showsLater]);
		expect([paidFirst, paidInAll]).toEqual(paid);
		expect(pause).toBeLessThanOrEqual(60_000);
		rows.push([name, first, `${paidFirst}×`, atOnce, later, `${paidInAll}×`]);
	});

	it('the documentation shows what happened in each', () => {
		expect(rows).toHaveLength(CASES.length);
		expectSection(
			'docs/reliability.md',
			'fault table',
			markdownTable(
				[
					'What goes wrong',
					'The node shows',
					'Paid',
					'Run again at once',
					'Two minutes later',
					'Paid in all',
				],
				rows,
			),
		);
	});

	it.each(CASES)('$name: with Retry On Fail, the buyer is never paid twice', async ({ arrange }) => {
		await arrange(world.sandbox);
		for (const settings of [{}, CONTINUE]) {
			await world.refund([ITEM], NODE, { ...settings, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
		}
		expect(world.sandbox.ledger.payments.length).toBeLessThanOrEqual(1);
	});

	it.each(CASES)('$name: two runs at the same moment never pay twice', async ({ arrange }) => {
		await arrange(world.sandbox);
		await Promise.all([run(), run()]);
		expect(world.sandbox.ledger.payments.length).toBeLessThanOrEqual(1);
	});
});

/** What a later run shows once an earlier one has shown this: what was made isn't sent again. */
function lasting(shown: string): string {
	return shown === 'accepted' || shown === 'recovered' ? 'existing' : shown;
}

/** The outcome of the only item, or the words that its message begins with. */
function shown(run: EngineRun): string {
	const { outcome, error } = run.output('Refund')[0]?.json ?? {};
	return String(outcome ?? String(error).split(':')[0]);
}

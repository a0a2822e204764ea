import { expectSection, markdownTable } from '../support/readmeSection';
import { until } from '../../tools/n8n';
import { importCredentials } from '../../tools/n8n/imports';
import { sandboxCredentials } from '../../tools/n8n/sandboxCredentials';
import { ANSWER_HELD, Gate } from './queue/gate';
import { isCreate, MOMENTS, paid, type WatchedRefund } from './queue/moments';
import { executionsTakenBy, QueueMode } from '../../tools/n8n/queue/queueMode';
import { newRefund, QueuedRefunds, shown } from './support/queuedRefunds';
import { executionOf } from './support/world';

/** n8n with its work spread over two workers, which are killed, replaced and cut off in the middle of refunds. */
const queueMode = new QueueMode();
let gate: Gate;

jest.setTimeout(600_000);
beforeAll(async () => {
	gate = await Gate.start();
	await queueMode.start((main) => importCredentials(main, sandboxCredentials(gate.sandbox)));
	await Promise.all([queueMode.startWorker(), queueMode.startWorker()]);
});
afterAll(async () => {
	await queueMode.stop();
	await gate?.sandbox.close();
});

const timesPaid = ({ prepayId }: WatchedRefund) => gate.sandbox.ledger.timesPaidTo(prepayId);
const end = (executionId: string) => executionOf(queueMode.main.rest, executionId);
const tens = (refunds: WatchedRefund[]) =>
	Array.from({ length: refunds.length / 10 }, (_, index) => refunds.slice(index * 10, index * 10 + 10));
const several = (name: string, count: number) =>
	Array.from({ length: count }, (_, index) => newRefund(gate.sandbox, `${name}-${index}`));

/** What the README shows: what happens, n8n's end of it, times paid by then, what a second run shows, times paid. */
const rows: string[][] = [];

test('200 refunds are spread over both workers, and every buyer is paid once; so they stay when all run again', async () => {
	const refunds = several('batch', 200);
	const oneByOne = await QueuedRefunds.add(queueMode.main, 'one-by-one');
	// A worker that can't finish what it has leaves the rest to the other.
	const { letIn } = gate.hold(isCreate);
	for (const ten of tens(refunds)) await Promise.all(ten.map((refund) => oneByOne.call(refund)));
	await until('both workers to have work', async () => {
		const taken = await Promise.all(queueMode.workers.map(executionsTakenBy));
		return taken.every(({ length }) => length > 0) ? true : undefined;
	});
	letIn();
	await oneByOne.have(refunds.length, 'success');
	expect(refunds.map(timesPaid)).toEqual(refunds.map(() => 1));

	const sent = gate.sandbox.requests.filter(isCreate).length;
	const inTens = await QueuedRefunds.add(queueMode.main, 'in-tens');
	const executions: string[] = [];
	for (const ten of tens(refunds)) executions.push(await inTens.start(...ten));
	for (const execution of executions) expect(shown(await end(execution))).toBe('existing');
	expect(gate.sandbox.requests.filter(isCreate)).toHaveLength(sent);
	expect(refunds.map(timesPaid)).toEqual(refunds.map(() => 1));
});

describe('a worker is killed in the middle of a refund, and the workflow run again', () => {
	const killed: { refund: WatchedRefund; execution: string; row: (status: string) => string[] }[] = [];
	/** When a new worker has taken the place of the one that was killed last. */
	let replacement: Promise<unknown> = Promise.resolve();

	test.each(MOMENTS.map((moment, index) => ({ ...moment, index })))(
		'killed $name: the buyer is paid once',
		async ({ name, node, arrange, paidByThen, again, index }) => {
			const refund = newRefund(gate.sandbox, `killed-${index}`);
			const workflow = await QueuedRefunds.add(queueMode.main, refund.prepayId, node);
			const { there, afterwards } = arrange(gate, refund);
			await replacement;
			const [execution] = await Promise.all([workflow.start(refund), there]);

			const worker = await queueMode.workerOf(execution);
			await worker.kill();
			afterwards?.();
			await paid(gate.sandbox, refund, paidByThen);

			const second = await workflow.start(refund);
			expect(await queueMode.workerOf(second)).not.toBe(worker);
			expect(shown(await end(second))).toBe(again);
			expect(timesPaid(refund)).toBe(1);

			replacement = queueMode.startWorker();
			const row = (status: string) => [`The worker is killed ${name}`, status, `${paidByThen}×`, again, '1×'];
			killed.push({ refund, execution, row });
		},
	);

	test('n8n ends each of these executions as failed, and runs none of them again', async () => {
		await replacement;
		expect(killed).toHaveLength(MOMENTS.length);
		for (const { refund, execution, row } of killed) {
			const { status, error } = await end(execution);
			expect(status).toBe('error');
			expect(error?.message).toMatch(/^This execution failed to be processed too many times/);
			expect(timesPaid(refund)).toBe(1);
			rows.push(row(status));
		}
	});
});

describe('GatePay is away for a while', () => {
	afterEach(() => gate.sandbox.resume());

	test.each([
		{
			name: 'GatePay cannot be reached when the refund is to be looked up',
			goesAway: 'before',
			ends: ['error', 'Not sent'],
			paidByThen: 0,
			again: 'accepted',
		},
		{
			name: 'GatePay goes away after the refund was made, and stays away',
			goesAway: 'after',
			ends: ['error', 'Outcome unknown'],
			paidByThen: 1,
			again: 'existing',
		},
		{
			name: 'GatePay goes away after the refund was made, and comes back while the refund is looked up',
			goesAway: 'shortly',
			ends: ['success', 'recovered'],
			paidByThen: 1,
			again: 'existing',
		},
	] as const)('$name', async ({ name, goesAway, ends, paidByThen, again }) => {
		const { sandbox } = gate;
		const refund = newRefund(sandbox, `away-${goesAway}`);
		const options = goesAway === 'after' ? { settleTime: 1 } : {};
		const workflow = await QueuedRefunds.add(queueMode.main, refund.prepayId, { options });
		sandbox.faults.add({ on: 'create', prepayId: refund.prepayId, ...ANSWER_HELD });

		if (goesAway === 'before') await sandbox.pause();
		const execution = await workflow.start(refund);
		if (goesAway !== 'before') await paid(sandbox, refund, 1);
		await sandbox.pause();
		if (goesAway === 'shortly') await sandbox.resume();

		const ended = await end(execution);
		expect([ended.status, shown(ended)]).toEqual(ends);
		expect(timesPaid(refund)).toBe(paidByThen);

		sandbox.faults.clear();
		await sandbox.resume();
		expect(shown(await end(await workflow.start(refund)))).toBe(again);
		expect(timesPaid(refund)).toBe(1);
		rows.push([name, `${ends[0]}: ${ends[1]}`, `${paidByThen}×`, again, '1×']);
	});
});

test('the queue is restarted and loses all it held: nobody is paid twice, and what was never run isn’t shown as done', async () => {
	const workflow = await QueuedRefunds.add(queueMode.main, 'queue-lost');
	const refunds = several('queue-lost', 14);
	const { letIn } = gate.hold(isCreate);
	const sentBefore = gate.sandbox.requests.filter(isCreate).length;
	const executions: string[] = [];
	for (const refund of refunds) executions.push(await workflow.start(refund));
	// Each of the two workers takes five.
	await until('ten refunds to be on the wire', () =>
		gate.sandbox.requests.filter(isCreate).length - sentBefore === 10 ? true : undefined,
	);
	await queueMode.redis.restart();
	letIn();
	await workflow.have(10, 'success');
	const taken = (await Promise.all(queueMode.workers.map(executionsTakenBy))).flat();
	const isTaken = executions.map((execution) => taken.includes(execution));
	expect(refunds.map(timesPaid)).toEqual(isTaken.map((is) => (is ? 1 : 0)));

	for (const [index, refund] of refunds.entries()) {
		const again = await end(await workflow.start(refund));
		expect(shown(again)).toBe(isTaken[index] ? 'existing' : 'accepted');
	}
	expect(refunds.map(timesPaid)).toEqual(refunds.map(() => 1));
	const statuses = await Promise.all(executions.map((execution) => queueMode.statusOf(execution)));
	expect(statuses).toEqual(isTaken.map((is) => (is ? 'success' : 'new')));
	rows.push(
		[
			'The queue (Redis) is lost while the refund is on the wire',
			'success: accepted',
			'1×',
			'existing',
			'1×',
		],
		[
			'The queue (Redis) is lost before a worker has taken the execution',
			'never: new',
			'0×',
			'accepted',
			'1×',
		],
	);
});

test('the documentation shows what came of each', () => {
	const head = ['What happens', 'n8n ends the execution as', 'Paid', 'Run again, it shows', 'Paid in all'];
	const table = markdownTable(head, rows);
	process.stdout.write(`\n${table}\n`);
	expect(rows).toHaveLength(MOMENTS.length + 5);
	expectSection('docs/reliability.md', 'queue mode table', table);
});

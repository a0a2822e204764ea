import type { INode } from 'n8n-workflow';

import { readWorkflow, type WorkflowFile } from '../support/example';
import { until, type N8n } from '../../tools/n8n';
import { importCredentials } from '../../tools/n8n/imports';
import { executionsTakenBy, QueueMode } from '../../tools/n8n/queue/queueMode';
import { sandboxCredentials } from '../../tools/n8n/sandboxCredentials';
import { Gate } from './queue/gate';
import { held } from './queue/moments';
import { inALine, SANDBOX_CREDENTIAL, webhook } from './support/nodes';
import { withStandIns } from './support/standIns';
import { addWorkflow, callWebhook, executionOf } from './support/world';

/**
 * The example `several-workers`: all workflows of a house call one sub-workflow, here on two workers at the same moment,
 * against a GatePay that pays a repeated ID again and shows a refund five seconds after it was made. `PAIRS=500` is the
 * measurement that `docs/reliability.md` shows.
 */
const PAIRS = Number(process.env.PAIRS ?? 12);
const QUERY_LAGS = 5_000;

const queueMode = new QueueMode(undefined, 'several');
let gate: Gate;
let postgres: { id: string; name: string };

jest.setTimeout(600_000 + PAIRS * 10_000);
beforeAll(async () => {
	gate = await Gate.start();
	await queueMode.start((main) => importCredentials(main, sandboxCredentials(gate.sandbox)));
	postgres = await credentialOfPostgres();
	// A worker that has one execution leaves the next to the other one.
	await Promise.all([queueMode.startWorker(1), queueMode.startWorker(1)]);
});
afterAll(async () => {
	await queueMode.stop();
	await gate?.sandbox.close();
});
beforeEach(() => {
	gate.sandbox.reset();
	gate.sandbox.faults.add({ on: 'query', kind: 'queryLags', delay: QUERY_LAGS });
});

/** What a workflow asks for. */
interface Asked {
	reference: string;
	merchantTradeNo: string;
	refundAmount: string;
	refundReason: string;
	approved?: boolean;
}

/** What it gets back, and which execution asked from when on. */
interface Told {
	outcome?: string;
	refundStatus?: string;
	error?: string;
	execution: string;
	begunAt: number;
	[column: string]: unknown;
}

const ANOTHER_RUN = /^Not sent: another run is making this refund/;

describe('two workers are asked for the same refund at the same moment', () => {
	test(`${PAIRS} tickets: each buyer is paid once, and neither run says anything else`, async () => {
		const pairs = await askInPairs(await addCaller('claimed'));
		expect(timesPaid(pairs)).toEqual(pairs.map(() => 1));
		for (const { told } of pairs) {
			const [first, second] = told.sort((one) => (one.outcome === 'accepted' ? -1 : 1));
			expect(first).toMatchObject({ outcome: 'accepted', attempts: 1 });
			expect(second?.outcome ?? second?.error).toMatch(/^existing$|^Not sent: another run is making/);
		}
		// Later both workflows hear the same.
		const [{ asked }] = pairs as [Pair];
		await until('GatePay to show the first refund', async () =>
			(await ask('claimed', asked)).outcome === 'existing' ? true : undefined,
		);
	});

	test('without the claim, buyers are paid twice', async () => {
		const pairs = await askInPairs(await addCaller('unclaimed', withoutClaim));
		const twice = timesPaid(pairs).filter((times) => times === 2).length;
		process.stdout.write(`\n${twice} of ${PAIRS} paid twice without the claim\n`);
		expect(twice).toBeGreaterThan(0);
	});
});

test('what both get back has the same columns, whether the refund was made now or before', async () => {
	const path = await addCaller('columns');
	const asked = newTicket('columns');
	const made = await ask(path, asked);
	expect(made).toMatchObject({ outcome: 'accepted', refundAmount: '1.50', currency: 'USDT', attempts: 1 });
	gate.sandbox.faults.clear();
	const again = await ask(path, asked);
	const { execution, begunAt } = again;
	expect(again).toEqual({
		...made,
		...{ outcome: 'existing', refundStatus: 'pending', attempts: 0, execution, begunAt },
	});
});

test('after “Not sent”, a corrected amount is paid at once: the claim was given back', async () => {
	const path = await addCaller('corrected');
	const asked = newTicket('corrected');
	expect((await ask(path, { ...asked, refundAmount: '11' })).error).toMatch(/^Not sent: .*11.*10 USDT/s);
	expect(await ask(path, asked)).toMatchObject({ outcome: 'accepted' });
	expect(gate.sandbox.ledger.timesPaidTo(asked.prepayId)).toBe(1);
});

test('above the ceiling a person has to approve; what came to it before counts', async () => {
	const path = await addCaller('ceiling', (workflow) => withCeiling(workflow, 4));
	const [first, second, third] = ['ceiling-1', 'ceiling-2', 'ceiling-3'].map((name) => newTicket(name)) as [
		Ticket,
		Ticket,
		Ticket,
	];
	expect(await ask(path, first)).toMatchObject({ outcome: 'accepted' });
	expect(await ask(path, second)).toMatchObject({ outcome: 'accepted' });
	expect((await ask(path, third)).error).toBe(
		'Not sent: with this refund, more than 4 USDT would go out in 24 hours. A person has to approve it.',
	);
	expect(gate.sandbox.ledger.timesPaidTo(third.prepayId)).toBe(0);
	expect(await ask(path, { ...third, approved: true })).toMatchObject({ outcome: 'accepted' });
});

test('what can’t be sent or claimed is said as such', async () => {
	const path = await addCaller('unknown');
	const asked = newTicket('unknown');
	expect((await ask(path, { ...asked, merchantTradeNo: 'TRADE-of-nobody' })).error).toMatch(/^Not sent: /);
	const unreachable = await addCaller('unreachable', (workflow) =>
		changed(workflow, 'Claim the refund', {
			...nodeOf(workflow, 'Claim the refund').parameters,
			query: 'SELEC',
		}),
	);
	expect((await ask(unreachable, asked)).error).toMatch(/^Not sent: the claim could not be made \(.*SELEC/);
	expect(gate.sandbox.ledger.payments).toEqual([]);
});

test('the example’s own caller makes what is below the ceiling, and the rest once a person has approved it', async () => {
	const { main } = queueMode;
	const called = await addWorkflow(main, withCeiling(withCredentials(readWorkflow('several-workers')), 4), {
		active: true,
	});
	const { nodes, ...caller } = readWorkflow('several-workers', 'caller.json');
	const calling = JSON.parse(
		JSON.stringify(nodes).replaceAll('"several-workers"', JSON.stringify(called)),
	) as INode[];
	const run = async (approved: boolean) => {
		const answers = { 'Ask for approval': `return { json: { data: { approved: ${approved} } } }` };
		const id = await addWorkflow(main, withStandIns({ ...caller, nodes: calling }, answers));
		const { executionId } = await main.rest.post<{ executionId: string }>(`/workflows/${id}/run`, {
			triggerToStartFrom: { name: 'When you press Execute' },
		});
		const { status, output } = await executionOf(main.rest, executionId);
		expect(status).toBe('success');
		return ['Made', 'Not made'].map((name) => output(name));
	};
	expect(await run(false)).toEqual([
		[{ reference: 'TICKET-1', happened: 'accepted' }],
		[{ reference: 'TICKET-2', happened: 'Not sent: nobody approved it.' }],
	]);
	gate.sandbox.faults.clear();
	const [made] = await run(true);
	expect(made).toEqual([{ reference: 'TICKET-2', happened: 'accepted' }]);
	expect(gate.sandbox.ledger.payments).toHaveLength(2);
});

// The last one: a worker less is left.
test('a worker is killed between claim and send: a caller that tries again is paid once, after the lease', async () => {
	const path = await addCaller('killed', (workflow) => withLease(workflow, '20 seconds'));
	const asked = newTicket('killed');
	// The preview has looked the order up; so does the refund, before it is sent.
	const { arrived, letIn } = held(gate, 2, 'queryOrderV2', { ...asked, refundRequestId: '' });
	// n8n answers it only once it has noticed that the worker is gone.
	void ask(path, asked).catch(() => undefined);
	await arrived;
	await (await busyWorker()).kill();
	letIn();

	const tries: Told[] = [];
	await until(
		'the refund to be made',
		async () => {
			const told = await ask(path, asked);
			tries.push(told);
			return told.error === undefined ? true : undefined;
		},
		120_000,
	);
	expect(tries.length).toBeGreaterThan(1);
	for (const { error } of tries.slice(0, -1)) expect(error).toMatch(ANOTHER_RUN);
	expect(tries.at(-1)).toMatchObject({ outcome: 'accepted' });
	expect(gate.sandbox.ledger.timesPaidTo(asked.prepayId)).toBe(1);
});

interface Ticket extends Asked {
	prepayId: string;
}

/** An order of 10 USDT that is paid, and a refund of it. */
function newTicket(prepayId: string): Ticket {
	const { merchantTradeNo } = gate.sandbox.orders.add({ prepayId });
	const reference = `TICKET-${prepayId}`;
	return { prepayId, merchantTradeNo, reference, refundAmount: '1.50', refundReason: 'Goods returned' };
}

interface Pair {
	asked: Ticket;
	told: [Told, Told];
}

/** Asks for each ticket twice at once, and sees to it that the two were on two workers. */
async function askInPairs(path: string): Promise<Pair[]> {
	const pairs: Pair[] = [];
	for (let index = 0; index < PAIRS; index += 1) {
		const asked = newTicket(`${path}-${index}`);
		pairs.push({ asked, told: await Promise.all([ask(path, asked), ask(path, asked)]) });
	}
	const [one, other] = await Promise.all(queueMode.workers.map(executionsTakenBy));
	const areApart = ({ told: [first, second] }: Pair) =>
		(one?.includes(first.execution) && other?.includes(second.execution)) ||
		(one?.includes(second.execution) && other?.includes(first.execution));
	expect(pairs.filter((pair) => !areApart(pair))).toEqual([]);
	const apart = pairs.map(({ told: [first, second] }) => Math.abs(first.begunAt - second.begunAt));
	const close = apart.filter((ms) => ms < 100).length;
	process.stdout.write(`\n${path}: of ${PAIRS} pairs, ${close} began within 100 ms on both workers\n`);
	return pairs;
}

function timesPaid(pairs: Pair[]): number[] {
	return pairs.map(({ asked: { prepayId } }) => gate.sandbox.ledger.timesPaidTo(prepayId));
}

/** The worker that is in the middle of an execution. */
async function busyWorker(): Promise<N8n> {
	const filter = encodeURIComponent(JSON.stringify({ status: ['running'] }));
	const { results } = await queueMode.main.rest.get<{ results: { id: string }[] }>(
		`/executions?filter=${filter}`,
	);
	for (const worker of queueMode.workers) {
		const taken = await executionsTakenBy(worker);
		if (results.some(({ id }) => taken.includes(id))) return worker;
	}
	throw new Error('No worker is in the middle of an execution');
}

async function ask(path: string, asked: Asked): Promise<Told> {
	const [told] = (await callWebhook(queueMode.main, path, asked)) as [Told];
	return told;
}

/** A workflow that calls the example's, by the node of the example's own caller; gives the path of its webhook. */
async function addCaller(
	path: string,
	change: (workflow: WorkflowFile) => WorkflowFile = (workflow) => workflow,
): Promise<string> {
	const { main } = queueMode;
	const called = await addWorkflow(main, change(withCredentials(readWorkflow('several-workers'))), {
		active: true,
	});
	const call = nodeOf(readWorkflow('several-workers', 'caller.json'), 'Make the refund');
	const parameters = JSON.parse(
		JSON.stringify(call.parameters)
			.replaceAll('$json.', "$('Webhook').first().json.body.")
			.replace('"approved":false', `"approved":"={{ $('Webhook').first().json.body.approved === true }}"`)
			.replace('"several-workers"', JSON.stringify(called)),
	) as object;
	const begun = set('Begun', { begunAt: '={{ Date.now() }}' });
	const told = set('Told', {
		execution: '={{ $execution.id }}',
		begunAt: "={{ $('Begun').first().json.begunAt }}",
	});
	const workflow = inALine(path, [webhook(path), begun, { ...call, parameters }, told]);
	const both = [{ node: told.name, type: 'main' as const, index: 0 }];
	Object.assign(workflow.connections, { [call.name]: { main: [both, both] } });
	await addWorkflow(main, workflow, { active: true });
	return path;
}

function set(name: string, fields: Record<string, string>) {
	const assignments = Object.entries(fields).map(([field, value]) => ({
		id: field,
		name: field,
		value,
		type: field === 'begunAt' ? 'number' : 'string',
	}));
	return {
		name,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { assignments: { assignments }, includeOtherFields: true },
	};
}

function withCredentials(workflow: WorkflowFile): WorkflowFile {
	const credentials: Record<string, object> = {
		'n8n-nodes-gatepay.gatePayRefund': SANDBOX_CREDENTIAL,
		'n8n-nodes-base.postgres': { postgres },
	};
	const nodes = workflow.nodes.map((node) =>
		node.type in credentials ? ({ ...node, credentials: credentials[node.type] } as INode) : node,
	);
	// Many refunds within a minute: none of them is above it, unless a test is about it.
	return withCeiling({ ...workflow, nodes }, 1_000_000);
}

function withCeiling(workflow: WorkflowFile, most: number): WorkflowFile {
	return changed(workflow, 'Most in 24 hours', { mode: 'raw', jsonOutput: JSON.stringify({ USDT: most }) });
}

function withLease(workflow: WorkflowFile, lease: string): WorkflowFile {
	const { parameters } = nodeOf(workflow, 'Claim the refund');
	const query = String(parameters.query).replace('15 minutes', lease);
	expect(query).toContain(lease);
	return changed(workflow, 'Claim the refund', { ...parameters, query });
}

/** As if each run had the claim. */
function withoutClaim(workflow: WorkflowFile): WorkflowFile {
	const { parameters } = nodeOf(workflow, 'Claim the refund');
	return changed(workflow, 'Claim the refund', {
		...parameters,
		query: "SELECT 'ours' AS claim",
		options: {},
	});
}

function changed(workflow: WorkflowFile, name: string, parameters: INode['parameters']): WorkflowFile {
	const node = nodeOf(workflow, name);
	const nodes = workflow.nodes.map((each) => (each === node ? { ...each, parameters } : each));
	return { ...workflow, nodes };
}

function nodeOf({ nodes }: WorkflowFile, name: string): INode {
	const node = nodes.find((each) => each.name === name);
	if (!node) throw new Error(`The example has no node ${name}`);
	return node;
}

/** The database that n8n itself is on. */
async function credentialOfPostgres(): Promise<{ id: string; name: string }> {
	const settings = await queueMode.main.settings();
	const data = {
		host: settings.DB_POSTGRESDB_HOST,
		database: settings.DB_POSTGRESDB_DATABASE,
		user: settings.DB_POSTGRESDB_USER,
		password: settings.DB_POSTGRESDB_PASSWORD,
		ssl: 'disable',
	};
	const credential = { name: 'Claims', type: 'postgres', data };
	const { id } = await queueMode.main.rest.post<{ id: string }>('/credentials', credential);
	return { id, name: credential.name };
}

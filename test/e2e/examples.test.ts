import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { NodeHelpers, type INode, type INodeTypeDescription } from 'n8n-workflow';
import type { Browser } from 'playwright-core';

import {
	EXAMPLES,
	EXAMPLES_FOLDER,
	expressionsOf,
	readWorkflow,
	WORKFLOWS,
	type WorkflowFile,
} from '../support/example';
import { wrongInForm } from '../support/nodeForm';
import { Canvas } from './browser/canvas';
import { Editor } from './browser/editor';
import { openBrowser } from './browser/openBrowser';
import { until } from '../../tools/n8n';
import { importWorkflows } from '../../tools/n8n/imports';
import { withStandIns, type Answers } from './support/standIns';
import { addWorkflow, executionOf, executionsOf, useWorld, type Execution } from './support/world';

/** Generous, in ms, for a machine that has more to do: n8n starts three times here, twice of them for a command. */
const THREE_STARTS = 600_000;
const ONE_PAGE = 300_000;
const TEN_STEPS = 900_000;

// n8n's editor loads and draws by a clock of its own: what fails three times, fails.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const world = useWorld('examples');
let nodeTypes: INodeTypeDescription[];
beforeAll(async () => {
	await importWorkflows(
		world.n8n,
		WORKFLOWS.map(({ example, file }) => ({
			...readWorkflow(example, file),
			id: idByCommand(example, file),
		})),
	);
	nodeTypes = await world.n8n.rest.nodeTypes();
}, THREE_STARTS);

const idByCommand = (example: string, file = 'workflow.json') => `command-${example}-${file}`;

/** The description of a node's type, in its version. */
function descriptionOf({ type, typeVersion }: INode): INodeTypeDescription | undefined {
	return nodeTypes.find(({ name, version }) => name === type && [version].flat().includes(typeVersion));
}

/** A workflow's nodes with every parameter, also those that n8n leaves out because they are as they are by default. */
function inFull({ nodes }: Pick<WorkflowFile, 'nodes'>) {
	return nodes.map((node) => {
		const description = descriptionOf(node);
		const { properties = [] } = description ?? {};
		const { name, type, typeVersion, onError, parameters } = node;
		return {
			...{ name, type, typeVersion, onError },
			parameters: NodeHelpers.getNodeParameters(
				properties,
				parameters,
				true,
				false,
				node,
				description ?? null,
			),
		};
	});
}

/** Each workflow in a real n8n: taken in by both doors, drawn, and run to its end. */
describe.each(WORKFLOWS)('$file of $example', ({ example, file }) => {
	const workflow = readWorkflow(example, file);

	test('is taken in as it is by n8n’s command', async () => {
		const id = idByCommand(example, file);
		const { nodes, connections } = await world.n8n.rest.get<WorkflowFile>(`/workflows/${id}`);
		expect(connections).toEqual(workflow.connections);
		expect(nodes).toMatchObject(workflow.nodes);
	});

	test('uses only nodes, versions, fields and choices that n8n has', async () => {
		for (const node of workflow.nodes) {
			const description = descriptionOf(node);
			const wrong = description
				? wrongInForm(node, description)
				: ['n8n has no such node, or no such version'];
			expect([node.name, wrong]).toEqual([node.name, []]);
		}
	});
});

describe('in the editor', () => {
	let browser: Browser;
	let editor: Editor;
	beforeAll(async () => (browser = await openBrowser()));
	afterAll(() => browser?.close());
	beforeEach(async () => (editor = await Editor.open(browser, world.n8n)));
	afterEach(() => editor.page.context().close());

	test.each(WORKFLOWS)(
		'$file of $example is taken in, and drawn with every node known, none over another, and notes that can be read',
		async ({ example, file }) => {
			const workflow = readWorkflow(example, file);
			const id = await editor.importFile(join(EXAMPLES_FOLDER, example, file));
			const saved = await world.n8n.rest.get<WorkflowFile>(`/workflows/${id}`);
			expect(saved.connections).toEqual(workflow.connections);
			expect(inFull(saved)).toMatchObject(inFull(workflow));

			// What was just taken in is drawn as selected.
			await editor.show(id);
			const canvas = await Canvas.of(editor);
			const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
			const known = nodes.map(({ name }) => ({ name, isKnown: true }));
			expect(await canvas.nodes()).toEqual(expect.arrayContaining(known));
			expect(await canvas.overlaps()).toEqual([]);
			expect(await canvas.smallestWords()).toBeGreaterThanOrEqual(12);
			// The page of the example shows it.
			if (process.env.UPDATE_PICTURES) {
				const picture = file.replace('workflow', 'picture').replace('.json', '.png');
				await writeFile(join(EXAMPLES_FOLDER, example, picture), await canvas.picture());
			}
		},
		ONE_PAGE,
	);

	test.each(['the editor', 'n8n’s command'])(
		'the sandbox example, taken in by %s, runs as a whole and then step by step',
		async (door) => {
			const id =
				door === 'the editor'
					? await editor.importFile(join(EXAMPLES_FOLDER, 'sandbox', 'workflow.json'))
					: idByCommand('sandbox');
			await editor.show(id);
			const before = await executionCount(id);
			await editor.runWorkflow('Not made');
			// n8n shows no button for a step at the trigger, which has nothing before it.
			const steps = readWorkflow('sandbox').nodes.filter(({ type }) => !/stickyNote|Trigger/.test(type));
			for (const [index, { name }] of steps.entries()) {
				await editor.openForm(name);
				await editor.runNode();
				const [execution] = await executionsOf(world.n8n, id, before + index + 2);
				expect([name, execution?.status, execution?.error?.message]).toEqual([name, 'success', undefined]);
				expect([name, execution?.output(name)]).not.toEqual([name, []]);
				await editor.closeForm();
			}
			expect(world.sandbox.ledger.payments).toHaveLength(3);
		},
		TEN_STEPS,
	);
});

async function executionCount(workflowId: string): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	return (await world.n8n.rest.get<{ count: number }>(`/executions?filter=${filter}`)).count;
}

test('the sandbox example runs by n8n’s own command, and a second run pays nobody again', async () => {
	const outcomes = async () => {
		const printed = await world.n8n.command('execute', `--id=${idByCommand('sandbox')}`, '--rawOutput');
		// Lines of the log come before it.
		const { data } = JSON.parse(printed.slice(printed.indexOf('\n{') + 1 || printed.indexOf('{'))) as {
			data: { resultData: { runData: Record<string, { data: { main: { json: object }[][] } }[]> } };
		};
		return ['Accepted', 'Not made'].map((name) =>
			(data.resultData.runData[name] ?? [])
				.flatMap((run) => run.data.main[0] ?? [])
				.map(({ json }) => Object.values(json).slice(0, 2).join(' ')),
		);
	};
	const notMade = ['TRY-3 Not sent', 'TRY-5 Refused'];
	expect(await outcomes()).toEqual([
		['TRY-1 accepted', 'TRY-2 accepted', 'TRY-2 existing', 'TRY-4 accepted'],
		notMade,
	]);
	expect(await outcomes()).toEqual([
		['TRY-1 existing', 'TRY-2 existing', 'TRY-2 existing', 'TRY-4 existing'],
		notMade,
	]);
	expect(world.sandbox.ledger.payments).toHaveLength(3);
});

describe('the helpdesk example, with a stand-in for Zendesk', () => {
	const ticket = (id: number, order: string, tags = ['refund']) => ({
		id,
		tags,
		custom_fields: [
			{ id: 111111111111, value: order },
			{ id: 222222222222, value: '2.50' },
		],
	});
	const NOTES = {
		'Not sent: ': 'Note: nothing was sent',
		'Refused: ': 'Note: GatePay refused it',
		'Failed: ': 'Note: GatePay could not pay it',
		'Outcome unknown: ': 'Note: nobody knows yet',
	};
	const run = (...tickets: ReturnType<typeof ticket>[]) =>
		runByHand('helpdesk-ticket', 'When a ticket is solved', {
			'When a ticket is solved': tickets.map(({ id }) => ({ 'ticket.id': String(id) })),
			'Get the ticket': tickets,
		});
	/** The notes that were written: on which ticket, and what they say. */
	const notesOf = (execution: Execution) =>
		Object.values(NOTES).flatMap((name) =>
			execution.output(name).map((told) => ({ name, id: told.id, note: told['updateFields.internalNote'] })),
		);

	test('pays, tells the customer and tags the ticket; other tickets are left alone', async () => {
		const execution = await run(
			ticket(1, 'TRADE-paid-v2-10'),
			ticket(2, 'TRADE-paid-v2-25', ['other']),
			ticket(3, 'TRADE-paid-v2-100', ['refund', 'refund_sent']),
		);
		expect(execution.output('Tell the customer')).toEqual([
			expect.objectContaining({
				id: '1',
				'updateFields.publicReply': expect.stringContaining('your refund of 2.50 for order TRADE-paid-v2-10'),
				'updateFields.tags': '["refund","refund_sent"]',
			}),
		]);
		expect(notesOf(execution)).toEqual([]);
		expect(world.sandbox.ledger.payments).toMatchObject([{ prepayId: 'paid-v2-10', refundAmount: '2.50' }]);
	});

	test('writes the right note for each way not to pay, and the customer hears nothing', async () => {
		// Accepted, and rejected later: found failed in the second run.
		await run(ticket(3, 'TRADE-paid-v2-100'));
		world.sandbox.refunds.reject(String(world.sandbox.ledger.payments[0]?.refundRequestId));
		// Silence, as long as the node goes on checking.
		world.sandbox.faults.add({ on: 'create', prepayId: 'paid-v2-25', kind: 'answerLostBefore' });
		const execution = await run(
			ticket(1, 'TRADE-pending-v2'),
			ticket(2, 'TRADE-400605'),
			ticket(3, 'TRADE-paid-v2-100'),
			ticket(4, 'TRADE-paid-v2-25'),
		);
		expect(execution.output('Tell the customer')).toEqual([]);
		expect(notesOf(execution)).toEqual(
			Object.entries(NOTES).map(([begins, name], index) => ({
				name,
				id: String(index + 1),
				note: expect.stringContaining(`<p>${begins}`),
			})),
		);
		expect(world.sandbox.ledger.payments).toEqual([]);
	});

	test('settles an unknown outcome when the ticket is solved again, and pays once', async () => {
		world.sandbox.faults.add({ on: 'create', kind: 'answerLostAfter' });
		world.sandbox.faults.add({ on: 'query', kind: 'queryLags', queries: 99 });
		const again = ticket(1, 'TRADE-paid-v2-10');
		expect(notesOf(await run(again))).toMatchObject([{ name: 'Note: nobody knows yet' }]);
		// Too soon: GatePay still doesn't show it.
		expect(notesOf(await run(again))).toMatchObject([{ name: 'Note: nobody knows yet' }]);
		world.sandbox.faults.clear();
		expect((await run(again)).output('Tell the customer')).toHaveLength(1);
		expect((await run(again)).output('Tell the customer')).toHaveLength(1);
		expect(world.sandbox.ledger.timesPaidTo('paid-v2-10')).toBe(1);
	});
});

test('the CRM example refunds what was approved, deal by deal, with stand-ins for HubSpot and Slack', async () => {
	const orders = { 1: 'TRADE-paid-v2-10', 2: 'TRADE-paid-v2-25', 3: 'TRADE-pending-v2' };
	const deal = `({
		dealId: json.dealId,
		properties: {
			dealname: { value: 'Deal ' + json.dealId },
			gatepay_order: { value: ${JSON.stringify(orders)}[json.dealId] },
			refund_amount: { value: '2.5' },
		},
	})`;
	const event = (dealId: number, propertyValue = 'refund_requested') => ({ dealId, propertyValue });
	const execution = await runByHand('crm-deal', 'When a deal changes its stage', {
		'When a deal changes its stage': [event(1), event(2), event(3), event(4, 'another stage')],
		'Get the deal': `return $input.all().map(({ json }) => ({ json: ${deal} }))`,
		// As after somebody pressed a button: what went in is gone.
		'Ask for approval': `return { json: { data: { approved: $input.first().json.prepayId !== 'paid-v2-25' } } }`,
	});
	const told = (node: string) => execution.output(node);
	expect(told('Move the deal to Refunded')).toMatchObject([{ 'dealId.value': '1' }]);
	expect(told('Move the deal back')).toMatchObject([{ 'dealId.value': '2' }]);
	expect(told('Leave a task with what happened')).toMatchObject([
		{
			'additionalFields.associations.dealIds': '3',
			'metadata.subject': 'Not sent: the refund of 2.5 for deal Deal 3',
		},
	]);
	expect(world.sandbox.ledger.payments).toMatchObject([{ prepayId: 'paid-v2-10', refundAmount: '2.5' }]);

	// What a person is asked, where nobody answers.
	const asked = await runByHand('crm-deal', 'When a deal changes its stage', {
		'When a deal changes its stage': [event(3)],
		'Get the deal': `return $input.all().map(({ json }) => ({ json: ${deal} }))`,
	});
	expect(asked.output('Ask for approval')).toMatchObject([
		{
			message:
				"Refund 2.5 USDT for order TRADE-pending-v2?\nDeal: Deal 3 (3)\nNote: The order is not paid yet (PENDING). Look at the order in GatePay, correct the input and run the workflow again.\nA refund can't be taken back.",
		},
	]);
	expect(asked.output('Move the deal back')).toMatchObject([{ 'dealId.value': '3' }]);
});

describe('the spreadsheet example, with stand-ins for Google Sheets and Slack', () => {
	const row = (Reference: string, Order: string, Result = '') => ({
		...{ Reference, Order, Amount: '2', Reason: 'Goods returned', Approved: '', Result, Details: '' },
		Fingerprint: '',
	});
	const run = (rows: object[]) =>
		runByHand('spreadsheet', 'When you press Execute', { 'Read the rows': rows });
	/** The rows as a preview leaves them in the sheet, and approved. */
	const approved = async (rows: ReturnType<typeof row>[]) => {
		const preview = (await run(rows)).output('Put the rows together');
		return rows.map((each) => {
			const { Fingerprint } = preview.find(({ Reference }) => Reference === each.Reference) ?? {};
			return { ...each, Fingerprint: String(Fingerprint), Approved: ' Yes' };
		});
	};
	const results = (execution: Execution) =>
		Object.fromEntries(
			execution.output('Put the rows together').map(({ Reference, Result }) => [Reference, Result]),
		);

	test('pays what was approved, previews the rest, and reports each row', async () => {
		const yes = await approved([row('R-1', 'TRADE-paid-v2-10'), row('R-3', 'TRADE-pending-v2')]);
		expect(world.sandbox.ledger.payments).toEqual([]);
		const execution = await run([
			...yes,
			row('R-2', 'TRADE-paid-v2-25'),
			{ ...row('R-4', 'TRADE-paid-v2-100', 'Accepted'), Approved: 'yes' },
			row('R-5', ''),
			row('R-6', 'TRADE-pending-v2'),
		]);
		expect(results(execution)).toEqual({
			'R-1': 'Accepted',
			'R-2': 'Ready',
			'R-3': 'Not sent',
			'R-5': 'Not sent',
			'R-6': 'Nothing to send',
		});
		expect(world.sandbox.ledger.payments).toMatchObject([{ prepayId: 'paid-v2-10', refundAmount: '2' }]);
		const [{ text }, ...more] = execution.output('Send a summary') as [{ text: string }];
		expect(more).toEqual([]);
		expect(text).toContain('• Accepted: 1');
		expect(text).toContain('• Not sent: 2');
	});

	test('pays only what was previewed: not a row that was changed since, nor one that had no preview', async () => {
		const [changed] = await approved([row('R-1', 'TRADE-paid-v2-10')]);
		const execution = await run([
			{ ...changed, Amount: '3' },
			{ ...row('R-2', 'TRADE-paid-v2-25'), Approved: 'yes' },
		]);
		expect(results(execution)).toEqual({ 'R-1': 'Not sent', 'R-2': 'Not sent' });
		const details = execution.output('Put the rows together').map(({ Details }) => Details);
		for (const told of details) expect(told).toContain("'Fingerprint'");
		expect(world.sandbox.ledger.payments).toEqual([]);
	});

	test('pays nothing again when the sheet lost the results', async () => {
		const rows = await approved([row('R-1', 'TRADE-paid-v2-10'), row('R-2', 'TRADE-paid-v2-25')]);
		for (let runs = 0; runs < 2; runs += 1) {
			expect(results(await run(rows))).toEqual({ 'R-1': 'Accepted', 'R-2': 'Accepted' });
		}
		expect(world.sandbox.ledger.payments).toHaveLength(2);
	});
});

describe('the approval example, in a browser', () => {
	let browser: Browser;
	beforeAll(async () => (browser = await openBrowser()));
	afterAll(() => browser?.close());

	/** A person who is logged in to n8n fills in the form, and decides; gives what the pages said. */
	async function fillIn(
		decision: 'Approve' | "Don't refund" | undefined,
		{ workflow = readWorkflow('approval'), order = 'TRADE-paid-v2-10', meanwhile = () => {} } = {},
	) {
		const id = await addWorkflow(world.n8n, withStandIns(workflow), { active: true });
		const { nodes } = await world.n8n.rest.get<{ nodes: INode[] }>(`/workflows/${id}`);
		const { webhookId } = nodes.find(({ type }) => type.endsWith('.formTrigger')) ?? {};
		const { page } = await Editor.open(browser, world.n8n);
		// n8n takes a moment to serve what was activated; then it asks whether the form may run as this person.
		await until('the form', async () => {
			const answer = await page.goto(`/form/${webhookId}`);
			return answer?.ok() || undefined;
		});
		await page.getByRole('button', { name: 'Allow access' }).click();
		const asked = { Order: order, Amount: '2.50', Reference: 'T-1', Reason: 'Goods returned' };
		for (const [label, text] of Object.entries(asked)) await page.getByLabel(label).fill(text);
		await page.getByRole('button', { name: 'Show me' }).click();
		let shown = '';
		if (decision) {
			await page.getByText(decision, { exact: true }).click();
			shown = await page.locator('body').innerText();
			meanwhile();
			await page.getByRole('button', { name: 'Go on' }).click();
			await page.getByText('Your decision').waitFor({ state: 'hidden' });
		} else {
			await page.getByRole('button', { name: 'Show me' }).waitFor({ state: 'hidden' });
		}
		const [execution] = (await executionsOf(world.n8n, id, 1)) as [Execution];
		note('approval', execution);
		const said = await page.locator('body').innerText();
		await page.context().close();
		return { shown, said, preview: execution.output('Show what would be sent')[0] };
	}

	test('sends what was approved, to the letter', async () => {
		const { shown, said, preview } = await fillIn('Approve');
		expect(shown).toContain('Refund 2.50 USDT?');
		expect(shown).toMatch(
			/Amount: 2\.50 USDT of an order of 10 USDT\n\s*Recipient: whoever paid order TRADE-paid-v2-10\n/,
		);
		expect(said).toContain('GatePay has it');
		const [create, ...more] = world.sandbox.requests.filter(({ call }) => call?.startsWith('createRefund'));
		expect(more).toEqual([]);
		const sent = ['v2', create?.headers['x-gatepay-on-behalf-of'], create?.body];
		const fingerprint = createHash('sha256').update(JSON.stringify(sent)).digest('hex').slice(0, 32);
		expect(preview?.fingerprint).toBe(fingerprint);
		expect(world.sandbox.ledger.payments).toMatchObject([{ prepayId: 'paid-v2-10', refundAmount: '2.50' }]);
	});

	test('sends nothing where it was not approved', async () => {
		const { said } = await fillIn("Don't refund");
		expect(said).toContain('Nothing was sent');
		expect(world.sandbox.ledger.payments).toEqual([]);
	});

	test.each([
		['TRADE-pending-v2', 'Nothing to send'],
		['no such order!', 'Nothing was sent'],
	])('asks for no approval of a refund of %s', async (order, title) => {
		const { said } = await fillIn(undefined, { order });
		expect(said).toContain(title);
		expect(world.sandbox.ledger.payments).toEqual([]);
	});

	test.each([
		['the amount', { refundAmount: '2.51' }, () => {}],
		[
			'the order that has the number',
			{},
			() => {
				world.sandbox.orders.add({ prepayId: 'another', merchantTradeNo: 'TRADE-paid-v2-10' });
			},
		],
	])('sends nothing where %s is another than what was approved', async (_, changes, meanwhile) => {
		const { nodes, ...workflow } = readWorkflow('approval');
		const changed = nodes.map((node) =>
			node.name === 'Give the money back'
				? { ...node, parameters: { ...node.parameters, ...changes } }
				: node,
		);
		const { said } = await fillIn('Approve', { workflow: { ...workflow, nodes: changed }, meanwhile });
		expect(said).toContain("Not sent: What would be sent is not what was previewed: 'Fingerprint'");
		expect(world.sandbox.ledger.payments).toEqual([]);
	});
});

test('the example for results says what GatePay’s notifications say, with a stand-in for Slack', async () => {
	const workflow = readWorkflow('refund-result');
	// With the event that leaves by *Anything else*.
	const withAllEvents = workflow.nodes.map((node) => ({
		...node,
		parameters: withText(node.parameters, '"REFUND_REJECTED"', '"REFUND_REJECTED","REFUND_PROCESS"'),
	}));
	const id = await addWorkflow(world.n8n, withStandIns({ ...workflow, nodes: withAllEvents }), {
		active: true,
	});
	const { nodes } = await world.n8n.rest.get<{ nodes: INode[] }>(`/workflows/${id}`);
	const { webhookId } = nodes.find(({ type }) => type.endsWith('.gatePayRefundTrigger')) ?? {};
	const url = `${world.n8n.url}/webhook/${webhookId}/webhook`;
	// n8n takes a moment to serve what was activated.
	await until('the trigger', async () => {
		const { status } = await fetch(url, { method: 'POST' });
		return status === 404 ? undefined : status;
	});
	world.sandbox.applications.institution.callbackUrl = url;

	await runByHand('sandbox', 'When you press Execute');
	// The two are on their way at the same moment; either may be made first.
	const refundOf = (prepayId: string) =>
		String(world.sandbox.ledger.payments.find((paid) => paid.prepayId === prepayId)?.refundRequestId);
	const first = refundOf('paid-v2-10');
	await world.sandbox.notify(url, first, { bizStatus: 'REFUND_PROCESS' });
	world.sandbox.refunds.finish(first);
	world.sandbox.refunds.reject(refundOf('paid-v2-25'));
	const executions = await executionsOf(world.n8n, id, 3);
	for (const execution of executions) note('refund-result', execution);
	const texts = (node: string) =>
		executions.flatMap((execution) => execution.output(node).map(({ text }) => text));
	expect(texts('Say that the buyer has the money')).toEqual([
		`The buyer has the money: 2.50.\nOrder: TRADE-paid-v2-10\nRefund: ${first}`,
	]);
	expect(texts('Say that it is still open')).toEqual([expect.stringContaining(first)]);
	expect(texts('Say that the refund failed')).toEqual([
		expect.stringMatching(/^A refund of 5 failed: .*\nOrder: TRADE-paid-v2-25\n/),
	]);
});

describe('the examples with n8n’s own data table', () => {
	const ask = (reference: string, merchantTradeNo: string) => ({
		...{ reference, merchantTradeNo, refundAmount: '2.50', refundReason: 'Goods returned' },
	});
	const log = async (...asked: ReturnType<typeof ask>[]) => {
		const execution = await runByHand('refund-log', 'When another workflow asks for a refund', {
			'When another workflow asks for a refund': asked,
		});
		return execution.output('Write down what happened');
	};
	const differences = async () =>
		(await runByHand('reconciliation', 'Every night')).output('Tell somebody').map(({ text }) => text);
	beforeAll(async () => {
		const { id } = await world.n8n.rest.get<{ id: string }>('/projects/personal');
		const columns = ['reference', 'merchantTradeNo', 'refundAmount', 'refundReason', 'result', 'details'];
		await world.n8n.rest.post(`/projects/${id}/data-tables`, {
			name: 'gatepay_refunds',
			columns: [...columns, 'refundRequestId', 'currency'].map((name) => ({ name, type: 'string' })),
		});
	});

	test('the log says what happened, the check closes it, and the reconciliation finds what the list lacks', async () => {
		const rows = await log(ask('R-1', 'TRADE-paid-v2-10'), ask('R-2', 'TRADE-pending-v2'));
		expect(rows).toMatchObject([
			{ reference: 'R-1', result: 'Accepted', currency: 'USDT' },
			{ reference: 'R-2', result: 'Not sent', details: expect.stringMatching(/^Not sent: /) },
		]);
		expect(await log(ask('R-1', 'TRADE-paid-v2-10'))).toMatchObject([{ result: 'Made before' }]);
		expect(world.sandbox.ledger.payments).toHaveLength(1);
		expect(await differences()).toEqual([]);

		world.sandbox.refunds.finish(String(rows[0]?.refundRequestId));
		const checked = await runByHand('pending-refunds', 'Every morning');
		expect(checked.output('Say what is final')).toEqual([
			expect.objectContaining({
				text: expect.stringContaining('• Paid: 2.50 for order TRADE-paid-v2-10 (R-1)'),
			}),
		]);
		// One that GatePay doesn't know, and that is older than the filter asks for.
		await log(ask('R-3', 'TRADE-pending-v2'));
		const open = await runByHand('pending-refunds', 'Every morning', {}, (workflow) => ({
			...workflow,
			nodes: workflow.nodes.map((node) =>
				node.name === 'Read the open rows'
					? { ...node, parameters: withText(node.parameters, '"Accepted"', '"Not sent"') }
					: { ...node, parameters: withText(node.parameters, '{ days: 1 }', '{ days: -1 }') },
			),
		}));
		expect(open.output('Say what is still open')).toEqual([
			expect.objectContaining({ text: expect.stringContaining('• 2.50 for order TRADE-pending-v2 (R-3): ') }),
		]);
		const again = await runByHand('pending-refunds', 'Every morning');
		expect([again.output('Say what is final'), again.output('Say what is still open')]).toEqual([[], []]);

		await runByHand('sandbox', 'When you press Execute');
		const [text] = await differences();
		expect(String(text).match(/is in the ledger, not in the list/g)).toHaveLength(3);
	});
});

/** Runs an example as a person would who pressed *Execute workflow*. */
async function runByHand(
	example: string,
	trigger: string,
	answers?: Answers,
	change: (workflow: WorkflowFile) => WorkflowFile = (workflow) => workflow,
): Promise<Execution> {
	const id = await addWorkflow(world.n8n, withStandIns(change(readWorkflow(example)), answers));
	const { executionId } = await world.n8n.rest.post<{ executionId: string }>(`/workflows/${id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	const execution = await executionOf(world.n8n.rest, executionId);
	expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);
	note(example, execution);
	return execution;
}

function withText(parameters: INode['parameters'], text: string, other: string): INode['parameters'] {
	return JSON.parse(JSON.stringify(parameters).replaceAll(text, other)) as INode['parameters'];
}

/** The nodes of each example that ran here. */
const ran = new Map<string, Set<string>>();

/** Notes which nodes ran, and looks at what they said: an expression that finds nothing leaves its mark. */
function note(example: string, execution: Execution): void {
	const nodes = ran.get(example) ?? new Set();
	ran.set(example, nodes);
	for (const name of execution.nodes) {
		nodes.add(name);
		const said = [0, 1].flatMap((output) => execution.output(name, output));
		expect([name, JSON.stringify(said)]).not.toEqual([name, expect.stringMatching(/undefined|\[object /)]);
	}
}

// The model of the AI agent is nobody's here; `test/engine/toolByAgent.test.ts` evaluates what it may fill in. The
// example for several workers needs several of them: `severalWorkers.test.ts`.
test.each(EXAMPLES.filter((example) => !['ai-agent', 'several-workers'].includes(example)))(
	'every node of %s that has an expression ran in these tests',
	(example) => {
		const withExpressions = readWorkflow(example).nodes.filter(
			({ parameters }) => expressionsOf(parameters).length > 0,
		);
		const names = withExpressions.map(({ name }) => name);
		expect(names.filter((name) => !ran.get(example)?.has(name))).toEqual([]);
	},
);

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { html, parseFragment, serialize } from 'parse5';

import { Engine } from '../tools/engine';
import { startSandbox, type Sandbox } from '../tools/sandbox';
import {
	before,
	EXAMPLES,
	EXAMPLES_FOLDER,
	expressionsOf,
	linksOf,
	readExample,
	readWorkflow,
	textsOf,
	WORKFLOWS,
	type WorkflowFile,
} from './support/example';
import { N8N_NODES, outside } from './support/n8nNodes';
import { wrongInForm } from './support/nodeForm';

const PACKAGE = 'n8n-nodes-gatepay.';
const TRIGGER = `${PACKAGE}gatePayRefundTrigger`;
const TOOL = `${PACKAGE}gatePayRefundTool`;
const NOTE = 'n8n-nodes-base.stickyNote';
const { homepage } = JSON.parse(readFileSync('package.json', 'utf8')) as { homepage: string };

/** What hands items on as they came. */
const PASSES_ON = ['if', 'switch', 'filter', 'merge', 'splitInBatches'].map(
	(name) => `n8n-nodes-base.${name}`,
);

let engine: Engine;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
	engine = await Engine.start({
		packageDirectory: process.cwd(),
		credentials: { 'gatepay-sandbox': sandbox.institutionCredential },
		nodeTypes: N8N_NODES,
	});
});
afterAll(() => sandbox.close());

describe('the examples', () => {
	it.each(EXAMPLES)('%s has a workflow, a page and a picture, and is in the list', (example) => {
		for (const file of ['workflow.json', 'README.md', 'picture.png']) {
			expect([file, existsSync(join(EXAMPLES_FOLDER, example, file))]).toEqual([file, true]);
		}
		expect(readExample(example, 'README.md')).toContain('(picture.png)');
		expect(readExample('.', 'README.md')).toContain(`(${example}/README.md)`);
	});
});

describe.each(WORKFLOWS)('the workflow $file of $example', ({ example, file }) => {
	const workflow = readWorkflow(example, file);
	const named = new Map(workflow.nodes.map((node) => [node.name, node]));
	const nodes = workflow.nodes.filter(({ type }) => type !== NOTE);
	const ours = workflow.nodes.filter(({ type }) => type.startsWith(PACKAGE));
	const refunds = ours.filter(({ parameters }) => String(parameters.resource).startsWith('refundV'));
	const creates = ours.filter(({ parameters }) => parameters.operation === 'create');

	it('can be imported anywhere: it holds no data, no IDs of another n8n, no credential but the sandbox’s', () => {
		expect(Object.keys(workflow).sort()).toEqual(['connections', 'name', 'nodes', 'pinData', 'settings']);
		// n8n's command stores `null` without it, and then *Execute step* fails in the editor.
		expect(workflow).toHaveProperty('pinData', {});
		const credentials = workflow.nodes.flatMap((node) => Object.entries(node.credentials ?? {}));
		const sandboxOnly = { id: 'gatepay-sandbox', name: 'GatePay sandbox' };
		for (const credential of credentials) {
			expect([example, ...credential]).toEqual(['sandbox', 'gatePayApi', sandboxOnly]);
		}
		expect(workflow.nodes.filter((node) => 'webhookId' in node)).toEqual([]);
	});

	it('gives each node a name of its own, and says in notes what to fill in', () => {
		expect(named.size).toBe(workflow.nodes.length);
		expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(workflow.nodes.length);
		const notes = workflow.nodes
			.filter(({ type }) => type === NOTE)
			.map(({ parameters }) => parameters.content);
		const said = notes.join('\n');
		expect(said).toMatch(example === 'sandbox' ? /npm run sandbox/ : /\*\*Fill in/);
		expect(said).toContain(`](${homepage}#examples)`);
		const usesTable = nodes.some(({ type }) => type === 'n8n-nodes-base.dataTable');
		expect(said.includes('**First make a data table**')).toBe(usesTable);
	});

	it('has HTML in its texts that is well formed', () => {
		const texts = workflow.nodes.flatMap(({ name, parameters }) =>
			textsOf(parameters).map(({ path, text }) => ({ name, path, text })),
		);
		for (const { name, path, text } of texts.filter(({ path }) => path !== 'jsCode')) {
			expect([name, path, wrongHtml(text)]).toEqual([name, path, []]);
		}
	});

	it('connects nodes that exist, and leaves none of them alone', () => {
		const links = linksOf(workflow);
		expect(links.flatMap(({ from, to }) => [from, to]).filter((name) => !named.has(name))).toEqual([]);
		const alone = nodes.filter(({ name }) => !links.some(({ from, to }) => from === name || to === name));
		expect(alone.map(({ name }) => name)).toEqual([]);
	});

	it('refers only to nodes that ran before', () => {
		for (const { name, parameters } of nodes) {
			for (const { text } of expressionsOf(parameters)) {
				const ran = before(workflow, name);
				const missing = [...text.matchAll(/\$\('([^']+)'\)/g)].filter(([, other = '']) => !ran.has(other));
				expect([name, ...missing.map(([, other]) => other)]).toEqual([name]);
			}
		}
	});

	it('fills in the nodes of this package as their forms are', () => {
		// The other one calls it.
		expect(ours.length > 0).toBe(file === 'workflow.json');
		for (const node of ours) {
			const description = descriptionOf(node);
			expect([node.name, [description.version].flat()]).toEqual([
				node.name,
				expect.arrayContaining([node.typeVersion]),
			]);
			expect([node.name, wrongInForm(node, description)]).toEqual([node.name, []]);
		}
	});

	it('reads only fields that the nodes of this package put out', () => {
		for (const { name, parameters } of nodes) {
			const sources = sourcesOf(workflow, name).filter((source) => source.node.type.startsWith(PACKAGE));
			for (const { text } of sources.length > 0 ? expressionsOf(parameters) : []) {
				for (const [, path = ''] of text.matchAll(/\$json\.([\w.?]+)/g)) {
					const known = sources.some((source) => putsOut(source, path.replaceAll('?', '').split('.')));
					expect([name, path, known]).toEqual([name, path, true]);
				}
			}
		}
	});

	it('makes refunds that a second run recognizes: nothing in them changes from run to run', () => {
		const changes =
			/\$execution|\$runIndex|\$itemIndex|\$now|\$today|\bDate\b|DateTime|random|uuid|row_number/i;
		for (const { name, parameters } of refunds) {
			for (const { path, text } of textsOf(parameters)) {
				expect([name, path, changes.test(text) ? text : 'stays']).toEqual([name, path, 'stays']);
			}
		}
		for (const node of creates) {
			expect([node.name, node.retryOnFail ?? false]).toEqual([node.name, false]);
		}
	});

	it('sends only what was previewed, where it previews', () => {
		const previews = ours.filter(({ parameters }) => parameters.operation === 'preview');
		for (const { name, parameters } of previews.length > 0 ? creates : []) {
			const { expectedFingerprint } = parameters.options as INodeParameters;
			expect([name, expectedFingerprint]).toEqual([name, expect.stringMatching(/ingerprint \}\}$/)]);
		}
		// The same refund in both: every field but the operation and the options, wherever it reads it.
		for (const { parameters } of previews) {
			for (const create of creates) expect(sent(parameters)).toEqual(sent(create.parameters));
		}
	});

	it('has an error branch for what was not refunded', () => {
		for (const { name, type, onError } of creates.filter((node) => node.type !== TOOL)) {
			expect([name, type, onError]).toEqual([name, type, 'continueErrorOutput']);
			for (const output of [0, 1]) {
				const links = linksOf(workflow).filter((link) => link.from === name && link.output === output);
				expect([name, output, links.length]).toEqual([name, output, 1]);
			}
		}
	});

	it('lets a model fill in the order, the amount and the reason, nothing else', () => {
		const open = ours.flatMap(({ parameters }) =>
			textsOf(parameters).filter(({ text }) => /\$fromAI/i.test(text)),
		);
		for (const { path } of open) {
			expect(['order.value', 'refundAmount', 'refundReason']).toContain(path);
		}
		for (const { parameters } of creates.filter(({ type }) => type === TOOL)) {
			expect(parameters).toMatchObject({
				refundRequestIdFrom: 'reference',
				// Typed in: whatever amount the model says, an order is refunded once.
				refundReference: expect.stringMatching(/^[A-Z]+$/) as string,
				options: { maximumRefundAmount: expect.stringMatching(/^\d+$/) },
			});
		}
	});
});

describe('the AI agent’s refund', () => {
	it('can’t be reached by the agent but through a person', () => {
		const workflow = readWorkflow('ai-agent');
		const refund = workflow.nodes.find(({ parameters }) => parameters.operation === 'create');
		const [link, ...others] = linksOf(workflow).filter(({ from }) => from === refund?.name);
		expect(others).toEqual([]);
		const gate = workflow.nodes.find(({ name }) => name === link?.to);
		expect(gate?.type).toMatch(/HitlTool$/);
		expect(gate?.parameters.operation).toBe('sendAndWait');
	});
});

describe('the sandbox example', () => {
	beforeEach(() => {
		sandbox.reset();
		engine.restart();
	});

	const run = async () => {
		const { nodes, connections } = readWorkflow('sandbox');
		// The engine starts at the first node.
		const start = nodes.filter(({ type }) => type === 'n8n-nodes-base.manualTrigger');
		const finished = await engine.run(
			[...start, ...nodes.filter((node) => !start.includes(node))],
			connections,
		);
		expect(finished.error).toBeUndefined();
		const { runData } = finished.run.data.resultData;
		return ['Accepted', 'Not made'].map((name) => {
			expect([name, runData[name]?.length]).toEqual([name, 1]);
			return finished.output(name).map(({ json }) => `${String(json.ticket)} ${String(json.outcome)}`);
		});
	};

	it('runs to the end, and says of each refund what happened, all in one table', async () => {
		expect(await run()).toEqual([
			['TRY-1 accepted', 'TRY-2 accepted', 'TRY-2 existing', 'TRY-4 accepted'],
			['TRY-3 Not sent', 'TRY-5 Refused'],
		]);
		expect(sandbox.ledger.payments).toHaveLength(3);
	});

	it('pays nothing again in a second run', async () => {
		await run();
		expect(await run()).toEqual([
			['TRY-1 existing', 'TRY-2 existing', 'TRY-2 existing', 'TRY-4 existing'],
			['TRY-3 Not sent', 'TRY-5 Refused'],
		]);
		expect(sandbox.ledger.payments).toHaveLength(3);
	});

	it('brings the credential of the sandbox that `npm run sandbox` starts', () => {
		const [credential, ...others] = JSON.parse(readExample('sandbox', 'credential.json')) as object[];
		expect(others).toEqual([]);
		expect(credential).toEqual({
			id: 'gatepay-sandbox',
			name: 'GatePay sandbox',
			type: 'gatePayApi',
			data: { ...sandbox.institutionCredential, baseUrl: 'http://127.0.0.1:4690' },
		});
	});
});

/** Runs an example as it is, with stand-ins for n8n's own nodes; ours get the sandbox's credential. */
async function runExample(example: string, started: IDataObject[] = [{}]) {
	Object.assign(outside, { started });
	const { nodes, connections } = readWorkflow(example);
	const credentials = { gatePayApi: { id: 'gatepay-sandbox', name: 'GatePay sandbox' } };
	const withCredential = nodes.map((node) =>
		node.type.startsWith(PACKAGE) ? { ...node, credentials } : node,
	);
	// The engine starts at the first node.
	const isStart = ({ type }: INode) => /Trigger$/.test(type);
	const finished = await engine.run(
		[...withCredential.filter(isStart), ...withCredential.filter((node) => !isStart(node))],
		connections,
	);
	expect(finished.error).toBeUndefined();
	return finished;
}

const ask = (reference: string, merchantTradeNo: string, refundAmount = '2.50') => ({
	reference,
	merchantTradeNo,
	refundAmount,
	refundReason: 'Goods returned',
});

/** As if the rows had been written some hours ago. */
function olderBy(hours: number): void {
	for (const row of outside.rows) row.createdAt = new Date(Date.now() - hours * 3_600_000).toISOString();
}

describe('the examples with a data table and a form', () => {
	beforeEach(() => {
		sandbox.reset();
		engine.restart();
		Object.assign(outside, { rows: [], answered: {} });
	});
	const results = () => outside.rows.map(({ reference, result }) => `${String(reference)} ${String(result)}`);

	describe('the refund log', () => {
		it('has a row for each refund that was asked for, and what happened to it', async () => {
			const asked = [ask('R-1', 'TRADE-paid-v2-10'), ask('R-2', 'TRADE-pending-v2')];
			const { output } = await runExample('refund-log', asked);
			expect(results()).toEqual(['R-1 Accepted', 'R-2 Not sent']);
			expect(output('Write down what happened').map(({ json }) => json)).toEqual(outside.rows);
			expect(sandbox.ledger.payments).toMatchObject([
				{ prepayId: 'paid-v2-10', refundRequestId: outside.rows[0]?.refundRequestId },
			]);
		});

		it('pays nothing again, whether the log has the row or lost it', async () => {
			const asked = [ask('R-1', 'TRADE-paid-v2-10')];
			await runExample('refund-log', asked);
			await runExample('refund-log', asked);
			expect(results()).toEqual(['R-1 Accepted', 'R-1 Made before']);
			outside.rows = [];
			await runExample('refund-log', asked);
			expect(results()).toEqual(['R-1 Made before']);
			expect(sandbox.ledger.payments).toHaveLength(1);
		});

		it('says in its workflow that it is not atomic', () => {
			const notes = readWorkflow('refund-log').nodes.map(({ parameters }) => String(parameters.content));
			expect(notes.join('\n')).toContain('**It is not atomic.**');
		});
	});

	describe('the reconciliation', () => {
		const differences = async () => {
			const { output } = await runExample('reconciliation');
			return output('Compare the two').map(
				({ json }) => `${String(json.merchantTradeNo)} ${String(json.refund)} ${String(json.difference)}`,
			);
		};
		const fill = async () => {
			await runExample('refund-log', [
				ask('R-1', 'TRADE-paid-v2-10', '2.5'),
				ask('R-2', 'TRADE-paid-v2-10', '2.5'),
				ask('R-3', 'TRADE-paid-v2-25'),
				ask('R-4', 'TRADE-paid-v2-100', '7'),
				ask('R-5', 'TRADE-35214673103159414', '1.20'),
				ask('R-6', 'TRADE-pending-v2'),
			]);
			await runExample('refund-log', [ask('R-4', 'TRADE-paid-v2-100', '7')]);
			olderBy(2);
		};

		it('finds no difference, and sends no message, where there is none', async () => {
			await fill();
			expect(await differences()).toEqual([]);
			const { output } = await runExample('reconciliation');
			expect(output('Tell somebody')).toEqual([]);
		});

		it('finds each of five differences and no other, and names them in one message', async () => {
			await fill();
			const [, second, third, fourth, fifth] = outside.rows as [
				IDataObject,
				IDataObject,
				IDataObject,
				IDataObject,
				IDataObject,
			];
			// Paid twice; another amount; another currency; never booked; asked for by nobody.
			outside.rows = outside.rows.filter((row) => row !== second && row !== fifth);
			third.refundAmount = '2.49';
			fourth.currency = 'BTC';
			outside.rows.push({ ...third, reference: 'R-9', merchantTradeNo: 'TRADE-never', refundAmount: '1' });
			const found = await differences();
			expect(found.sort()).toEqual([
				'TRADE-35214673103159414 1.20 USDT in the ledger, not in the list',
				'TRADE-never 1 USDT in the list, not in the ledger',
				'TRADE-paid-v2-10 2.5 USDT in the ledger, not in the list',
				'TRADE-paid-v2-100 7 BTC in the list, not in the ledger',
				'TRADE-paid-v2-100 7 USDT in the ledger, not in the list',
				'TRADE-paid-v2-25 2.49 USDT in the list, not in the ledger',
				'TRADE-paid-v2-25 2.50 USDT in the ledger, not in the list',
			]);
			const told = (await runExample('reconciliation')).output('Tell somebody');
			expect(told).toHaveLength(1);
			expect(String(told[0]?.json.text).match(/• /g)).toHaveLength(7);
		});

		it('compares where the ledger is empty, and leaves the last hour for the next night', async () => {
			outside.rows = [{ ...ask('R-1', 'TRADE-paid-v2-10'), id: 1, result: 'Accepted' }];
			olderBy(0.5);
			expect(await differences()).toEqual([]);
			olderBy(2);
			expect(await differences()).toEqual(['TRADE-paid-v2-10 2.50 in the list, not in the ledger']);
		});
	});

	describe('the check of pending refunds', () => {
		const told = async (name: string) =>
			(await runExample('pending-refunds')).output(name).map(({ json }) => String(json.text));

		it('closes what is final, and says so', async () => {
			await runExample('refund-log', [ask('R-1', 'TRADE-paid-v2-10'), ask('R-2', 'TRADE-paid-v2-25')]);
			const [first, second] = outside.rows.map(({ refundRequestId }) => String(refundRequestId));
			sandbox.refunds.finish(String(first));
			sandbox.refunds.reject(String(second));
			const [text] = await told('Say what is final');
			expect(text).toContain('• Paid: 2.50 for order TRADE-paid-v2-10 (R-1)');
			expect(text).toContain('• Failed: 2.50 for order TRADE-paid-v2-25 (R-2)');
			expect(results()).toEqual(['R-1 Paid', 'R-2 Failed']);
			expect(await told('Say what is final')).toEqual([]);
		});

		it('names to a person what is not final after a day, and what GatePay doesn’t know, no sooner', async () => {
			await runExample('refund-log', [ask('R-1', 'TRADE-paid-v2-10')]);
			outside.rows.push({ ...ask('R-2', 'TRADE-paid-v2-25'), id: 2, result: 'Asked for' });
			olderBy(23);
			expect(await told('Say what is still open')).toEqual([]);
			olderBy(25);
			const [text, ...more] = await told('Say what is still open');
			expect(more).toEqual([]);
			expect(text).toMatch(/• 2\.50 for order TRADE-paid-v2-10 \(R-1\): GatePay says \w/);
			expect(text).toMatch(/• 2\.50 for order TRADE-paid-v2-25 \(R-2\): Not found: /);
			expect(results()).toEqual(['R-1 Accepted', 'R-2 Asked for']);
			expect(sandbox.ledger.payments).toHaveLength(1);
		});
	});

	describe('the approval by form', () => {
		const filledIn = (order = 'TRADE-paid-v2-10') => ({
			...{ order, amount: '2.50', reference: 'T-1', reason: 'Goods returned' },
		});
		const PAGES = ['accepted', 'what went wrong', 'not approved', 'nothing to send', 'what is missing'];
		/** The last page that the person sees. */
		const run = async (answered: IDataObject, form = filledIn()) => {
			Object.assign(outside, { answered });
			const { output } = await runExample('approval', [form]);
			return PAGES.flatMap((page) => output(`Page: ${page}`)).map(({ json }) => String(json.title));
		};

		it('sends what was approved, once', async () => {
			expect(await run({ decision: 'Approve' })).toEqual(['GatePay has it']);
			expect(sandbox.ledger.payments).toMatchObject([{ prepayId: 'paid-v2-10', refundAmount: '2.50' }]);
			expect(await run({ decision: 'Approve' })).toEqual(['Nothing to send']);
			expect(sandbox.ledger.payments).toHaveLength(1);
		});

		it.each([{ decision: "Don't refund" }, {}])('sends nothing after %j', async (answered) => {
			expect(await run(answered)).toEqual(['Nothing was sent']);
			expect(sandbox.ledger.payments).toEqual([]);
		});

		it('asks for no approval of what can’t be sent', async () => {
			expect(await run({ decision: 'Approve' }, filledIn('TRADE-pending-v2'))).toEqual(['Nothing to send']);
			expect(await run({ decision: 'Approve' }, filledIn('no such order!'))).toEqual(['Nothing was sent']);
			expect(sandbox.ledger.payments).toEqual([]);
		});
	});
});

/** Where a text ends in HTML that a browser would have to guess at; an expression in it stands for some words. */
function wrongHtml(text: string): string[] {
	const written = text.replaceAll(/\{\{.*?\}\}/gs, 'words');
	if (!/<[a-z/!]/i.test(written)) return [];
	const wrong: string[] = [];
	const fragment = parseFragment(written, { onParseError: ({ code }) => wrong.push(code) });
	const names = [...written.matchAll(/<\/?([^\s>]*)/g)].map(([, name = '']) => name);
	const known: readonly string[] = Object.values(html.TAG_NAMES);
	wrong.push(...names.filter((name) => !known.includes(name)).map((name) => `no element is called ${name}`));
	// What was left open is closed in what the parser made of it.
	if (serialize(fragment) !== written) wrong.push(`it is read as ${serialize(fragment)}`);
	return wrong;
}

/** What a node would send, wherever in the workflow it reads it. */
function sent(parameters: INodeParameters): INodeParameters {
	const read = JSON.stringify({ ...parameters, operation: undefined, options: undefined }).replaceAll(
		/\$\('[^']+'\)\.(?:item|first\(\))\.json|\$json/g,
		'$json',
	);
	return JSON.parse(read) as INodeParameters;
}

/** The description of one of this package's nodes; a tool has the form of its node, and how it describes itself. */
function descriptionOf({ type }: INode): INodeTypeDescription {
	const name = type.slice(PACKAGE.length).replace(/Tool$/, '');
	const { description } = NodeHelpers.getVersionedNodeType(engine.loader.getNode(name).type);
	return type === TOOL
		? { ...description, properties: [...TOOL_PROPERTIES, ...description.properties] }
		: description;
}

/** What n8n puts on top of the form of every node that is used as a tool. */
const TOOL_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Tool Description',
		name: 'descriptionType',
		type: 'options',
		options: [
			{ name: 'Set Automatically', value: 'auto' },
			{ name: 'Set Manually', value: 'manual' },
		],
		default: 'auto',
	},
	{
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { descriptionType: ['manual'] } },
	},
];

interface Source {
	node: INode;
	output: number;
}

/** Where the items come from that a node gets: what hands items on as they came is skipped. */
function sourcesOf(workflow: WorkflowFile, name: string): Source[] {
	return linksOf(workflow)
		.filter(({ to, type }) => to === name && type === 'main')
		.flatMap(({ from, output }) => {
			const node = workflow.nodes.find((each) => each.name === from) as INode;
			return PASSES_ON.includes(node.type) ? sourcesOf(workflow, from) : [{ node, output }];
		});
}

/** The second output is the error branch: n8n adds `error` to the item that went in. */
function putsOut({ node, output }: Source, path: string[]): boolean {
	if (output === 1) return path[0] === 'error';
	const { resource, operation } = node.parameters;
	const folder = node.type === TRIGGER ? 'GatePayRefundTrigger' : 'GatePayRefund';
	const file = node.type === TRIGGER ? 'v1.0.0.json' : `v1.0.0/${String(resource)}/${String(operation)}.json`;
	const schema = JSON.parse(readFileSync(join('dist/nodes', folder, '__schema__', file), 'utf8')) as Schema;
	// What follows a field of the last level is a function, such as `startsWith`.
	let level: Schema | undefined = schema;
	for (const name of path) {
		if (!level?.properties) return level !== undefined;
		level = level.properties[name];
	}
	return level !== undefined;
}

interface Schema {
	properties?: Record<string, Schema>;
}

import { byPrepayId } from '../../tools/engine/refundWorkflow';
import { until } from '../../tools/n8n';
import type { WorkflowFile } from '../../tools/n8n/imports';
import { ChatServices } from './support/chatServices';
import { inALine, SANDBOX_CREDENTIAL, webhook, type WorkflowNode } from './support/nodes';
import { addWorkflow, callWebhook, executionsOf, useWorld } from './support/world';

const world = useWorld('agents');
let services: ChatServices;
let credentials: Awaited<ReturnType<ChatServices['makeCredentials']>>;
beforeAll(async () => {
	services = await ChatServices.start();
	credentials = await services.makeCredentials(world.n8n);
});
afterAll(() => services?.close());

const AGENT: WorkflowNode = {
	name: 'Agent',
	type: '@n8n/n8n-nodes-langchain.agent',
	typeVersion: 3.1,
	parameters: { promptType: 'define', text: '={{ JSON.stringify($json.says ?? $json.body.says) }}' },
};

const TICKETS: WorkflowNode = {
	name: 'Tickets',
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'body.tickets' },
};

/** A workflow that ends with an agent, whose model may fill in the amount; with `reviewed`, a person approves each call. */
function withAgent(
	id: string,
	before: WorkflowNode[],
	refund: object,
	{ reviewed = false } = {},
): WorkflowFile {
	const line = inALine(id, [...before, AGENT]);
	const subNodes = [
		{
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.3,
			credentials: { openAiApi: credentials.openAiApi },
			parameters: { model: { __rl: true, mode: 'id', value: 'stub' }, responsesApiEnabled: false },
		},
		{
			name: 'Refund',
			type: 'n8n-nodes-gatepay.gatePayRefundTool',
			credentials: SANDBOX_CREDENTIAL,
			parameters: {
				descriptionType: 'manual',
				toolDescription: 'Gives money back.',
				resource: 'refundV2',
				operation: 'create',
				refundAmount: "={{ $fromAI('amount', 'How much', 'string') }}",
				refundRequestIdFrom: 'orderAndAmount',
				refundReason: 'Refunded by the assistant',
				...refund,
			},
		},
		{
			name: 'Review',
			type: 'n8n-nodes-base.telegramHitlTool',
			typeVersion: 1.2,
			credentials: { telegramApi: credentials.telegramApi },
			parameters: { chatId: '1', message: '={{ JSON.stringify($tool.parameters) }}' },
		},
	].filter(({ name }) => reviewed || name !== 'Review');
	const to = (node: string, type: string) => ({ [type]: [[{ node, type, index: 0 }]] });
	return {
		...line,
		nodes: [
			...line.nodes,
			...subNodes.map((node, index) => ({
				id: node.name,
				typeVersion: 1,
				position: [index * 220, 300],
				webhookId: node.name,
				...node,
			})),
		],
		connections: {
			...line.connections,
			Model: to('Agent', 'ai_languageModel'),
			Refund: to(reviewed ? 'Review' : 'Agent', 'ai_tool'),
			...(reviewed && { Review: to('Agent', 'ai_tool') }),
		},
	};
}

/** n8n takes other clients for those that look at links in advance, and does nothing then. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const ORDERS = ['paid-v2-10', 'paid-v2-25', 'paid-v2-100'];
const tickets = ORDERS.map((order, index) => ({ order, says: [{ amount: String(4 + index) }] }));
const payments = () =>
	world.sandbox.ledger.payments.map(({ prepayId, refundAmount }) => `${refundAmount} of ${prepayId}`).sort();
const EACH_RIGHT = ['4 of paid-v2-10', '5 of paid-v2-25', '6 of paid-v2-100'];

test.each([
	"$('Tickets').item.json.order",
	"$('Tickets').first().json.order",
	"$('Tickets').last().json.order",
	"$('Tickets').all()[0].json.order",
	'$json.order',
	'$input.first().json.order',
])('an agent over three tickets sends nothing with the order from %s', async (order) => {
	const path = 'three';
	const workflow = withAgent(path, [webhook(path), TICKETS], { order: byPrepayId(`={{ ${order} }}`) });
	const id = await addWorkflow(world.n8n, workflow, { active: true });
	const told = (await callWebhook(world.n8n, path, { tickets })) as { output: string }[];
	await world.n8n.rest.post(`/workflows/${id}/deactivate`);
	expect(payments()).toEqual([]);
	expect(told.map(({ output }) => output)).toEqual(
		tickets.map(() => expect.stringContaining("Not sent: 'Order' ")),
	);
});

test('one ticket for each call of a webhook is refunded rightly, and its URL says nothing for the model', async () => {
	const path = 'one';
	const parameters = { order: byPrepayId("={{ $('Webhook').first().json.body.order }}") };
	await addWorkflow(world.n8n, withAgent(path, [webhook(path)], parameters), { active: true });
	await Promise.all(tickets.map((ticket) => callWebhook(world.n8n, `${path}?amount=1`, ticket)));
	expect(payments()).toEqual(EACH_RIGHT);

	const says = [{ amount: '1', query: { amount: '2' } }];
	const [hidden] = (await callWebhook(world.n8n, path, { order: ORDERS[0], says })) as { output: string }[];
	expect(hidden?.output).toContain("Not sent: 'Refund Amount' would not be what the AI model passed");
	expect(payments()).toEqual(EACH_RIGHT);
});

test('a sub-workflow for each ticket refunds each rightly', async () => {
	const started: WorkflowNode = {
		name: 'One ticket',
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.1,
		parameters: { inputSource: 'passthrough' },
	};
	const parameters = { order: byPrepayId("={{ $('One ticket').first().json.order }}") };
	const sub = await addWorkflow(world.n8n, withAgent('sub', [started], parameters), { active: true });
	const path = 'parent';
	const forEach: WorkflowNode = {
		name: 'For each',
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.2,
		parameters: { workflowId: { __rl: true, mode: 'id', value: sub }, mode: 'each', options: {} },
	};
	await addWorkflow(world.n8n, inALine(path, [webhook(path), TICKETS, forEach]), { active: true });
	await callWebhook(world.n8n, path, { tickets });
	expect(payments()).toEqual(EACH_RIGHT);
});

test('with human review, one ticket is refunded rightly, a second approval in the same execution included', async () => {
	const path = 'reviewed';
	const called = { ...webhook(path), parameters: { path, httpMethod: 'POST' } };
	const parameters = { order: byPrepayId("={{ $('Webhook').first().json.body.order }}") };
	const workflow = withAgent(path, [called], parameters, { reviewed: true });
	const id = await addWorkflow(world.n8n, workflow, { active: true });
	await callWebhook(world.n8n, path, { order: ORDERS[1], says: [{ amount: '1' }, { amount: '2' }] });
	for (const asked of [0, 1]) {
		const { text, address } = await until('a person to be asked', async () => services.approvals[asked]);
		expect(text).toContain(`{"amount":"${asked + 1}"}`);
		expect(payments()).toHaveLength(asked);
		await until('n8n to wait for the answer', async () => {
			const { ok } = await fetch(address, { headers: { 'user-agent': BROWSER } });
			return ok || undefined;
		});
	}
	const [execution] = await executionsOf(world.n8n, id, 1);
	expect(String(execution?.output('Agent')[0]?.output)).toMatch(/"accepted"[^]*"accepted"/);
	expect(payments()).toEqual(['1 of paid-v2-25', '2 of paid-v2-25']);
});

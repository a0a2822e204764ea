import { join } from 'node:path';

import { inALine, items, MANUAL, refund, SANDBOX_CREDENTIAL } from '../../test/e2e/support/nodes';
import { run } from '../n8n/run';
import { outputOf, type Studio } from './studio';
import { byPrepayId } from '../engine/refundWorkflow';

const TICKET = {
	ticket: 'T-1042',
	order: 'TRADE-paid-v2-10',
	prepayId: 'paid-v2-10',
	amount: '2.50',
	reason: 'Goods returned',
};

const HOOK = 'cccccccc-0000-4000-8000-000000000001';

/** What n8n's reviewers ask to see, in a single take. */
export async function filmLong(studio: Studio): Promise<void> {
	const { camera, editor } = studio;
	// All fields that something is dragged to are in sight.
	await editor.page.setViewportSize({ width: 1440, height: 1000 });
	await showInstall(studio);
	await showRefund(studio);
	await showActions(studio);
	await showTrigger(studio);
	await camera.cut();
}

/** From the packed package, which is what npm would serve: nothing of it is published yet. */
async function showInstall({ n8n, editor: { page }, camera }: Studio): Promise<void> {
	const nodes = join(n8n.home.folder, '.n8n', 'nodes');
	const listed = await run('npm', ['ls'], { cwd: nodes });
	const lines = [
		'$ npm pack',
		'$ cd ~/.n8n/nodes',
		'$ npm install --ignore-scripts n8n-nodes-gatepay-*.tgz',
		'$ npm ls',
		...listed
			.trim()
			.split('\n')
			.slice(1)
			.map((line) => line.replace(/ -> .*/, '')),
	];
	const text = lines.join('\n');
	const html = `<body style="background:#111;color:#eee;padding:40px"><pre style="font:24px/1.6 monospace;white-space:pre-wrap">${text}`;
	await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent(html)}`);
	await camera.caption('The packed package, installed as n8n installs it from npm');
	await camera.roll();
	await camera.hold(8);
}

/** The node is found, its credential passes, and one ticket is refunded once. */
async function showRefund(studio: Studio): Promise<void> {
	const { editor, sandbox, camera, add } = studio;
	const { page } = editor;
	const ticket = 'Closed ticket';
	const id = await add({
		...inALine('ticket', [MANUAL, { ...items([TICKET]), name: ticket }]),
		name: 'Refund a closed ticket',
	});
	await editor.show(id);
	await camera.caption('n8n: a ticket that is to be refunded');
	await camera.hold(2);
	await camera.point(page.getByTestId('execute-workflow-button'), 'middle');
	await editor.runWorkflow(ticket);

	await camera.caption('The node is found by “gatepay”');
	const found = await editor.search('gatepay');
	await camera.hold(2);
	await camera.click(found.first());
	await camera.caption('Its actions');
	await camera.hold(4);
	await camera.point(page.getByText('Create checkout refund', { exact: true }), 'middle');
	await editor.pick('Create checkout refund');

	await camera.caption('The credential, tested by n8n');
	await camera.click(editor.form.getByTestId('credential-edit-button'));
	const dialog = page.getByTestId('editCredential-modal');
	const passed = dialog.getByTestId('credentials-config-container-test-success');
	await camera.point(passed);
	await camera.hold(5);
	await page.keyboard.press('Escape');
	await dialog.waitFor({ state: 'hidden' });
	await camera.hold(1);
	// Escape may have closed the form as well.
	if (!(await editor.form.isVisible())) await editor.openForm('Create checkout refund');

	await camera.caption('Fields are dragged in');
	await editor.drag('order', 'order');
	await editor.drag('amount', 'refundAmount');
	await editor.drag('ticket', 'refundReference');
	await editor.drag('reason', 'refundReason');
	await camera.hold(2);

	const button = editor.form.getByTestId('node-execute-button');
	const output = editor.form.getByTestId('output-panel');
	await camera.caption('Create: the refund is sent');
	await camera.click(button);
	await outputOf(studio, 'accepted');
	await camera.point(output.getByText('accepted').first());
	await camera.hold(4);
	await camera.caption('Once more: it exists already, and nothing is sent');
	await camera.click(button);
	await outputOf(studio, 'existing');
	await camera.point(output.getByText('existing').first());
	await camera.hold(4);

	await page.goto(sandbox.baseUrl);
	await camera.caption('GatePay (here: its local sandbox): paid once');
	await camera.point(page.getByText('paid once').first());
	await camera.hold(4);
}

/** The other actions, run on the same order. */
async function showActions({ editor, camera, add }: Studio): Promise<void> {
	const order = byPrepayId(TICKET.prepayId);
	const actions = [
		refund(
			'refundV2',
			{ operation: 'preview', order, refundAmount: '1', refundReference: 'T-1043' },
			{ name: 'Preview a refund' },
		),
		refund(
			'refundV2',
			{ operation: 'get', refundIdentifier: 'reference', order, refundReference: TICKET.ticket },
			{ name: 'Get the refund' },
		),
		{
			...refund('refundV2', {}, { name: 'Get the order' }),
			parameters: { resource: 'order', operation: 'get', order },
		},
		refund(
			'refundV1',
			{ order: byPrepayId('paid-v1-100'), refundAmount: '40', refundReference: 'T-1044' },
			{ name: 'Create a payment refund' },
		),
	];
	const id = await add({ ...inALine('actions', [MANUAL, ...actions]), name: 'The other actions' });
	await editor.show(id);
	await editor.page.getByTestId('zoom-to-fit').click();
	await camera.caption('Preview, Get, orders, and orders of the older kind');
	await camera.point(editor.page.getByTestId('execute-workflow-button'), 'middle');
	await editor.runWorkflow('Create a payment refund');
	await camera.hold(3);
	for (const { name } of actions) {
		await camera.caption(name);
		await camera.point(editor.node(name), 'middle');
		await editor.openForm(name);
		await camera.point(editor.form.getByTestId('output-panel').locator('table').first());
		await camera.hold(5);
		await editor.closeForm();
	}
}

/** A notification of GatePay's starts a workflow. */
async function showTrigger({ n8n, sandbox, editor, camera, add }: Studio): Promise<void> {
	const { page } = editor;
	const name = 'GatePay says what happened';
	const trigger = {
		name,
		type: 'n8n-nodes-gatepay.gatePayRefundTrigger',
		webhookId: HOOK,
		parameters: { events: ['REFUND_SUCCESS', 'REFUND_REJECTED'] },
		credentials: SANDBOX_CREDENTIAL,
	};
	const workflow = inALine('trigger', [trigger, { name: 'Tell the buyer', type: 'n8n-nodes-base.noOp' }]);
	const id = await add({ ...workflow, name: 'When a refund has ended' }, { active: true });
	await editor.show(id);
	await camera.caption('The trigger: started by GatePay’s notification');
	await camera.hold(3);
	await editor.openForm(name);
	await camera.hold(4);

	await page.goto(sandbox.baseUrl);
	await camera.caption('Its address goes to GatePay');
	const address = page.getByLabel('Notification URL').first();
	await camera.click(address);
	await address.pressSequentially(`${n8n.url}/webhook/${HOOK}/webhook`, { delay: 30 });
	await camera.click(page.getByRole('button', { name: 'Save', exact: true }).first());
	await camera.hold(2);
	await camera.caption('GatePay notifies');
	await camera.click(page.getByRole('button', { name: 'Send notification' }).first());
	await camera.point(page.getByText('acknowledged').first());
	await camera.hold(4);

	await page.goto(`/workflow/${id}/executions`);
	await camera.caption('The workflow ran once, with the verified notification');
	await page.getByText('Succeeded').first().waitFor();
	await camera.hold(5);
}

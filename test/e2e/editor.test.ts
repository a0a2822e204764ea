import type { Browser } from 'playwright-core';

import { Editor } from './browser/editor';
import { openBrowser } from './browser/openBrowser';
import { picturePath } from './browser/pictures';
import { items, inALine, MANUAL } from './support/nodes';
import { addWorkflow, useWorld } from './support/world';

// n8n's editor loads and draws by a clock of its own: what fails three times, fails.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const world = useWorld('editor');
let browser: Browser;
let editor: Editor;
beforeAll(async () => {
	browser = await openBrowser();
	editor = await Editor.open(browser, world.n8n);
});
afterAll(async () => {
	await browser?.close();
});
beforeEach(async () => {
	const id = await addWorkflow(world.n8n, {
		...inALine('ticket', [MANUAL, { ...items([TICKET]), name: 'Closed ticket' }]),
		name: 'Refund a closed ticket',
	});
	await editor.show(id);
});

const TICKET = {
	ticket: 'T-1042',
	order: 'TRADE-paid-v2-10',
	prepayId: 'paid-v2-10',
	amount: '2.50',
	reason: 'Goods returned',
};

/** The form of a new checkout refund behind the ticket, which has been run. */
async function addRefund(): Promise<void> {
	await editor.runWorkflow('Closed ticket');
	await (await editor.search('gatepay')).first().click();
	await editor.pick('Create checkout refund');
}

async function fillIn(): Promise<void> {
	await editor.drag('order', 'order');
	await editor.drag('ticket', 'refundReference');
	await editor.drag('reason', 'refundReason');
}

test('the node is found by its name, with what it does and its nine actions', async () => {
	const found = await editor.search('gatepay');
	expect(await found.allInnerTexts()).toEqual([
		expect.stringContaining(
			'Refund orders paid through GatePay, and start workflows when GatePay says what happened to a refund',
		),
	]);
	await found.first().click();
	await editor.page.getByText('Actions (9)').waitFor();
	for (const action of [
		'Create checkout refund',
		'Get checkout refund',
		'Preview checkout refund',
		'Get order',
		'Get balance',
		'Get many refunds from the history',
		'Create payment refund',
		'Get payment refund',
		'Preview payment refund',
	]) {
		expect(await editor.page.getByText(action, { exact: true }).count()).toBe(1);
	}
});

test('fields are dragged in, the node is run, and the buyer is paid once, however often it is run', async () => {
	await addRefund();
	await fillIn();
	await editor.drag('amount', 'refundAmount');
	await editor.form.getByText('T-1042').nth(1).waitFor();
	const output = await editor.runNode();
	await output.getByText('accepted').first().waitFor();
	await editor.picture(picturePath('form'), editor.form);
	expect(world.sandbox.ledger.timesPaidTo(TICKET.prepayId)).toBe(1);

	await editor.runNode();
	await output.getByText('existing').first().waitFor();
	await output.getByText('1 refund existed already', { exact: false }).waitFor();
	expect(world.sandbox.ledger.timesPaidTo(TICKET.prepayId)).toBe(1);

	await editor.closeForm();
	await editor.page.getByTestId('zoom-to-fit').click();
	await editor.page.getByText('create: Checkout Refund (V2)').waitFor();
	expect(editor.errors).toEqual([]);
});

test('a wrong amount is said in the field’s own words, and nothing is sent', async () => {
	await addRefund();
	await fillIn();
	await editor.fill('refundAmount', '2,50');
	const output = await editor.runNode();
	await output.getByText("'Refund Amount'").first().waitFor();
	await editor.picture(picturePath('message'), editor.form);
	expect(world.sandbox.requests.filter(({ call }) => call?.startsWith('createRefund'))).toEqual([]);
});

test('fields that a choice makes needless come and go', async () => {
	await addRefund();
	const shown = async () => (await editor.parameters()).filter((name) => CONDITIONAL.includes(name));
	expect(await shown()).toEqual(['refundAmount', 'refundReference']);

	await editor.choose('refundStyle', 'Another Recipient');
	await editor.parameter('refundToGateUid').waitFor();
	expect(await shown()).toEqual(['refundAmount', 'refundReference', 'refundPayChannel', 'refundToGateUid']);
	await editor.choose('refundPayChannel', 'Web3');
	await editor.parameter('refundAddress').waitFor();
	expect(await shown()).toEqual([
		'refundAmount',
		'refundReference',
		'refundPayChannel',
		'refundAddress',
		'refundChain',
	]);
	await editor.choose('refundStyle', 'Original Payment');
	await editor.choose('refundAmountMode', 'Full');
	await editor.choose('refundRequestIdFrom', 'Order and Amount');
	await editor.parameter('refundReference').waitFor({ state: 'hidden' });
	expect(await shown()).toEqual([]);
});

test('the credential opens from the node, and its test is green', async () => {
	await addRefund();
	await editor.form.getByTestId('credential-edit-button').click();
	const dialog = editor.page.getByTestId('editCredential-modal');
	await dialog.getByTestId('credentials-config-container-test-success').waitFor();
	for (const label of ['Account Type', 'Client ID', 'Secret', 'On Behalf Of', 'Base URL']) {
		await dialog.getByText(label).first().waitFor();
	}
	expect(await dialog.innerHTML()).not.toContain(world.sandbox.institutionCredential.secret);
});

/** Those of the form that depend on another's choice. */
const CONDITIONAL = [
	'refundAmount',
	'refundReference',
	'refundRequestId',
	'refundPayChannel',
	'refundToGateUid',
	'refundAddress',
	'refundChain',
];

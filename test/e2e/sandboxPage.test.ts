import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

import { useCallback } from '../tools/sandbox/callback';
import { failureOf, useSandbox, v1Refund, v2Refund } from '../tools/sandbox/client';
import { openBrowser } from './browser/openBrowser';
import { picturePath } from './browser/pictures';
import { openWatchedPage, type WatchedPage } from './support/watchedPage';

/** The sandbox's page, in a real browser: by mouse, by keyboard alone, and attacked. */
describe('the page of the sandbox in a browser', () => {
	const stage = useSandbox();
	const callback = useCallback();
	let browser: Browser;
	let opened: WatchedPage;
	let page: Page;

	const open = async (options?: BrowserContextOptions) => {
		opened = await openWatchedPage(browser, stage.sandbox.baseUrl, options);
		page = opened.page;
		await news('Listening on');
	};
	const refund = (id: string) =>
		page.getByRole('list', { name: 'Refunds' }).getByRole('listitem').filter({ hasText: id });
	const requests = () => page.getByRole('list', { name: 'Requests' }).locator('> li');
	const notifications = () => page.getByRole('list', { name: 'Notifications' }).getByRole('listitem');
	/** Waits until the page has said it. */
	const news = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
	const fault = (label: string) => page.getByRole('switch', { name: label });

	beforeAll(async () => {
		browser = await openBrowser();
	});
	beforeEach(() => open());
	afterEach(async () => {
		await opened.close();
		expect(opened.complaints).toEqual([]);
	});
	afterAll(() => browser.close());

	it('shows a refund as soon as it was made, and how often it was paid', async () => {
		stage.sandbox.repeatedIds = 'payAgain';
		await stage.institution.refundV2(v2Refund('ticket-1', { refundAmount: '2.50' }));
		await news('Refund ticket-1 of 2.50 USDT: accepted.');
		await refund('ticket-1').getByText('paid once').waitFor();
		await stage.institution.refundV2(v2Refund('ticket-1', { refundAmount: '2.50' }));
		await refund('ticket-1').getByText('paid 2 times').nth(1).waitFor();
		expect(await refund('ticket-1').count()).toBe(2);
	});

	it('finishes a refund and makes another fail', async () => {
		await stage.institution.refundV2(v2Refund('good'));
		await stage.merchant.refundV1(v1Refund('bad'));
		await refund('good').getByRole('button', { name: 'Finish' }).click();
		await refund('good').getByText('Succeeded').waitFor();
		await refund('bad').getByRole('button', { name: 'Fail' }).click();
		await news('Refund bad was made to fail.');
		await refund('bad').getByText('not paid').waitFor();
		expect((await stage.institution.queryV2('good')).json.data.status).toBe('REFUND_SUCCESS');
		expect((await stage.merchant.queryV1('bad')).json.data.refundStatus).toBe('FAIL');
		for (const name of ['Finish', 'Fail']) {
			expect(await refund('bad').getByRole('button', { name }).getAttribute('aria-disabled')).toBe('true');
		}
	});

	it('sends signed notifications to the URL that was entered, and again when asked', async () => {
		await page.getByLabel('Notification URL').first().fill(callback.url);
		await page.getByRole('button', { name: 'Save', exact: true }).first().click();
		await news(`go to ${callback.url}`);
		await stage.institution.refundV2(v2Refund('r'));
		await refund('r').getByRole('button', { name: 'Finish' }).click();
		await notifications().getByText('acknowledged').waitFor();
		callback.answers.push({ status: 401, text: 'no' });
		await refund('r').getByRole('button', { name: 'Send notification' }).click();
		await notifications().filter({ hasText: 'not acknowledged, HTTP 401' }).waitFor();

		expect(callback.received).toHaveLength(2);
		for (const { headers, body } of callback.received) {
			expect(JSON.parse(body)).toMatchObject({ bizType: 'PAY_REFUND', bizStatus: 'REFUND_SUCCESS' });
			const signed = `${headers['x-gatepay-timestamp']}\n${headers['x-gatepay-nonce']}\n${body}\n`;
			expect(headers['x-gatepay-signature']).toBe(
				createHmac('sha512', stage.sandbox.institutionCredential.secret).update(signed).digest('hex'),
			);
		}
	});

	it('says what is wrong with a notification URL, beside the field', async () => {
		const field = page.getByLabel('Notification URL').first();
		await field.fill('my workflow');
		await page.getByRole('button', { name: 'Save', exact: true }).first().click();
		await news('The notification URL must begin with');
		expect(await field.getAttribute('aria-invalid')).toBe('true');
		await field.fill('');
		await page.getByRole('button', { name: 'Save', exact: true }).first().click();
		await news('No notifications are sent to the institution');
		expect(await field.getAttribute('aria-invalid')).toBeNull();
	});

	it('switches a fault on, which strikes the next request, and is off again', async () => {
		const lost = fault('The refund is made, but the answer gets lost');
		await lost.click();
		await news('Fault on');
		expect(await lost.getAttribute('aria-checked')).toBe('true');
		expect(await failureOf(stage.institution.refundV2(v2Refund('r')))).toBe('ECONNRESET');
		await requests().filter({ hasText: 'Fault: done, but the answer got lost' }).waitFor();
		expect(await lost.getAttribute('aria-checked')).toBe('false');
		expect((await stage.institution.refundV2(v2Refund('s'))).status).toBe(200);
	});

	it('switches a fault on for every request, and off', async () => {
		await page
			.getByLabel('A fault that you switch on strikes')
			.selectOption('every time, until switched off');
		const down = fault('Too many requests');
		await down.click();
		await news('Fault on');
		for (const id of ['r', 's']) expect((await stage.institution.refundV2(v2Refund(id))).status).toBe(429);
		await down.click();
		await news('Fault off');
		expect((await stage.institution.refundV2(v2Refund('r'))).status).toBe(200);
	});

	it('shows why a request was refused, and what it was', async () => {
		await stage.institution.refundV2(v2Refund('r', { prepayId: 'expired-v2' }));
		const request = requests().filter({ hasText: 'refused, 400204' });
		await request.getByText('the order is EXPIRED').click();
		await request.getByText('X-GatePay-Certificate-ClientId: sandbox-institution-client').waitFor();
		expect(await request.innerText()).toContain('"prepayId":"expired-v2"');
		await news('A request was refused: the order is EXPIRED');
	});

	it('makes no news of a look-up before a refund, which finds none', async () => {
		await stage.institution.queryV2('nobody');
		await requests().filter({ hasText: 'not found, 400304' }).waitFor();
		expect(await page.getByRole('status').innerText()).not.toContain('refused');
	});

	it('changes how a repeated request is treated, and starts afresh', async () => {
		await page.getByLabel('paid again').check();
		await news('is paid again from now on');
		for (const times of [1, 2]) {
			await stage.institution.refundV2(v2Refund('r'));
			expect(stage.sandbox.ledger.timesPaid('r')).toBe(times);
		}
		page.once('dialog', (dialog) => void dialog.accept());
		await page.getByRole('button', { name: 'Start afresh' }).click();
		await news('as if just started');
		expect(await page.getByLabel('refused', { exact: true }).isChecked()).toBe(true);
		expect(await refund('r').count()).toBe(0);
	});

	it('says on starting afresh that n8n remembers refunds', async () => {
		let question = '';
		page.once('dialog', (dialog) => {
			question = dialog.message();
			void dialog.dismiss();
		});
		await stage.institution.refundV2(v2Refund('r'));
		await page.getByRole('button', { name: 'Start afresh' }).click();
		expect(question).toContain('n8n remembers refunds for ten minutes');
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(1);
		page.once('dialog', (dialog) => void dialog.accept());
		await page.getByRole('button', { name: 'Start afresh' }).click();
		await news('use a new reference, or restart n8n');
		await page.getByText('n8n remembers earlier refunds for ten minutes').waitFor();
	});

	it('finds a refund by its reference, and shows all again', async () => {
		const idOfTicket = '12b2a02ce9760690e164f4f30dc4a8cc';
		await stage.institution.refundV2(v2Refund(idOfTicket, { prepayId: 'paid-v2-25' }));
		await stage.institution.refundV2(v2Refund('another'));
		await refund('another').waitFor();
		const field = page.getByLabel('Find by reference');
		await field.fill('TICKET-1042');
		await refund('another').waitFor({ state: 'detached' });
		expect(await refund(idOfTicket).count()).toBe(1);
		expect(await requests().count()).toBe(1);
		const orders = page.getByRole('list', { name: 'Orders', exact: true }).getByRole('listitem');
		expect(await orders.count()).toBe(1);
		expect(await orders.first().innerText()).toContain('TRADE-paid-v2-25');
		await field.fill('');
		await refund('another').waitFor();
	});

	it('copies an ID and a field of the credential', async () => {
		await opened.close();
		await open({ permissions: ['clipboard-read', 'clipboard-write'] });
		await stage.institution.refundV2(v2Refund('ticket-1'));
		const copied = () => page.evaluate(() => navigator.clipboard.readText());
		await refund('ticket-1').getByRole('button', { name: 'Copy refund request ID' }).click();
		await news('Copied refund request ID.');
		expect(await copied()).toBe('ticket-1');
		await page.getByRole('button', { name: 'Copy secret' }).first().click();
		await news('Copied secret.');
		expect(await copied()).toBe(stage.sandbox.institutionCredential.secret);
		const order = page.getByRole('listitem').filter({ hasText: 'paid-v2-25' });
		await order.getByRole('button', { name: 'Copy trade number' }).click();
		await news('Copied trade number.');
		expect(await copied()).toBe('TRADE-paid-v2-25');
	});

	it('sets the balance, shows the ledger, and says what is wrong with an amount beside the field', async () => {
		const field = page.getByRole('textbox', { name: 'USDT' });
		await field.fill('1,5');
		await page.getByRole('button', { name: 'Save the balance in USDT' }).click();
		await news('The balance must be a number');
		expect(await field.getAttribute('aria-invalid')).toBe('true');
		await field.fill('1.5');
		await page.keyboard.press('Enter');
		await news('The account holds 1.5 USDT.');
		expect(await field.getAttribute('aria-invalid')).toBeNull();
		expect((await stage.institution.refundV2(v2Refund('r', { refundAmount: '2' }))).json.code).toBe('400605');
		expect((await stage.institution.refundV2(v2Refund('r'))).json.code).toBe('000000');
		const rows = page.getByRole('list', { name: /^Ledger/ }).getByRole('listitem');
		await rows.filter({ hasText: '-1 USDT' }).waitFor();
		expect(await rows.count()).toBe(3);
		await page.getByLabel('Refunds show in the ledger').selectOption('after 10 seconds');
		await news('Refunds show in the ledger after 10 seconds');
		await rows.filter({ hasText: '-1 USDT' }).waitFor({ state: 'detached' });
		expect(await field.inputValue()).toBe('0.5');
	});

	it('notifies of a payment that fits no order, and says where to enter a URL first', async () => {
		const button = page.getByRole('button', { name: 'Notify of a payment that fits no order' }).first();
		await button.click();
		await news('enter a notification URL for the institution first');
		stage.sandbox.applications.institution.callbackUrl = callback.url;
		await button.click();
		await notifications()
			.filter({ hasText: 'payment 123, which fits no order' })
			.getByText('acknowledged')
			.waitFor();
		expect(callback.received[0]?.body).toContain('"bizType":"PAY_UNRESOLVED"');
	});

	it('shows a script that came with a request as the text that it is', async () => {
		const script =
			'<script>document.title = "struck"</script><img src="/struck" onerror="document.title = \'struck\'">';
		callback.answers.push({ status: 200, text: script });
		stage.sandbox.applications.institution.callbackUrl = callback.url;
		await stage.institution.refundV2(v2Refund('r', { refundReason: script, refundAddress: script }), {
			headers: { 'User-Agent': script, 'X-GatePay-On-Behalf-Of': 'sub-account-1' },
		});
		stage.sandbox.faults.add({ on: 'create', kind: 'code', code: '300000', errorMessage: script });
		await stage.institution.refundV2(v2Refund('s', { [script]: script }));
		await stage.institution.get(`/${encodeURI(script)}`, { [script]: script });
		stage.sandbox.refunds.reject('r', script);
		await stage.sandbox.notificationsSettled();

		await refund('r').getByText(script).nth(1).waitFor();
		await notifications().getByText(script).waitFor();
		for (const request of await requests().all()) await request.locator('summary').click();
		await requests().getByText(`User-Agent: ${script}`).waitFor();
		await requests().getByText(`Fault: a failure inside GatePay · ${script}`).waitFor();
		expect(await page.title()).toBe('GatePay sandbox');
		expect(await page.locator('main img, main script').count()).toBe(0);
	});

	it('can be used by keyboard alone, and keeps the focus while things go on', async () => {
		await stage.institution.refundV2(v2Refund('first'));
		await refund('first').waitFor();
		const fail = refund('first').getByRole('button', { name: 'Fail' });
		await tabTo(fail);
		await stage.institution.refundV2(v2Refund('second'));
		await refund('second').waitFor();
		expect(await isFocused(fail)).toBe(true);
		await page.keyboard.press('Enter');
		await refund('first').getByText('Failed', { exact: true }).waitFor();
		expect(await isFocused(fail)).toBe(true);

		const field = page.getByLabel('Notification URL').first();
		await tabTo(field);
		await page.keyboard.type(callback.url);
		await page.keyboard.press('Enter');
		await news(`go to ${callback.url}`);
		expect(await isFocused(field)).toBe(true);

		await tabTo(page.getByLabel('refused', { exact: true }));
		await page.keyboard.press('ArrowDown');
		await news('gets the first refund as its answer');
		expect(stage.sandbox.repeatedIds).toBe('sameAnswer');

		const lost = fault('The connection breaks, and no refund is made');
		await tabTo(lost);
		await page.keyboard.press('Space');
		await news('Fault on');
		expect(await isFocused(lost)).toBe(true);
		expect(await failureOf(stage.institution.refundV2(v2Refund('third')))).toBe('ECONNRESET');

		const newest = requests().first().locator('summary');
		await requests().filter({ hasText: 'Fault: the connection broke' }).waitFor();
		await page.keyboard.press('Shift+Tab');
		await tabTo(newest, 'Shift+Tab');
		await page.keyboard.press('Enter');
		await page.getByText('"refundRequestId":"third"').waitFor();
	});

	it('keeps what somebody has opened and half typed while things go on', async () => {
		await stage.institution.refundV2(v2Refund('r'));
		await requests().locator('summary').click();
		const field = page.getByLabel('Notification URL').first();
		await field.pressSequentially('http://127.0.0.1:56');
		await stage.institution.queryV2('r');
		await requests().nth(1).waitFor();
		expect(await requests().nth(1).getByText('"refundRequestId":"r"').isVisible()).toBe(true);
		expect(await field.inputValue()).toBe('http://127.0.0.1:56');
		expect(await isFocused(field)).toBe(true);
	});

	it('says when the sandbox is gone, and when it is back', async () => {
		await stage.sandbox.pause();
		await news('The sandbox does not answer.');
		await stage.sandbox.resume();
		await news('The sandbox answers again.');
		await stage.institution.refundV2(v2Refund('r'));
		await refund('r').waitFor();
		// The browser itself notes the requests that failed meanwhile.
		opened.complaints.splice(0, Infinity, ...opened.complaints.filter((each) => !/net::ERR_/.test(each)));
	});

	it('gives nothing to another page in the same browser, and takes nothing from it', async () => {
		const attacks = createServer((_request, response) => {
			response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Attacker</title>');
		});
		attacks.listen(0, '127.0.0.1');
		await once(attacks, 'listening');
		const attacker = await browser.newPage();
		try {
			await stage.institution.refundV2(v2Refund('r'));
			await attacker.goto(`http://127.0.0.1:${(attacks.address() as AddressInfo).port}/`);
			const read = await attacker.evaluate(async (sandbox) => {
				const attempt = (path: string, options: RequestInit) =>
					fetch(sandbox + path, options).then(
						async (answer) => `${answer.type} ${await answer.text()}`,
						() => 'failed',
					);
				const action = '/sandbox/actions/startAfresh';
				const headers = { 'Content-Type': 'application/json' };
				return [
					await attempt('/sandbox/state', {}),
					await attempt('/sandbox/state', { mode: 'no-cors' }),
					await attempt(action, { method: 'POST', headers, body: '{}' }),
					await attempt(action, { method: 'POST', mode: 'no-cors', body: '{}' }),
					await attempt(action, { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ a: '{}' }) }),
				];
			}, stage.sandbox.baseUrl);
			expect(read.filter((each) => each !== 'failed' && each !== 'opaque ')).toEqual([]);

			await attacker.evaluate((sandbox) => {
				document.body.innerHTML = `<form method="post" enctype="text/plain" action="${sandbox}/sandbox/actions/startAfresh"><input name='{"a":"' value='"}'></form>`;
				document.forms[0]?.submit();
			}, stage.sandbox.baseUrl);
			await attacker.getByText('Only the page of the sandbox may do this.').waitFor();
			expect(stage.sandbox.ledger.timesPaid('r')).toBe(1);
		} finally {
			await attacker.close();
			attacks.close();
			attacks.closeAllConnections();
		}
	});

	it.each<[string, BrowserContextOptions]>([
		['light', { colorScheme: 'light' }],
		['dark', { colorScheme: 'dark' }],
		['a phone', { viewport: { width: 320, height: 640 } }],
		['larger text', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
	])('can be read by everybody: %s', async (_how, options) => {
		await opened.close();
		await open(options);
		await fillTheStage();
		await refund('5ee62f46a28bb2cd6cdfb2f3caebb53c').waitFor();
		await fault('The answer takes 5 seconds').click();
		for (const details of await page.locator('details').all()) {
			await details.evaluate((each) => each.setAttribute('open', ''));
		}
		await page.mouse.move(0, 0);
		expect(await violations()).toEqual([]);
		const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect(overflow).toBeLessThanOrEqual(0);
	});

	it('looks as in the README', async () => {
		await opened.close();
		await fillTheStage();
		await open({ viewport: { width: 1280, height: 1240 } });
		// Any free port in the test; in the picture those that a reader will have.
		const ports = [
			[stage.sandbox.baseUrl, 'http://127.0.0.1:4690'],
			[callback.url, 'http://127.0.0.1:5678/webhook/gatepay'],
		] as const;
		await page.route(/\/sandbox\/state\?/, async (route) => {
			const answer = await route.fetch();
			const body = ports.reduce((text, [from, to]) => text.replaceAll(from, to), await answer.text());
			await route.fulfill({ response: answer, body });
		});
		await fault('The refund is made, but the answer gets lost').click();
		await news('Fault on');
		await page.getByText(ports[0][1]).first().waitFor();
		await page.mouse.move(0, 0);
		await page.evaluate(() => scrollTo(0, 0));
		await page.screenshot({ path: picturePath('sandbox') });
	});

	/** One of everything that the page can show. */
	async function fillTheStage(): Promise<void> {
		const { sandbox, institution } = stage;
		stage.now = Date.UTC(2026, 0, 15, 9, 41);
		const create = (id: string, more: object, changes = {}) => {
			stage.now += 47_000;
			return institution.refundV2(v2Refund(id, more), changes);
		};
		sandbox.applications.institution.callbackUrl = callback.url;
		await institution.queryV2('ticket-1042');
		await create('ticket-1042', {
			prepayId: 'paid-v2-25',
			refundAmount: '2.50',
			refundReason: 'Goods returned',
		});
		stage.now += 5_000;
		sandbox.refunds.finish('ticket-1042');
		await sandbox.notificationsSettled();
		await create('ticket-1043', { prepayId: 'expired-v2' });
		await create('ticket-1044', {}, { secret: 'a-fake-secret-that-is-wrong' });
		sandbox.repeatedIds = 'payAgain';
		sandbox.faults.add({ on: 'create', kind: 'answerLostAfter' });
		const repeated = { prepayId: 'paid-v2-100', refundAmount: '12', refundReason: 'Paid for twice' };
		await create('ticket-1045', repeated).catch(() => undefined);
		await create('ticket-1045', repeated);
		const address = {
			refundStyle: 2,
			refundPayChannel: 2,
			refundChain: 'TRX',
			refundAddress: 'TFakeAddressOfTheSandbox',
		};
		const derived = '5ee62f46a28bb2cd6cdfb2f3caebb53c';
		await create(derived, { prepayId: 'paid-v2-10', refundAmount: '0.8', ...address });
		callback.answers.push({ status: 401, text: 'The signature is wrong' });
		sandbox.refunds.reject(derived, 'the address does not exist');
		await sandbox.notificationsSettled();
		await sandbox.notifyUnresolved('institution');
	}

	/** What an established checker finds wrong for people who see little, or use a screen reader. */
	async function violations(): Promise<string[]> {
		await page.evaluate(axe.source);
		const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
		return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
	}

	async function tabTo(target: Locator, key = 'Tab'): Promise<void> {
		for (let presses = 0; presses < 200; presses++) {
			if (await isFocused(target)) return;
			await page.keyboard.press(key);
		}
		throw new Error(`${key} never reached ${target.toString()}`);
	}

	function isFocused(target: Locator): Promise<boolean> {
		return target.evaluate((element) => element === document.activeElement);
	}
});

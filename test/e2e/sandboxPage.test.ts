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

/** What a person can do on the sandbox's page, in a real browser: by mouse, by keyboard alone, and attacked. */
describe('on the page of the sandbox a person', () => {
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
	const entries = (list: string) => page.getByRole('list', { name: list, exact: true }).locator('> li');
	const refund = (id: string) => entries('Refunds').filter({ hasText: id });
	/** Waits until the page has said it. */
	const news = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
	const show = (tab: string) => page.getByRole('tab', { name: tab }).click();
	const setUp = (title: string) => page.locator('aside > details > summary', { hasText: title }).click();
	const fault = (label: string) => page.getByRole('switch', { name: label });
	const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);
	const tabTo = async (target: Locator) => {
		for (let presses = 0; presses < 100; presses++) {
			await page.keyboard.press('Tab');
			if (await isFocused(target)) return;
		}
		throw new Error(`Tab never reached ${target.toString()}`);
	};

	beforeAll(async () => {
		browser = await openBrowser();
	});
	beforeEach(() => open({ permissions: ['clipboard-read', 'clipboard-write'] }));
	afterEach(async () => {
		await opened.close();
		expect(opened.complaints).toEqual([]);
	});
	afterAll(() => browser.close());

	it('sees a refund as soon as it was made and how often it was paid, finishes it, or makes it fail', async () => {
		stage.sandbox.repeatedIds = 'payAgain';
		await stage.institution.refundV2(v2Refund('good', { refundAmount: '2.50' }));
		await news('Refund good of 2.50 USDT: accepted.');
		await refund('good').getByText('paid once').waitFor();
		await stage.institution.refundV2(v2Refund('good', { refundAmount: '2.50' }));
		await refund('good').getByText('paid 2 times').nth(1).waitFor();
		await stage.merchant.refundV1(v1Refund('bad'));
		await refund('good').first().getByRole('button', { name: 'Finish' }).click();
		await refund('good').getByText('Succeeded').waitFor();
		await refund('bad').getByRole('button', { name: 'Fail' }).click();
		await news('Refund bad was made to fail.');
		await refund('bad').getByText('not paid').waitFor();
		expect((await stage.merchant.queryV1('bad')).json.data.refundStatus).toBe('FAIL');
		for (const name of ['Finish', 'Fail']) {
			expect(await refund('bad').getByRole('button', { name }).getAttribute('aria-disabled')).toBe('true');
		}
	});

	it('enters the URL that notifications go to, and has them sent again', async () => {
		const field = page.getByLabel('Notification URL').first();
		const save = page.getByRole('button', { name: 'Save', exact: true }).first();
		const unresolved = page.getByRole('button', { name: 'Notify of a payment that fits no order' }).first();
		await unresolved.click();
		await news('enter a notification URL for the institution first');
		await field.fill('my workflow');
		await save.click();
		await news('The notification URL must begin with');
		expect(await field.getAttribute('aria-invalid')).toBe('true');
		await field.fill(callback.url);
		await save.click();
		await news(`go to ${callback.url}`);
		expect(await field.getAttribute('aria-invalid')).toBeNull();

		await stage.institution.refundV2(v2Refund('r'));
		callback.answers.push({ status: 200, text: '{"returnCode":"SUCCESS"}' }, { status: 401, text: 'no' });
		await refund('r').getByRole('button', { name: 'Finish' }).click();
		await news('acknowledged');
		await refund('r').getByRole('button', { name: 'Send notification' }).click();
		await news('answered with HTTP 401');
		await unresolved.click();
		await show('Notifications');
		await entries('Notifications').filter({ hasText: 'payment 124, which fits no order' }).waitFor();
		const shown = await entries('Notifications').allInnerTexts();
		expect(shown[1]).toMatch(/REFUND_SUCCESS[^]*not acknowledged, HTTP 401[^]*refund r/);
		expect(shown[2]).toMatch(/REFUND_SUCCESS[^]*acknowledged[^]*refund r/);
	});

	it('switches a fault on, once or for every request, and sees what it struck and why others were refused', async () => {
		await setUp('Faults');
		const lost = fault('The refund is made, but the answer gets lost');
		await lost.check();
		await news('Fault on');
		expect(await failureOf(stage.institution.refundV2(v2Refund('r')))).toBe('ECONNRESET');
		await news('A fault struck: done, but the answer got lost');
		expect(await lost.isChecked()).toBe(false);
		await page
			.getByLabel('A fault that you switch on strikes')
			.selectOption('every time, until switched off');
		await fault('Too many requests').check();
		await news('Fault on');
		for (const id of ['s', 't']) expect((await stage.institution.refundV2(v2Refund(id))).status).toBe(429);
		await fault('Too many requests').uncheck();
		await news('Fault off');
		await stage.institution.refundV2(v2Refund('s', { prepayId: 'expired-v2', fundPass: 'a-fake-password' }));
		await news('A request was refused: the order is EXPIRED');
		await stage.institution.queryV2('nobody');

		await show('Requests');
		await entries('Requests').filter({ hasText: 'not found, 400304' }).waitFor();
		await entries('Requests').filter({ hasText: 'Fault: done, but the answer got lost' }).waitFor();
		const refused = entries('Requests').filter({ hasText: 'refused, 400204' });
		await refused.getByText('the order is EXPIRED').click();
		await refused.getByText('X-GatePay-Certificate-ClientId: sandbox-institution-client').waitFor();
		const details = await refused.innerText();
		expect(details).toContain('"prepayId":"expired-v2"');
		expect(details).not.toMatch(/a-fake-password|[0-9a-f]{128}/);
	});

	it('sets how it behaves and what the account has, reads the ledger, and starts afresh', async () => {
		await setUp('How this GatePay behaves');
		await page
			.getByLabel('A refund request ID that comes again is')
			.selectOption('paid again, the worst case');
		await news('comes again is paid again, the worst case from now on');
		expect(stage.sandbox.repeatedIds).toBe('payAgain');
		await show('Account');
		const field = page.getByRole('textbox', { name: 'USDT' });
		await field.fill('1,5');
		await page.getByRole('button', { name: 'Save the balance in USDT' }).click();
		await news('The balance must be a number');
		await field.fill('1.5');
		await page.keyboard.press('Enter');
		await news('The account has 1.5 USDT.');
		expect((await stage.institution.refundV2(v2Refund('r', { refundAmount: '2' }))).json.code).toBe('400605');
		await stage.institution.refundV2(v2Refund('r'));
		await entries('Ledger').filter({ hasText: '-1 USDT' }).waitFor();
		await entries('Ledger').filter({ hasText: 'receipt_fi' }).first().waitFor();
		await page.getByLabel('Refunds show in the ledger').selectOption('after 10 seconds');
		await entries('Ledger').filter({ hasText: '-1 USDT' }).waitFor({ state: 'detached' });
		await page.getByLabel('Refunds finish').selectOption('after 5 seconds');
		await news('Refunds finish after 5 seconds from now on.');
		expect([stage.sandbox.ledgerLag, stage.sandbox.finishAfter]).toEqual([10_000, 5_000]);

		const question = new Promise<string>((resolve) => {
			page.once('dialog', (dialog) => {
				resolve(dialog.message());
				void dialog.accept();
			});
		});
		await page.getByRole('button', { name: 'Start afresh' }).click();
		expect(await question).toContain('n8n remembers refunds for ten minutes');
		await news('use a new reference, or restart n8n');
		expect(stage.sandbox.repeatedIds).toBe('refuse');
		expect(stage.sandbox.refunds.all).toEqual([]);
	});

	it('finds a refund by its reference, and copies IDs and the credential', async () => {
		const idOfTicket = '12b2a02ce9760690e164f4f30dc4a8cc';
		await stage.institution.refundV2(v2Refund(idOfTicket, { prepayId: 'paid-v2-25' }));
		await stage.institution.refundV2(v2Refund('another'));
		await refund('another').waitFor();
		const copied = () => page.evaluate(() => navigator.clipboard.readText());
		await page.getByLabel('Find by reference').fill('TICKET-1042');
		await refund('another').waitFor({ state: 'detached' });
		await refund(idOfTicket).getByRole('button', { name: 'Copy refund request ID' }).click();
		await news('Copied refund request ID.');
		expect(await copied()).toBe(idOfTicket);
		await show('Requests');
		expect(await entries('Requests').count()).toBe(1);
		await show('Orders');
		expect(await entries('Orders').count()).toBe(1);
		expect(await entries('Orders').innerText()).toContain('24.5 left');
		await entries('Orders').getByRole('button', { name: 'Copy trade number' }).click();
		await news('Copied trade number.');
		expect(await copied()).toBe('TRADE-paid-v2-25');
		await page.getByRole('button', { name: 'Copy secret' }).first().click();
		await news('Copied secret.');
		expect(await copied()).toBe(stage.sandbox.institutionCredential.secret);
		await page.getByLabel('Find by reference').fill('');
		await page.getByText('Orders whose refund is refused with a certain code').click();
		await entries('Refused orders').filter({ hasText: 'refused with 400605' }).first().waitFor();
	});

	it('keeps the focus, and what is opened and half typed, while things go on, by keyboard alone', async () => {
		await stage.institution.refundV2(v2Refund('first'));
		await refund('first').waitFor();
		const field = page.getByLabel('Notification URL').first();
		await tabTo(field);
		await page.keyboard.type('http://127.0.0.1:56');
		await stage.institution.refundV2(v2Refund('second'));
		await refund('second').waitFor();
		expect([await field.inputValue(), await isFocused(field)]).toEqual(['http://127.0.0.1:56', true]);
		await tabTo(page.getByRole('tab', { name: 'Refunds' }));
		const fail = refund('first').getByRole('button', { name: 'Fail' });
		await tabTo(fail);
		await stage.institution.refundV2(v2Refund('third'));
		await refund('third').waitFor();
		await page.keyboard.press('Enter');
		await news('Refund first was made to fail.');
		expect(await isFocused(fail)).toBe(true);

		await page.getByRole('tab', { name: 'Refunds' }).focus();
		await page.keyboard.press('ArrowRight');
		await tabTo(entries('Requests').first().locator('summary'));
		await page.keyboard.press('Enter');
		const details = page.getByText('"refundRequestId":"third"');
		await details.waitFor();
		await stage.institution.queryV2('first');
		await entries('Requests').nth(3).waitFor();
		expect(await details.isVisible()).toBe(true);
	});

	it('learns that the sandbox is gone, and that it is back', async () => {
		await stage.sandbox.pause();
		await news('The sandbox does not answer.');
		await stage.sandbox.resume();
		await news('The sandbox answers again.');
		// The browser itself notes the requests that failed meanwhile.
		opened.complaints.splice(0, Infinity, ...opened.complaints.filter((each) => !/net::ERR_/.test(each)));
	});

	it('sees a script that came with a request as the text that it is', async () => {
		const script =
			'<img src="/struck" onerror="document.title = \'struck\'"><script>document.title = "struck"</script>';
		callback.answers.push({ status: 200, text: script });
		stage.sandbox.applications.institution.callbackUrl = callback.url;
		await stage.institution.refundV2(v2Refund('r', { refundReason: script }));
		stage.sandbox.refunds.reject('r', script);
		await refund('r').getByText(script).waitFor();
		await stage.sandbox.notificationsSettled();
		await show('Notifications');
		await entries('Notifications').getByText(script).first().waitFor();
		await show('Requests');
		await entries('Requests').locator('summary').click();
		await entries('Requests').getByText('refundReason').waitFor();
		expect(await page.title()).toBe('GatePay sandbox');
		expect(await page.locator('main img, main script').count()).toBe(0);
	});

	it('is safe from another page in the same browser', async () => {
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
				return [
					await attempt('/sandbox/state', {}),
					await attempt('/sandbox/state', { mode: 'no-cors' }),
					await attempt(action, { method: 'POST', mode: 'no-cors', body: '{}' }),
					await attempt('/v2/standard/order/refund', { method: 'POST', mode: 'no-cors', body: '{}' }),
				];
			}, stage.sandbox.baseUrl);
			expect(read.filter((each) => each !== 'failed' && each !== 'opaque ')).toEqual([]);
			expect(stage.sandbox.ledger.timesPaid('r')).toBe(1);
			expect(stage.sandbox.requestsMade).toBe(1);
		} finally {
			await attacker.close();
			attacks.close();
			attacks.closeAllConnections();
		}
	});

	it.each<[string, BrowserContextOptions]>([
		['in the light', { colorScheme: 'light', viewport: { width: 1920, height: 1080 } }],
		['in the dark', { colorScheme: 'dark', viewport: { width: 1024, height: 768 } }],
		['on a phone', { viewport: { width: 360, height: 780 } }],
	])('can read all of it %s, however much there is', async (_how, options) => {
		await opened.close();
		await fillTheStage();
		await open(options);
		for (const title of ['Faults', 'How this GatePay behaves', 'Credential for n8n']) {
			if (!(await page.locator('aside > details', { hasText: title }).getAttribute('open')))
				await setUp(title);
			await readable();
		}
		for (const tab of ['Refunds', 'Requests', 'Notifications', 'Orders', 'Account']) {
			await show(tab);
			await readable();
		}
		for (let number = 0; number < 500; number += 1) await stage.institution.queryV2(`ticket-${number}`);
		await show('Requests');
		await entries('Requests').nth(499).waitFor({ state: 'attached' });
		await isNear();
	});

	it('sees it as in the README', async () => {
		await opened.close();
		await fillTheStage();
		await open({ viewport: { width: 1280, height: 960 } });
		// Any free port in the test; in the picture the one that a reader will have.
		await page.route(/\/sandbox\/state\?/, async (route) => {
			const answer = await route.fetch();
			const body = (await answer.text()).replaceAll(stage.sandbox.baseUrl, 'http://127.0.0.1:4690');
			await route.fulfill({ response: answer, body });
		});
		await setUp('Faults');
		await fault('The refund is made, but the answer gets lost').check();
		await news('Fault on');
		await page.mouse.move(0, 0);
		await page.screenshot({ path: picturePath('sandbox') });
	});

	/** One of everything that the page can show. */
	async function fillTheStage(): Promise<void> {
		const { sandbox, institution } = stage;
		stage.now = Date.UTC(2026, 0, 15, 9, 41);
		sandbox.reset();
		const create = (id: string, more: object, changes = {}) => {
			stage.now += 47_000;
			return institution.refundV2(v2Refund(id, more), changes);
		};
		sandbox.applications.institution.callbackUrl = callback.url;
		const first = { prepayId: 'paid-v2-25', refundAmount: '2.50', refundReason: 'Goods returned' };
		await create('ticket-1042', first);
		sandbox.refunds.finish('ticket-1042');
		await sandbox.notificationsSettled();
		await create('ticket-1043', { prepayId: 'expired-v2' });
		await create('ticket-1044', {}, { secret: 'a-fake-secret-that-is-wrong' });
		sandbox.repeatedIds = 'payAgain';
		sandbox.faults.add({ on: 'create', kind: 'answerLostAfter' });
		const repeated = { prepayId: 'paid-v2-100', refundAmount: '12', refundReason: 'Paid for twice' };
		await create('ticket-1045', repeated).catch(() => undefined);
		await create('ticket-1045', repeated);
		const address = { refundPayChannel: 2, refundChain: 'TRX', refundAddress: 'TFakeAddressOfTheSandbox' };
		const derived = '5ee62f46a28bb2cd6cdfb2f3caebb53c';
		await create(derived, { refundAmount: '0.8', refundStyle: 2, ...address });
		callback.answers.push({ status: 401, text: 'The signature is wrong' });
		sandbox.refunds.reject(derived, 'the address does not exist');
		await sandbox.notificationsSettled();
		await sandbox.notifyUnresolved('institution');
	}

	/** Nothing that an established checker finds wrong, and everything near. */
	async function readable(): Promise<void> {
		await page.mouse.move(0, 0);
		await page.evaluate(axe.source);
		const { violations } = await page.evaluate<AxeResults>('axe.run()');
		expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
		await isNear();
	}

	/** Nothing beside the screen, and nothing more than two screens below it. */
	async function isNear(): Promise<void> {
		const { beside, screens } = await page.evaluate(() => ({
			beside: document.documentElement.scrollWidth - innerWidth,
			screens: document.documentElement.scrollHeight / innerHeight,
		}));
		expect(beside).toBeLessThanOrEqual(0);
		expect(screens).toBeLessThanOrEqual(3);
	}
});

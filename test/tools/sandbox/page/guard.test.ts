import { useSandbox } from '../client';
import { PageClient, type Headers } from './pageClient';

describe('the page is for nobody else', () => {
	const stage = useSandbox();
	const page = new PageClient(stage);

	const port = () => new URL(stage.sandbox.baseUrl).port;
	const isReset = () => stage.sandbox.requests.length === 0;
	beforeEach(() => page.get('/none'));

	it.each([
		'attacker.example',
		'attacker.example:PORT',
		'127.0.0.1.attacker.example',
		'localhost.attacker.example:PORT',
		'attacker.127.0.0.1:PORT',
		'attacker.localhost',
		'10.0.0.1',
	])('a name that somebody else pointed to this machine opens nothing: %s', async (name) => {
		const Host = name.replace('PORT', port());
		for (const path of ['/', '/sandbox/state', '/sandbox/page.js']) {
			expect((await page.get(path, { Host })).status).toBe(403);
		}
		expect((await page.act('startAfresh', {}, { Host })).status).toBe(403);
		expect((await page.act('startAfresh', {}, { Host, Origin: `http://${Host}` })).status).toBe(403);
		expect(isReset()).toBe(false);
	});

	it.each<[string, (own: string) => Headers]>([
		['a page of another site', () => ({ Origin: 'https://attacker.example' })],
		['a page of another program on this machine', () => ({ Origin: 'http://127.0.0.1:9' })],
		['a page of this machine under another name', () => ({ Origin: `http://localhost:${port()}` })],
		['a page of the same address with TLS', (own) => ({ Origin: own.replace('http', 'https') })],
		['a page without an origin', () => ({ Origin: 'null' })],
		['a page that a browser calls another', (own) => ({ Origin: own, 'Sec-Fetch-Site': 'same-site' })],
	])('%s can neither act nor read', async (_who, headers) => {
		const others = headers(stage.sandbox.baseUrl);
		expect((await page.act('startAfresh', {}, others)).status).toBe(403);
		expect((await page.get('/sandbox/state', others)).status).toBe(403);
		expect(isReset()).toBe(false);
	});

	it('a browser that fetches something for another page gets no state', async () => {
		for (const site of ['cross-site', 'same-site']) {
			expect((await page.get('/sandbox/state', { 'Sec-Fetch-Site': site })).status).toBe(403);
		}
	});

	it.each<[string, number, string, (own: Headers) => Headers, string]>([
		['a POST that names no origin', 403, 'POST', () => ({ 'Content-Type': 'application/json' }), '{}'],
		['a plain text', 415, 'POST', (own) => ({ ...own, 'Content-Type': 'text/plain' }), '{}'],
		[
			'a form',
			415,
			'POST',
			(own) => ({ ...own, 'Content-Type': 'application/x-www-form-urlencoded' }),
			'a=1',
		],
		['a GET', 405, 'GET', (own) => own, ''],
		['a question whether others may send one', 405, 'OPTIONS', (own) => own, ''],
		['no object', 400, 'POST', (own) => own, '[]'],
		['a broken text', 400, 'POST', (own) => own, '{"a":'],
	])('an action is not done for %s (HTTP %i)', async (_what, status, method, headers, body) => {
		const answer = await page.send(method, '/sandbox/actions/startAfresh', headers(page.ownHeaders), body);
		expect(answer.status).toBe(status);
		expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
		expect(isReset()).toBe(false);
	});

	it('names that every object has are no actions', async () => {
		for (const name of ['none', 'constructor', 'toString', '__proto__', '']) {
			expect((await page.act(name as 'startAfresh', {})).status).toBe(404);
		}
		expect((await page.send('POST', '/sandbox/state', page.ownHeaders, '{}')).status).toBe(405);
	});

	it('this machine has three names for itself, and any port where one is forwarded', async () => {
		for (const Host of ['localhost:4690', '127.0.0.1:9', '[::1]:4690', 'LOCALHOST']) {
			expect((await page.get('/', { Host })).status).toBe(200);
			const answer = await page.act('startAfresh', {}, { Host, Origin: `http://${Host}` });
			expect(answer.status).toBe(200);
		}
	});
});

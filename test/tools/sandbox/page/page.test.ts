import { readFile } from 'node:fs/promises';

import { useSandbox } from '../client';
import { PageClient } from './pageClient';

describe('the page of the sandbox', () => {
	const stage = useSandbox();
	const page = new PageClient(stage);

	it('is served at the address of the sandbox, with every file that it loads', async () => {
		const html = await page.get('/');
		expect([html.status, html.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		const types: Record<string, string> = {
			css: 'text/css; charset=utf-8',
			js: 'text/javascript; charset=utf-8',
			svg: 'image/svg+xml',
		};
		const loaded = new Set<string>();
		const load = async (text: string, reference: RegExp) => {
			for (const [, path = ''] of text.matchAll(reference)) {
				if (loaded.has(path)) continue;
				loaded.add(path);
				const file = await page.get(`/sandbox/${path}`);
				expect([path, file.status]).toEqual([path, 200]);
				expect(file.headers['content-type']).toBe(types[path.split('.').at(-1) ?? '']);
				if (path.endsWith('.js')) await load(file.text, /from '\.\/([^']+)'/g);
			}
		};
		await load(html.text, /(?:href|src|srcset)="\/sandbox\/([^"]+)"/g);
		expect([...loaded]).toEqual(
			expect.arrayContaining(['gatepay-refund.dark.svg', 'page.css', 'page.js', 'list.js']),
		);
		expect(html.text.match(/(?:href|src|srcset)="(?!\/sandbox\/)/g)).toBeNull();
	});

	it('has the icon of the node', async () => {
		for (const name of ['gatepay-refund.svg', 'gatepay-refund.dark.svg']) {
			expect((await page.get(`/sandbox/${name}`)).text).toBe(await readFile(`icons/${name}`, 'utf8'));
		}
	});

	it('runs only its own scripts, loads nothing from elsewhere, and is shown in no other page', async () => {
		for (const path of ['/', '/sandbox/page.js', '/sandbox/state', '/sandbox/none']) {
			const { headers } = await page.get(path);
			const policy = String(headers['content-security-policy']).split('; ');
			expect(policy).toEqual(
				expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
			);
			expect(policy.join(' ')).not.toMatch(/unsafe|\*|http|data:/);
			expect(headers).toMatchObject({
				'x-content-type-options': 'nosniff',
				'cross-origin-resource-policy': 'same-origin',
			});
			expect(headers).not.toHaveProperty('access-control-allow-origin');
		}
	});

	it.each([
		'none.js',
		'page.ts',
		'../page.ts',
		'..page.css',
		'../../../../icons/gatepay-refund.svg',
		'..%2fpage.ts',
		'.',
		'',
		'state/',
		'constructor',
	])('has no file “%s”', async (name) => {
		expect((await page.get(`/sandbox/${name}`)).status).toBe(404);
	});

	it('leaves GatePay’s paths as they are, and the record of requests to them', async () => {
		await page.get('/');
		await page.state();
		await page.act('setRepeatedIds', { repeatedIds: 'sameAnswer' });
		expect(stage.sandbox.requests).toEqual([]);
		for (const [method, path] of [
			['GET', '/sandbox'],
			['POST', '/'],
			['GET', '/v3/sandbox/state'],
		] as const) {
			const answer = await page.send(method, path, {});
			expect(answer.json).toEqual({ status: 404, error: 'Not Found', path });
			expect(answer.headers).not.toHaveProperty('content-security-policy');
		}
		expect(stage.sandbox.requests).toHaveLength(3);
	});
});

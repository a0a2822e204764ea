import { request } from 'node:http';
import { connect } from 'node:net';

import { LARGEST_BODY } from '../../../tools/sandbox/server';
import { useSandbox, v2Refund } from './client';

describe('what anybody on this machine can send', () => {
	const stage = useSandbox();
	/** Sends text to the sandbox's port, and returns what comes back. */
	const raw = (text: string) =>
		new Promise<string>((resolve) => {
			const socket = connect(Number(new URL(stage.sandbox.baseUrl).port), '127.0.0.1', () =>
				socket.write(text),
			);
			let answer = '';
			socket.on('data', (data: Buffer) => (answer += data.toString()));
			socket.on('error', () => undefined).on('close', () => resolve(answer));
		});

	it('is a body of 1 MB and no more, with a length or without', async () => {
		const empty = JSON.stringify(v2Refund('r', { note: '' }));
		const note = 'x'.repeat(LARGEST_BODY - empty.length);
		expect((await stage.institution.refundV2(v2Refund('r', { note }))).json.status).toBe('SUCCESS');
		const post = 'POST /v2/standard/order/refund HTTP/1.1\r\nHost: 127.0.0.1\r\n';
		const chunks = `186a0\r\n${'x'.repeat(100_000)}\r\n`.repeat(11);
		expect(await raw(`${post}Content-Length: 1000001\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
		expect(await raw(`${post}Transfer-Encoding: chunked\r\n\r\n${chunks}`)).toMatch(/^HTTP\/1\.1 413 /);
		expect(stage.sandbox.requests).toHaveLength(1);
	});

	it.each(['/', '/sandbox/state', '/v2/pay/refund/details'])(
		'is nothing under the name of another machine, and nothing from another web page: %s',
		async (path) => {
			const get = `GET ${path} HTTP/1.1\r\nConnection: close\r\n`;
			const own = await raw(`${get}Host: localhost:4690\r\n\r\n`);
			expect(own).not.toMatch(/^HTTP\/1\.1 403 /);
			for (const headers of [
				'Host: evil.example',
				'Host: 127.0.0.1.evil.example',
				'Host: localhost\r\nOrigin: http://evil.example',
				'Host: localhost\r\nSec-Fetch-Site: cross-site',
			]) {
				expect(await raw(`${get}${headers}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 /);
			}
		},
	);

	it('does not stall the page, nor fill the memory', async () => {
		const url = new URL(stage.sandbox.baseUrl);
		// Escapes in escapes, which are slow to read.
		const body = Buffer.from(`{"a":"${'\\'.repeat(15)}"`.repeat(60_000).slice(0, LARGEST_BODY));
		const flood = () =>
			new Promise((resolve) => {
				const headers = { 'Content-Type': 'application/json' };
				request(url, { method: 'POST', path: '/v2/standard/order/refund', headers }, (answer) =>
					answer.resume().on('end', resolve),
				).end(body);
			});
		const flooded = Promise.all(Array.from({ length: 100 }, flood));
		const state = await (await fetch(`${stage.sandbox.baseUrl}/sandbox/state?find=escapes`)).text();
		expect(state.length).toBeLessThan(1_000_000);
		await flooded;
		expect(stage.sandbox.requestsMade).toBe(100);
		expect(stage.sandbox.requests.every((each) => each.body.length <= 10_000)).toBe(true);
	});
});

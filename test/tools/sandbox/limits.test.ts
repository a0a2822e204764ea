import { connect } from 'node:net';

import { RequestLog } from '../../../tools/sandbox/requestLog';
import { LARGEST_BODY } from '../../../tools/sandbox/loopbackServer';
import { failureOf, useSandbox, v2Refund } from './client';
import { PageClient } from './page/pageClient';

describe('what a request can hold', () => {
	const stage = useSandbox();
	const page = new PageClient(stage);
	const refundOf = (bytes: number) => {
		const empty = JSON.stringify(v2Refund('r', { note: '' }));
		return JSON.stringify(v2Refund('r', { note: 'x'.repeat(bytes - empty.length) }));
	};
	/** An answer that came before the body was sent may be lost with the connection. */
	const statusOf = (request: Promise<{ status: number }>) =>
		request.then(
			({ status }) => status,
			() => 413,
		);

	it('is a body of 1 MB and no more', async () => {
		expect(LARGEST_BODY).toBe(1_000_000);
		expect((await stage.institution.refundV2(refundOf(LARGEST_BODY) as never)).json.status).toBe('SUCCESS');
		expect(await statusOf(stage.institution.refundV2(refundOf(LARGEST_BODY + 1) as never))).toBe(413);
		expect(stage.sandbox.requests).toHaveLength(1);
	});

	it("holds for the page's actions as well", async () => {
		const large = page.act('setBalance', { currency: 'USDT', available: '1'.repeat(LARGEST_BODY) });
		expect(await statusOf(large)).toBe(413);
		expect((await page.act('startAfresh', {})).status).toBe(200);
	});

	it.each([
		['says so with HTTP 413 before it reads anything', 'Content-Length: 1000001\r\n\r\n', []],
		[
			'holds where no length was given, and the connection is closed',
			'Transfer-Encoding: chunked\r\n\r\n',
			Array.from({ length: 11 }, () => `186a0\r\n${'x'.repeat(100_000)}\r\n`),
		],
	])('%s', async (_what, headers, chunks) => {
		const { port } = new URL(stage.sandbox.baseUrl);
		const socket = connect(Number(port), '127.0.0.1');
		socket.on('error', () => undefined);
		socket.write(`POST /v2/standard/order/refund HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}`);
		for (const chunk of chunks) socket.write(chunk);
		let text = '';
		socket.on('data', (data: Buffer) => (text += data.toString()));
		await new Promise((resolve) => socket.once('close', resolve));
		expect(text).toMatch(/^HTTP\/1\.1 413 /);
		expect(stage.sandbox.requests).toEqual([]);
		expect((await stage.institution.refundV2(v2Refund('r'))).json.status).toBe('SUCCESS');
	});

	it('is counted after a pause as before', async () => {
		await stage.sandbox.pause();
		expect(await failureOf(stage.institution.refundV2(v2Refund('r')))).toBe('ECONNREFUSED');
		await stage.sandbox.resume();
		expect(await statusOf(stage.institution.refundV2(refundOf(2 * LARGEST_BODY) as never))).toBe(413);
	});
});

describe('the record of requests', () => {
	const request = (body: string, path = '/') => ({
		at: 0,
		method: 'POST',
		path,
		query: {},
		headers: {},
		body,
		call: undefined,
		answer: { httpStatus: 0 },
	});

	it('keeps the newest, so many as fit, and counts all', () => {
		const log = new RequestLog(10_000);
		for (let index = 0; index < 100; index += 1) log.add(request('x'.repeat(1_000)));
		expect(log.kept.map(({ number }) => number)).toEqual([96, 97, 98, 99]);
		expect(log.count).toBe(100);
	});

	it.each([
		['a body', request('x'.repeat(20_000))],
		['a path', request('', `/${'x'.repeat(20_000)}`)],
		['a query', { ...request(''), query: { a: 'x'.repeat(20_000) } }],
		['a header', { ...request(''), headers: { 'x-long': 'x'.repeat(20_000) } }],
	])('makes room for a long one by forgetting all before it: %s', (_what, long) => {
		const log = new RequestLog(10_000);
		for (let index = 0; index < 5; index += 1) log.add(request(''));
		log.add(long);
		expect(log.kept.map(({ number }) => number)).toEqual([5]);
		log.add(request(''));
		expect(log.kept.map(({ number }) => number)).toEqual([6]);
	});

	it('begins from 0 when it was cleared', () => {
		const log = new RequestLog(10_000);
		for (let index = 0; index < 20; index += 1) log.add(request('x'.repeat(1_000)));
		log.clear();
		for (let index = 0; index < 4; index += 1) log.add(request('x'.repeat(1_000)));
		expect(log.kept.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
		expect(log.count).toBe(4);
	});
});

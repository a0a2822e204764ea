import type { Fault, Mishap } from '../../../tools/sandbox';
import { failureOf, useSandbox, v1Refund, v2Refund } from './client';

describe('faults', () => {
	const stage = useSandbox();
	const create = (id = 'r', changes = {}) => stage.institution.refundV2(v2Refund(id), changes);
	const isFound = async (id = 'r') => (await stage.institution.queryV2(id)).json.status === 'SUCCESS';
	const timesPaid = (id = 'r') => stage.sandbox.ledger.timesPaid(id);

	it('loses the answer after the refund was made', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'answerLostAfter' });
		expect(await failureOf(create())).toBe('ECONNRESET');
		expect(timesPaid()).toBe(1);
		expect(await isFound()).toBe(true);
		expect(stage.sandbox.requests[0]).toMatchObject({
			call: 'createRefundV2',
			answer: { httpStatus: 0 },
			fault: 'answerLostAfter',
		});
	});

	it('loses the answer before the refund was made', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'answerLostBefore' });
		expect(await failureOf(create())).toBe('ECONNRESET');
		expect(timesPaid()).toBe(0);
		expect(await isFound()).toBe(false);
		expect((await create()).json.status).toBe('SUCCESS');
	});

	it('notes why GatePay refused a request whose answer got lost', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'answerLostAfter' });
		await failureOf(stage.institution.refundV2(v2Refund('r', { prepayId: 'pending-v2' })));
		expect(stage.sandbox.requests[0]?.refusal).toMatch('payment not completed');
	});

	it('makes the refund late: it shows after so many queries for it', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'madeLate', afterQueries: 2 });
		expect(await failureOf(create())).toBe('ECONNRESET');
		expect(timesPaid()).toBe(0);
		expect(await isFound('another')).toBe(false);
		expect([await isFound(), await isFound(), await isFound()]).toEqual([false, false, true]);
		expect(timesPaid()).toBe(1);
	});

	it('makes the refund late: after so many milliseconds of its clock', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'madeLate', delay: 3_000 });
		await failureOf(create());
		stage.now += 2_999;
		expect(timesPaid()).toBe(0);
		expect(await isFound()).toBe(false);
		stage.now += 1;
		expect(stage.sandbox.ledger.payments).toHaveLength(1);
		expect(await isFound()).toBe(true);
	});

	it.each([
		['refuse', 1],
		['sameAnswer', 1],
		['payAgain', 2],
	] as const)(
		'treats a late refund that was sent again meanwhile as a repeated ID: %s',
		async (repeatedIds, payments) => {
			stage.sandbox.repeatedIds = repeatedIds;
			stage.sandbox.faults.add({ on: 'create', kind: 'madeLate', delay: 3_000 });
			await failureOf(create());
			expect((await create()).json.status).toBe('SUCCESS');
			stage.now += 3_000;
			expect(timesPaid()).toBe(payments);
		},
	);

	it('lets the query lag: each refund shows after so many queries for it', async () => {
		stage.sandbox.faults.add({ on: 'query', kind: 'queryLags', queries: 2 });
		expect(await isFound()).toBe(false); // nothing there to hide yet, so this one doesn't count
		for (const id of ['r', 's']) {
			await create(id);
			expect([await isFound(id), await isFound(id), await isFound(id)]).toEqual([false, false, true]);
			expect(timesPaid(id)).toBe(1);
		}
	});

	it('lets the query lag: a refund shows so many milliseconds after it was made', async () => {
		stage.sandbox.faults.add({ on: 'query', kind: 'queryLags', delay: 3_000, refundRequestId: 'r' });
		await create('r');
		await create('s');
		stage.now += 2_999;
		expect([await isFound('r'), await isFound('s')]).toEqual([false, true]);
		stage.now += 1;
		expect(await isFound('r')).toBe(true);
	});

	it('lets the query lag while a repeated ID is paid again: not found, and paid twice', async () => {
		stage.sandbox.repeatedIds = 'payAgain';
		stage.sandbox.faults.add({ on: 'query', kind: 'queryLags', delay: 3_000 });
		await create();
		expect(await isFound()).toBe(false);
		stage.now += 1_000;
		expect((await create()).json.status).toBe('SUCCESS');
		expect(timesPaid()).toBe(2);
		stage.now += 1_999;
		expect(await isFound()).toBe(false);
		stage.now += 1;
		expect(await isFound()).toBe(true);
	});

	describe('let a request arrive twice', () => {
		it('and refuse the late copy for its timestamp, although the first made the refund', async () => {
			stage.sandbox.faults.add({ on: 'create', kind: 'arrivesTwice', second: 'expired' });
			expect((await create()).json).toMatchObject({ status: 'FAIL', code: '400003' });
			expect(timesPaid()).toBe(1);
			expect(await isFound()).toBe(true);
			expect(stage.sandbox.requests[0]).toMatchObject({ fault: 'arrivesTwice', answer: { code: '400003' } });
			expect(stage.sandbox.requests).toHaveLength(2);
		});

		it('and refuse the copy for its nonce, although the first made the refund', async () => {
			stage.sandbox.faults.add({ on: 'create', kind: 'arrivesTwice', second: 'usedNonce' });
			expect((await create()).json).toMatchObject({ status: 'FAIL', code: '400020' });
			expect(timesPaid()).toBe(1);
		});

		it.each(['expired', 'usedNonce', 'asNew'] as const)(
			'and give the first one’s answer, the second %s',
			async (second) => {
				stage.sandbox.faults.add({ on: 'create', kind: 'arrivesTwice', second, answered: 'first' });
				expect((await create()).json.status).toBe('SUCCESS');
				expect(timesPaid()).toBe(1);
			},
		);

		it.each([
			['refuse', '400699', 1],
			['sameAnswer', '000000', 1],
			['payAgain', '000000', 2],
		] as const)(
			'and treat the copy as a repeated ID where the nonce does not matter: %s',
			async (repeatedIds, code, paid) => {
				stage.sandbox.repeatedIds = repeatedIds;
				stage.sandbox.faults.add({ on: 'create', kind: 'arrivesTwice', second: 'asNew' });
				expect((await create()).json.code).toBe(code);
				expect(timesPaid()).toBe(paid);
			},
		);

		it('and refuse both for what is wrong with the first', async () => {
			stage.sandbox.faults.add({ on: 'create', kind: 'arrivesTwice', second: 'asNew' });
			const answer = await stage.institution.refundV2(v2Refund('r', { prepayId: 'pending-v2' }));
			expect(answer.json.code).toBe('400604');
		});
	});

	describe('let a cache answer look-ups', () => {
		beforeEach(() => stage.sandbox.faults.add({ on: 'query', kind: 'cached' }));
		const look = async (id = 'r', cacheControl?: string) =>
			(
				await stage.institution.get(
					'/v2/pay/refund/details',
					{ refundRequestId: id },
					{ headers: { 'Cache-Control': cacheControl } },
				)
			).json;

		it('with what the first one was answered, each refund for itself', async () => {
			expect((await look()).code).toBe('400304');
			await create('r');
			await create('s');
			for (let time = 0; time < 3; time += 1) expect((await look()).code).toBe('400304');
			expect((await look('s')).status).toBe('SUCCESS');
			stage.sandbox.refunds.finish('s');
			expect((await look('s')).data.status).toBe('PROCESSING');
			expect(stage.sandbox.requests.at(-1)).toMatchObject({ fault: 'cached' });
		});

		it.each(['no-cache', 'No-Cache', 'max-age=0, no-cache'])(
			'but not one that says %s, which the cache keeps for the next',
			async (cacheControl) => {
				expect((await look()).code).toBe('400304');
				await create();
				expect((await look('r', cacheControl)).status).toBe('SUCCESS');
				expect(stage.sandbox.requests.at(-1)).not.toHaveProperty('fault');
				expect((await look()).status).toBe('SUCCESS');
			},
		);

		it('but none that is sent with POST, and none after it was taken away', async () => {
			expect((await stage.institution.queryV1('r')).json.code).toBe('400304');
			await stage.institution.refundV1(v1Refund('r'));
			expect((await stage.institution.queryV1('r')).json.status).toBe('SUCCESS');
			await look();
			await create();
			stage.sandbox.faults.clear();
			expect((await look()).status).toBe('SUCCESS');
		});

		it('and other faults strike what the cache does not answer', async () => {
			stage.sandbox.faults.add({ on: 'query', kind: 'http', status: 503 });
			await failureOf(look());
			expect((await look()).code).toBe('400304');
			stage.sandbox.faults.add({ on: 'query', kind: 'http', status: 503 });
			expect((await look()).code).toBe('400304');
			expect(stage.sandbox.faults.pending).toHaveLength(1);
		});
	});

	it('lets so many calls pass first, and then strikes as often as told', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'http', status: 503, after: 1, times: 2 });
		stage.sandbox.faults.add({ on: 'create', kind: 'http', status: 500 });
		const statuses = [];
		for (const id of ['a', 'b', 'c', 'd']) statuses.push((await create(id)).status);
		expect(statuses).toEqual([500, 503, 503, 200]);
	});

	it('delays the answer', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'delay', delay: 60_000 });
		expect((await create()).json.status).toBe('SUCCESS');
		expect(stage.waits).toEqual([60_000]);
	});

	it('answers like a proxy, with any HTTP status', async () => {
		for (const status of [401, 403, 429, 500, 502, 503, 504]) {
			stage.sandbox.faults.add({ on: 'create', kind: 'http', status, headers: { 'Retry-After': '1' } });
			const answer = await create();
			expect(answer.status).toBe(status);
			expect(answer.headers['retry-after']).toBe('1');
			expect(() => answer.json).toThrow();
		}
		expect(timesPaid()).toBe(0);
		stage.sandbox.faults.add({ on: 'create', kind: 'http', status: 502, body: 'Bad gateway', made: true });
		expect((await create()).text).toBe('Bad gateway');
		expect(timesPaid()).toBe(1);
	});

	it('redirects to another address', async () => {
		const Location = 'http://127.0.0.1:9/elsewhere';
		stage.sandbox.faults.add({ on: 'create', kind: 'http', status: 302, headers: { Location } });
		const answer = await create();
		expect([answer.status, answer.headers.location]).toEqual([302, Location]);
	});

	it('answers with an HTML page and HTTP 200', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'notJson' });
		const answer = await create();
		expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		expect(answer.text).toMatch(/^<!doctype html>/);
	});

	it('answers with any code, under any HTTP status', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'code', code: '300000', status: 500, made: true });
		const fault = await create();
		expect(fault.status).toBe(500);
		expect(fault.json).toMatchObject({ status: 'FAIL', code: '300000', data: null });
		expect(timesPaid()).toBe(1);

		const own = { code: '400605', label: 'LOW', errorMessage: 'top up' };
		stage.sandbox.faults.add({ on: 'create', kind: 'code', ...own });
		const refusal = await create('s');
		expect(refusal.status).toBe(200);
		expect(refusal.json).toMatchObject(own);
		expect(timesPaid('s')).toBe(0);
	});

	it('resets the connection', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'reset', made: true });
		expect(await failureOf(create())).toBe('ECONNRESET');
		expect(timesPaid()).toBe(1);
	});

	it('answers with any text', async () => {
		const text = '{"status":"SUCCESS","data":{"refundRequestId":"another"}}';
		stage.sandbox.faults.add({ on: 'create', kind: 'body', text });
		expect((await create()).text).toBe(text);
	});

	it('ends the answer halfway', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'truncated', made: true });
		expect(await failureOf(create())).toMatch(/^(ECONNRESET|ERR_BAD_RESPONSE)$/);
		expect(timesPaid()).toBe(1);
	});

	it.each<Mishap>([
		{ kind: 'http', status: 500, made: { afterQueries: 1 } },
		{ kind: 'code', code: '300000', status: 500, made: { afterQueries: 1 } },
		{ kind: 'notJson', made: { afterQueries: 1 } },
		{ kind: 'reset', made: { afterQueries: 1 } },
		{ kind: 'body', text: '', made: { afterQueries: 1 } },
		{ kind: 'truncated', made: { afterQueries: 1 } },
	])('can make the refund late in %j', async (mishap) => {
		stage.sandbox.faults.add({ on: 'create', ...mishap });
		await create().catch(() => undefined);
		expect([await isFound(), await isFound()]).toEqual([false, true]);
	});

	it('strikes once, or as often as told, and tells what is left', async () => {
		const fault: Fault = { on: 'chains', kind: 'http', status: 503, times: 2 };
		stage.sandbox.faults.add(fault);
		const status = async () =>
			(await stage.institution.get('/v2/refund/support/chains', { currency: 'USDT' })).status;
		expect(await status()).toBe(503);
		expect(stage.sandbox.faults.pending).toEqual([fault]);
		expect(await status()).toBe(503);
		expect(stage.sandbox.faults.pending).toEqual([]);
		expect(await status()).toBe(200);
	});

	it('strikes only the calls, refunds and orders that it names, in the order in which it was told', async () => {
		const http = (target: Partial<Fault>, status: number) =>
			stage.sandbox.faults.add({ on: 'create', kind: 'http', status, ...target } as Fault);
		http({ on: 'createRefundV1' }, 501);
		http({ on: 'order' }, 502);
		http({ on: 'query', refundRequestId: 'r' }, 503);
		http({ refundRequestId: 'r' }, 504);
		http({ prepayId: 'paid-v2-25' }, 505);
		http({ refundRequestId: 'r' }, 506);
		expect((await create('s')).status).toBe(200);
		expect((await create('r')).status).toBe(504);
		expect((await create('r')).status).toBe(506);
		const other = v2Refund('u', { prepayId: 'paid-v2-25' });
		expect((await stage.institution.refundV2(other)).status).toBe(505);
		expect((await stage.institution.queryV2('s')).status).toBe(200);
		expect((await stage.institution.queryV2('r')).status).toBe(503);
		const order = { prepayId: 'paid-v2-10' };
		expect((await stage.institution.get('/v2/pay/order/query', order)).status).toBe(502);
		expect((await stage.institution.refundV1(v1Refund('r'))).status).toBe(501);
	});

	it('spares a request that authentication turns down', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'answerLostAfter' });
		expect((await create('r', { secret: 'a-wrong-fake-secret' })).json.code).toBe('400002');
		expect(stage.sandbox.faults.pending).toHaveLength(1);
	});

	it('refuses connections during a pause, and comes back at the same address', async () => {
		expect((await create('a')).status).toBe(200);
		await stage.sandbox.pause();
		expect(await failureOf(create('b'))).toBe('ECONNREFUSED');
		await stage.sandbox.resume();
		expect((await create('b')).status).toBe(200);

		const { back } = await stage.sandbox.refuseConnections(5_000);
		await back;
		expect(stage.waits).toEqual([5_000]);
		expect((await create('c')).status).toBe(200);
	});
});

describe('the sandbox', () => {
	const stage = useSandbox({ latency: 3 });

	it('records every request with its answer, and forgets all on a reset', async () => {
		await stage.merchant.refundV1(v1Refund('r'));
		await stage.merchant.queryV2('r');
		expect(stage.waits).toEqual([3, 3]);
		expect(stage.sandbox.requests).toMatchObject([
			{
				at: stage.now,
				method: 'POST',
				path: '/v1/pay/order/refund',
				query: {},
				headers: { 'x-gatepay-certificate-clientid': 'sandbox-merchant-client' },
				body: JSON.stringify(v1Refund('r')),
				call: 'createRefundV1',
				answer: { httpStatus: 200, code: '000000' },
			},
			{
				method: 'GET',
				path: '/v2/pay/refund/details',
				query: { refundRequestId: 'r' },
				body: '',
				call: 'queryRefundV2',
				answer: { httpStatus: 200, code: '400304' },
				refusal: 'refund id not found',
			},
		]);
		Object.assign(stage.sandbox, { repeatedIds: 'payAgain', latency: 0 });
		stage.sandbox.orders.add({ prepayId: 'mine' });
		stage.sandbox.faults.add({ on: 'create', kind: 'reset' });
		stage.sandbox.reset();
		expect(stage.sandbox.requests).toEqual([]);
		expect(stage.sandbox.refunds.all).toEqual([]);
		expect(stage.sandbox.ledger.payments).toEqual([]);
		expect(stage.sandbox.faults.pending).toEqual([]);
		expect(stage.sandbox.orders.get('mine')).toBeUndefined();
		expect(stage.sandbox).toMatchObject({ repeatedIds: 'refuse', latency: 3 });
	});

	it('gives what a credential needs', () => {
		const { baseUrl } = stage.sandbox;
		expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		expect(stage.sandbox.institutionCredential).toEqual({
			accountType: 'institution',
			clientId: 'sandbox-institution-client',
			secret: expect.stringContaining('fake') as unknown,
			onBehalfOf: 'sub-account-1',
			baseUrl,
		});
		expect(stage.sandbox.merchantCredential).toEqual({
			accountType: 'merchant',
			clientId: 'sandbox-merchant-client',
			secret: expect.stringContaining('fake') as unknown,
			baseUrl,
		});
	});
});

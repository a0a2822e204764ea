import { failureOf, useSandbox, v2Refund } from '../client';
import { PageClient } from './pageClient';

describe('the page switches faults on and off', () => {
	const stage = useSandbox();
	const page = new PageClient(stage);

	const create = (id = 'r') => stage.institution.refundV2(v2Refund(id));
	const strikes = async (key: string) =>
		(await page.state()).faults.find((fault) => fault.key === key)?.strikes;

	it('once: the next answer is another one, and the fault is off again', async () => {
		await page.act('setFault', { fault: 'answerLostAfter', strikes: 'once' });
		expect(await strikes('answerLostAfter')).toBe('once');
		expect(await failureOf(create())).toBe('ECONNRESET');
		expect(stage.sandbox.ledger.timesPaid('r')).toBe(1);
		expect(await strikes('answerLostAfter')).toBe('never');
		expect(await page.newestRequest()).toMatchObject({
			httpStatus: 0,
			fault: 'done, but the answer got lost',
		});
		expect((await create('s')).json.status).toBe('SUCCESS');
	});

	it('always: every answer until it is switched off', async () => {
		await page.act('setFault', { fault: 'tooMany', strikes: 'always' });
		expect([(await create()).status, (await create()).status]).toEqual([429, 429]);
		await page.act('setFault', { fault: 'tooMany', strikes: 'never' });
		expect((await create()).status).toBe(200);
		expect(await strikes('tooMany')).toBe('never');
	});

	it('once in place of always, without leaving the other behind', async () => {
		await page.act('setFault', { fault: 'tooMany', strikes: 'always' });
		await page.act('setFault', { fault: 'tooMany', strikes: 'once' });
		expect([(await create()).status, (await create()).status]).toEqual([429, 200]);
	});

	it('and leaves those alone that a test has added itself', async () => {
		stage.sandbox.faults.add({ on: 'create', kind: 'http', status: 418 });
		await page.act('setFault', { fault: 'tooMany', strikes: 'once' });
		await page.act('setFault', { fault: 'tooMany', strikes: 'never' });
		expect((await create()).status).toBe(418);
	});

	it('for every kind of fault that the sandbox knows, each with a label of its own', async () => {
		const { faults } = await page.state();
		for (const { key, group } of faults) {
			await page.act('setFault', { fault: key, strikes: 'once' });
			if (group === 'create') await create(key).catch(() => undefined);
			if (group === 'query') await stage.institution.queryV2('slow');
			if (key === 'cached') await stage.institution.queryV2('slow');
			if (group === 'order') await stage.institution.get('/v2/pay/order/query', { prepayId: 'paid-v2-10' });
			if (group === 'account') await stage.merchant.get('/v1/pay/balance/query', {});
			if (key === 'queryLags')
				expect(await page.newestRequest()).toMatchObject({ code: '400304', refusal: 'refund id not found' });
			else
				expect(await page.newestRequest()).toMatchObject({ fault: expect.stringMatching(/\w/) as unknown });
			await page.act('setFault', { fault: key, strikes: 'never' });
		}
		expect(new Set(faults.map(({ group, label }) => `${group} ${label}`)).size).toBe(faults.length);
		expect(stage.waits).toEqual([5_000, 40_000]);
	});

	it('until a refund is found after all', async () => {
		await page.act('setFault', { fault: 'queryLags', strikes: 'once' });
		expect(await strikes('queryLags')).toBe('always');
		await create();
		expect((await stage.institution.queryV2('r')).json.code).toBe('400304');
		stage.now += 10_000;
		expect((await stage.institution.queryV2('r')).json.status).toBe('SUCCESS');
		await page.act('setFault', { fault: 'queryLags', strikes: 'never' });
		await create('s');
		expect((await stage.institution.queryV2('s')).json.status).toBe('SUCCESS');
	});
});

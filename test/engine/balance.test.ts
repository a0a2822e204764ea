import type { INodeParameters } from 'n8n-workflow';

import { CONTINUE, messages, startWorld, type World } from './support/world';

describe('Balance: Get', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const BALANCE: INodeParameters = { resource: 'balance', operation: 'get' };

	it("shows an institution the balance in USDT unless told otherwise, by GatePay's path for institutions", async () => {
		const run = await world.refund([{}], BALANCE);
		expect(run.output('Refund')).toEqual([
			{ json: { currency: 'USDT', available: '1000000' }, pairedItem: { item: 0 } },
		]);
		expect(world.sandbox.requests).toMatchObject([
			{ method: 'POST', path: '/payment/open/institution/v1/balance', body: '["USDT"]', query: {} },
		]);
	});

	it('shows a merchant the currencies that were named and no others, with a request without any body', async () => {
		const run = await world.refund([{}], { ...BALANCE, currencies: 'btc, USDT' }, {}, 'merchant');
		expect(run.output('Refund').map(({ json }) => json)).toEqual([
			{ currency: 'BTC', available: '0.5' },
			{ currency: 'USDT', available: '1000000' },
		]);
		expect(world.sandbox.requests).toMatchObject([
			{ method: 'GET', path: '/v1/pay/balance/query', body: '', query: {} },
		]);
		expect(world.sandbox.requests[0]?.headers).not.toHaveProperty('x-gatepay-on-behalf-of');
	});

	it('puts out an item for each currency, paired with the item that named it', async () => {
		const run = await world.refund([{ of: 'USDT, ETH' }, { of: 'BTC, BTC' }], {
			...BALANCE,
			currencies: '={{ $json.of }}',
		});
		expect(run.output('Refund').map(({ json, pairedItem }) => [json.currency, pairedItem])).toEqual([
			['USDT', { item: 0 }],
			['ETH', { item: 0 }],
			['BTC', { item: 1 }],
		]);
	});

	it('says plainly that GatePay does not show a currency, and gives it no amount', async () => {
		const run = await world.refund([{}], { ...BALANCE, currencies: 'USDT,DOGE' });
		expect(run.output('Refund').map(({ json }) => json)).toEqual([
			{ currency: 'USDT', available: '1000000' },
			{
				currency: 'DOGE',
				available: null,
			},
		]);
		expect(run.hints('Refund')).toMatchObject([
			{
				message: 'GatePay shows no balance in DOGE. Check the spelling; the account may never have had any',
			},
		]);
	});

	it('keeps every digit', async () => {
		world.sandbox.faults.add({
			on: 'queryBalance',
			kind: 'body',
			text: '{"status":"SUCCESS","code":"","data":{"balance_list":[{"currency":"USDT","hold":"","available":12345678901234567.10,"total":"7","error":"x"}]}}',
		});
		const run = await world.refund([{}], BALANCE);
		expect(run.output('Refund').map(({ json }) => json)).toEqual([
			{ currency: 'USDT', available: '12345678901234567.10' },
		]);
	});

	it("shows GatePay's whole answer beside it where 'Simplify' is off", async () => {
		const run = await world.refund([{}], { ...BALANCE, options: { simplify: false } });
		expect(run.output('Refund')[0]?.json).toMatchObject({
			currency: 'USDT',
			available: '1000000',
			status: 'SUCCESS',
			data: { balanceList: [{ currency: 'USDT', available: '1000000' }] },
		});
	});

	it('asks for the account that the options name', async () => {
		const run = await world.refund([{}], { ...BALANCE, options: { onBehalfOf: '404' } }, CONTINUE);
		expect(world.sandbox.requests[0]?.headers).toMatchObject({ 'x-gatepay-on-behalf-of': '404' });
		expect(messages(run)).toEqual([expect.stringMatching(/^Refused: GatePay does not know the merchant/)]);
	});

	it.each([
		["={{ '' }}", "'Currencies' is set, but its expression"],
		['USDT,', "'Currencies' must be one currency, or several separated by commas"],
		['USDT BTC', "'Currencies' must be one currency, or several separated by commas"],
		['={{ $json.gone }}', "'Currencies' is set, but its expression"],
		['={{ ["USDT"] }}', 'such as USDT, BTC; it is a list'],
	])('calls nobody for currencies that cannot be read: %j', async (currencies, why) => {
		const run = await world.refund([{}], { ...BALANCE, currencies }, CONTINUE);
		expect(messages(run)).toEqual([expect.stringContaining(why)]);
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each([
		[{ kind: 'code', code: '400004' }, /^Refused: GatePay does not know the client ID \(code 400004\)/],
		[{ kind: 'reset' }, /^No answer: .* The balance\./],
		[{ kind: 'notJson' }, /^No answer: .* The balance\./],
		[{ kind: 'body', text: '{"status":"SUCCESS","data":{}}' }, /^No answer: .* about something else\./],
	] as const)('fails an item that GatePay does not answer: %j', async (fault, why) => {
		world.sandbox.faults.add({ on: 'queryBalance', ...fault });
		const run = await world.refund([{}], BALANCE, CONTINUE);
		expect(run.output('Refund')).toEqual([
			{ json: { error: expect.stringMatching(why) }, pairedItem: { item: 0 } },
		]);
		expect((await world.refund([{}], BALANCE)).error).toBeUndefined();
	});
});

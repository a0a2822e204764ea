import { LoadOptionsContext } from 'n8n-core';
import type {
	ILoadOptionsFunctions,
	INode,
	INodeListSearchResult,
	INodeParameters,
	NodeOperationError,
} from 'n8n-workflow';

import { startWorld, type World } from './support/world';

const HOUR = 3_600_000;

describe('the list of orders', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => {
		world.reset();
		// What the sandbox's own orders brought in isn't looked at here.
		world.sandbox.account.reset();
	});
	afterAll(() => world.close());

	type Search = (
		this: ILoadOptionsFunctions,
		filter?: string,
		token?: string,
	) => Promise<INodeListSearchResult>;

	/** A page of the list, looked up as n8n's editor does. */
	async function search(
		filter?: string,
		token?: string,
		currentNodeParameters: INodeParameters = {},
	): Promise<INodeListSearchResult> {
		const { methods } = world.engine.loader.getNode('gatePayRefund').type as unknown as {
			methods: { listSearch: { searchOrders: Search } };
		};
		const node: INode = {
			id: '1',
			name: 'Refund',
			type: 'n8n-nodes-gatepay.gatePayRefund',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			credentials: { gatePayApi: { id: 'gatepay', name: 'gatepay' } },
		};
		const workflow = world.engine.workflow([node], {});
		const additionalData = { ...world.engine.additionalData(), currentNodeParameters };
		const context = new LoadOptionsContext(workflow, node, additionalData as never, 'parameters.order');
		return await methods.listSearch.searchOrders.call(context, filter, token);
	}
	const namesOf = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);
	const lookUps = () => world.sandbox.requests.filter(({ call }) => call === 'queryLedger');

	/** @param age in milliseconds */
	const receive = (merchantTradeNo: string, age: number, row: object = {}) =>
		world.sandbox.account.addRow({
			financialType: 'receipt_fi',
			merchantTradeNo,
			payAmount: '1.50',
			currency: 'USDT',
			transactTime: Date.now() - age,
			...row,
		});

	it('shows what was received, newest first, with trade number, amount and date', async () => {
		receive('1746707644001', 2 * HOUR);
		receive('SHOP-2', HOUR);
		const { results } = await search();
		expect(results).toEqual([
			{
				name: expect.stringMatching(/^SHOP-2 · 1\.5 USDT · \d{1,2} \p{L}{3,4} \d{4}$/u) as string,
				value: 'SHOP-2',
			},
			{
				name: expect.stringMatching(/^1746707644001 · 1\.5 USDT · /) as string,
				value: '1746707644001',
			},
		]);
		const { financialType, startTime, endTime, count } = lookUps()[0]?.query ?? {};
		expect(financialType).toBe('receipt_fi');
		expect(count).toBe('50');
		expect(Number(endTime) - Number(startTime)).toBe(7 * 24 * HOUR);
	});

	it('leaves out what is no order’s, and shows an order once', async () => {
		receive('', HOUR);
		receive('not an identifier', HOUR);
		receive('={{ 1 }}', HOUR);
		receive('LEFT', HOUR, { payAmount: '-1.50' });
		receive('TWICE', HOUR, { payAmount: '+2' });
		receive('TWICE', 2 * HOUR);
		receive('REFUND', HOUR, { financialType: 'refund_fi' });
		expect(namesOf(await search())).toEqual([expect.stringMatching(/^TWICE · 2 USDT/)]);
	});

	it('goes on with the next page of the same period', async () => {
		for (let index = 0; index < 70; index++) receive(`SHOP-${index}`, HOUR + index * 1_000);
		const first = await search();
		expect(first.results).toHaveLength(50);
		expect(first.paginationToken).toBeDefined();
		const second = await search('', first.paginationToken as string);
		expect(second.results.map(({ value }) => value)).toEqual(
			Array.from({ length: 20 }, (_, index) => `SHOP-${50 + index}`),
		);
		expect(second.paginationToken).toBeUndefined();
		expect(lookUps().map(({ query }) => query.page)).toEqual(['1', '2']);
		expect(new Set(lookUps().map(({ query }) => query.endTime)).size).toBe(1);
	});

	it('searches through all pages by itself, 500 rows at a time, and finds the oldest of 10,000 within 2 seconds', async () => {
		for (let index = 0; index < 10_000; index++) receive(`SHOP-${index}`, HOUR + index * 1_000);
		const from = performance.now();
		expect(namesOf(await search('shop-9999'))).toEqual([expect.stringMatching(/^SHOP-9999 · /)]);
		expect(performance.now() - from).toBeLessThan(20_000);
		expect(lookUps().map(({ query }) => query.count)).toEqual(Array.from({ length: 20 }, () => '500'));
		expect(await search('no such order')).toEqual({ results: [] });
	});

	it('goes on by itself where a page has nothing to show', async () => {
		for (let index = 0; index < 60; index++) receive('', HOUR + index * 1_000);
		receive('OLDEST', 2 * HOUR);
		expect(await search()).toEqual({ results: [expect.objectContaining({ value: 'OLDEST' })] });
	});

	it('shows the orders of the account in the node’s options, and none where that is an expression', async () => {
		await search(undefined, undefined, { options: { onBehalfOf: 'sub-account-2' } });
		expect(lookUps()[0]?.headers).toMatchObject({ 'x-gatepay-on-behalf-of': 'sub-account-2' });
		const refused = search(undefined, undefined, { options: { onBehalfOf: '={{ $json.account }}' } });
		await expect(refused).rejects.toThrow("'On Behalf Of' is an expression");
		expect(lookUps()).toHaveLength(1);
	});

	it('fails in words, with the advice in the description', async () => {
		world.sandbox.faults.add({ on: 'queryLedger', kind: 'code', code: '400002' });
		const error = await search().catch((thrown: NodeOperationError) => thrown);
		expect(error).toMatchObject({
			message: expect.stringMatching(/^GatePay did not list its orders: .*400002/) as string,
			description: expect.stringMatching(
				/secret.*Or choose 'By Trade No' or 'By Prepay ID', which need no list\.$/is,
			) as string,
		});
	});
});

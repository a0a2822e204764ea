import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CHECKOUT, PAYMENT, startWorld, type World } from './support/world';

describe('what a preview warns of', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	/** Not simplified, warnings are a list. */
	const PREVIEW: INodeParameters = { ...CHECKOUT, operation: 'preview', options: { simplify: false } };

	const preview = async (
		items: IDataObject[],
		parameters: INodeParameters = PREVIEW,
		credential?: string,
	) => {
		const run = await world.refund(items, parameters, {}, credential);
		expect(run.error).toBeUndefined();
		expect(world.creates()).toHaveLength(made);
		return { rows: run.output('Refund').map(({ json }) => json), hints: run.hints('Refund') };
	};
	const warningsOf = async (...args: Parameters<typeof preview>) =>
		(await preview(...args)).rows.map(({ warnings }) => warnings);

	/** Refunds that a test makes before it previews. */
	let made = 0;
	beforeEach(() => (made = 0));
	const create = async (item: IDataObject, parameters: INodeParameters = CHECKOUT) => {
		expect((await world.refund([item], parameters)).error).toBeUndefined();
		made += 1;
	};

	const calls = (name: string) => world.sandbox.requests.filter(({ call }) => call === name);
	const ITEM = { prepayId: 'paid-v2-25', amount: '2.5', ticket: 'T-1' };

	it('is nothing for a refund that nothing speaks against', async () => {
		const { rows } = await preview([ITEM]);
		expect(rows).toMatchObject([{ wouldSend: true, warnings: [], refundReference: 'T-1' }]);
		expect(Object.keys(rows[0] ?? {}).slice(0, 4)).toEqual([
			'wouldSend',
			'refundAmount',
			'warnings',
			'currency',
		]);
	});

	it.each(['gatepay', 'merchant'])(
		'is a balance that is too low, in the refund’s currency: %s',
		async (credential) => {
			world.sandbox.account.setBalance('USDT', '2.499999');
			const { rows } = await preview([ITEM], PREVIEW, credential);
			expect(rows).toMatchObject([
				{
					wouldSend: true,
					warnings: ['The payment account holds 2.499999 USDT, less than this refund of 2.5 USDT.'],
				},
			]);
			world.sandbox.account.setBalance('USDT', '2.5');
			expect(await warningsOf([ITEM], PREVIEW, credential)).toEqual([[]]);
		},
	);

	it('is a currency whose balance GatePay does not show', async () => {
		expect(await warningsOf([ITEM], { ...PREVIEW, refundCurrency: 'DOGE' })).toEqual([
			["GatePay shows no balance in DOGE, so we can't tell if it is enough."],
		]);
	});

	it('is looked up once a run for each currency, and once for each order', async () => {
		const items = Array.from({ length: 12 }, (_, index) => ({
			prepayId: index % 2 === 0 ? 'paid-v2-25' : 'paid-v2-100',
			amount: '1',
			ticket: `T-${index}`,
			currency: index % 3 === 0 ? 'ETH' : 'USDT',
		}));
		const parameters = { ...PREVIEW, refundCurrency: '={{ $json.currency }}' };
		expect(await warningsOf(items, parameters)).toEqual(items.map(() => []));
		expect(
			calls('queryBalance')
				.map(({ body }) => body)
				.sort(),
		).toEqual(['["ETH"]', '["USDT"]']);
		expect(
			calls('queryLedger')
				.map(({ query }) => query.orderIdNo)
				.sort(),
		).toEqual(['paid-v2-100', 'paid-v2-25']);
	});

	it('is looked up once for a merchant, who is shown every currency at once', async () => {
		const items = ['USDT', 'ETH', 'BTC'].map((currency, index) => ({
			...ITEM,
			ticket: `T-${index}`,
			currency,
		}));
		await preview(items, { ...PREVIEW, refundCurrency: '={{ $json.currency }}' }, 'merchant');
		expect(calls('queryBalance')).toHaveLength(1);
	});

	it('is that the order was refunded before, how often, of how much, and of the same amount', async () => {
		await create({ ...ITEM, ticket: 'T-0' });
		expect(await warningsOf([{ ...ITEM, amount: '2.50' }])).toEqual([
			['The ledger shows 1 refund of this order already, of 2.5 USDT; it has the same amount as this one.'],
		]);
		await create({ ...ITEM, ticket: 'T-00', amount: '4.000001' });
		expect(await warningsOf([ITEM, { ...ITEM, amount: '1', ticket: 'T-2' }])).toEqual([
			[
				'The ledger shows 2 refunds of this order already, of 6.500001 USDT in all; 1 of them has the same amount as this one.',
			],
			['The ledger shows 2 refunds of this order already, of 6.500001 USDT in all.'],
		]);
		await create({ ...ITEM, ticket: 'T-000' });
		expect(await warningsOf([{ ...ITEM, prepayId: 'paid-v2-100' }, ITEM])).toEqual([
			[],
			[
				'The ledger shows 3 refunds of this order already, of 9.000001 USDT in all; 2 of them have the same amount as this one.',
			],
		]);
	});

	it('is the same for V1', async () => {
		const item = { prepayId: 'paid-v1-25', amount: '1', ticket: 'T-0' };
		await create(item, PAYMENT);
		world.sandbox.account.setBalance('USDT', '0.5');
		expect(
			await warningsOf([{ ...item, ticket: 'T-1' }], { ...PREVIEW, ...PAYMENT, operation: 'preview' }),
		).toEqual([
			[
				'The payment account holds 0.5 USDT, less than this refund of 1 USDT.',
				'The ledger shows 1 refund of this order already, of 1 USDT; it has the same amount as this one.',
			],
		]);
	});

	it('is only that it exists, for a refund that GatePay has: its balance and ledger are not looked up', async () => {
		await create(ITEM);
		world.sandbox.account.setBalance('USDT', '0');
		const { rows, hints } = await preview([ITEM]);
		expect(rows).toMatchObject([
			{ wouldSend: false, warnings: [expect.stringMatching(/^This refund exists already/)] },
		]);
		expect(hints).toMatchObject([{ message: '0 of 1 would be sent, 1 with a warning' }]);
		expect([...calls('queryBalance'), ...calls('queryLedger')]).toEqual([]);
	});

	it.each([
		[{ kind: 'reset' }],
		[{ kind: 'notJson' }],
		[{ kind: 'code', code: '300000', status: 500 }],
		[{ kind: 'code', code: '400001' }],
		[{ kind: 'body', text: '{"status":"SUCCESS","data":[]}' }],
		[
			{
				kind: 'body',
				text: '{"status":"SUCCESS","data":{"balance_list":null,"balance_history_item_list":{}}}',
			},
		],
	] as const)('is in a sentence what could not be looked up, and fails no item: %j', async (fault) => {
		world.sandbox.faults.add({ on: 'account', times: 99, ...fault });
		const { rows } = await preview([ITEM, { ...ITEM, prepayId: 'paid-v2-100' }]);
		const warnings = [
			expect.stringMatching(/^GatePay did not show the balance in USDT, so it may not be enough: .*\.$/),
			expect.stringMatching(
				/^GatePay did not show its ledger, so earlier refunds of this order are not known: .*\.$/,
			),
		];
		expect(rows).toMatchObject([
			{ wouldSend: true, warnings },
			{ wouldSend: true, warnings },
		]);
	});

	it('is a status of the order that is not PAID', async () => {
		world.sandbox.faults.add({
			on: 'order',
			kind: 'body',
			text: '{"status":"SUCCESS","data":{"prepayId":"paid-v2-25","orderAmount":"25.5","currency":"USDT","status":"PROCESS"}}',
		});
		expect(await warningsOf([ITEM])).toEqual([['The status of order paid-v2-25 is PROCESS, not PAID.']]);
		expect(await warningsOf([{ ...ITEM, prepayId: 'pending-v2' }])).toEqual([
			[expect.stringMatching(/not paid yet \(PENDING\)\./)],
		]);
	});

	it('is that an item is the same refund as another of the run, which is sent once', async () => {
		const { rows, hints } = await preview([ITEM, { ...ITEM, ticket: 'T-2' }, { ...ITEM, amount: '2.50' }]);
		expect(rows).toMatchObject([
			{ wouldSend: true, warnings: ['Item 2 of this run has the same refund request ID.'] },
			{ wouldSend: true, warnings: [] },
			{ wouldSend: false, warnings: ['This is the same refund as item 0, and is sent once.'] },
		]);
		expect(hints).toMatchObject([{ message: '2 of 3 would be sent, 2 with a warning' }]);
	});

	it('is that items with one reference are different refunds, in the words of Create', async () => {
		const items = [ITEM, { ...ITEM, amount: '3' }];
		const { rows } = await preview(items);
		expect(rows.map(({ wouldSend }) => wouldSend)).toEqual([true, false]);
		const [sentence] = rows[1]?.warnings as string[];
		expect(sentence).toMatch(
			/^Items 0 and 1 have the same refund request ID, but are different refunds: the amount is/,
		);
		const run = await world.refund(items, CHECKOUT);
		expect(run.error?.message).toBe(`Not sent: ${sentence} (item 1)`);
	});

	it('names no more than ten of the items that are the same refund', async () => {
		const [first] = await warningsOf(Array.from({ length: 14 }, () => ITEM));
		expect(first).toEqual([
			'Items 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 3 more of this run have the same refund request ID.',
		]);
	});
});

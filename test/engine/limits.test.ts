import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CHECKOUT, CONTINUE, messages, outcomes, PAYMENT, startWorld, type World } from './support/world';

/** What a refund, a run and an order's age are held to before anything is sent. */
describe('a limit', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const ITEM: IDataObject = { prepayId: 'paid-v2-25', amount: '2.5', ticket: 'T-1' };

	describe('Fingerprint', () => {
		const fingerprint = async (item: IDataObject, parameters: INodeParameters = CHECKOUT) => {
			const run = await world.refund([item], { ...parameters, operation: 'preview' });
			return String(run.output('Refund')[0]?.json.fingerprint);
		};
		const refund = (item: IDataObject, parameters: INodeParameters = {}) =>
			world.refund(
				[item],
				{ ...CHECKOUT, options: { expectedFingerprint: '={{ $json.approved }}' }, ...parameters },
				CONTINUE,
			);

		it('of the preview: what was approved is sent', async () => {
			const run = await refund({ ...ITEM, approved: await fingerprint(ITEM) });
			expect(outcomes(run)).toEqual(['accepted']);
		});

		it('lets a code be another one: it is made anew for each request', async () => {
			const additionalFields = { totpCode: '={{ $json.code }}' };
			const approved = await fingerprint({ ...ITEM, code: '111111' }, { ...CHECKOUT, additionalFields });
			const run = await refund({ ...ITEM, code: '222222', approved }, { additionalFields });
			expect(outcomes(run)).toEqual(['accepted']);
		});

		it.each<[string, IDataObject, INodeParameters]>([
			['the same amount in another way of writing', { amount: '2.50' }, {}],
			['another reason', {}, { refundReason: 'Broken' }],
			['no fingerprint at all', { approved: '0'.repeat(32) }, {}],
		])('of something else is not sent: %s', async (_, changed, parameters) => {
			const approved = await fingerprint(ITEM);
			const run = await refund({ ...ITEM, approved, ...changed }, parameters);
			expect(messages(run)).toEqual([
				expect.stringMatching(
					/^Not sent: What would be sent is not what was previewed: 'Fingerprint' differs\. Refund of .* Run the preview again/,
				),
			]);
			expect(world.creates()).toEqual([]);
		});

		it('that came out empty is refused, and not taken for none', async () => {
			const run = await refund(ITEM);
			expect(messages(run)).toEqual([expect.stringMatching(/^Not sent: 'Fingerprint'/)]);
			expect(world.sandbox.requestsMade).toBe(0);
		});
	});

	describe('Max Total Amount', () => {
		const LIMITED = { ...CHECKOUT, options: { maximumTotalAmount: '10' } };
		const refunds = (...amounts: string[]) =>
			amounts.map((amount, index) => ({ ...ITEM, amount, ticket: `T-${index}` }));

		it('that the refunds come to exactly is kept', async () => {
			const run = await world.refund(refunds('2.5', '7.499999', '0.000001'), LIMITED, CONTINUE);
			expect(outcomes(run)).toEqual(['accepted', 'accepted', 'accepted']);
		});

		it('that they exceed by the smallest amount: nothing is sent, and each item says so', async () => {
			const run = await world.refund(refunds('2.5', '7.499999', '0.000002'), LIMITED, CONTINUE);
			const says = expect.stringMatching(
				/^Not sent: All refunds of this run come to 10\.000001 USDT, above 'Max Total Amount' \(10\)\. Refund of /,
			) as string;
			expect(messages(run)).toEqual([says, says, says]);
			expect(world.creates()).toEqual([]);
		});

		describe('of a run of 400', () => {
			/** In milliseconds. */
			const ON_A_SLOW_MACHINE = 300_000;
			const MICRO = 1_000_000n;
			const written = (micro: bigint) => `${micro / MICRO}.${String(micro % MICRO).padStart(6, '0')}`;
			const amounts = Array.from({ length: 400 }, (_, index) => ((BigInt(index) * 7_919n) % 999_983n) + 1n);
			const sum = amounts.reduce((total, amount) => total + amount);
			const run = (maximumTotalAmount: string) => {
				const items = amounts.map((amount, index) => {
					const { prepayId } = world.sandbox.orders.add({ prepayId: `bulk-${index}` });
					return { prepayId, amount: written(amount), ticket: `T-${index}` };
				});
				return world.refund(
					items,
					{ ...CHECKOUT, options: { maximumTotalAmount, concurrency: 20 } },
					CONTINUE,
				);
			};

			it('is exceeded by 0.000001: nothing is sent, and the sum has all its digits', async () => {
				const limit = written(sum - 1n);
				const says = expect.stringContaining(
					`Not sent: All refunds of this run come to ${written(sum)} USDT, above 'Max Total Amount' (${limit}).`,
				) as string;
				expect(messages(await run(limit))).toEqual(amounts.map(() => says));
				expect(world.creates()).toEqual([]);
			});

			it(
				'is met to the last digit: everything is sent',
				async () => {
					expect(outcomes(await run(written(sum)))).toEqual(amounts.map(() => 'accepted'));
					expect(world.sandbox.ledger.payments.map(({ refundAmount }) => refundAmount).sort()).toEqual(
						amounts.map(written).sort(),
					);
				},
				ON_A_SLOW_MACHINE,
			);
		});

		it('that they exceed ends a run without Continue On Fail, and nothing is sent', async () => {
			const run = await world.refund(refunds('5', '5.1'), LIMITED);
			expect(run.error?.message).toMatch(
				/^Not sent: All refunds of this run come to 10\.1 USDT, .*\(item 0\)$/,
			);
			expect(world.creates()).toEqual([]);
		});

		it('counts a refund once that two items make', async () => {
			const [item = {}] = refunds('6');
			const run = await world.refund([item, item], LIMITED, CONTINUE);
			expect(outcomes(run)).toEqual(['accepted', 'existing']);
		});

		it('holds for each Refund Currency, those without one together', async () => {
			const inCurrency = { ...LIMITED, refundCurrency: '={{ $json.currency }}' };
			const items = refunds('6', '6').map((item, index) => ({ ...item, currency: ['USDT', 'usdt'][index] }));
			const run = await world.refund(items, inCurrency, CONTINUE);
			expect(messages(run)[1]).toMatch(/^Not sent: All refunds of this run come to 12 USDT, above/);
			expect(world.creates()).toEqual([]);
		});

		it('adds up what Full Order Amount comes to', async () => {
			const full = { ...LIMITED, refundAmountMode: 'full' };
			const run = await world.refund([ITEM], full, CONTINUE);
			expect(messages(run)[0]).toMatch(/^Not sent: All refunds of this run come to 25\.5 USDT, above/);
			expect(world.creates()).toEqual([]);
		});
	});

	describe('Max Order Age', () => {
		const LIMITED = { ...CHECKOUT, options: { maximumOrderAge: 30 } };
		const DAY = 86_400_000;
		/** An order that was made so many milliseconds ago. */
		const madeBefore = (milliseconds: number, version: 'v1' | 'v2' = 'v2') => {
			const createTime = Date.now() - milliseconds;
			world.sandbox.orders.add({ prepayId: 'aged', version, createTime });
			return { ...ITEM, prepayId: 'aged' };
		};

		it.each([
			['V2', 'v2', LIMITED],
			['V1', 'v1', { ...PAYMENT, options: LIMITED.options }],
		] as const)('is kept by a younger order: %s', async (_, version, parameters) => {
			const run = await world.refund([madeBefore(30 * DAY - 60_000, version)], parameters, CONTINUE);
			expect(outcomes(run)).toEqual(['accepted']);
		});

		it.each([
			['V2', 'v2', LIMITED],
			['V1', 'v1', { ...PAYMENT, options: LIMITED.options }],
		] as const)('holds an older order back: %s', async (_, version, parameters) => {
			const run = await world.refund([madeBefore(30 * DAY + 1000, version)], parameters, CONTINUE);
			expect(messages(run)[0]).toMatch(
				/^Not sent: The order was made on \d{4}-\d\d-\d\d \(UTC\), which is longer ago than 'Max Order Age' \(30 days\)\. Refund of 2\.5, order aged, /,
			);
			expect(world.creates()).toEqual([]);
		});

		it('does not hide a refund that was made while the order was younger', async () => {
			await world.refund([madeBefore(40 * DAY)], CHECKOUT);
			const run = await world.refund([{ ...ITEM, prepayId: 'aged' }], LIMITED, CONTINUE);
			expect(outcomes(run)).toEqual(['existing']);
		});

		it('is in the preview: it warns, and would not send', async () => {
			const run = await world.refund([madeBefore(31 * DAY)], { ...LIMITED, operation: 'preview' });
			expect(run.output('Refund')[0]?.json).toMatchObject({
				wouldSend: false,
				warnings: expect.stringMatching(
					/^The order was made on .* longer ago than 'Max Order Age'/,
				) as string,
			});
		});
	});

	it.each(['emailCode', 'fundPass', 'smsCode', 'totpCode'])(
		'of 128 characters holds for %s: 50,000 are refused before anything is sent, and not shown',
		async (name) => {
			const code = 'fake-code-'.padEnd(50_000, '7');
			const run = await world.refund([{ ...ITEM, code }], {
				...CHECKOUT,
				additionalFields: { [name]: '={{ $json.code }}' },
			});
			expect(run.error?.message).toMatch(/^Not sent: '[^']+' may have at most 128 characters/);
			expect(JSON.stringify(run.error)).not.toContain('fake-code');
			expect(world.sandbox.requestsMade).toBe(0);
		},
	);
});

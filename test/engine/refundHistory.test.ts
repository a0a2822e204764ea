import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CHECKOUT, CONTINUE, messages, startWorld, type World } from './support/world';
import { byPrepayId, byTradeNo } from '../../tools/engine/refundWorkflow';

const DAY = 86_400_000;

describe('Refund History: Get Many', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const HISTORY: INodeParameters = { resource: 'refundHistory', operation: 'getMany' };

	const list = async (parameters: INodeParameters = {}): Promise<IDataObject[]> => {
		const run = await world.refund([{}], { ...HISTORY, ...parameters });
		expect(run.error).toBeUndefined();
		return run.output('Refund').map(({ json }) => json);
	};
	const lookUps = () => world.sandbox.requests.filter(({ call }) => call === 'queryLedger');

	/** Adds refunds to the ledger; the first is the newest. */
	const book = (count: number, row: object = {}) => {
		const now = Date.now();
		for (let index = 0; index < count; index++) {
			const id = String(count - index).padStart(6, '0');
			const booked = {
				transactId: `355711415868${id}`,
				transactTime: now - 1_000 - index * 10,
				orderId: `3554507334980${id}`,
				merchantTradeNo: `shop-${id}`,
				financialType: 'refund_fi',
				refund_gate_id: `13411853592${id}`,
				...row,
			};
			world.sandbox.account.addRow({ ...booked, payAmount: '-1.5' });
		}
	};

	it('shows what a person reads of a refund, and pairs it with its item', async () => {
		await world.refund([{ prepayId: 'paid-v2-25', amount: '2.50', ticket: 'T-1' }], CHECKOUT);
		const run = await world.refund([{}], HISTORY);
		const [item, ...others] = run.output('Refund');
		expect(others).toEqual([]);
		expect(item?.pairedItem).toEqual({ item: 0 });
		expect(Object.keys(item?.json ?? {})).toEqual([
			'refundAmount',
			'currency',
			'time',
			'cameBack',
			'prepayId',
			'merchantTradeNo',
			'refundGateId',
		]);
		expect(item?.json).toMatchObject({
			refundAmount: '2.50',
			currency: 'USDT',
			time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
			cameBack: false,
			prepayId: 'paid-v2-25',
			merchantTradeNo: 'TRADE-paid-v2-25',
		});
	});

	it("shows the row as it came where 'Simplify' is off", async () => {
		book(1);
		const [item] = await list({ options: { simplify: false } });
		expect(item).toMatchObject({
			refundAmount: '1.5',
			prepayId: '3554507334980000001',
			row: { payAmount: '-1.5', hash: '', financialType: 'refund_fi' },
		});
		expect(item).not.toHaveProperty('payAmount');
	});

	it('shows nothing but refunds, and no money that came in', async () => {
		world.sandbox.account.payIn('USDT', '5');
		const run = await world.refund([{}], HISTORY);
		expect(run.output('Refund')).toEqual([]);
		expect(run.hints('Refund')).toMatchObject([
			{ message: "GatePay's ledger shows no such refund. It may lag behind" },
		]);
		expect(lookUps()[0]?.query).toMatchObject({ financialType: 'refund_fi' });
	});

	it('looks at the last 7 days unless told otherwise', async () => {
		book(1);
		book(1, { transactTime: Date.now() - 8 * DAY });
		expect(await list()).toHaveLength(1);
		const { startTime, endTime } = lookUps()[0]?.query ?? {};
		expect(Number(endTime) - Number(startTime)).toBe(7 * DAY);
		expect(Math.abs(Number(endTime) - Date.now())).toBeLessThan(60_000);
	});

	it('looks at the period, the currency and the order that it is told', async () => {
		await list({
			filters: {
				from: '2026-03-01T09:00:00Z',
				to: '={{ DateTime.fromISO("2026-03-02T00:00:00.000+02:00", { setZone: true }) }}',
				currency: 'ETH',
				order: byTradeNo('={{ "shop-" + 7 }}'),
			},
		});
		await list({ filters: { order: byPrepayId('35214673103159414') } });
		expect(lookUps().map(({ query }) => query)).toMatchObject([
			{
				startTime: String(Date.UTC(2026, 2, 1, 9)),
				endTime: String(Date.UTC(2026, 2, 1, 22)),
				currency: 'ETH',
				orderType: '1',
				orderIdNo: 'shop-7',
			},
			{ orderType: '2', orderIdNo: '35214673103159414' },
		]);
		expect(lookUps()[1]?.query).not.toHaveProperty('currency');
	});

	it('ends the period a week after nothing: without a From, it begins 7 days before its end', async () => {
		await list({ filters: { to: '2026-03-08T00:00:00Z' } });
		expect(lookUps()[0]?.query).toMatchObject({ startTime: String(Date.UTC(2026, 2, 1)) });
	});

	it.each([
		[{ from: 'yesterday' }, /'From' must be a date, .*; it is “yesterday”/],
		[{ from: '2026-02-30T00:00:00Z' }, /'From' must be a date/],
		[{ to: '={{ 1772323200000 }}' }, /'To' must be a date, .*; it is the number 1772323200000/],
		[{ to: '={{ $json.gone }}' }, /'To' is set, but its expression/],
		[{ from: '={{ DateTime.fromISO("nonsense") }}' }, /'From' must be a date/],
		[
			{ from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' },
			/'From' \(2026-03-02T00:00:00\.000Z\) is later than 'To' \(2026-03-01T00:00:00\.000Z\)/,
		],
		[{ order: 'shop-7' as never }, /'Order' has no mode/],
		[{ order: { mode: '={{ "prepayId" }}', value: '35214673103159414' } }, /'Order' has no mode/],
		[{ order: byTradeNo('={{ $json.gone }}') }, /'Order'/],
		[{ currency: 'US DT' }, /'Currency' may not contain spaces/],
	])('calls nobody for filters that cannot be read: %j', async (filters, why) => {
		const run = await world.refund([{}], { ...HISTORY, filters }, CONTINUE);
		expect(messages(run)).toEqual([expect.stringMatching(why)]);
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each([0, 1.5, '={{ "many" }}'])("calls nobody for a 'Limit' of %j", async (limit) => {
		const run = await world.refund([{}], { ...HISTORY, limit }, CONTINUE);
		expect(messages(run)).toEqual([expect.stringMatching(/'Limit' must be a (whole )?number/)]);
		expect(world.sandbox.requests).toEqual([]);
	});

	it("tells a refund whose money came back from one that was paid: GatePay's sample", async () => {
		const row = {
			financialType: 'refund_fi',
			orderId: '355450733498011648',
			merchantTradeNo: '1746707644001',
			currency: 'USDT',
		};
		const at = (milliseconds: number) => ({ transactTime: Date.now() - 60_000 + milliseconds });
		const { account } = world.sandbox;
		account.addRow({ ...row, ...at(0), payAmount: '-1', refund_gate_id: '13411853592035033' });
		account.addRow({ ...row, ...at(5), payAmount: '+1', refund_gate_id: '13411853592035033' });
		account.addRow({ ...row, ...at(25_000), payAmount: '-1', refund_gate_id: '13411853592035330' });
		const found = await list();
		expect(
			found.map(({ refundAmount, cameBack, refundGateId }) => [refundGateId, refundAmount, cameBack]),
		).toEqual([
			['13411853592035330', '1', false],
			['13411853592035033', '1', true],
		]);
	});

	it('knows that money came back where its row is on another page', async () => {
		const other = { refund_gate_id: 'other', payAmount: '-2', transactTime: Date.now() - 1_000_000 };
		world.sandbox.account.addRow({ financialType: 'refund_fi', ...other });
		book(600);
		world.sandbox.account.addRow({
			financialType: 'refund_fi',
			...other,
			payAmount: '2',
			transactTime: Date.now(),
		});
		const found = await list({ limit: 1 });
		expect(found).toMatchObject([{ refundGateId: 'other', refundAmount: '2', cameBack: true }]);
	});

	it('stops at 50 unless told otherwise, with the newest first', async () => {
		book(60);
		const found = await list();
		expect(found.map(({ merchantTradeNo }) => merchantTradeNo)).toEqual(
			Array.from({ length: 50 }, (_, index) => `shop-${String(60 - index).padStart(6, '0')}`),
		);
	});

	it("shows every refund where 'Return All' is on, each once", async () => {
		book(1240);
		const found = await list({ returnAll: true, limit: 1 });
		expect(found).toHaveLength(1240);
		expect(new Set(found.map(({ refundGateId }) => refundGateId)).size).toBe(1240);
		expect(lookUps().map(({ query }) => [query.page, query.count])).toEqual([
			['1', '500'],
			['2', '500'],
			['3', '500'],
		]);
		expect(new Set(lookUps().map(({ query }) => query.endTime)).size).toBe(1);
	});

	it('says how far it got where a page in the middle is not shown', async () => {
		book(1240);
		world.sandbox.faults.add({ on: 'queryLedger', after: 2, kind: 'reset' });
		const run = await world.refund([{}], { ...HISTORY, returnAll: true }, CONTINUE);
		expect(run.output('Refund')).toEqual([
			{
				json: {
					error: expect.stringMatching(/^No answer: .* Page 3 of its ledger, after 1000 rows\./),
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('says so in the error where it does not continue on fail', async () => {
		book(600);
		world.sandbox.faults.add({ on: 'queryLedger', after: 1, kind: 'code', code: '400004' });
		const run = await world.refund([{}], { ...HISTORY, returnAll: true });
		expect(run.error?.message).toMatch(
			/^Refused: .*\(code 400004\)\..* Page 2 of its ledger, after 500 rows\. \(item 0\)$/,
		);
	});

	it('fails one item, and lists for the others', async () => {
		book(2);
		world.sandbox.faults.add({ on: 'queryLedger', kind: 'notJson' });
		const run = await world.refund([{}, {}], { ...HISTORY, options: {} }, CONTINUE);
		expect(run.output('Refund').map(({ json }) => 'error' in json)).toEqual(
			expect.arrayContaining([true, false, false]),
		);
	});

	it('serves a merchant by its own path', async () => {
		book(1);
		const run = await world.refund([{}], HISTORY, {}, 'merchant');
		expect(run.output('Refund')).toHaveLength(1);
		expect(lookUps()).toMatchObject([{ path: '/v1/pay/bill/orderlist' }]);
	});
});

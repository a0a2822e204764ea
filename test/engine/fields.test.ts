import type { INodeParameters } from 'n8n-workflow';

import { REFUND_FIELDS } from '../../gatepay/refund/fields';
import { CHECKOUT, CONTINUE, messages, PAYMENT, startWorld, type World } from './support/world';
import { byTradeNo } from '../../tools/engine/refundWorkflow';

/** Every field of the form, as GatePay receives it. */
describe('the fields of a refund', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const ITEM = { prepayId: '35214673103159414', amount: '0.5', ticket: 'T-1' };

	/** The body that a node sends. */
	async function body(parameters: INodeParameters): Promise<string> {
		const run = await world.refund([ITEM], parameters, CONTINUE);
		expect(messages(run)).toEqual([undefined]);
		return world.creates()[0]?.body ?? '';
	}

	it('no other than those that were filled in are sent, and the refund style always is', async () => {
		expect(await body(CHECKOUT)).toBe(
			'{"prepayId":"35214673103159414","refundRequestId":"4c0ba1b5d8fb3a3e37a1a1b24a3e1d57","refundStyle":1,"refundAmount":"0.5","refundReason":"Goods returned"}'.replace(
				'4c0ba1b5d8fb3a3e37a1a1b24a3e1d57',
				String((JSON.parse(world.creates()[0]?.body ?? '{}') as { refundRequestId: string }).refundRequestId),
			),
		);
	});

	/** All 24 fields of the V2 schema: 20 of them in one request, the other four with other destinations and modes. */
	const ADDITIONAL: INodeParameters = {
		adjustOrderId: '9223372036854775807',
		emailCode: '111222',
		fundPass: 'fake "fund" pass',
		memo: 'memo 7',
		needNotify: false,
		opUserId: '77',
		refundAmountTypeFull: 0,
		refundBearType: 2,
		refundFundStatementId: '9007199254740993',
		refundGateId: '1991045981847818240',
		refundLimit: true,
		refundSource: 1,
		smsCode: '333444',
		totpCode: '555666',
	};

	it('each additional field of V2 leaves with its JSON type, and whole numbers beyond 2^53 with every digit', async () => {
		const sent = await body({ ...CHECKOUT, additionalFields: ADDITIONAL });
		for (const member of [
			'"adjustOrderId":9223372036854775807',
			'"emailCode":"111222"',
			'"fundPass":"fake \\"fund\\" pass"',
			'"memo":"memo 7"',
			'"needNotify":false',
			'"opUserId":"77"',
			'"refundAmountTypeFull":0',
			'"refundBearType":2',
			'"refundFundStatementId":9007199254740993',
			'"refundGateId":"1991045981847818240"',
			'"refundLimit":true',
			'"refundSource":1',
			'"smsCode":"333444"',
			'"totpCode":"555666"',
		]) {
			expect(sent).toContain(member);
		}
	});

	it('a refund to a Web3 address names address and chain', async () => {
		const sent = await body({
			...CHECKOUT,
			refundCurrency: 'USDT',
			refundStyle: 2,
			refundPayChannel: 2,
			refundAddress: '0x52908400098527886E0F7030069857D2E4169EE7',
			refundChain: 'ETH',
		});
		expect(JSON.parse(sent)).toMatchObject({
			refundCurrency: 'USDT',
			refundStyle: 2,
			refundPayChannel: 2,
			refundAddress: '0x52908400098527886E0F7030069857D2E4169EE7',
			refundChain: 'ETH',
		});
		expect(sent).not.toContain('refundToGateUid');
	});

	it('between them, the form sends all 24 fields of the V2 schema', async () => {
		const bodies = [
			await body({ ...CHECKOUT, refundCurrency: 'USDT', additionalFields: ADDITIONAL }),
			await (world.reset(),
			body({ ...CHECKOUT, refundStyle: 2, refundPayChannel: 1, refundToGateUid: '10002' })),
			await (world.reset(),
			body({ ...CHECKOUT, refundStyle: 2, refundPayChannel: 2, refundAddress: '0xabc', refundChain: 'ETH' })),
		];
		const sent = new Set(bodies.flatMap((text) => Object.keys(JSON.parse(text) as object)));
		expect([...sent].sort()).toEqual(Object.keys(REFUND_FIELDS.v2).sort());
		expect(sent.size).toBe(24);
	});

	it('a V1 refund can carry a reason', async () => {
		const run = await world.refund(
			[{ ...ITEM, prepayId: '1647438500687506' }],
			{ ...PAYMENT, additionalFields: { refundReason: 'Zurück 💸' } },
			CONTINUE,
		);
		expect(messages(run)).toEqual([undefined]);
		expect(world.creates()[0]?.body).toContain('"refundReason":"Zurück 💸"');
	});

	it('choices and booleans count as text too, since expressions give text', async () => {
		const sent = await body({
			...CHECKOUT,
			refundStyle: '={{ "2" }}',
			refundPayChannel: '={{ "1" }}',
			refundToGateUid: '10002',
			additionalFields: { needNotify: '={{ "false" }}', refundSource: '={{ "0" }}' },
		});
		expect(JSON.parse(sent)).toMatchObject({
			refundStyle: 2,
			refundPayChannel: 1,
			needNotify: false,
			refundSource: 0,
		});
	});

	it('where the style is an expression, only the destination that applies has to be filled in', async () => {
		const sent = await body({
			...CHECKOUT,
			refundStyle: '={{ 2 }}',
			refundPayChannel: 1,
			refundToGateUid: '10002',
		});
		expect(JSON.parse(sent)).toMatchObject({ refundStyle: 2, refundToGateUid: '10002' });
	});

	it('an amount leaves as it was written', async () => {
		const run = await world.refund(
			[
				{ ...ITEM, amount: '1.50' },
				{ ...ITEM, amount: 0.25, ticket: 'T-2' },
			],
			CHECKOUT,
		);
		expect(run.error).toBeUndefined();
		expect(
			world.creates().map(({ body: text }) => (JSON.parse(text) as { refundAmount: string }).refundAmount),
		).toEqual(['1.50', '0.25']);
	});

	it("an item can act for another account than the credential's", async () => {
		const other = world.sandbox.institutionCredential.onBehalfOf;
		await world.refund([ITEM], { ...CHECKOUT, options: { onBehalfOf: ` ${other} ` } });
		expect(world.creates()[0]?.headers['x-gatepay-on-behalf-of']).toBe(other);
	});

	it('a full refund by trade number: the order is looked up, and its whole amount is sent', async () => {
		const order = world.sandbox.orders.get('35214673103159414', 'v2');
		const sent = await body({
			...CHECKOUT,
			order: byTradeNo(order?.merchantTradeNo ?? ''),
			refundAmountMode: 'full',
			additionalFields: { refundAmountTypeFull: 1 },
		});
		expect(JSON.parse(sent)).toMatchObject({
			prepayId: '35214673103159414',
			refundAmount: '10',
			refundAmountTypeFull: 1,
		});
	});
});

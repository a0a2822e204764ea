import { sign } from '../../gatepay/api/signature';
import { startWorld, type World } from './support/world';
import { byPrepayId } from '../../tools/engine/refundWorkflow';

/** The example requests and answers of GatePay's documentation, sent by the node itself. */
describe("the examples of GatePay's documentation", () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const SENT = { refundStatus: 'accepted', outcome: 'accepted', attempts: 1 };

	it('V1: the request is the one that is documented, and the item what a person reads of its answer', async () => {
		const run = await world.refund([{}], {
			resource: 'refundV1',
			operation: 'create',
			order: byPrepayId('1647438500687506'),
			refundAmount: '0.8',
			refundRequestIdFrom: 'define',
			refundRequestId: '156123911',
		});
		expect(run.error).toBeUndefined();
		expect(world.creates()).toMatchObject([
			{
				method: 'POST',
				path: '/payment/open/institution/v1/pay/order/refund',
				body: '{"refundRequestId":"156123911","prepayId":"1647438500687506","refundAmount":"0.8"}',
			},
		]);
		const fields = {
			refundRequestId: '156123911',
			prepayId: '1647438500687506',
			refundAmount: '0.8',
		};
		expect(run.output('Refund')).toEqual([{ json: { ...fields, ...SENT }, pairedItem: { item: 0 } }]);
	});

	const V2 = {
		resource: 'refundV2',
		operation: 'create',
		order: byPrepayId('35214673103159414'),
		refundAmount: '0.018',
		refundRequestIdFrom: 'define',
		refundRequestId: '202508271923022',
		refundReason: 'bourne-test',
		refundCurrency: 'USDT',
		refundStyle: 2,
		refundPayChannel: 1,
		refundToGateUid: '10002',
		additionalFields: { refundBearType: 1 },
	};
	const V2_BODY =
		'{"prepayId":"35214673103159414","refundRequestId":"202508271923022","refundStyle":2,"refundToGateUid":"10002",' +
		'"refundAmount":"0.018","refundCurrency":"USDT","refundPayChannel":1,"refundReason":"bourne-test","refundBearType":1}';
	const V2_DATA = {
		refundRequestId: '202508271923022',
		refundGateId: '1991045981847818240',
		prepayId: '35214673103159414',
		orderAmount: '10',
		refundAmount: '0.018',
		errMsg: '',
		orderCurrency: 'USDT',
		payCurrency: 'USDT',
		payAmount: '0.018',
	};

	it('V2: the request is the one that is documented, and the item what a person reads of its answer', async () => {
		const run = await world.refund([{}], V2);
		expect(run.error).toBeUndefined();
		expect(world.creates()).toMatchObject([
			{ method: 'POST', path: '/payment/open/institution/v2/standard/order/refund', body: V2_BODY },
		]);
		const fields = {
			refundRequestId: '202508271923022',
			prepayId: '35214673103159414',
			refundAmount: '0.018',
			refundCurrency: 'USDT',
		};
		expect(run.output('Refund')).toEqual([{ json: { ...fields, ...SENT }, pairedItem: { item: 0 } }]);
	});

	it('an item begins with what a person looks for', async () => {
		const byReference = { ...V2, refundRequestIdFrom: 'reference', refundReference: 'T-1' };
		const run = await world.refund([{}], byReference);
		expect(Object.keys(run.output('Refund')[0]?.json ?? {}).slice(0, 8)).toEqual([
			'outcome',
			'refundStatus',
			'refundAmount',
			'prepayId',
			'refundRequestId',
			'attempts',
			'refundCurrency',
			'refundReference',
		]);
	});

	it('V2, not simplified: the item is the whole answer beside what a person looks for', async () => {
		const run = await world.refund([{}], { ...V2, options: { simplify: false } });
		expect(run.output('Refund')[0]?.json).toEqual({
			status: 'SUCCESS',
			code: '000000',
			label: '',
			errorMessage: '',
			data: V2_DATA,
			prepayId: '35214673103159414',
			refundRequestId: '202508271923022',
			refundAmount: '0.018',
			refundCurrency: 'USDT',
			...SENT,
		});
	});

	it('both leave on the merchant paths, and without On-Behalf-Of, for a merchant account', async () => {
		await world.refund([{}], V2, {}, 'merchant');
		expect(world.creates()).toMatchObject([{ path: '/v2/standard/order/refund', body: V2_BODY }]);
		expect(world.sandbox.requests.map(({ headers }) => headers['x-gatepay-on-behalf-of'])).toEqual([
			undefined,
			undefined,
		]);
	});

	it('every request is signed over its exact bytes, with a nonce of its own, for the account', async () => {
		await world.refund([{}], V2);
		const { secret, clientId, onBehalfOf } = world.sandbox.institutionCredential;
		expect(world.sandbox.requests).toHaveLength(2);
		for (const { headers, body } of world.sandbox.requests) {
			const text = (name: string) => String(headers[name]);
			expect(text('x-gatepay-signature')).toBe(
				sign(secret, text('x-gatepay-timestamp'), text('x-gatepay-nonce'), body),
			);
			expect(text('x-gatepay-signature')).toMatch(/^[0-9a-f]{128}$/);
			expect(headers).toMatchObject({
				'content-type': 'application/json',
				'x-gatepay-certificate-clientid': clientId,
				'x-gatepay-on-behalf-of': onBehalfOf,
			});
		}
		expect(new Set(world.sandbox.requests.map(({ headers }) => headers['x-gatepay-nonce'])).size).toBe(2);
	});
});

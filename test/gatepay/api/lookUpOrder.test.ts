import { lookUpOrder } from '../../../gatepay/api/order';
import { gatewayThatSays } from '../gateways';
import { anOrder } from '../intents';

const ORDER =
	'{"status":"SUCCESS","code":"000000","data":{"prepayId":"35214673103159414","merchantTradeNo":"shop-1001","orderAmount":"10.00000000","currency":"USDT","status":"PAID"}}';
const EXPIRED = '{"status":"FAIL","code":"400003","errorMessage":"Timestamp expired"}';

const FOUND = {
	kind: 'found',
	order: anOrder(),
	envelope: expect.objectContaining({ status: 'SUCCESS', code: '000000' }) as object,
	data: JSON.parse(ORDER).data as object,
};

describe('looking up an order', () => {
	it.each([
		['v1', { prepayId: '35214673103159414' }, 'queryOrderV1'],
		['v2', { prepayId: '35214673103159414' }, 'queryOrderV2'],
		['v1', { merchantTradeNo: 'shop-1001' }, 'queryOrderV1'],
		['v2', { merchantTradeNo: 'shop-1001' }, 'queryOrderV2'],
	] as const)('makes one call, on the version in use: %s by %j', async (version, identifier, call) => {
		const gateway = gatewayThatSays(ORDER);
		expect(await lookUpOrder(version, identifier, gateway, '100')).toEqual(FOUND);
		expect(gateway.requests).toHaveLength(1);
		expect(gateway.requests[0]).toMatchObject({ call, onBehalfOf: '100' });
		expect(JSON.stringify(gateway.requests)).toContain(Object.values(identifier)[0]);
	});

	it('is signed anew once when GatePay turns it down for its timestamp', async () => {
		const gateway = gatewayThatSays(EXPIRED, ORDER);
		expect(await lookUpOrder('v2', { prepayId: '35214673103159414' }, gateway)).toEqual(FOUND);
		expect(gateway.requests).toHaveLength(2);
	});

	it('is not signed anew twice', async () => {
		const gateway = gatewayThatSays(EXPIRED, EXPIRED, ORDER);
		expect(await lookUpOrder('v2', { prepayId: '35214673103159414' }, gateway)).toMatchObject({
			kind: 'noAnswer',
			reason:
				"GatePay answered code 400003: the time of the request is too far from GatePay's clock (“Timestamp expired”)",
		});
		expect(gateway.requests).toHaveLength(2);
	});

	it('is not signed anew after the execution was stopped', async () => {
		const gateway = { ...gatewayThatSays(EXPIRED, ORDER), isCancelled: () => gateway.requests.length > 0 };
		expect(await lookUpOrder('v2', { prepayId: '35214673103159414' }, gateway)).toMatchObject({
			kind: 'noAnswer',
		});
		expect(gateway.requests).toHaveLength(1);
	});

	it('makes no call after the execution was stopped', async () => {
		const gateway = { ...gatewayThatSays(ORDER), isCancelled: () => true };
		expect(await lookUpOrder('v2', { prepayId: '35214673103159414' }, gateway)).toMatchObject({
			kind: 'noAnswer',
			reason: 'the execution was stopped',
		});
		expect(gateway.requests).toEqual([]);
	});

	it.each([
		['another refusal', '{"status":"FAIL","code":"400202"}', /^GatePay answered code 400202: .* such order$/],
		['another order', ORDER.replace('35214673103159414', '1'), /^the answer was about something else$/],
		['no data', '{"status":"SUCCESS","code":"000000","data":null}', /^the answer was about something else$/],
		['a page', '<html></html>', /^HTTP 200 with something that isn't GatePay's came back$/],
		['nothing', { kind: 'silence', reason: 'no answer came' } as const, /^no answer came$/],
		['no connection', { kind: 'notConnected', reason: 'refused' } as const, /^refused$/],
		[
			'a fault',
			{ kind: 'http', status: 500, text: '{"status":"FAIL","code":"300000"}' } as const,
			/^GatePay answered code 300000 with HTTP 500$/,
		],
	])('says why there is none after %s, and makes no further call', async (_, reply, reason) => {
		const gateway = gatewayThatSays(reply);
		expect(await lookUpOrder('v2', { prepayId: '35214673103159414' }, gateway)).toMatchObject({
			kind: 'noAnswer',
			reason: expect.stringMatching(reason) as string,
		});
		expect(gateway.requests).toHaveLength(1);
	});

	it('hands on the refusal where there was one, and nothing where there was none', async () => {
		const refused = await lookUpOrder(
			'v2',
			{ prepayId: '1' },
			gatewayThatSays('{"status":"FAIL","code":"400202","errorMessage":"order not exist"}'),
		);
		expect(refused).toHaveProperty('envelope.code', '400202');
		for (const reply of [ORDER, '<html></html>']) {
			const unanswered = await lookUpOrder('v2', { prepayId: '1' }, gatewayThatSays(reply));
			expect(unanswered).not.toHaveProperty('envelope');
		}
	});

	it('hands on every field of an order, where V2 nests it as well', async () => {
		const text =
			'{"status":"SUCCESS","data":{"requestId":"r","bizData":{"prepayId":"1","createTime":1234567890123456789}}}';
		const lookedUp = await lookUpOrder('v2', { prepayId: '1' }, gatewayThatSays(text));
		expect(lookedUp).toHaveProperty('data', { prepayId: '1', createTime: '1234567890123456789' });
	});
});

import { queryOrder, queryRefund, refundChains } from '../../../gatepay/api/requests';
import { createRefund } from '../../../gatepay/refund/body';
import { anIntent } from '../intents';

describe('a request', () => {
	it('that makes a V1 refund carries its body', () => {
		expect(createRefund(anIntent({ version: 'v1', fields: {} }))).toStrictEqual({
			call: 'createRefundV1',
			method: 'POST',
			body: '{"refundRequestId":"202508271923022","prepayId":"35214673103159414","refundAmount":"0.018"}',
		});
	});

	it('that makes a V2 refund carries its body', () => {
		expect(createRefund(anIntent())).toStrictEqual({
			call: 'createRefundV2',
			method: 'POST',
			body: '{"prepayId":"35214673103159414","refundRequestId":"202508271923022","refundStyle":1,"refundAmount":"0.018","refundReason":"bourne-test"}',
		});
	});

	it('that asks for a V1 refund names it in the body', () => {
		expect(queryRefund('v1', 'r-1')).toStrictEqual({
			call: 'queryRefundV1',
			method: 'POST',
			body: '{"refundRequestId":"r-1"}',
		});
	});

	it('that asks for a V2 refund names it in the query, and has no body', () => {
		expect(queryRefund('v2', 'r-1')).toStrictEqual({
			call: 'queryRefundV2',
			method: 'GET',
			query: { refundRequestId: 'r-1' },
		});
	});

	it.each([{ prepayId: '1' }, { merchantTradeNo: 'shop-1' }])(
		'that asks for an order names it in one way only: %j',
		(order) => {
			expect(queryOrder('v1', order)).toStrictEqual({
				call: 'queryOrderV1',
				method: 'POST',
				body: JSON.stringify(order),
			});
			expect(queryOrder('v2', order)).toStrictEqual({ call: 'queryOrderV2', method: 'GET', query: order });
		},
	);

	it('that asks for chains names the currency', () => {
		expect(refundChains('USDT')).toStrictEqual({
			call: 'refundChains',
			method: 'GET',
			query: { currency: 'USDT' },
		});
	});

	it.each([
		['makes a V1 refund', createRefund(anIntent({ version: 'v1', onBehalfOf: '100' }))],
		['makes a V2 refund', createRefund(anIntent({ onBehalfOf: '100' }))],
		['asks for a V1 refund', queryRefund('v1', 'r-1', '100')],
		['asks for a V2 refund', queryRefund('v2', 'r-1', '100')],
		['asks for a V1 order', queryOrder('v1', { prepayId: '1' }, '100')],
		['asks for a V2 order', queryOrder('v2', { prepayId: '1' }, '100')],
		['asks for chains', refundChains('USDT', '100')],
	])('that %s carries the account of an item, outside query and body', (_, request) => {
		expect(request.onBehalfOf).toBe('100');
		expect(`${JSON.stringify(request.query)}${request.body}`).not.toContain('100');
	});
});

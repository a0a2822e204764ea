import {
	queryBalance,
	queryLedger,
	queryOrder,
	queryRefund,
	refundChains,
} from '../../../gatepay/api/calls';
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

	it('that looks up a V1 refund names it in the body', () => {
		expect(queryRefund('v1', 'r-1')).toStrictEqual({
			call: 'queryRefundV1',
			method: 'POST',
			body: '{"refundRequestId":"r-1"}',
		});
	});

	it('that looks up a V2 refund names it in the query, and has no body', () => {
		expect(queryRefund('v2', 'r-1')).toStrictEqual({
			call: 'queryRefundV2',
			method: 'GET',
			query: { refundRequestId: 'r-1' },
		});
	});

	it.each([{ prepayId: '1' }, { merchantTradeNo: 'shop-1' }])(
		'that looks up an order names it in one way only: %j',
		(order) => {
			expect(queryOrder('v1', order)).toStrictEqual({
				call: 'queryOrderV1',
				method: 'POST',
				body: JSON.stringify(order),
			});
			expect(queryOrder('v2', order)).toStrictEqual({ call: 'queryOrderV2', method: 'GET', query: order });
		},
	);

	it('that looks up chains names the currency', () => {
		expect(refundChains('USDT')).toStrictEqual({
			call: 'refundChains',
			method: 'GET',
			query: { currency: 'USDT' },
		});
	});

	it("that looks up a merchant's balance says nothing more", () => {
		expect(queryBalance('merchant', ['USDT', 'BTC'])).toStrictEqual({ call: 'queryBalance', method: 'GET' });
	});

	it("that looks up an institution's balance names the currencies in a bare list", () => {
		expect(queryBalance('institution', ['USDT', 'BTC'])).toStrictEqual({
			call: 'queryBalance',
			method: 'POST',
			body: '["USDT","BTC"]',
		});
	});

	const period = { startTime: 1746769810000, endTime: 1746769819999, page: 1, count: 500 };
	const texts = { startTime: '1746769810000', endTime: '1746769819999', page: '1', count: '500' };
	it.each([
		[{}, {}],
		[{ currency: 'USDT' }, { currency: 'USDT' }],
		[{ order: { merchantTradeNo: 'shop-1' } }, { orderType: '1', orderIdNo: 'shop-1' }],
		[{ order: { prepayId: '1' } }, { orderType: '2', orderIdNo: '1' }],
	])('that looks up refunds in the ledger says which by %j', (filter, query) => {
		expect(queryLedger({ ...period, ...filter })).toStrictEqual({
			call: 'queryLedger',
			method: 'GET',
			query: { ...texts, financialType: 'refund_fi', ...query },
		});
	});

	it.each([
		['makes a V1 refund', createRefund(anIntent({ version: 'v1', onBehalfOf: '100' }))],
		['makes a V2 refund', createRefund(anIntent({ onBehalfOf: '100' }))],
		['looks up a V1 refund', queryRefund('v1', 'r-1', '100')],
		['looks up a V2 refund', queryRefund('v2', 'r-1', '100')],
		['looks up a V1 order', queryOrder('v1', { prepayId: '1' }, '100')],
		['looks up a V2 order', queryOrder('v2', { prepayId: '1' }, '100')],
		['looks up chains', refundChains('USDT', '100')],
		['looks up a balance', queryBalance('institution', ['USDT'], '100')],
		['looks up the ledger', queryLedger({ startTime: 1, endTime: 2, page: 1, count: 50 }, '100')],
	])('that %s carries the account of an item, outside query and body', (_, request) => {
		expect(request.onBehalfOf).toBe('100');
		expect(`${JSON.stringify(request.query)}${request.body}`).not.toContain('100');
	});
});

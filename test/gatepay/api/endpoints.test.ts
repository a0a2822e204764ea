import { ENDPOINT, isInstitutionPath, methodOf, pathOf, type Call } from '../../../gatepay/api/calls';

/** Every call that institutions make as merchants do, under a prefix, as GatePay documents it. */
const CALLS: Array<[Call, 'GET' | 'POST', string]> = [
	['createRefundV1', 'POST', '/v1/pay/order/refund'],
	['createRefundV2', 'POST', '/v2/standard/order/refund'],
	['queryRefundV1', 'POST', '/v1/pay/order/refund/query'],
	['queryRefundV2', 'GET', '/v2/pay/refund/details'],
	['queryOrderV1', 'POST', '/v1/pay/order/query'],
	['queryOrderV2', 'GET', '/v2/pay/order/query'],
	['refundChains', 'GET', '/v2/refund/support/chains'],
	['queryLedger', 'GET', '/v1/pay/bill/orderlist'],
];

describe('the endpoints', () => {
	it('are the documented ones, and no others', () => {
		const calls = [...CALLS.map(([call]) => call), 'queryBalance'];
		expect(Object.keys(ENDPOINT).sort()).toEqual(calls.sort());
	});

	it.each(CALLS)('call %s with %s at the documented path', (call, method, path) => {
		expect([methodOf(call, 'merchant'), pathOf(call, 'merchant')]).toEqual([method, path]);
	});

	it.each(CALLS)('call %s with %s under the prefix of institutions', (call, method, path) => {
		expect([methodOf(call, 'institution'), pathOf(call, 'institution')]).toEqual([
			method,
			`/payment/open/institution${path}`,
		]);
	});

	it('call the balance in another way for each type of account', () => {
		expect([methodOf('queryBalance', 'merchant'), pathOf('queryBalance', 'merchant')]).toEqual([
			'GET',
			'/v1/pay/balance/query',
		]);
		expect([methodOf('queryBalance', 'institution'), pathOf('queryBalance', 'institution')]).toEqual([
			'POST',
			'/payment/open/institution/v1/balance',
		]);
	});
});

describe('an institution path', () => {
	it.each(CALLS)('is told from the path of a merchant for %s', (call) => {
		expect(isInstitutionPath(pathOf(call, 'institution'))).toBe(true);
		expect(isInstitutionPath(pathOf(call, 'merchant'))).toBe(false);
	});

	it.each([
		'/',
		'',
		'/payment/open/institution',
		'/payment/open/institutions/v1/pay/order/refund',
		'/payment/open/institution-v2/v1/pay/order/refund',
		'/proxy/payment/open/institution/v1/pay/order/refund',
		'payment/open/institution/v1/pay/order/refund',
		'/Payment/Open/Institution/v1/pay/order/refund',
	])('is nothing that only looks like one: "%s"', (path) => {
		expect(isInstitutionPath(path)).toBe(false);
	});
});

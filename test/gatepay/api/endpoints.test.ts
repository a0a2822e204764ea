import { ENDPOINT, isInstitutionPath, pathOf, type Call } from '../../../gatepay/api/endpoints';

/** Every call as GatePay documents it. */
const CALLS: Array<[Call, 'GET' | 'POST', string]> = [
	['createRefundV1', 'POST', '/v1/pay/order/refund'],
	['createRefundV2', 'POST', '/v2/standard/order/refund'],
	['queryRefundV1', 'POST', '/v1/pay/order/refund/query'],
	['queryRefundV2', 'GET', '/v2/pay/refund/details'],
	['queryOrderV1', 'POST', '/v1/pay/order/query'],
	['queryOrderV2', 'GET', '/v2/pay/order/query'],
	['refundChains', 'GET', '/v2/refund/support/chains'],
];

describe('the endpoints', () => {
	it('are the documented ones, and no others', () => {
		expect(Object.keys(ENDPOINT).sort()).toEqual(CALLS.map(([call]) => call).sort());
	});

	it.each(CALLS)('call %s with %s at the documented path', (call, method, path) => {
		expect(ENDPOINT[call].method).toBe(method);
		expect(pathOf(call, 'merchant')).toBe(path);
	});

	it.each(CALLS)('call %s with %s under the prefix of institutions', (call, _, path) => {
		expect(pathOf(call, 'institution')).toBe(`/payment/open/institution${path}`);
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

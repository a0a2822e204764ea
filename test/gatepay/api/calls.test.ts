import {
	CALLS,
	isInstitutionPath,
	queryBalance,
	queryLedger,
	queryOrder,
	queryRefund,
	refundChains,
	routeOf,
	type GatePayRequest,
} from '../../../gatepay/api/calls';
import { createRefund } from '../../../gatepay/refund/body';
import { anIntent } from '../scripted';

const PREFIX = '/payment/open/institution';
const PERIOD = {
	...{ startTime: 1746769810000, endTime: 1746769819999, page: 1, count: 500 },
	financialType: 'refund_fi' as const,
};
const PERIOD_IN_QUERY = {
	...{ startTime: '1746769810000', endTime: '1746769819999', page: '1', count: '500' },
	financialType: 'refund_fi',
};
const ledgerBy = (filter: object, query: object): Row => [
	`looks up the ledger by ${JSON.stringify(filter)}`,
	queryLedger({ ...PERIOD, ...filter }),
	'GET /v1/pay/bill/orderlist',
	{ query: { ...PERIOD_IN_QUERY, ...query } },
];

/** What a request does; the request; the route for a merchant; what it carries. */
type Row = [does: string, request: GatePayRequest, route: string, carries: object];

// prettier-ignore
const ROWS: Row[] = [
	[
		'makes a V1 refund',
		createRefund(anIntent({ version: 'v1', fields: {} })),
		'POST /v1/pay/order/refund',
		{ body: '{"refundRequestId":"202508271923022","prepayId":"35214673103159414","refundAmount":"0.018"}' },
	],
	[
		'makes a V2 refund',
		createRefund(anIntent()),
		'POST /v2/standard/order/refund',
		{
			body: '{"prepayId":"35214673103159414","refundRequestId":"202508271923022","refundStyle":1,"refundAmount":"0.018","refundReason":"bourne-test"}',
		},
	],
	['looks up a V1 refund', queryRefund('v1', 'r-1'), 'POST /v1/pay/order/refund/query', { body: '{"refundRequestId":"r-1"}' }],
	['looks up a V2 refund', queryRefund('v2', 'r-1'), 'GET /v2/pay/refund/details', { query: { refundRequestId: 'r-1' } }],
	['looks up a V1 order by its ID', queryOrder('v1', { prepayId: '1' }), 'POST /v1/pay/order/query', { body: '{"prepayId":"1"}' }],
	['looks up a V1 order by its number', queryOrder('v1', { merchantTradeNo: 'shop-1' }), 'POST /v1/pay/order/query', { body: '{"merchantTradeNo":"shop-1"}' }],
	['looks up a V2 order by its ID', queryOrder('v2', { prepayId: '1' }), 'GET /v2/pay/order/query', { query: { prepayId: '1' } }],
	['looks up a V2 order by its number', queryOrder('v2', { merchantTradeNo: 'shop-1' }), 'GET /v2/pay/order/query', { query: { merchantTradeNo: 'shop-1' } }],
	['looks up chains', refundChains('USDT'), 'GET /v2/refund/support/chains', { query: { currency: 'USDT' } }],
	ledgerBy({}, {}),
	ledgerBy({ currency: 'USDT' }, { currency: 'USDT' }),
	ledgerBy({ order: { merchantTradeNo: 'shop-1' } }, { orderType: '1', orderIdNo: 'shop-1' }),
	ledgerBy({ order: { prepayId: '1' } }, { orderType: '2', orderIdNo: '1' }),
];

describe('a request', () => {
	it.each(ROWS)(
		'that %s carries what GatePay documents, to the documented path',
		(_, request, route, carries) => {
			const { call, ...carried } = request;
			expect(carried).toStrictEqual(carries);
			expect(routeIn(call, 'merchant')).toBe(route);
			expect(routeIn(call, 'institution')).toBe(route.replace(' ', ` ${PREFIX}`));
		},
	);

	it.each([
		['merchant', 'GET /v1/pay/balance/query', {}],
		['institution', `POST ${PREFIX}/v1/balance`, { body: '["USDT","BTC"]' }],
	] as const)(
		'that looks up the balance is another one for each type of account: %s',
		(type, route, carries) => {
			const { call, ...carried } = queryBalance(type, ['USDT', 'BTC']);
			expect(carried).toStrictEqual(carries);
			expect(routeIn(call, type)).toBe(route);
		},
	);

	it('is one of these, and there are no others', () => {
		const tested = ROWS.map(([, { call }]) => call);
		expect([...CALLS].sort()).toEqual([...new Set([...tested, 'queryBalance'])].sort());
	});
});

describe('an institution path', () => {
	it.each(CALLS)('is told from the path of a merchant: %s', (call) => {
		expect(isInstitutionPath(routeOf(call, 'institution').path)).toBe(true);
		expect(isInstitutionPath(routeOf(call, 'merchant').path)).toBe(false);
	});

	it.each([
		...['/', '', PREFIX, `${PREFIX}s/v1/pay/order/refund`, `${PREFIX}-v2/v1/pay/order/refund`],
		...[`/proxy${PREFIX}/v1/pay/order/refund`, `${PREFIX.slice(1)}/v1/pay/order/refund`],
		'/Payment/Open/Institution/v1/pay/order/refund',
	])('is nothing that only looks like one: "%s"', (path) => {
		expect(isInstitutionPath(path)).toBe(false);
	});
});

function routeIn(...asked: Parameters<typeof routeOf>): string {
	const { method, path } = routeOf(...asked);
	return `${method} ${path}`;
}

import { isCurrencyOf, orderFields, readOrder, wholeAmountOf } from '../../../gatepay/api/order';
import { anOrder } from '../intents';

const DATA = {
	prepayId: '35214673103159414',
	merchantTradeNo: 'shop-1001',
	transactionId: '7',
	orderAmount: '10.00000000',
	currency: 'USDT',
	status: 'PAID',
	pay_currency: 'BTC',
};
const BY_ID = { prepayId: '35214673103159414' };
const BY_NUMBER = { merchantTradeNo: 'shop-1001' };

describe('an order', () => {
	it.each([
		['by its prepay ID', BY_ID],
		["by the merchant's number", BY_NUMBER],
	])('that was asked for %s is read', (_, asked) => {
		expect(readOrder(DATA, asked)).toEqual(anOrder());
	});

	it.each([
		['by its prepay ID', BY_ID],
		["by the merchant's number", BY_NUMBER],
	])('that was asked for %s is read where V2 nests it', (_, asked) => {
		expect(readOrder({ bizData: DATA }, asked)).toEqual(anOrder());
		expect(readOrder({ prepayId: 'another', merchantTradeNo: 'another', bizData: DATA }, asked)).toEqual(
			anOrder(),
		);
	});

	it.each([null, 'text', ['list'], 1])('is read beside a bizData that is none: %j', (bizData) => {
		expect(readOrder({ ...DATA, bizData }, BY_ID)).toEqual(anOrder());
	});

	it('has empty texts where GatePay says nothing', () => {
		expect(readOrder({ prepayId: '35214673103159414' }, BY_ID)).toEqual({
			prepayId: '35214673103159414',
			merchantTradeNo: '',
			orderAmount: '',
			currency: '',
			status: '',
		});
	});

	it.each([1740000000000, '1740000000000'])('has the moment that it was made: %j', (createTime) => {
		expect(readOrder({ ...DATA, createTime }, BY_ID)).toEqual(anOrder({ createTime: 1740000000000 }));
	});

	it.each([undefined, null, '', 0, 1740000000, '17400000000000', '2026-01-31', -1740000000000, true])(
		'has no such moment where it is no Unix time in milliseconds: %j',
		(createTime) => {
			expect(readOrder({ ...DATA, createTime }, BY_ID)).toEqual(anOrder());
		},
	);

	it('is recognized also when GatePay sends numbers', () => {
		expect(readOrder({ prepayId: 156, merchantTradeNo: 1001, orderAmount: 10 }, { prepayId: '156' })).toEqual(
			{
				prepayId: '156',
				merchantTradeNo: '1001',
				orderAmount: '10',
				currency: '',
				status: '',
			},
		);
		expect(readOrder({ prepayId: 156, merchantTradeNo: 1001 }, { merchantTradeNo: '1001' })).toMatchObject({
			prepayId: '156',
		});
	});

	it.each([
		['another prepay ID', { ...DATA, prepayId: '35214673103159415' }, BY_ID],
		['no prepay ID', { ...DATA, prepayId: undefined }, BY_ID],
		['an empty prepay ID', { ...DATA, prepayId: '' }, BY_ID],
		['a prepay ID in a list', { ...DATA, prepayId: ['35214673103159414'] }, BY_ID],
		['the ID as its number', { ...DATA, prepayId: 'x', merchantTradeNo: '35214673103159414' }, BY_ID],
		['another number', { ...DATA, merchantTradeNo: 'shop-1002' }, BY_NUMBER],
		['the number in other letters', { ...DATA, merchantTradeNo: 'SHOP-1001' }, BY_NUMBER],
		['no number', { ...DATA, merchantTradeNo: null }, BY_NUMBER],
		['the number but no prepay ID', { ...DATA, prepayId: '' }, BY_NUMBER],
		['another order nested', { ...DATA, bizData: { ...DATA, prepayId: 'another' } }, BY_ID],
		['an empty object nested', { ...DATA, bizData: {} }, BY_ID],
	])('with %s is not the one that was asked for', (_, data, asked) => {
		expect(readOrder(data, asked)).toBeUndefined();
	});

	it.each([undefined, null, '', 'PAID', 1, true, [], [DATA]])('is not read from %j', (data) => {
		expect(readOrder(data, BY_ID)).toBeUndefined();
		expect(readOrder(data, BY_NUMBER)).toBeUndefined();
	});
});

describe('the fields of an order', () => {
	it.each([
		['where V1 has them', DATA, DATA],
		['where V2 nests them', { requestId: 'r', bizData: DATA }, DATA],
		['beside a bizData that is none', { ...DATA, bizData: null }, { ...DATA, bizData: null }],
		['as they came when there are none', null, null],
		['as they came when they are a list', [DATA], [DATA]],
	])('are found %s', (_, data, fields) => {
		expect(orderFields(data)).toEqual(fields);
	});
});

describe('the whole amount of an order', () => {
	it.each([
		['10.00000000', '10'],
		['0.01200000', '0.012'],
		['1.91', '1.91'],
		['10', '10'],
		['0.00000100', '0.000001'],
		['123456789.123456', '123456789.123456'],
	])('is without the zeros that GatePay pads with: %s', (orderAmount, amount) => {
		expect(wholeAmountOf(anOrder({ orderAmount }))).toBe(amount);
	});

	it.each(['', '0', '0.00000000', '0.01234567', '0.0000001', '-1', '-1.5', '1e5', '1,5', 'ten', '10 USDT'])(
		'is none that a refund could send: "%s"',
		(orderAmount) => {
			expect(wholeAmountOf(anOrder({ orderAmount }))).toBeUndefined();
		},
	);
});

describe('the currency of an order', () => {
	it.each(['USDT', 'usdt', 'Usdt'])('is compared without regard to case: %s', (currency) => {
		expect(isCurrencyOf(anOrder({ currency: 'uSDT' }), currency)).toBe(true);
	});

	it.each(['USDC', 'USD', '', 'USDT ', undefined, null, true, ['USDT']])('is not %j', (currency) => {
		expect(isCurrencyOf(anOrder(), currency)).toBe(false);
	});

	it('is unknown without an order', () => {
		expect(isCurrencyOf(undefined, 'USDT')).toBe(false);
	});
});

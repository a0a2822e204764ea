import { intentOf, needsOrder, type RefundDraft } from '../../../gatepay/refund/intent';
import { InvalidValue } from '../../../gatepay/values/readers';
import { anOrder } from '../intents';
import { refusalOf } from '../refusal';

function aDraft(changes: Partial<RefundDraft> = {}): RefundDraft {
	return {
		version: 'v2',
		order: { prepayId: '35214673103159414' },
		amount: '0.80',
		id: { from: 'reference', reference: 'T-1001' },
		fields: { refundReason: 'returned', refundStyle: '1' },
		...changes,
	};
}

const refusal = (draft: RefundDraft, order = anOrder()) =>
	refusalOf(InvalidValue, () => intentOf(draft, order));

describe('whether an order has to be looked up', () => {
	it.each([
		[false, { prepayId: '1' }, '0.8'],
		[true, { merchantTradeNo: 'shop-1' }, '0.8'],
		[true, { prepayId: '1' }, 'full'],
		[true, { merchantTradeNo: 'shop-1' }, 'full'],
	] as const)('is %s for %j and the amount %s', (isNeeded, order, amount) => {
		expect(needsOrder(aDraft({ order, amount }))).toBe(isNeeded);
	});

	it('is so where its age is limited', () => {
		expect(needsOrder(aDraft({ maximumOrderAge: 0.5 }))).toBe(true);
	});
});

describe('an intent', () => {
	it('is complete, and keeps what was written', () => {
		expect(intentOf(aDraft())).toEqual({
			version: 'v2',
			refundRequestId: '33de9919974edd3abf33ef693195f955',
			refundRequestIdFrom: 'reference',
			refundReference: 'T-1001',
			prepayId: '35214673103159414',
			refundAmount: '0.80',
			fields: { refundReason: 'returned', refundStyle: '1' },
		});
	});

	it('carries the account of an item when there is one', () => {
		expect(intentOf(aDraft({ onBehalfOf: '100' })).onBehalfOf).toBe('100');
		expect(intentOf(aDraft())).not.toHaveProperty('onBehalfOf');
	});

	it('has the version of its draft', () => {
		expect(intentOf(aDraft({ version: 'v1' })).version).toBe('v1');
	});

	it('is of the order that was looked up by its number', () => {
		const draft = aDraft({ order: { merchantTradeNo: 'shop-1001' } });
		expect(intentOf(draft, anOrder())).toEqual({ ...intentOf(aDraft()), merchantTradeNo: 'shop-1001' });
	});

	it('has the same ID whether its order was named by GatePay or by the merchant', () => {
		const byNumber = aDraft({ order: { merchantTradeNo: 'shop-1001' }, id: { from: 'orderAndAmount' } });
		expect(intentOf(byNumber, anOrder()).refundRequestId).toBe('9d8138ba3e6e3dc32a8652d0f1354ca6');
	});

	it('has the ID of its order and amount, in whatever way the amount is written', () => {
		for (const amount of ['0.8', '0.80', '0.800000']) {
			const intent = intentOf(aDraft({ amount, id: { from: 'orderAndAmount' } }));
			expect(intent).toMatchObject({
				refundRequestId: '9d8138ba3e6e3dc32a8652d0f1354ca6',
				refundRequestIdFrom: 'orderAndAmount',
				refundAmount: amount,
			});
		}
	});

	it('has the ID that was given', () => {
		expect(intentOf(aDraft({ id: { from: 'define', refundRequestId: 'my-own_ID' } }))).toMatchObject({
			refundRequestId: 'my-own_ID',
			refundRequestIdFrom: 'define',
		});
	});

	it.each<[string, Partial<RefundDraft>]>([
		['the version', { version: 'v1' }],
		['the amount', { amount: '5' }],
		['the reason', { fields: { refundReason: 'another' } }],
		['the currency', { fields: { refundCurrency: 'BTC' } }],
		['the destination', { fields: { refundStyle: '2', refundAddress: 'TXyz', refundChain: 'TRX' } }],
		['a code', { fields: { smsCode: '123456' } }],
		['the account', { onBehalfOf: '100' }],
		['the maximum', { maximumRefundAmount: '1000' }],
		['the maximum age', { maximumOrderAge: 30 }],
	])('keeps the ID of its reference when something else changes: %s', (_, changes) => {
		expect(intentOf(aDraft(changes)).refundRequestId).toBe('33de9919974edd3abf33ef693195f955');
	});
});

describe('a full refund', () => {
	const full = (changes: Partial<RefundDraft> = {}) => aDraft({ amount: 'full', ...changes });

	it("is of the order's whole amount, without padding", () => {
		expect(intentOf(full(), anOrder()).refundAmount).toBe('10');
		expect(intentOf(full(), anOrder({ orderAmount: '0.01200000' })).refundAmount).toBe('0.012');
	});

	it('has the ID of that amount', () => {
		const whole = intentOf(full({ id: { from: 'orderAndAmount' } }), anOrder({ orderAmount: '0.80000000' }));
		expect(whole.refundRequestId).toBe('9d8138ba3e6e3dc32a8652d0f1354ca6');
	});

	it.each(['USDT', 'usdt'])("may name the order's own currency: %s", (refundCurrency) => {
		expect(intentOf(full({ fields: { refundCurrency } }), anOrder()).refundAmount).toBe('10');
	});

	it('in another currency is refused, because it would be another sum', () => {
		expect(refusal(full({ fields: { refundCurrency: 'BTC' } }))).toBe(
			"'Refund Currency' must be empty or the order's own (USDT) for a full refund",
		);
		expect(refusal(full({ fields: { refundCurrency: 'BTC' } }), anOrder({ currency: '' }))).toBe(
			"'Refund Currency' must be empty or the order's own (not given by GatePay) for a full refund",
		);
	});

	it.each(['', '0', '0.00000000', '0.01234567', '1e1', '-1'])(
		'of an order without a usable amount is refused: "%s"',
		(orderAmount) => {
			expect(refusal(full(), anOrder({ orderAmount }))).toBe(
				"GatePay gives no amount for this order that could be refunded in full: choose 'Specific Amount' in 'Refund Amount Mode' and enter it",
			);
			expect(refusal(full({ fields: { refundCurrency: 'BTC' } }), anOrder({ orderAmount }))).toMatch(
				/^GatePay gives no amount/,
			);
		},
	);

	it('of an order that was not looked up is refused', () => {
		expect(() => intentOf(full())).toThrow(InvalidValue);
	});
});

describe("an amount above 'Max Refund Amount'", () => {
	it.each([
		['0.81', '0.8'],
		['10', '9.999999'],
		['10', '9'],
		['100', '99.5'],
		['0.000002', '0.000001'],
	])('is refused: %s above %s', (amount, maximumRefundAmount) => {
		expect(refusal(aDraft({ amount, maximumRefundAmount }))).toBe(
			`The amount ${amount} is above 'Max Refund Amount' (${maximumRefundAmount})`,
		);
	});

	it.each([
		['0.8', '0.80'],
		['0.80', '0.8'],
		['9', '10'],
		['9.999999', '10'],
	])('is not %s, with a maximum of %s', (amount, maximumRefundAmount) => {
		expect(intentOf(aDraft({ amount, maximumRefundAmount })).refundAmount).toBe(amount);
	});

	it('is refused in a full refund too', () => {
		expect(refusal(aDraft({ amount: 'full', maximumRefundAmount: '9.5' }))).toBe(
			"The amount 10 is above 'Max Refund Amount' (9.5)",
		);
	});

	it('is refused also where the two could not be compared', () => {
		expect(refusal(aDraft({ maximumRefundAmount: 'ten' }))).toMatch(/^The amount 0.80 is above/);
	});
});

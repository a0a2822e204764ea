import { objectionTo } from '../../../gatepay/refund/objection';
import { anIntent, anOrder } from '../intents';
import { UNWANTED_WORDS } from '../refusal';

const above = (refundAmount: string, refundCurrency?: string) =>
	anIntent({ refundAmount, fields: refundCurrency === undefined ? {} : { refundCurrency } });

describe('an objection to refunding an order', () => {
	it('is that it is not paid', () => {
		expect(objectionTo(anIntent(), anOrder({ status: 'PENDING' }))).toBe(
			'order 35214673103159414 is not paid yet (PENDING)',
		);
	});

	it('is that it was never paid', () => {
		expect(objectionTo(anIntent(), anOrder({ status: 'EXPIRED' }))).toBe(
			'order 35214673103159414 was never paid (EXPIRED)',
		);
	});

	it.each([undefined, 'USDT', 'usdt'])("is an amount above the order's, in the currency %s", (currency) => {
		expect(objectionTo(above('10.000001', currency), anOrder())).toBe(
			"'Refund Amount' 10.000001 is above the amount of order 35214673103159414, 10.00000000 USDT",
		);
	});

	it.each(['10', '10.0', '9.999999', '0.000001', '2'])(
		'is not an amount of up to all of it: %s',
		(amount) => {
			expect(objectionTo(above(amount), anOrder())).toBeUndefined();
		},
	);

	it.each(['BTC', 'USDC'])('is not a larger amount of another currency: %s', (currency) => {
		expect(objectionTo(above('1000000', currency), anOrder())).toBeUndefined();
	});

	it.each(['PAID', '', 'pending', 'Expired', 'CLOSED', 'REFUNDED', 'SUCCESS'])(
		'is no other status, because GatePay has the last word: "%s"',
		(status) => {
			expect(objectionTo(anIntent(), anOrder({ status }))).toBeUndefined();
		},
	);

	it.each(['', 'n/a', '1e1'])('is not an amount that GatePay does not give: "%s"', (orderAmount) => {
		expect(objectionTo(above('1000000'), anOrder({ orderAmount }))).toBeUndefined();
	});

	it('is worded without the words that alarm people', () => {
		for (const status of ['PENDING', 'EXPIRED', 'PAID']) {
			expect(objectionTo(above('11'), anOrder({ status }))).not.toMatch(UNWANTED_WORDS);
		}
	});
});

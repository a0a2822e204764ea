import { objectionTo } from '../../../gatepay/refund/intent';
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

	const DAY = 86_400_000;
	const MADE = Date.UTC(2026, 0, 31, 23, 59);
	const aged = (milliseconds: number, maximumOrderAge: number, order = anOrder({ createTime: MADE })) =>
		objectionTo(anIntent(), order, { maximumOrderAge, now: MADE + milliseconds });

	it.each([
		[30 * DAY + 1, 30, '30 days'],
		[DAY + 1, 1, '1 day'],
		[DAY / 2 + 1, 0.5, '0.5 days'],
	])('is an age of %d ms where at most %d days are allowed', (age, maximum, words) => {
		expect(aged(age, maximum)).toBe(
			`order 35214673103159414 was made on 2026-01-31 (UTC), which is longer ago than 'Max Order Age' (${words})`,
		);
	});

	it.each([
		[30 * DAY, 30],
		[DAY / 2, 0.5],
		[0, 1],
		[-DAY, 1],
	])('is not an age of %d ms where %d days are allowed', (age, maximum) => {
		expect(aged(age, maximum)).toBeUndefined();
	});

	it('is that GatePay does not show the age of an order whose age is limited', () => {
		expect(aged(0, 30, anOrder())).toBe(
			"GatePay does not show when order 35214673103159414 was made, so 'Max Order Age' (30 days) cannot be checked",
		);
		expect(objectionTo(anIntent(), anOrder())).toBeUndefined();
	});

	it('is the amount, too, of an order that is young enough', () => {
		const order = anOrder({ createTime: MADE });
		expect(objectionTo(above('11'), order, { maximumOrderAge: 1, now: MADE })).toMatch(
			/^'Refund Amount' 11 is above/,
		);
	});

	it('is worded without the words that alarm people', () => {
		for (const status of ['PENDING', 'EXPIRED', 'PAID']) {
			expect(objectionTo(above('11'), anOrder({ status }))).not.toMatch(UNWANTED_WORDS);
		}
	});
});

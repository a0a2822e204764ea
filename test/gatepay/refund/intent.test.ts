import type { Chain } from '../../../gatepay/api/chains';
import type { Found, NotShown } from '../../../gatepay/api/gateway';
import type { Order } from '../../../gatepay/api/order';
import { intentOf, type RefundDraft } from '../../../gatepay/refund/intent';
import { objectionTo, objectionToChain } from '../../../gatepay/refund/objections';
import { InvalidValue } from '../../../gatepay/values/readers';
import { anIntent, ORDER, PREPAY_ID } from '../scripted';
import { refusalOf, UNWANTED_WORDS } from '../tries';

const BY_NUMBER = { merchantTradeNo: 'shop-1001' };
const anOrder = (changes: Partial<Order> = {}): Order => ({ ...ORDER, fields: {}, ...changes });

function aDraft(changes: Partial<RefundDraft> = {}): RefundDraft {
	return {
		version: 'v2',
		order: { prepayId: PREPAY_ID },
		amount: '0.80',
		id: { from: 'reference', reference: 'T-1001' },
		fields: { refundReason: 'returned', refundStyle: '1' },
		...changes,
	};
}
const REFUND = {
	version: 'v2',
	refundRequestId: '33de9919974edd3abf33ef693195f955',
	refundRequestIdFrom: 'reference',
	refundReference: 'T-1001',
	prepayId: PREPAY_ID,
	order: { prepayId: PREPAY_ID },
	refundAmount: '0.80',
	fields: { refundReason: 'returned', refundStyle: '1' },
};
const BY_AMOUNT = { id: { from: 'orderAndAmount' } } as const;
const ID_BY_AMOUNT = '9d8138ba3e6e3dc32a8652d0f1354ca6';
const full = (changes: Partial<RefundDraft> = {}) => ({ amount: 'full', ...changes });

describe('an intent', () => {
	// prettier-ignore
	it.each<[string, Partial<RefundDraft>, object, Order?]>([
		['with what was written', {}, REFUND],
		['on its version', { version: 'v1' }, { ...REFUND, version: 'v1' }],
		['of an order by its number', { order: BY_NUMBER }, { ...REFUND, ...BY_NUMBER, order: BY_NUMBER }, anOrder()],
		['of an order looked up all the same', {}, { ...REFUND, ...BY_NUMBER }, anOrder()],
		['of the full amount', full(), { ...REFUND, ...BY_NUMBER, refundAmount: '10' }, anOrder()],
	])('is complete: %s', (...[, changes, intent, order]) => {
		expect(intentOf(aDraft(changes), { order })).toStrictEqual(intent);
	});

	// prettier-ignore
	it.each<[string, Partial<RefundDraft>, object, Order?]>([
		['of the order by its number, too', { order: BY_NUMBER, amount: '0.8', ...BY_AMOUNT }, { refundRequestId: ID_BY_AMOUNT }, anOrder()],
		...['0.8', '0.80', '0.800000'].map((amount): [string, Partial<RefundDraft>, object] => [
			`of an amount written ${amount}`,
			{ amount, ...BY_AMOUNT },
			{ refundRequestId: ID_BY_AMOUNT, refundAmount: amount, refundRequestIdFrom: 'orderAndAmount' },
		]),
		['of the full amount', full(BY_AMOUNT), { refundRequestId: ID_BY_AMOUNT }, anOrder({ orderAmount: '0.80000000' })],
		['that was given', { id: { from: 'define', refundRequestId: 'my-own_ID' } }, { refundRequestId: 'my-own_ID', refundRequestIdFrom: 'define' }],
		...[
			{ version: 'v1' },
			{ amount: '5' },
			{ fields: { refundReason: 'x' } },
			{ fields: { refundCurrency: 'BTC' } },
			{ fields: { smsCode: '123456' } },
		].map((changes): [string, Partial<RefundDraft>, object] => [
			`of its reference, whatever else changes: ${JSON.stringify(changes)}`,
			changes as Partial<RefundDraft>,
			{ refundRequestId: REFUND.refundRequestId },
		]),
	])('has the ID %s', (...[, changes, intent, order]) => {
		expect(intentOf(aDraft(changes), { order })).toMatchObject(intent);
	});

	it.each<[amount: string | RegExp, order: Partial<Order> | undefined, fields?: RefundDraft['fields']]>([
		...[
			['10.00000000', '10'],
			['0.01200000', '0.012'],
			['1.91', '1.91'],
			['0.00000100', '0.000001'],
			['123456789.123456', '123456789.123456'],
		].map(([orderAmount, amount]): [string, Partial<Order>] => [
			String(amount),
			{ orderAmount: String(orderAmount) },
		]),
		['10', { currency: 'uSDT' }, { refundCurrency: 'UsDt' }],
		...['BTC', 'USDC', '', 'USDT '].map((refundCurrency): [RegExp, Partial<Order>, RefundDraft['fields']] => [
			/^'Refund Currency' must be empty or the order's own \(USDT\)/,
			{},
			{ refundCurrency },
		]),
		[/^'Refund Currency' must be empty.*not given/, { currency: '' }, { refundCurrency: 'BTC' }],
		...['', '0', '0.00000000', '0.01234567', '0.0000001', '-1', '-1.5', '1e5', '1,5', 'ten', '10 USDT'].map(
			(orderAmount): [RegExp, Partial<Order>] => [
				/no amount.*'Specific Amount' in 'Refund Amount Mode'/,
				{ orderAmount },
			],
		),
		[/no amount/, { orderAmount: '0' }, { refundCurrency: 'BTC' }],
		[/no amount/, undefined],
	])('of the full amount is of %s: %j, %j', (amount, order, fields = {}) => {
		const read = () =>
			intentOf(aDraft(full({ fields }) as Partial<RefundDraft>), { order: order && anOrder(order) });
		if (typeof amount === 'string') expect(read().refundAmount).toBe(amount);
		else expect(refusalOf(InvalidValue, read)).toMatch(amount);
	});
});

const DAY = 86_400_000;
const MADE = Date.UTC(2026, 0, 31, 23, 59);
const agedBy = (milliseconds: number, maximumOrderAge: number) => ({
	maximumOrderAge,
	now: MADE + milliseconds,
});
const YOUNG = { createTime: MADE };

// prettier-ignore
it.each<
	[objection: RegExp | undefined, order: Partial<Order>, amount?: string, currency?: string, age?: ReturnType<typeof agedBy>]
>([
	[/^The order is not paid yet \(PENDING\)\.$/, { status: 'PENDING' }],
	[/^The order was never paid \(EXPIRED\)\.$/, { status: 'EXPIRED' }],
	...['PAID', '', 'pending', 'Expired', 'CLOSED', 'REFUNDED', 'SUCCESS'].map(
		(status): [undefined, object] => [undefined, { status }],
	),
	[/^'Refund Amount' 10\.000001 is above .*10\.00000000 USDT\.$/, {}, '10.000001'],
	[/^'Refund Amount' 10\.000001 is above/, {}, '10.000001', 'usdt'],
	...['10', '10.0', '9.999999', '0.000001', '2'].map((amount): [undefined, object, string] => [
		undefined,
		{},
		amount,
	]),
	...['BTC', 'USDC'].map((currency): [undefined, object, string, string] => [
		undefined,
		{},
		'1000000',
		currency,
	]),
	...['', 'n/a', '1e1'].map((orderAmount): [undefined, object, string] => [
		undefined,
		{ orderAmount },
		'1000000',
	]),
	[/2026-01-31 \(UTC\).*'Max Order Age' \(30 days\)\.$/, YOUNG, '1', undefined, agedBy(30 * DAY + 1, 30)],
	[/2026-01-31 \(UTC\).*'Max Order Age' \(1 day\)\.$/, YOUNG, '1', undefined, agedBy(DAY + 1, 1)],
	[/2026-01-31 \(UTC\).*'Max Order Age' \(0\.5 days\)\.$/, YOUNG, '1', undefined, agedBy(DAY / 2 + 1, 0.5)],
	[undefined, YOUNG, '1', undefined, agedBy(30 * DAY, 30)],
	[undefined, YOUNG, '1', undefined, agedBy(DAY / 2, 0.5)],
	[undefined, YOUNG, '1', undefined, agedBy(-DAY, 1)],
	[/does not show.*'Max Order Age' \(30 days\)/, {}, '1', undefined, agedBy(0, 30)],
	[/^'Refund Amount' 11 is above/, YOUNG, '11', undefined, agedBy(0, 1)],
])(
	'an objection is %s to an order with %j, refunding %s %s, %j',
	(...[objection, order, amount, currency, age]) => {
		const fields = currency === undefined ? {} : { refundCurrency: currency };
		const said = objectionTo(
			anIntent({ refundAmount: amount ?? '0.018', fields }),
			anOrder(order),
			age,
		)?.reason;
		if (objection) expect(said).toMatch(objection);
		else expect(said).toBeUndefined();
		expect(said).not.toBe('');
		expect(said ?? '').not.toMatch(UNWANTED_WORDS);
	},
);

const CHAIN = {
	name: 'TON',
	shownName: 'Toncoin',
	hasWithdrawMemo: true,
	withdrawPercent: '',
	withdrawFix: '',
};
const envelope = { status: 'SUCCESS', code: '', label: '', errorMessage: '', data: null } as const;
const CHAINS: Found<Chain[]> = {
	kind: 'found',
	value: [{ ...CHAIN, name: 'ETH', hasWithdrawMemo: false }, CHAIN],
	envelope,
};
const toChain = (refundChain: string, memo?: string) => ({
	refundChain,
	...(memo === undefined ? {} : { memo }),
});

it.each<
	[objection: RegExp | undefined, fields: RefundDraft['fields'], chains?: object, memoNotNeeded?: boolean]
>([
	[undefined, toChain('ETH')],
	[undefined, toChain('TON', '101')],
	[undefined, toChain('ton', '101')],
	[undefined, toChain('TON'), CHAINS, true],
	[/TON.*memo.*'Memo' in 'Additional Fields'.*'Memo Not Needed'/, toChain('TON')],
	[/TON.*memo/, toChain('ton')],
	[/TRC20.*ETH, TON.*'Refund Chain Name or ID'/, toChain('TRC20', '101')],
	[/TON.*none/, toChain('TON'), { ...CHAINS, value: [] }],
	[/^No answer came.*could not be checked/, toChain('ETH'), { kind: 'noAnswer', reason: 'no answer came' }],
])('an objection is %s to the chain of %j, where GatePay shows %j, the memo not needed: %s', (...row) => {
	const [objection, fields, chains = CHAINS, memoNotNeeded = false] = row;
	const said = objectionToChain(anIntent({ fields }), chains as Found<Chain[]> | NotShown, memoNotNeeded);
	if (objection) expect(`${said?.reason} ${said?.advice}`).toMatch(objection);
	else expect(said).toBeUndefined();
});

it('a chain is sent as GatePay writes it', () => {
	const sent = (chain: string) =>
		intentOf(aDraft({ fields: toChain(chain) }), { chains: CHAINS }).fields.refundChain;
	expect([sent('ton'), sent('Ton'), sent('TRC20')]).toEqual(['TON', 'TON', 'TRC20']);
});

import type { Reply } from '../../../gatepay/api/answer';
import type { Call } from '../../../gatepay/api/calls';
import { fingerprintOf } from '../../../gatepay/refund/body';
import type { RefundDraft } from '../../../gatepay/refund/intent';
import { previewRefunds, type RefundPreview } from '../../../gatepay/refund/preview';
import type { Item, RefundOptions } from '../../../gatepay/refund/run';
import {
	ACCOUNT,
	anIntent,
	gatewayThatSays,
	NO_SUCH_REFUND,
	ORDER,
	PREPAY_ID,
	refusal,
	SILENCE,
	success,
	type Scripted,
} from '../scripted';
import { UNWANTED_WORDS } from '../tries';

const OPTIONS: RefundOptions = {
	...{
		concurrency: 2,
		expectedFingerprint: undefined,
		maximumOrderAge: undefined,
		maximumRefundAmount: undefined,
	},
	...{ maximumTotalAmount: undefined, maximumWait: 0, memoNotNeeded: false, settleTime: 0, simplify: true },
	waitForResult: false,
};
const DRAFT: RefundDraft = {
	version: 'v2',
	order: { prepayId: PREPAY_ID },
	amount: '2.5',
	id: { from: 'define', refundRequestId: 'r-1' },
	fields: {},
};
const INTENT = anIntent({ refundRequestId: 'r-1', refundAmount: '2.5', fields: {} });

/** A GatePay in which nothing speaks against the refund. */
const QUIET: Partial<Record<Call, Reply>> = {
	queryRefundV2: NO_SUCH_REFUND,
	queryOrderV2: success(ORDER),
	queryBalance: success({
		balanceList: [
			{ currency: 'USDT', available: '100' },
			{ currency: 'BTC', available: '2.4' },
		],
	}),
	queryLedger: success({ total: 0, hasNext: false, balance_history_item_list: [] }),
	refundChains: success({ chains: [{ chain: 'TON', hasWithdrawMemo: 1 }, { chain: 'ETH' }] }),
};

interface Given {
	drafts?: Array<Partial<RefundDraft>>;
	options?: Partial<RefundOptions>;
	account?: Partial<typeof ACCOUNT>;
}

async function preview(
	answers: Partial<Record<Call, Scripted>> = {},
	{ drafts = [{}], options, account }: Given = {},
) {
	const all: Partial<Record<Call, Scripted>> = { ...QUIET, ...answers };
	const gateway = gatewayThatSays(({ call }) => all[call] ?? new Error(`No answer to ${call}`), {
		account: { ...ACCOUNT, ...account },
	});
	const items = drafts.map((draft, itemIndex): Item => ({
		itemIndex,
		state: {
			stage: 'read',
			task: { draft: { ...DRAFT, ...draft }, options: { ...OPTIONS, ...options }, gateway },
		},
	}));
	await previewRefunds(items, {
		refund: (shown) => ({ ...shown }),
		withoutOrder: (_, warning) => ({ wouldSend: false, warnings: [warning] }),
	});
	expect(gateway.story).not.toContain('send');
	const shown = items.map(({ state }) =>
		state.stage === 'shown' ? (state.rows[0] as unknown as RefundPreview) : undefined,
	);
	return {
		shown,
		first: shown[0] as RefundPreview,
		items,
		calls: gateway.requests.map(({ call }) => call),
		requests: gateway.requests,
	};
}

const found = (fields: object) => success({ refundRequestId: 'r-1', orderId: PREPAY_ID, ...fields });
const order = (fields: object) => success({ ...ORDER, ...fields });
const row = (amount: string, id: string, currency = 'USDT') => ({
	payAmount: `-${amount}`,
	refund_gate_id: id,
	transactId: id,
	currency,
});
const ledger = (...rows: object[]) => success({ hasNext: false, balance_history_item_list: rows });
const inCurrency = (refundCurrency: string, more: object = {}): Given => ({
	drafts: [{ fields: { refundCurrency, ...more } }],
});
const amount = (text: string): Given => ({ drafts: [{ amount: text }] });
const whole = /^The amount is the whole amount of the order\.$/;
const ofNumber: Given = { drafts: [{ order: { merchantTradeNo: 'shop-1001' } }] };

/** What is so at GatePay, whether Create would send the refund, and what each warning begins with or names. */
type Row = [
	what: string,
	answers: Partial<Record<Call, Reply>>,
	wouldSend: boolean,
	warnings: RegExp[],
	given?: Given,
];

// prettier-ignore
it.each<Row>([
	['nothing speaks against it', {}, true, []],
	['it is there', { queryRefundV2: found({ status: 'PROCESS' }) }, false, [/exists already \(PROCESS\)/]],
	['it is there without a status', { queryRefundV2: found({}) }, false, [/exists already \(accepted\)/]],
	['it failed', { queryRefundV2: found({ status: 'REJECTED' }) }, false, [/could not carry it out \(REJECTED\)/]],
	['another one is there', { queryRefundV2: found({ requestAmount: '5' }) }, false, [/amount is 5 at GatePay and 2\.5 here/]],
	['it is not known whether it is there', { queryRefundV2: SILENCE }, false, [/whether this refund exists.*No answer came/]],
	['the secret is wrong', { queryRefundV2: refusal('400002') }, false, [/whether this refund exists.*400002.*'Secret'/]],
	['the order is unpaid, and GatePay is to judge', { queryOrderV2: order({ status: 'PENDING' }) }, true, [/not paid yet \(PENDING\)/]],
	['the order is unpaid', { queryOrderV2: order({ status: 'PENDING' }) }, false, [/not paid yet \(PENDING\)/], ofNumber],
	['the order was never paid', { queryOrderV2: order({ status: 'EXPIRED' }) }, false, [/never paid \(EXPIRED\)/], ofNumber],
	['the order has another status', { queryOrderV2: order({ status: 'CLOSED' }) }, true, [/35214673103159414 is CLOSED, not PAID/]],
	['the order has no status', { queryOrderV2: order({ status: '' }) }, true, [/whether order 35214673103159414 was paid/]],
	['the order is too old', { queryOrderV2: order({ createTime: 1_000_000_000_000 }) }, false, [/'Max Order Age'/], { options: { maximumOrderAge: 1 } }],
	['there is no such order', { queryOrderV2: refusal('400202'), queryOrderV1: refusal('400202'), queryLedger: ledger() }, false, [/no such order.*400202/]],
	['there is no such number', { queryOrderV2: refusal('400202'), queryOrderV1: refusal('400202') }, false, [/no such order.*400202/], ofNumber],
	['the order is of the other version', { queryOrderV2: refusal('400202'), queryOrderV1: order({}) }, false, [/'Payment Refund \(V1\)'/], ofNumber],
	['the order is not shown', { queryOrderV2: SILENCE }, true, [/No answer came.*order could not be looked up/]],
	['it is the whole amount', {}, true, [whole], amount('10.0')],
	['it is the whole amount in its currency', {}, true, [whole], { drafts: [{ amount: '10', fields: { refundCurrency: 'usdt' } }] }],
	[
		'it is the amount in another currency',
		{ queryBalance: success({ balanceList: [{ currency: 'BTC', available: '10' }] }) },
		true,
		[],
		{ drafts: [{ amount: '10', fields: { refundCurrency: 'BTC' } }] },
	],
	['it is above the amount', {}, true, [/'Refund Amount' 11 is above/], amount('11')],
	['the balance is too low', {}, true, [/holds 2\.4 BTC, less than this refund of 2\.5 BTC/], inCurrency('BTC')],
	['the balance is just enough', { queryBalance: success({ balanceList: [{ currency: 'usdt', available: '2.50' }] }) }, true, []],
	['there is no balance in it', {}, true, [/no balance in DOGE/], inCurrency('DOGE')],
	['the balance is not shown', { queryBalance: refusal('400203') }, true, [/balance in USDT.*400203.*'On Behalf Of'/]],
	['the balance does not matter any more', { queryRefundV2: found({ status: 'SUCCESS' }), queryBalance: SILENCE }, false, [/exists already \(SUCCESS\)/]],
	['the order was refunded', { queryLedger: ledger(row('4', 'a')) }, true, [/1 refund of this order already, of 4 USDT\.$/]],
	['the order was refunded as much', { queryLedger: ledger(row('2.50', 'a')) }, true, [/1 refund of this order already, of 2\.50? USDT; it has the same amount/]],
	[
		'the order was refunded in other currencies',
		{ queryLedger: ledger(row('2.5', 'a', 'BTC'), row('1', 'b')) },
		true,
		[/2 refunds of this order already, of 2\.5 BTC and 1 USDT in all\.$/],
	],
	[
		'the order was refunded often',
		{ queryLedger: ledger(row('2.5', 'a'), row('4.000001', 'b'), row('2.5', 'c')) },
		true,
		[/3 refunds .*9\.000001 USDT in all; 2 of them have the same amount/],
	],
	['the ledger is not shown', { queryLedger: SILENCE }, true, [/ledger.*earlier refunds.*No answer came/]],
	['its chain is listed', {}, true, [], inCurrency('USDT', { refundChain: 'eth' })],
	['its chain takes a memo', {}, false, [/TON.*memo.*'Memo Not Needed'/], inCurrency('USDT', { refundChain: 'TON' })],
	['its memo is there', {}, true, [], inCurrency('USDT', { refundChain: 'TON', memo: '101' })],
	['its chain is not listed', {}, false, [/TRC20.*TON, ETH/], inCurrency('USDT', { refundChain: 'TRC20' })],
	['the chains are not shown', { refundChains: SILENCE }, false, [/No answer came.*chain could not be checked/], inCurrency('USDT', { refundChain: 'ETH' })],
	[
		'everything is wrong at once, in this order',
		{
			queryRefundV2: SILENCE,
			queryOrderV2: order({ status: 'EXPIRED' }),
			queryBalance: SILENCE,
			queryLedger: SILENCE,
		},
		false,
		[/^GatePay did not show whether/, /never paid/, whole, /balance/, /ledger/],
		amount('10'),
	],
])('where %s, a preview shows it: %j, would send: %s', async (...given) => {
	const [, answers, wouldSend, warnings, circumstances] = given;
	const { first } = await preview(answers, circumstances);
	expect(first.warnings).toEqual(warnings.map((warning) => expect.stringMatching(warning) as string));
	expect(first.wouldSend).toBe(wouldSend);
	for (const warning of first.warnings) {
		expect(warning).toMatch(/^[A-Z'].+\.$/);
		expect(warning).not.toMatch(UNWANTED_WORDS);
	}
});

// prettier-ignore
it.each([
	['the refund, if it is there', found({ status: 'PROCESS' }), 'pending'],
	['that there is none', NO_SUCH_REFUND, 'none'],
	['that it is not known', SILENCE, 'unknown'],
])('a preview shows %s, with order, currency and fingerprint', async (_, queryRefundV2, existingRefund) => {
	const { first } = await preview({ queryRefundV2 });
	expect(first).toMatchObject({ existingRefund, currency: 'USDT', order: { prepayId: PREPAY_ID } });
	expect(first.fingerprint).toBe(fingerprintOf({ ...INTENT, merchantTradeNo: 'shop-1001' }, ACCOUNT));
});

it('a preview says why nothing can be previewed', async () => {
	const { items } = await preview({}, { options: { maximumRefundAmount: '1' } });
	expect(items[0]?.state).toMatchObject({ stage: 'failed', failure: { kind: 'notSent' } });
});

it.each(['queryOrderV2', 'queryRefundV2', 'queryLedger'] as const)(
	'a preview that breaks off at %s sends nothing and says so',
	async (call) => {
		const { items } = await preview({ [call]: new TypeError('fake-secret') });
		expect(items[0]?.state).toMatchObject({
			stage: 'failed',
			failure: { kind: 'notSent', reason: expect.stringMatching(/^This node stopped .*TypeError/) as string },
		});
	},
);

const named = (refundRequestId: string, more: Partial<RefundDraft> = {}): Partial<RefundDraft> => ({
	id: { from: 'define', refundRequestId },
	...more,
});

it('items that are the same refund say so, each of the other, and only the first would be sent', async () => {
	const { shown } = await preview(
		{},
		{ drafts: [named('a'), named('a'), named('b'), named('b', { amount: '7' })] },
	);
	expect(shown.map((each) => each?.wouldSend)).toEqual([true, false, true, false]);
	expect(shown.map((each) => each?.warnings.join())).toEqual([
		expect.stringMatching(/^Item 1 of this run has the same refund request ID/),
		expect.stringMatching(/same refund as item 0, and is sent once/),
		expect.stringMatching(/^Item 3 of this run has the same/),
		expect.stringMatching(/Items 2 and 3 .*different refunds: the amount is 2\.5 in item 2 and 7 in item 3/),
	]);
	const many = await preview({}, { drafts: Array.from({ length: 13 }, () => named('a')) });
	expect(many.first.warnings[0]).toMatch(/^Items 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more of this run have/);
});

// prettier-ignore
it.each<[string, Given, calls: Partial<Record<Call, number>>]>([
	['orders and balances once a run', { drafts: ['a', 'b', 'c'].map((id) => named(id)) }, { queryOrderV2: 1, queryBalance: 1, queryLedger: 1, queryRefundV2: 3 }],
	[
		'a balance for each currency',
		{
			drafts: ['USDT', 'BTC', 'USDT'].map((refundCurrency, id) =>
				named(`${id}`, { fields: { refundCurrency } }),
			),
		},
		{ queryBalance: 2, queryLedger: 1 },
	],
	[
		'all balances of a merchant at once',
		{
			account: { accountType: 'merchant', onBehalfOf: undefined as never },
			drafts: ['USDT', 'BTC'].map((refundCurrency, id) => named(`${id}`, { fields: { refundCurrency } })),
		},
		{ queryBalance: 1 },
	],
])('a preview looks up %s', async (_, given, counts) => {
	const { calls } = await preview({}, given);
	for (const [call, count] of Object.entries(counts))
		expect(calls.filter((each) => each === call)).toHaveLength(count);
});

it.each([
	['since the order was made', order({ createTime: 1_740_000_000_000 }), 1_740_000_000_000],
	['for 90 days if that is not known', order({}), Date.now() - 90 * 86_400_000],
])('a preview looks the ledger up %s, by the order', async (_, queryOrderV2, since) => {
	const { requests } = await preview({ queryOrderV2 });
	const query = requests.find(({ call }) => call === 'queryLedger')?.query;
	expect(query).toMatchObject({ orderType: '2', orderIdNo: PREPAY_ID, count: '500' });
	expect(Math.abs(Number(query?.startTime) - since)).toBeLessThan(600_000);
});

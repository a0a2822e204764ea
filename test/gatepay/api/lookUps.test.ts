import { balanceIn, lookUpBalance } from '../../../gatepay/api/balance';
import type { Reply } from '../../../gatepay/api/answer';
import type { OrderIdentifier } from '../../../gatepay/api/calls';
import { lookUpChains } from '../../../gatepay/api/chains';
import { lookUpOrder } from '../../../gatepay/api/order';
import { lookUpRefund } from '../../../gatepay/refund/lookUp';
import {
	ACCOUNT,
	anIntent,
	gatewayThatSays,
	http,
	NOT_CONNECTED,
	ORDER,
	PREPAY_ID,
	refusal,
	SILENCE,
	success,
	type Circumstances,
} from '../scripted';

const BY_ID = { prepayId: PREPAY_ID };
const BY_NUMBER = { merchantTradeNo: 'shop-1001' };
const EXPIRED = refusal('400003');
const INTENT = anIntent();
const REFUND = success({ refundRequestId: INTENT.refundRequestId, status: 'PROCESS' });
const BALANCE = success({ balanceList: [{ currency: 'BTC', available: '0.01' }] });
const CHAINS = success({ chains: [{ chain: 'ETH' }] });

/** Every look-up there is but the ledger's, an answer that shows it, and what GatePay says where there is none. */
const LOOK_UPS = {
	'a V1 refund': {
		lookUp: (gateway) => lookUpRefund({ ...INTENT, version: 'v1' }, gateway),
		shown: REFUND,
		none: '400304',
	},
	'a V2 refund': { lookUp: (gateway) => lookUpRefund(INTENT, gateway), shown: REFUND, none: '400304' },
	'a V1 order': {
		lookUp: (gateway) => lookUpOrder('v1', BY_ID, gateway),
		shown: success(ORDER),
		none: '400202',
	},
	'a V2 order': {
		lookUp: (gateway) => lookUpOrder('v2', BY_NUMBER, gateway),
		shown: success(ORDER),
		none: '400202',
	},
	'the balance': { lookUp: (gateway) => lookUpBalance(['BTC'], gateway), shown: BALANCE },
	chains: { lookUp: (gateway) => lookUpChains('USDT', gateway), shown: CHAINS },
} satisfies Record<
	string,
	{ lookUp: (gateway: ReturnType<typeof gatewayThatSays>) => Promise<object>; shown: Reply; none?: string }
>;

describe.each(Object.entries(LOOK_UPS))('looking up %s', (_, { lookUp, shown, ...rest }) => {
	const none = 'none' in rest ? rest.none : undefined;
	const play = async (replies: Reply[], circumstances: Circumstances = {}) => {
		const gateway = gatewayThatSays(replies, circumstances);
		const found = await lookUp(gateway);
		return { found, calls: gateway.story.length };
	};
	const envelopeOf = (code: string): object => ({ envelope: expect.objectContaining({ code }) as object });

	// prettier-ignore
	it.each<[string, Reply[], object, Circumstances?]>([
		['finds it', [shown], { kind: 'found', ...envelopeOf('000000') }],
		['is signed anew once when it is turned down for its timestamp', [EXPIRED, shown], { kind: 'found' }],
		['is not signed anew twice', [EXPIRED, EXPIRED], { kind: 'noAnswer', ...envelopeOf('400003') }],
		['is not signed anew under HTTP 500', [refusal('400003', 500)], { kind: 'noAnswer' }],
		['is not signed anew once the execution is stopped', [EXPIRED], { kind: 'noAnswer', ...envelopeOf('400003') }, { stopsDuring: 1 }],
		['is not made once the execution is stopped', [], { kind: 'noAnswer', reason: 'the execution was stopped' }, { stopsDuring: 0 }],
		...['400304', '400202'].map((code): [string, Reply[], object] => [
			`is told whether there is none by its own code alone: ${code}`,
			[refusal(code)],
			{ kind: code === none ? 'notFound' : 'noAnswer', ...envelopeOf(code) },
		]),
		[
			'shows another refusal',
			[refusal('400002', 200, 'bad')],
			{
				kind: 'noAnswer',
				...envelopeOf('400002'),
				reason: expect.stringMatching(/code 400002: .+ \(“bad”\)$/) as string,
			},
		],
		['says that GatePay has a fault', [refusal(none ?? '300000', 500)], { kind: 'noAnswer', reason: expect.stringContaining('HTTP 500') as string }],
		['says that nothing came', [SILENCE], { kind: 'noAnswer', reason: 'no answer came within 30 seconds' }],
		['says that there is no connection', [NOT_CONNECTED], { kind: 'noAnswer', reason: 'the connection was refused' }],
		['says that a page came', [http(200, '<html>')], { kind: 'noAnswer', reason: expect.stringContaining("isn't GatePay's") as string }],
		...[
			null,
			undefined,
			'',
			'PAID',
			7,
			[],
			[ORDER],
			{},
			{ chains: null },
			{ balance_list: null },
			{ balanceList: BALANCE },
			{ prepayId: '1', refundRequestId: '1' },
		].map((data): [string, Reply[], object] => [
			`takes nothing from ${JSON.stringify(data)}`,
			[success(data)],
			{ kind: 'noAnswer', reason: 'the answer was about something else' },
		]),
	])('%s', async (_title, replies, expected, circumstances = {}) => {
		const { found, calls } = await play(replies, circumstances);
		expect(found).toMatchObject(expected);
		expect(calls).toBe(replies.length);
		if (!('envelope' in expected))
			expect('envelope' in found).toBe('kind' in found && found.kind === 'found');
	});
});

describe('an order', () => {
	const read = async (data: unknown, asked: OrderIdentifier = BY_ID) => {
		const found = await lookUpOrder(
			'v2',
			asked,
			gatewayThatSays([
				http(
					200,
					typeof data === 'string' ? `{"status":"SUCCESS","data":${data}}` : { status: 'SUCCESS', data },
				),
			]),
		);
		return found.kind === 'found' ? found.value : found.kind;
	};
	const SHOWN = { ...ORDER, fields: ORDER };
	const PADDED = { ...ORDER, bizData: null };

	// prettier-ignore
	it.each<[string, unknown, OrderIdentifier, object]>([
		['by its ID', ORDER, BY_ID, SHOWN],
		['by its number', ORDER, BY_NUMBER, SHOWN],
		['where V2 nests it, by its ID', { requestId: 'r', bizData: ORDER }, BY_ID, SHOWN],
		['where V2 nests it, by its number', { prepayId: 'x', merchantTradeNo: 'x', bizData: ORDER }, BY_NUMBER, SHOWN],
		['beside a bizData that is none', PADDED, BY_ID, { ...SHOWN, fields: PADDED }],
		[
			'with empty texts where GatePay says nothing',
			{ prepayId: PREPAY_ID },
			BY_ID,
			{
				...BY_ID,
				merchantTradeNo: '',
				orderAmount: '',
				currency: '',
				status: '',
				fields: { prepayId: PREPAY_ID },
			},
		],
		[
			'also from numbers, every digit kept',
			`{"prepayId":${PREPAY_ID}0,"merchantTradeNo":1001,"orderAmount":10.10,"createTime":1234567890123456789}`,
			{ merchantTradeNo: '1001' },
			{
				prepayId: `${PREPAY_ID}0`,
				merchantTradeNo: '1001',
				orderAmount: '10.10',
				currency: '',
				status: '',
				fields: {
					prepayId: `${PREPAY_ID}0`,
					merchantTradeNo: 1001,
					orderAmount: '10.10',
					createTime: '1234567890123456789',
				},
			},
		],
	])('is read %s', async (_, data, asked, order) => {
		expect(await read(data, asked)).toStrictEqual(order);
	});

	it.each([
		...[1740000000000, '1740000000000'].map((time) => [time, 1740000000000]),
		...[null, '', 0, 1740000000, '17400000000000', '2026-01-31', -1740000000000, true].map((time) => [
			time,
			undefined,
		]),
	])('made at %j has the Unix time in milliseconds %j', async (createTime, moment) => {
		expect(await read({ ...ORDER, createTime })).toHaveProperty('status', 'PAID');
		expect(((await read({ ...ORDER, createTime })) as { createTime?: number }).createTime).toBe(moment);
	});

	it.each<[string, object, OrderIdentifier]>([
		['another ID', { ...ORDER, prepayId: '35214673103159415' }, BY_ID],
		['an ID in a list', { ...ORDER, prepayId: [PREPAY_ID] }, BY_ID],
		['the ID as its number', { ...ORDER, prepayId: 'x', merchantTradeNo: PREPAY_ID }, BY_ID],
		['an empty ID', { ...ORDER, prepayId: '' }, BY_ID],
		['another number', { ...ORDER, merchantTradeNo: 'shop-1002' }, BY_NUMBER],
		['the number in other letters', { ...ORDER, merchantTradeNo: 'SHOP-1001' }, BY_NUMBER],
		['no number', { ...ORDER, merchantTradeNo: null }, BY_NUMBER],
		['the number but no ID', { ...ORDER, prepayId: '' }, BY_NUMBER],
		['another order nested', { ...ORDER, bizData: { ...ORDER, prepayId: 'x' } }, BY_ID],
		['an empty object nested', { ...ORDER, bizData: {} }, BY_ID],
	])('with %s is not the one that was looked up', async (_, data, asked) => {
		expect(await read(data, asked)).toBe('noAnswer');
	});
});

// prettier-ignore
it.each<[string, string, string]>([
	["of an institution, as on GatePay's page", '"balanceList":[{"currency":"BTC","available":"0.01"},{"currency":"USDT","available":"12.34411"}]', 'BTC 0.01, USDT 12.34411'],
	["of a merchant, as on GatePay's page", '"balance_list":[{"currency":"DOGE","available":"1843.32095"}]', 'DOGE 1843.32095'],
	[
		'with every digit of bare numbers',
		'"balance_list":[{"currency":"USDT","available":934183.978351420900},{"currency":"BTC","available":0}]',
		'USDT 934183.978351420900, BTC 0',
	],
	['of nothing', '"balance_list":null,"balanceList":[]', ''],
	[
		'but for rows without a currency or an amount',
		'"balanceList":[null,"USDT",[],{},{"currency":"ETH"},{"available":"1"},{"currency":"","available":"1"},{"currency":"BTC","available":null},{"currency":"USDT","available":"1"}]',
		'USDT 1',
	],
])('a balance is read %s', async (_, data, shown) => {
	const found = await lookUpBalance(
		['USDT'],
		gatewayThatSays([http(200, `{"status":"SUCCESS","data":{${data}}}`)]),
	);
	if (found.kind !== 'found') throw new Error(found.reason);
	expect(found.value.map(({ currency, available }) => `${currency} ${available}`).join(', ')).toBe(shown);
});

it('a balance is found in whatever case, with all that GatePay shows of it, and looked up as the account does', async () => {
	const row = { currency: 'USDT', available: '1', hold: 2, chains: [{ chain: 'TRX' }] };
	const gateway = gatewayThatSays([success({ balance_list: [row] })], {
		account: { ...ACCOUNT, accountType: 'merchant' },
	});
	const found = await lookUpBalance(['USDT'], gateway);
	expect(found.kind === 'found' && balanceIn('usdt', found.value)).toStrictEqual(row);
	expect(found.kind === 'found' && balanceIn('BTC', found.value)).toBeUndefined();
	expect(gateway.requests).toStrictEqual([{ call: 'queryBalance' }]);
});

const ETHEREUM = {
	chain: 'ETH',
	show_chain_name_en: 'Ethereum',
	hasWithdrawMemo: 0,
	withdrawPercent: '0%',
	withdrawFix: '1.50',
	symbol: 'USDT',
};
const SHOWN = {
	name: 'ETH',
	shownName: 'Ethereum',
	hasWithdrawMemo: false,
	withdrawPercent: '0%',
	withdrawFix: '1.50',
};
// prettier-ignore
it.each<[string, unknown[], object[]]>([
	['one by one, in their order', [ETHEREUM, { ...ETHEREUM, chain: 'TRX' }], [SHOWN, { ...SHOWN, name: 'TRX' }]],
	['as none', [], []],
	...[1, '1'].map((memo): [string, unknown[], object[]] => [
		`with a memo for ${JSON.stringify(memo)}`,
		[{ ...ETHEREUM, hasWithdrawMemo: memo }],
		[{ ...SHOWN, hasWithdrawMemo: true }],
	]),
	...[0, '0', null, '', 2, 'true'].map((memo): [string, unknown[], object[]] => [
		`without a memo for ${JSON.stringify(memo)}`,
		[{ ...ETHEREUM, hasWithdrawMemo: memo }],
		[SHOWN],
	]),
	...[null, undefined, ''].map((no): [string, unknown[], object[]] => [
		`by their name and without fees where GatePay gives ${JSON.stringify(no)}`,
		[{ chain: 'ETH', show_chain_name_en: no, withdrawPercent: no, withdrawFix: no }],
		[{ name: 'ETH', shownName: 'ETH', hasWithdrawMemo: false, withdrawPercent: '', withdrawFix: '' }],
	]),
	['but for what has no name', [null, 'ETH', 7, [], {}, { chain: null }, { chain: '' }, { chain: ['ETH'] }, ETHEREUM], [SHOWN]],
])('chains are read %s', async (_, chains, shown) => {
	expect(await lookUpChains('USDT', gatewayThatSays([success({ chains })]))).toHaveProperty('value', shown);
});

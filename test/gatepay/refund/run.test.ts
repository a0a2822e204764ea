import { setImmediate } from 'node:timers/promises';

import fc from 'fast-check';

import type { Reply } from '../../../gatepay/api/answer';
import { fingerprintOf } from '../../../gatepay/refund/body';
import { headline } from '../../../gatepay/refund/failures';
import type { RefundDraft } from '../../../gatepay/refund/intent';
import { RefundMemory } from '../../../gatepay/refund/memory';
import { refundRequestIdOf } from '../../../gatepay/refund/requestId';
import { concurrently, makeRefunds, type Item, type RefundOptions } from '../../../gatepay/refund/run';
import {
	ACCOUNT,
	anIntent,
	gatewayThatSays,
	NO_SUCH_REFUND,
	NOT_CONNECTED,
	ORDER,
	refusal,
	SILENCE,
	success,
	type Circumstances,
	type Scripted,
} from '../scripted';
import { runs, UNWANTED_WORDS } from '../tries';

const OPTIONS: RefundOptions = {
	concurrency: 1,
	expectedFingerprint: undefined,
	maximumOrderAge: undefined,
	maximumRefundAmount: undefined,
	maximumTotalAmount: undefined,
	maximumWait: 0,
	memoNotNeeded: false,
	settleTime: 0,
	simplify: true,
	waitForResult: false,
};

/** An item of a run: `1a` is a refund of order 1 whose ID is 1a. */
interface Refund {
	id: string;
	draft?: Partial<RefundDraft>;
	options?: Partial<RefundOptions>;
	account?: Partial<typeof ACCOUNT>;
}

/** What GatePay does with a refund; it accepts one without a word. */
const DOES: Record<string, { lookUp?: Scripted; create?: Scripted; hasFailed?: boolean }> = {
	refuses: { create: refusal('400002') },
	silent: { create: SILENCE },
	poisoned: { create: refusal('300001') },
	failed: { hasFailed: true },
	away: { lookUp: NOT_CONNECTED },
	broken: { create: new TypeError('fake-secret') },
	odd: { lookUp: refusal('400002') },
};

interface Given extends Circumstances {
	/** What GatePay does with each ID; `*` is all others. */
	does?: Record<string, keyof typeof DOES>;
	options?: Partial<RefundOptions>;
	stopsOnFailure?: boolean;
	execution?: string;
	/** What GatePay answers to any other call. */
	answer?: (call: string, query: Record<string, string>) => Scripted;
}

/** Makes the refunds of a run. */
async function run(refunds: Array<string | Refund>, given: Given = {}, memory = new RefundMemory()) {
	const { does = {}, options, stopsOnFailure = false, execution = 'node, execution 1', answer } = given;
	const gateway = gatewayThatSays(({ call, query = {}, body = '{}' }) => {
		const id = query.refundRequestId ?? (JSON.parse(body) as { refundRequestId?: string }).refundRequestId;
		if (id === undefined) return answer?.(call, query) ?? new Error(`No answer to ${call}`);
		const doing = DOES[does[id] ?? does['*'] ?? ''] ?? {};
		const failed = success({ refundRequestId: id, status: 'FAIL' });
		if (call === 'queryRefundV2') return doing.hasFailed ? failed : (doing.lookUp ?? NO_SUCH_REFUND);
		return doing.create ?? success({ refundRequestId: id });
	}, given);
	const items = refunds.map((refund, itemIndex): Item => {
		const {
			id,
			draft,
			options: own,
			account,
		} = typeof refund === 'string' ? ({ id: refund } as Refund) : refund;
		const task = {
			draft: {
				version: 'v2' as const,
				order: { prepayId: id.replace(/\D/g, '') },
				amount: '1',
				id: { from: 'define' as const, refundRequestId: id },
				fields: { refundReason: 'returned' },
				...draft,
			},
			options: { ...OPTIONS, ...options, ...own },
			gateway: { ...gateway, account: { ...gateway.account, ...account } },
		};
		return { itemIndex, state: { stage: 'read', task } };
	});
	await makeRefunds(items, memory, { stopsOnFailure, execution });
	const sent = gateway.requests.flatMap(({ call, body = '' }) =>
		call === 'createRefundV2' ? [(JSON.parse(body) as { refundRequestId: string }).refundRequestId] : [],
	);
	return {
		items,
		gateway,
		sent: sent.join(' '),
		came: items.map(cameTo).join(', '),
		messages: items.map(messageOf),
	};
}

function cameTo({ state }: Item): string {
	if (state.stage === 'made') return `${state.made.outcome} ${state.made.attempts}`;
	return state.stage === 'failed' ? `${state.failure.kind} ${state.failure.attempts}` : state.stage;
}

function messageOf({ state }: Item): string {
	return state.stage === 'failed' ? `${headline(state.failure)} ${state.failure.advice}` : '';
}

const byAmount = (id: string): Refund => ({ id, draft: { id: { from: 'orderAndAmount' } } });
const stopsOnFailure = true;
const BAD: Refund = { id: '9a', options: { maximumRefundAmount: '0.5' } };
const five: Refund = { id: '1a', draft: { amount: '5' } };
const elsewhere: Refund = { id: '1a', account: { onBehalfOf: '5' } };

/** The items, what is sent of them, and what they come to. */
type Row = [
	what: string,
	refunds: Array<string | Refund>,
	sent: string,
	came: string,
	given?: Given & { says?: RegExp },
];

// prettier-ignore
const RUNS: Row[] = [
	['have one result each, in their order', ['1a', '2a', '3a'], '1a 2a 3a', 'accepted 1, refused 1, accepted 1', { does: { '2a': 'refuses' } }],
	['may be none', [], '', ''],
	['that are not to be sent stop nothing', [BAD, '1a', BAD], '1a', 'notSent 0, accepted 1, notSent 0'],
	['are not lost when one breaks off', ['1a', '2a'], '1a 2a', 'outcomeUnknown 1, accepted 1', { does: { '1a': 'broken' }, says: /TypeError/ }],
	['that repeat one take its result', ['1a', '2a', '1a'], '1a 2a', 'accepted 1, accepted 1, existing 0'],
	['that repeat a refused one are refused', ['1a', '1a'], '1a', 'refused 1, refused 0', { does: { '1a': 'refuses' } }],
	['that repeat a silent one are unknown', ['1a', '1a'], '1a', 'outcomeUnknown 1, outcomeUnknown 0', { does: { '1a': 'silent' } }],
	['that repeat a failed one have failed', ['1a', '1a'], '', 'failed 0, failed 0', { does: { '1a': 'failed' } }],
	['that repeat one that is not sent are not sent', ['1a', '1a'], '', 'notSent 0, notSent 0', { does: { '1a': 'away' } }],
	['that repeat a bad one are bad themselves', [BAD, BAD], '', 'notSent 0, notSent 0'],
	['that repeat the first of several take its result', ['1a', five, five, '1a'], '1a', 'accepted 1, notSent 0, notSent 0, existing 0', { says: /Items 0 and 2/ }],
	['of one ID and other amounts are two', ['1a', five], '1a', 'accepted 1, notSent 0', { says: /Items 0 and 1 .*amount is 1 in item 0 and 5 in item 1.*'Refund Reference'/ }],
	['of one ID and other accounts are two', ['1a', elsewhere], '1a', 'accepted 1, notSent 0', { says: /account is 100200300 in item 0 and 5 in item 1/ }],
	[
		'of one order and amount may be two',
		[byAmount('1'), byAmount('1')],
		refundRequestIdOf('1', { amount: '1' }),
		'accepted 1, notSent 0',
		{ says: /Items 0 and 1 .*'Reference' in 'Prevent Duplicates By'/ },
	],
	...(['refuses', 'silent', 'failed', 'away'] as const).map((does): Row => [
		`stop at the first that fails: ${does}`,
		['1a', '2a', '3a', '2a', '2b'],
		['refuses', 'silent'].includes(does) ? '1a 2a' : '1a',
		`accepted 1, ${{ refuses: 'refused 1', silent: 'outcomeUnknown 1', failed: 'failed 0', away: 'notSent 0' }[does]}, ready, ready, ready`,
		{ does: { '2a': does }, stopsOnFailure },
	]),
	['stop at one that breaks off', ['1a', '2a'], '1a', 'outcomeUnknown 1, ready', { does: { '1a': 'broken' }, stopsOnFailure }],
	['are not begun at all behind a bad one', ['1a', BAD], '', 'ready, notSent 0', { stopsOnFailure }],
	['go on where they are told to', ['1a', '2a', '3a'], '1a 2a 3a', 'refused 1, refused 1, refused 1', { does: { '*': 'refuses' } }],
	[
		'are not started after three without an answer',
		['1a', '2a', '3a', '4a'],
		'',
		'notSent 0, notSent 0, notSent 0, notSent 0',
		{ does: { '1a': 'away', '2a': 'away', '3a': 'away' }, says: /answered nothing.*4a/ },
	],
	['are not started after three silent sends', ['1a', '2a', '3a', '4a'], '1a 2a 3a', 'outcomeUnknown 1, outcomeUnknown 1, outcomeUnknown 1, notSent 0', { does: { '*': 'silent' } }],
	['are started after three that GatePay answered oddly', ['1a', '2a', '3a', '4a'], '1a 2a 3a 4a', 'outcomeUnknown 1, outcomeUnknown 1, outcomeUnknown 1, accepted 1', { does: { '1a': 'poisoned', '2a': 'poisoned', '3a': 'poisoned' } }],
	[
		'count anew after any answer',
		['1a', '2a', '3a', '4a', '5a', '6a'],
		'6a',
		'notSent 0, notSent 0, notSent 0, notSent 0, notSent 0, accepted 1',
		{ does: { '1a': 'away', '2a': 'away', '3a': 'odd', '4a': 'away', '5a': 'away' } },
	],
	['that repeat one need no answer', ['1a', '2a', '3a', '3a'], '', 'notSent 0, notSent 0, notSent 0, notSent 0', { does: { '*': 'away' } }],
	['are stopped by the user', ['1a', '2a'], '1a', 'accepted 1, notSent 0', { stopsDuring: 2, says: /the execution was stopped/i }],
];

it.each(RUNS)('the refunds of a run %s', async (_, refunds, sent, came, given = {}) => {
	const made = await run(refunds, given);
	expect(made.sent).toBe(sent);
	expect(made.came).toBe(came);
	const said = made.messages.filter(Boolean);
	if (given.says) expect(said.join('\n')).toMatch(given.says);
	for (const message of said) {
		expect(message).not.toMatch(UNWANTED_WORDS);
		expect(message).not.toContain('fake-secret');
	}
	expect(made.items.map(({ itemIndex }) => itemIndex)).toEqual(refunds.map((__, index) => index));
});

it('any run makes each refund once, an order in its turn, and gives each item the result of its own', async () => {
	const id = fc.constantFrom('1a', '1b', '2a', '2b', '3a');
	const KINDS = { refuses: 'refused', poisoned: 'outcomeUnknown', failed: 'failed', odd: 'notSent' };
	const does = fc.dictionary(id, fc.constantFrom(...(Object.keys(KINDS) as Array<keyof typeof KINDS>)));
	const concurrency = fc.integer({ min: 1, max: 4 });
	await fc.assert(
		fc.asyncProperty(fc.array(id, { maxLength: 8 }), does, concurrency, async (refunds, doing, atOnce) => {
			const { sent, items } = await run(refunds, { does: doing, options: { concurrency: atOnce } });
			for (const order of ['1', '2', '3']) {
				const ofOrder = (ids: string[]) => ids.filter((each) => each.startsWith(order));
				const sendable = refunds.filter((each) => !['failed', 'odd'].includes(doing[each] ?? ''));
				expect(ofOrder(sent.split(' '))).toEqual([...new Set(ofOrder(sendable))]);
			}
			for (const item of items) {
				const doingThis = doing[refunds[item.itemIndex] ?? ''];
				const kind = doingThis ? KINDS[doingThis] : '(?:accepted|existing)';
				expect(cameTo(item)).toMatch(new RegExp(`^${kind} [01]$`));
			}
		}),
		runs(200),
	);
});

it('refunds of the same order are made in turn, those of others in parallel, no more than allowed', async () => {
	const events: string[] = [];
	const held = new Map<string, () => void>();
	const gateway = gatewayThatSays(async ({ call, body = '{}' }) => {
		if (call === 'queryRefundV2') return NO_SUCH_REFUND;
		const { refundRequestId } = JSON.parse(body) as { refundRequestId: string };
		events.push(refundRequestId);
		await new Promise<void>((resolve) => held.set(refundRequestId, resolve));
		return success({ refundRequestId });
	});
	const items = ['1a', '2a', '1b', '3a', '2a', '1c'].map((id, itemIndex): Item => {
		const draft = {
			version: 'v2',
			order: { prepayId: id.slice(0, 1) },
			amount: '1',
			id: { from: 'define', refundRequestId: id },
			fields: {},
		} as const;
		return {
			itemIndex,
			state: { stage: 'read', task: { draft, options: { ...OPTIONS, concurrency: 2 }, gateway } },
		};
	});
	const whole = makeRefunds(items, new RefundMemory(), { stopsOnFailure: false, execution: 'x' });
	const end = async (id: string) => {
		held.get(id)?.();
		for (let turn = 0; turn < 5; turn++) await setImmediate();
		return `${events.join(' ')}: ${items.map(cameTo).join(', ')}`;
	};
	expect(await end('')).toBe('1a 2a: underWay, underWay, ready, ready, ready, ready');
	expect(await end('2a')).toBe('1a 2a 3a: underWay, accepted 1, ready, underWay, existing 0, ready');
	expect(await end('1a')).toBe('1a 2a 3a 1b: accepted 1, accepted 1, underWay, underWay, existing 0, ready');
	expect(await end('3a')).toMatch(/^1a 2a 3a 1b:/);
	expect(await end('1b')).toMatch(/^1a 2a 3a 1b 1c:/);
	await end('1c');
	await whole;
	expect(items.map(cameTo).join(', ')).toBe(
		'accepted 1, accepted 1, accepted 1, accepted 1, existing 0, accepted 1',
	);
});

describe('what is looked up before anything is sent', () => {
	const of = (order: object): Reply => success({ ...ORDER, ...order });
	const DAY = 86_400_000;
	const [FULL, NUMBER] = [{ amount: 'full' }, { order: { merchantTradeNo: 'shop-1001' } }] as const;
	const toChain = (refundChain: string, more = {}): Partial<RefundDraft> => ({
		fields: { refundChain, ...more },
	});
	const CHAINS = success({ chains: [{ chain: 'TON', hasWithdrawMemo: 1 }, { chain: 'ETH' }] });

	// prettier-ignore
	it.each<
		[string, Partial<RefundDraft>, Partial<RefundOptions>, Record<string, Scripted>, lookUps: string, came: string, says?: RegExp]
	>([
		['nothing, with ID and amount', {}, {}, {}, '', 'accepted 1'],
		['the order, by its number', NUMBER, {}, { queryOrderV2: of({}) }, 'queryOrderV2', 'accepted 1'],
		['the order, for its full amount', FULL, {}, { queryOrderV2: of({ prepayId: '1' }) }, 'queryOrderV2', 'accepted 1'],
		['the order, for its age', {}, { maximumOrderAge: 1 }, { queryOrderV2: of({ prepayId: '1', createTime: Date.now() }) }, 'queryOrderV2', 'accepted 1'],
		[
			'the order, too old',
			{},
			{ maximumOrderAge: 1 },
			{ queryOrderV2: of({ prepayId: '1', createTime: Date.now() - 2 * DAY }) },
			'queryOrderV2',
			'notSent 0',
			/'Max Order Age'/,
		],
		['the order, for its currency', {}, { maximumTotalAmount: '5' }, { queryOrderV2: of({ prepayId: '1' }) }, 'queryOrderV2', 'accepted 1'],
		['the order, unpaid', FULL, {}, { queryOrderV2: of({ prepayId: '1', status: 'PENDING' }) }, 'queryOrderV2', 'notSent 0', /PENDING/],
		['the order, without an amount', FULL, {}, { queryOrderV2: of({ prepayId: '1', orderAmount: '' }) }, 'queryOrderV2', 'notSent 0', /'Specific Amount'/],
		[
			'the order, too large',
			FULL,
			{ maximumRefundAmount: '9.5' },
			{ queryOrderV2: of({ prepayId: '1' }) },
			'queryOrderV2',
			'notSent 0',
			/10 is above 'Max Refund Amount' \(9\.5\)/,
		],
		['the order, unanswered', NUMBER, {}, { queryOrderV2: SILENCE }, 'queryOrderV2', 'notSent 0', /No answer came.*shop-1001/],
		['the order, by another secret', NUMBER, {}, { queryOrderV2: refusal('400002') }, 'queryOrderV2', 'notSent 0', /400002.*shop-1001.*'Secret'/],
		[
			'the order, which is nowhere',
			NUMBER,
			{},
			{ queryOrderV2: refusal('400202'), queryOrderV1: refusal('400202') },
			'queryOrderV2 queryOrderV1',
			'notSent 0',
			/no such order.*400202.*shop-1001/,
		],
		[
			'the order, of the other version',
			NUMBER,
			{},
			{ queryOrderV2: refusal('400202'), queryOrderV1: of({}) },
			'queryOrderV2 queryOrderV1',
			'notSent 0',
			/'Payment Refund \(V1\)'.*'Resource'/,
		],
		['the order, and the node breaks off', NUMBER, {}, { queryOrderV2: new TypeError('fake-secret') }, 'queryOrderV2', 'notSent 0', /TypeError/],
		['the chain', toChain('ETH', { refundCurrency: 'USDT' }), {}, { refundChains: CHAINS }, 'refundChains', 'accepted 1'],
		['the chain, for the currency of the order', toChain('eth'), {}, { queryOrderV2: of({ prepayId: '1' }), refundChains: CHAINS }, 'queryOrderV2 refundChains', 'accepted 1'],
		['the chain, not listed', toChain('TRC20', { refundCurrency: 'USDT' }), {}, { refundChains: CHAINS }, 'refundChains', 'notSent 0', /TRC20.*TON, ETH/],
		['the chain, without its memo', toChain('TON', { refundCurrency: 'USDT' }), {}, { refundChains: CHAINS }, 'refundChains', 'notSent 0', /memo/],
		[
			'the chain, without a memo that is not needed',
			toChain('TON', { refundCurrency: 'USDT' }),
			{ memoNotNeeded: true },
			{ refundChains: CHAINS },
			'refundChains',
			'accepted 1',
		],
	])('is %s', async (...row) => {
		const [, draft, options, answers, lookUps, came, says] = row;
		const made = await run([{ id: '1a', draft }], {
			options,
			answer: (call) => answers[call] ?? new Error(call),
		});
		expect(
			made.gateway.requests.flatMap(({ call }) => (call.includes('RefundV2') ? [] : [call])).join(' '),
		).toBe(lookUps);
		expect(made.came).toBe(came);
		if (says) expect(made.messages[0]).toMatch(says);
		expect(made.messages[0]).not.toContain('fake-secret');
	});

	it('is looked up once for all items of an order and account, before the first is sent', async () => {
		const item = (id: string, account = {}): Refund => ({ id, draft: FULL, account });
		const { gateway } = await run([item('1a'), item('1b'), item('2a'), item('1c', { onBehalfOf: '5' })], {
			answer: (_, { prepayId = '' }) => of({ prepayId }),
		});
		const calls = gateway.requests.map(({ call }) => call);
		expect(calls.filter((call) => call === 'queryOrderV2')).toHaveLength(3);
		expect(calls.slice(0, 3)).toEqual(['queryOrderV2', 'queryOrderV2', 'queryOrderV2']);
	});

	it('is nothing once the execution is stopped', async () => {
		const made = await run([{ id: '1a', draft: FULL }], { stopsDuring: 0 });
		expect([made.came, made.gateway.story.length]).toEqual(['notSent 0', 0]);
		expect(made.messages[0]).toMatch(/execution was stopped/);
	});
});

it('what was approved is what is sent', async () => {
	const intent = anIntent({
		refundRequestId: '1a',
		prepayId: '1',
		refundAmount: '1',
		fields: { refundReason: 'returned' },
	});
	const approved: Refund = { id: '1a', options: { expectedFingerprint: fingerprintOf(intent, ACCOUNT) } };
	expect((await run([approved])).came).toBe('accepted 1');
	const { came, messages } = await run([{ ...approved, draft: { amount: '2' } }]);
	expect(came).toBe('notSent 0');
	expect(messages[0]).toMatch(/'Fingerprint' differs.*Nothing was sent/);
});

it.each([
	['0.81', '0.8', false],
	['10', '9.999999', false],
	['100', '99.5', false],
	['0.000002', '0.000001', false],
	['0.8', 'ten', false],
	['0.8', '0.80', true],
	['0.80', '0.8', true],
	['9.999999', '10', true],
])('a refund of %s may be sent with a maximum of %s: %s', async (amount, maximumRefundAmount, isSent) => {
	const { came, messages } = await run([{ id: '1a', draft: { amount }, options: { maximumRefundAmount } }]);
	expect(came).toBe(isSent ? 'accepted 1' : 'notSent 0');
	if (!isSent)
		expect(messages[0]).toContain(`${amount} is above 'Max Refund Amount' (${maximumRefundAmount})`);
});

describe('the refunds of an execution', () => {
	/** `6 USDT`, under a limit; without a limit where it says `-`. */
	const refund = (money: string, index: number, limit: string): Refund => {
		const [amount = '', refundCurrency = '', own = limit, id = `${index + 1}a`] = money.split(' ');
		return {
			id,
			draft: { amount, fields: { refundCurrency } },
			options: { maximumTotalAmount: own === '-' ? undefined : own },
		};
	};
	const total = async (
		moneys: string[],
		limit: string,
		memory?: RefundMemory,
		execution = 'node, execution 1',
		given: Given = {},
	) =>
		await run(
			moneys.map((money, index) => refund(money, index, limit)),
			{ ...given, execution },
			memory,
		);

	it.each<[refunds: string[], limit: string, above?: string]>([
		[['4 USDT', '6 USDT'], '10'],
		[['4 USDT', '6.000001 USDT'], '10', '10.000001 USDT'],
		[['0.1 USDT', '0.2 USDT'], '0.3'],
		[['9007199254740993 USDT'], '9007199254740992', '9007199254740993 USDT'],
		[['6 USDT', '6 BTC'], '10'],
		[['1 BTC', '6 USDT', '6 usdt'], '10', '12 USDT'],
		[['6 USDT 10 1a', '6 USDT 10 1a'], '10'],
		[['999999 USDT -'], '10'],
		[['8 USDT -', '8 USDT'], '10', '16 USDT'],
		[['4 USDT 100', '4 USDT 5'], '100', '8 USDT'],
		[['4 USDT 5', '4 USDT 100'], '100', '8 USDT'],
	])('%j may come to %s; above it none is sent: %s', async (...[refunds, limit, above]) => {
		const { sent, came, messages } = await total(refunds, limit);
		expect(came).toMatch(
			above === undefined ? /^(?:(?:accepted 1|existing 0)(?:, )?)+$/ : /^(?:notSent 0(?:, )?)+$/,
		);
		if (above === undefined) return;
		expect(sent).toBe('');
		for (const message of messages)
			expect(message).toMatch(new RegExp(`come to ${above}, above 'Max Total Amount'`));
	});

	it('are held back exactly where whole numbers say that they are above the maximum', async () => {
		const millionths = fc.integer({ min: 1, max: 9_000_000 });
		const text = (amount: number) => (amount / 1e6).toFixed(6);
		await fc.assert(
			fc.asyncProperty(
				fc.array(millionths, { minLength: 1, maxLength: 6 }),
				millionths,
				async (amounts, limit) => {
					const { came } = await total(
						amounts.map((amount) => `${text(amount)} USDT`),
						text(limit),
					);
					const isAbove = amounts.reduce((sum, amount) => sum + amount, 0) > limit;
					expect(came.includes('accepted')).toBe(!isAbove);
					expect(came.includes('notSent')).toBe(isAbove);
				},
			),
			runs(100),
		);
	});

	it.each<[string, first: string, Given, second: string, came: string, execution?: string]>([
		['what a loop sent before', '6 USDT 10 1a', {}, '6 USDT 10 2a', 'notSent 0'],
		['a silent one', '6 USDT 10 1a', { does: { '1a': 'silent' } }, '6 USDT 10 2a', 'notSent 0'],
		['not a refused one', '6 USDT 10 1a', { does: { '1a': 'refuses' } }, '6 USDT 10 2a', 'accepted 1'],
		['the same one once', '6 USDT 10 1a', {}, '6 USDT 10 1a', 'outcomeUnknown 0'],
		['not another execution', '6 USDT 10 1a', {}, '6 USDT 10 2a', 'accepted 1', 'node, execution 2'],
	])('count %s', async (_, first, given, second, came, execution = 'node, execution 1') => {
		const memory = new RefundMemory();
		await total([first], '10', memory, 'node, execution 1', given);
		expect((await total([second], '10', memory, execution)).came).toBe(came);
	});
});

// An agent that calls its tool twice at once runs the node twice at once.
it('the refunds of two passes at the same moment count together, and what was not sent no longer counts', async () => {
	const memory = new RefundMemory();
	const pass = async (id: string, amount: string, does: Given['does'] = {}) => {
		const draft = { amount, fields: { refundCurrency: 'USDT' } };
		return (await run([{ id, draft, options: { maximumTotalAmount: '5' } }], { does }, memory)).came;
	};
	expect(await Promise.all([pass('1a', '4'), pass('2a', '4')])).toEqual(['accepted 1', 'notSent 0']);
	const twice = [pass('3a', '1', { '3a': 'refuses' }), pass('3a', '1')];
	expect(await Promise.all(twice)).toEqual(['refused 1', 'accepted 1']);
	expect(await pass('4a', '0.000001')).toBe('notSent 0');
});

describe('waiting for the result', () => {
	const options = { waitForResult: true, maximumWait: 5_000 };
	// prettier-ignore
	it.each<[string, Reply[], came: string, status?: string]>([
		['succeeds', [success({ refundRequestId: '1a', status: 'SUCCESS' })], 'accepted 1', 'succeeded'],
		['fails', [success({ refundRequestId: '1a', status: 'REJECTED' })], 'failed 1'],
		['is under way when the time is over', [SILENCE, success({ refundRequestId: '1a', status: 'PROCESS' })], 'accepted 1', 'pending'],
		['is not shown', [NO_SUCH_REFUND, success({ refundRequestId: 'x' })], 'accepted 1', 'accepted'],
	])('of a refund that %s', async (...[, replies, came, status]) => {
		const answers: Reply[] = [NO_SUCH_REFUND, success({ refundRequestId: '1a' }), ...replies];
		const gateway = gatewayThatSays(answers);
		const draft = {
			version: 'v2',
			order: { prepayId: '1' },
			amount: '1',
			id: { from: 'define', refundRequestId: '1a' },
			fields: {},
		} as const;
		const item: Item = {
			itemIndex: 0,
			state: { stage: 'read', task: { draft, options: { ...OPTIONS, ...options }, gateway } },
		};
		await makeRefunds([item], new RefundMemory(), { stopsOnFailure: false, execution: 'x' });
		expect(cameTo(item)).toBe(came);
		expect(gateway.requests).toHaveLength(answers.length);
		if (status) expect(item.state).toHaveProperty('made.refundStatus', status);
	});
});

describe('working in parallel', () => {
	it('takes each value once, in order, as many at a time as allowed', async () => {
		const turns = fc.array(fc.nat(3), { maxLength: 12 });
		await fc.assert(
			fc.asyncProperty(turns, fc.integer({ min: 1, max: 5 }), async (values, concurrency) => {
				const begun: number[] = [];
				let [atWork, most] = [0, 0];
				await concurrently(values.keys(), concurrency, async (index) => {
					begun.push(index);
					most = Math.max(most, ++atWork);
					for (let turn = 0; turn <= (values[index] ?? 0); turn++) await setImmediate();
					atWork -= 1;
				});
				expect([begun, atWork, most]).toEqual([[...values.keys()], 0, Math.min(values.length, concurrency)]);
			}),
			runs(100),
		);
	});

	it('throws the first fault, once all that was begun has come to its end', async () => {
		let ended = 0;
		const all = concurrently([1, 2, 3, 4], 4, async (value) => {
			if (value <= 2) throw new Error(`broke off at ${value}`);
			for (let turn = 0; turn < value; turn++) await setImmediate();
			ended += 1;
		});
		await expect(all).rejects.toThrow('broke off at 1');
		expect(ended).toBe(2);
	});
});

import {
	differencesBetween,
	differencesFromCreated,
	differencesFromFound,
} from '../../../gatepay/refund/differences';
import type { RefundFields } from '../../../gatepay/refund/fields';
import type { RefundIntent } from '../../../gatepay/refund/intent';
import { anIntent } from '../intents';

const EVM = '0x71C7656EC7ab88b098defB751B7401B5f6d8976F';
const TRON = 'TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC';

/** A refund with every field that says where the money goes. */
const FIELDS: RefundFields = {
	refundCurrency: 'USDT',
	refundStyle: '2',
	refundPayChannel: '2',
	refundToGateUid: '10002',
	refundAddress: TRON,
	refundChain: 'TRX',
	refundReason: 'returned',
	memo: '101',
};
const INTENT = anIntent({ fields: FIELDS });

/** The same refund as GatePay shows it. */
const FOUND = {
	refundRequestId: '202508271923022',
	orderId: '35214673103159414',
	requestAmount: '0.01800000',
	requestCurrency: 'USDT',
	refund_style: '2',
	refund_pay_channel: '2',
	refund_to_gate_uid: '10002',
	refund_address: TRON,
	refund_chain: 'TRX',
};

const V1 = anIntent({ version: 'v1', fields: {} });
const FOUND_V1 = { prepayId: '35214673103159414', refundAmount: '0.018' };

describe('a refund that GatePay has', () => {
	it('does not differ from the one that is meant when it is the same', () => {
		expect(differencesFromFound(INTENT, FOUND)).toEqual([]);
		expect(differencesFromFound(V1, FOUND_V1)).toEqual([]);
	});

	it.each([
		['orderId', '1', 'the order is 1 at GatePay and 35214673103159414 here'],
		['prepayId', '35214673103159415', 'the order is 35214673103159415 at GatePay and 35214673103159414 here'],
		['requestAmount', '0.02', 'the amount is 0.02 at GatePay and 0.018 here'],
		['requestAmount', 0.02, 'the amount is 0.02 at GatePay and 0.018 here'],
		['requestAmount', 'all', 'the amount is all at GatePay and 0.018 here'],
		['requestCurrency', 'BTC', 'the currency is BTC at GatePay and USDT here'],
		['refund_style', 1, 'the refund style is 1 at GatePay and 2 here'],
		['refund_pay_channel', '1', 'the pay channel is 1 at GatePay and 2 here'],
		['refund_to_gate_uid', '10003', 'the Gate UID is 10003 at GatePay and 10002 here'],
		['refund_address', EVM, `the address is ${EVM} at GatePay and ${TRON} here`],
		['refund_chain', 'ETH', 'the chain is ETH at GatePay and TRX here'],
		['refund_chain', ['TRX'], 'the chain is something else at GatePay and TRX here'],
		['refund_chain', false, 'the chain is something else at GatePay and TRX here'],
		[
			'orderId',
			{ id: '35214673103159414' },
			'the order is something else at GatePay and 35214673103159414 here',
		],
	])('differs in %s: %j', (field, there, difference) => {
		expect(differencesFromFound(INTENT, { ...FOUND, [field]: there })).toEqual([difference]);
	});

	it('differs in as many ways as it does', () => {
		expect(differencesFromFound(INTENT, { ...FOUND, requestAmount: '5', refund_chain: 'ETH' })).toEqual([
			'the amount is 5 at GatePay and 0.018 here',
			'the chain is ETH at GatePay and TRX here',
		]);
	});

	it.each(Object.keys(FOUND))('does not differ in %s where the answer does not show it', (field) => {
		for (const nothing of [undefined, null, '']) {
			expect(differencesFromFound(INTENT, { ...FOUND, [field]: nothing })).toEqual([]);
		}
	});

	it('does not differ in what was not set', () => {
		expect(differencesFromFound(anIntent({ fields: {} }), FOUND)).toEqual([]);
		expect(differencesFromFound(anIntent({ fields: { refundCurrency: '' } }), FOUND)).toEqual([]);
	});

	it('is not compared by its currency where no currency was set, whatever its fields say of one another', () => {
		const found = { ...FOUND, requestCurrency: 'BTC', orderCurrency: 'USDT', currency: 'ETH' };
		expect(differencesFromFound(anIntent({ fields: {} }), found)).toEqual([]);
		expect(differencesFromFound(anIntent({ fields: { refundCurrency: 'BTC' } }), found)).toEqual([]);
	});

	it('is not compared by what GatePay does not show of it: IDs of its own are other IDs', () => {
		const fields = { refundGateId: '1', refundFundStatementId: '2', adjustOrderId: '3', memo: '4' };
		const found = { ...FOUND, gateRefundId: '9', refundId: '9', refundGateId: '9', memo: '9' };
		expect(differencesFromFound(anIntent({ fields }), found)).toEqual([]);
	});

	it.each([
		['orderId', 35214673],
		['refund_style', 2],
		['refund_pay_channel', 2],
		['refund_to_gate_uid', 10002],
	])('does not differ where the answer has a number for a text: %s', (field, number) => {
		const intent = field === 'orderId' ? { ...INTENT, prepayId: '35214673' } : INTENT;
		const found = { ...FOUND, orderId: intent.prepayId };
		expect(differencesFromFound(intent, { ...found, [field]: number })).toEqual([]);
	});

	it.each(['0.018', '0.0180', '0.01800000', '00.018', 0.018])('has the same amount, written %j', (amount) => {
		expect(differencesFromFound(INTENT, { ...FOUND, requestAmount: amount })).toEqual([]);
		expect(differencesFromFound(V1, { ...FOUND_V1, refundAmount: amount })).toEqual([]);
	});

	it('is compared by the amount that its version shows', () => {
		expect(differencesFromFound(INTENT, { ...FOUND, refundAmount: '5', amount: '5' })).toEqual([]);
		expect(differencesFromFound(V1, { ...FOUND_V1, requestAmount: '5' })).toEqual([]);
		expect(differencesFromFound(V1, { ...FOUND_V1, refundAmount: '5' })).toEqual([
			'the amount is 5 at GatePay and 0.018 here',
		]);
	});
});

describe('upper and lower case', () => {
	const differs = (field: keyof RefundFields, inAnswer: string, here: string, there: unknown) =>
		differencesFromFound(anIntent({ fields: { [field]: here } }), { [inAnswer]: there }).length > 0;

	it.each([
		['refundCurrency', 'requestCurrency', 'USDT', 'usdt'],
		['refundChain', 'refund_chain', 'TRX', 'trx'],
		['refundChain', 'refund_chain', 'x'.repeat(50), 'X'.repeat(50)],
		['refundAddress', 'refund_address', EVM, EVM.toLowerCase()],
		['refundAddress', 'refund_address', EVM, `0X${EVM.slice(2).toUpperCase()}`],
	] as const)('tells nothing apart in %s as %s: %s and %s', (field, inAnswer, here, there) => {
		expect(differs(field, inAnswer, here, there)).toBe(false);
		expect(differs(field, inAnswer, there, here)).toBe(false);
	});

	it.each([
		['refundAddress', 'refund_address', TRON, TRON.toLowerCase()],
		['refundAddress', 'refund_address', TRON, TRON.toUpperCase()],
		['refundAddress', 'refund_address', 'x', 'X'],
		['refundAddress', 'refund_address', '0x', '0X'],
		['refundAddress', 'refund_address', `x${EVM}`, `X${EVM}`],
		['refundAddress', 'refund_address', `${EVM}g`, `${EVM}G`],
		['refundCurrency', 'requestCurrency', 'USDT', 'USDC'],
		['refundAddress', 'refund_address', EVM, EVM.slice(0, -1)],
		['refundAddress', 'refund_address', EVM, EVM.replace('F', 'E')],
		['refundChain', 'refund_chain', 'TRX', 'TRX2'],
	] as const)('or anything else tells apart in %s as %s: %s and %s', (field, inAnswer, here, there) => {
		expect(differs(field, inAnswer, here, there)).toBe(true);
		expect(differs(field, inAnswer, there, here)).toBe(true);
	});
});

describe('the answer to a create', () => {
	it.each([
		['v1', V1],
		['v2', INTENT],
	])('does not differ when it shows the same order and amount, in %s', (_, intent: RefundIntent) => {
		expect(differencesFromCreated(intent, FOUND_V1)).toEqual([]);
		expect(differencesFromCreated(intent, {})).toEqual([]);
	});

	it.each([
		['v1', V1],
		['v2', INTENT],
	])('differs in order and amount, in %s', (_, intent: RefundIntent) => {
		expect(differencesFromCreated(intent, { prepayId: '1', refundAmount: '5' })).toEqual([
			'the order is 1 at GatePay and 35214673103159414 here',
			'the amount is 5 at GatePay and 0.018 here',
		]);
	});

	it('does not differ in anything else', () => {
		expect(
			differencesFromCreated(INTENT, {
				...FOUND_V1,
				orderId: '1',
				requestAmount: '5',
				requestCurrency: 'BTC',
			}),
		).toEqual([]);
	});
});

describe('two refunds of one run', () => {
	const between = (first: RefundIntent, second: RefundIntent) => differencesBetween([0, first], [1, second]);

	it('do not differ when they are the same', () => {
		expect(between(INTENT, { ...INTENT })).toEqual([]);
		expect(between(INTENT, { ...INTENT, refundAmount: '0.0180' })).toEqual([]);
	});

	it.each<[string, Partial<RefundIntent>, string]>([
		['order', { prepayId: '1' }, 'the order is 35214673103159414 in item 0 and 1 in item 1'],
		['amount', { refundAmount: '5' }, 'the amount is 0.018 in item 0 and 5 in item 1'],
		...(
			[
				['refundCurrency', 'BTC', 'the currency is USDT in item 0 and BTC in item 1'],
				['refundStyle', '1', 'the refund style is 2 in item 0 and 1 in item 1'],
				['refundPayChannel', '1', 'the pay channel is 2 in item 0 and 1 in item 1'],
				['refundToGateUid', '10003', 'the Gate UID is 10002 in item 0 and 10003 in item 1'],
				['refundAddress', EVM, `the address is ${TRON} in item 0 and ${EVM} in item 1`],
				['refundChain', 'ETH', 'the chain is TRX in item 0 and ETH in item 1'],
				['refundChain', undefined, 'the chain is TRX in item 0 and none in item 1'],
			] as const
		).map(([field, value, difference]): [string, Partial<RefundIntent>, string] => [
			`${field}, ${String(value)}`,
			{ fields: { ...FIELDS, [field]: value } },
			difference,
		]),
	])('differ in %s', (_, changes, difference) => {
		expect(between(INTENT, { ...INTENT, ...changes })).toEqual([difference]);
	});

	it('differ where only one of them has a destination', () => {
		expect(between(anIntent({ fields: {} }), anIntent({ fields: { refundToGateUid: '10002' } }))).toEqual([
			'the Gate UID is none in item 0 and 10002 in item 1',
		]);
	});

	it('differ in the account that they are for', () => {
		expect(between(INTENT, { ...INTENT, onBehalfOf: '100' })).toEqual([
			'the account is none in item 0 and 100 in item 1',
		]);
	});

	it('do not differ in reason, codes or version', () => {
		const other = {
			...INTENT,
			version: 'v1' as const,
			fields: { ...FIELDS, refundReason: 'other', smsCode: '123456' },
		};
		expect(between(INTENT, other)).toEqual([]);
	});

	it('differ in the memo, its case included: on an exchange it is the recipient', () => {
		const withMemo = (memo: string) => ({ ...INTENT, fields: { ...FIELDS, memo } });
		expect(between(withMemo('a1'), withMemo('A1'))).toEqual(['the memo is a1 in item 0 and A1 in item 1']);
		expect(between(withMemo('a1'), withMemo('a1'))).toEqual([]);
		expect(between(anIntent(), anIntent({ fields: { ...anIntent().fields, memo: '7' } }))).toEqual([
			'the memo is none in item 0 and 7 in item 1',
		]);
		expect(between(withMemo('a1'), { ...INTENT, fields: { ...FIELDS, memo: undefined } })).toEqual([
			'the memo is a1 in item 0 and none in item 1',
		]);
	});

	it.each([
		['refundFundStatementId', 'fund statement'],
		['refundGateId', 'refund that it supplements'],
		['adjustOrderId', 'adjustment order'],
	] as const)('differ in %s', (field, word) => {
		const withId = (id: string) => ({ ...INTENT, fields: { ...FIELDS, [field]: id } });
		expect(between(withId('1'), withId('2'))).toEqual([`the ${word} is 1 in item 0 and 2 in item 1`]);
		expect(between(INTENT, withId('2'))).toEqual([`the ${word} is none in item 0 and 2 in item 1`]);
		expect(between(withId('1'), withId('1'))).toEqual([]);
	});

	it('do not differ in the case of a currency, and do in that of an address', () => {
		const inCapitals = { ...FIELDS, refundCurrency: 'usdt', refundAddress: TRON.toUpperCase() };
		expect(between(INTENT, { ...INTENT, fields: inCapitals })).toEqual([
			`the address is ${TRON} in item 0 and ${TRON.toUpperCase()} in item 1`,
		]);
	});
});

import {
	differencesBetween,
	differencesFromCreated,
	differencesFromFound,
} from '../../../gatepay/refund/differences';
import type { RefundFields } from '../../../gatepay/refund/fields';
import type { RefundIntent } from '../../../gatepay/refund/intent';
import { anIntent, PREPAY_ID } from '../scripted';

const EVM = '0x71C7656EC7ab88b098defB751B7401B5f6d8976F';
const TRON = 'TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC';

/** A refund with every field that says where the money goes, and the same as GatePay shows it. */
const FIELDS: RefundFields = {
	...{ refundCurrency: 'USDT', refundStyle: '2', refundPayChannel: '2', refundToGateUid: '10002' },
	...{ refundAddress: TRON, refundChain: 'TRX', refundReason: 'returned', memo: '101' },
};
const INTENT = anIntent({ fields: FIELDS });
const FOUND = {
	...{
		refundRequestId: '202508271923022',
		orderId: PREPAY_ID,
		requestAmount: '0.01800000',
		requestCurrency: 'USDT',
	},
	...{ refund_style: '2', refund_pay_channel: '2', refund_to_gate_uid: '10002', refund_address: TRON },
	refund_chain: 'TRX',
};
const V1 = anIntent({ version: 'v1', fields: {} });
const FOUND_V1 = { prepayId: PREPAY_ID, refundAmount: '0.018' };

/** The difference “the amount is 5 at GatePay and 0.018 here” as `amount 5/0.018`. */
const short = (phrases: string[]) =>
	phrases.map((phrase) => {
		const [, label = phrase, one, other] =
			/^the (.+) is (.+) (?:at GatePay|in item 0) and (.+) (?:here|in item 1)$/.exec(phrase) ?? [];
		return `${label} ${one}/${other}`;
	});

describe('a refund that GatePay has', () => {
	it.each<[shown: object, differences: string[], intent?: RefundIntent]>([
		[FOUND, []],
		[FOUND_V1, [], V1],
		[{ orderId: '1' }, [`order 1/${PREPAY_ID}`]],
		[{ prepayId: '2' }, [`order 2/${PREPAY_ID}`]],
		[{ requestAmount: '0.02' }, ['amount 0.02/0.018']],
		[{ requestAmount: 0.02 }, ['amount 0.02/0.018']],
		[{ requestAmount: 'all' }, ['amount all/0.018']],
		[{ requestCurrency: 'BTC' }, ['currency BTC/USDT']],
		[{ refund_style: 1 }, ['refund style 1/2']],
		[{ refund_style: 'TO_ADDRESS' }, []],
		[{ refund_pay_channel: '1' }, []],
		[{ refund_to_gate_uid: '10003' }, ['Gate UID 10003/10002']],
		[{ refund_address: EVM }, [`address ${EVM}/${TRON}`]],
		[{ refund_chain: 'Polygon' }, []],
		[{ refund_address: [TRON] }, [`address something else/${TRON}`]],
		[{ refund_address: false }, [`address something else/${TRON}`]],
		[{ orderId: { id: PREPAY_ID } }, [`order something else/${PREPAY_ID}`]],
		[{ requestAmount: '5', refund_address: EVM }, ['amount 5/0.018', `address ${EVM}/${TRON}`]],
		...Object.keys(FOUND).flatMap((field) =>
			[undefined, null, ''].map((nothing): [object, string[]] => [{ [field]: nothing }, []]),
		),
		...['0.018', '0.0180', '00.018', 0.018].map((requestAmount): [object, string[]] => [
			{ requestAmount },
			[],
		]),
		[{ refund_style: 2, refund_pay_channel: 2, refund_to_gate_uid: 10002 }, []],
		[{ refundAmount: '5', amount: '5' }, []],
		[{ refundAmount: '5' }, ['amount 5/0.018'], V1],
		[{ requestAmount: '5' }, [], V1],
		[{}, [], anIntent({ fields: {} })],
		[{}, [], anIntent({ fields: { refundCurrency: '' } })],
		[{ requestCurrency: 'BTC', orderCurrency: 'ETH', currency: 'ETH' }, [], anIntent({ fields: {} })],
		[{ requestCurrency: 'BTC', orderCurrency: 'ETH' }, [], anIntent({ fields: { refundCurrency: 'BTC' } })],
		[
			{ gateRefundId: '9', refundId: '9', refundGateId: '9', memo: '9' },
			[],
			anIntent({ fields: { refundGateId: '1', refundFundStatementId: '2', adjustOrderId: '3', memo: '4' } }),
		],
	])('and shows as %j differs in %j', (shown, differences, intent = INTENT) => {
		expect(short(differencesFromFound(intent, { ...(intent === V1 ? FOUND_V1 : FOUND), ...shown }))).toEqual(
			differences,
		);
	});

	it.each<[differs: boolean, field: keyof RefundFields, shownAs: string, here: string, there: string]>([
		[false, 'refundCurrency', 'requestCurrency', 'USDT', 'usdt'],
		[false, 'refundCurrency', 'requestCurrency', 'x'.repeat(50), 'X'.repeat(50)],
		[false, 'refundAddress', 'refund_address', EVM, EVM.toLowerCase()],
		[false, 'refundAddress', 'refund_address', EVM, `0X${EVM.slice(2).toUpperCase()}`],
		[true, 'refundAddress', 'refund_address', TRON, TRON.toLowerCase()],
		[true, 'refundAddress', 'refund_address', TRON, TRON.toUpperCase()],
		[true, 'refundAddress', 'refund_address', 'x', 'X'],
		[true, 'refundAddress', 'refund_address', '0x', '0X'],
		[true, 'refundAddress', 'refund_address', `x${EVM}`, `X${EVM}`],
		[true, 'refundAddress', 'refund_address', `${EVM}g`, `${EVM}G`],
		[true, 'refundAddress', 'refund_address', EVM, EVM.slice(0, -1)],
		[true, 'refundAddress', 'refund_address', EVM, EVM.replace('F', 'E')],
		[true, 'refundCurrency', 'requestCurrency', 'USDT', 'USDC'],
	])('differs (%s) in %s, shown as %s: %s and %s', (differs, field, shownAs, here, there) => {
		for (const [one, other] of [
			[here, there],
			[there, here],
		]) {
			const differences = differencesFromFound(anIntent({ fields: { [field]: one } }), { [shownAs]: other });
			expect(differences.length > 0).toBe(differs);
		}
	});

	it('is told apart in words', () => {
		expect(differencesFromFound(INTENT, { requestAmount: '5' })).toEqual([
			'the amount is 5 at GatePay and 0.018 here',
		]);
	});
});

it.each<[shown: Record<string, unknown>, differences: string[]]>([
	[FOUND_V1, []],
	[{}, []],
	[{ prepayId: '1', refundAmount: '5' }, [`order 1/${PREPAY_ID}`, 'amount 5/0.018']],
	[{ ...FOUND_V1, orderId: '1', requestAmount: '5', requestCurrency: 'BTC' }, []],
])('the answer to a create that shows %j differs in %j, in both versions', (shown, differences) => {
	for (const intent of [V1, INTENT])
		expect(short(differencesFromCreated(intent, shown)).sort()).toEqual([...differences].sort());
});

describe('two refunds of one run', () => {
	const withField = (changes: RefundFields) => ({ fields: { ...FIELDS, ...changes } });

	it.each<[changes: Partial<RefundIntent>, difference: string[], account?: string]>([
		[{}, []],
		[{ refundAmount: '0.0180' }, []],
		[{ prepayId: '1' }, [`order ${PREPAY_ID}/1`]],
		[{ refundAmount: '5' }, ['amount 0.018/5']],
		[withField({ refundCurrency: 'BTC' }), ['currency USDT/BTC']],
		[withField({ refundStyle: '1' }), ['refund style 2/1']],
		[withField({ refundPayChannel: '1' }), ['pay channel 2/1']],
		[withField({ refundToGateUid: '10003' }), ['Gate UID 10002/10003']],
		[withField({ refundAddress: EVM }), [`address ${TRON}/${EVM}`]],
		[withField({ refundChain: 'ETH' }), ['chain TRX/ETH']],
		[withField({ refundChain: 'trx' }), []],
		[withField({ refundChain: undefined }), ['chain TRX/none']],
		[withField({ memo: '7' }), ['memo 101/7']],
		[withField({ memo: undefined }), ['memo 101/none']],
		[withField({ refundFundStatementId: '2' }), ['fund statement none/2']],
		[withField({ refundGateId: '2' }), ['refund that it supplements none/2']],
		[withField({ adjustOrderId: '2' }), ['adjustment order none/2']],
		[
			withField({ refundCurrency: 'usdt', refundAddress: TRON.toUpperCase() }),
			[`address ${TRON}/${TRON.toUpperCase()}`],
		],
		[{ version: 'v1', ...withField({ refundReason: 'other', smsCode: '123456' }) }, []],
		[{}, ['account none/100'], '100'],
	])('of which the second has %j differ in %j', (...[changes, difference, account]) => {
		const first = { position: 0, intent: INTENT, onBehalfOf: undefined };
		const second = { position: 1, intent: { ...INTENT, ...changes }, onBehalfOf: account };
		expect(short(differencesBetween(first, second))).toEqual(difference);
		expect(differencesBetween(second, { ...second, position: 0 })).toEqual([]);
	});

	it('differ in the case of a memo: on an exchange it is the recipient', () => {
		const of = (memo: string, position: number) => ({
			position,
			intent: anIntent({ fields: { memo } }),
			onBehalfOf: undefined,
		});
		expect(differencesBetween(of('a1', 0), of('A1', 1))).toEqual([
			'the memo is a1 in item 0 and A1 in item 1',
		]);
	});
});

import fc from 'fast-check';

import { fingerprintOf, refundBody } from '../../../gatepay/refund/body';
import {
	REFUND_FIELDS,
	SECRET_REFUND_FIELDS,
	type RefundField,
	type RefundFields,
} from '../../../gatepay/refund/fields';
import type { RefundIntent } from '../../../gatepay/refund/intent';
import { ACCOUNT, anIntent } from '../scripted';
import { anyText, runs } from '../tries';

const EVM = '0x71C7656EC7ab88b098defB751B7401B5f6d8976F';

/** Every field of GatePay's V2 schema: a value, and what it is in the JSON if that isn't the text in quotes. */
const V2_FIELDS: Array<[RefundField, value: string | boolean, json?: string]> = [
	['refundRequestId', '202508271923022'],
	['prepayId', '35214673103159414'],
	['refundAmount', '0.0180'],
	['refundReason', 'bourne-test'],
	['refundStyle', '2', '2'],
	['refundPayChannel', '1', '1'],
	['refundToGateUid', '10002'],
	['refundAddress', EVM],
	['refundChain', 'ETH'],
	['refundBearType', '2', '2'],
	['memo', '101'],
	['needNotify', true, 'true'],
	['refundLimit', false, 'false'],
	['refundCurrency', 'USDT'],
	['refundFundStatementId', '9007199254740993', '9007199254740993'],
	['refundSource', '0', '0'],
	['refundGateId', '1991045981847818240'],
	['refundAmountTypeFull', '1', '1'],
	['emailCode', '012345'],
	['fundPass', 'fake "pass"', '"fake \\"pass\\""'],
	['smsCode', '123456'],
	['totpCode', '654321'],
	['adjustOrderId', '9223372036854775807', '9223372036854775807'],
	['opUserId', '77'],
];
const BARE = anIntent({ fields: {} });
const IN_EVERY_REFUND =
	'{"prepayId":"35214673103159414","refundRequestId":"202508271923022","refundAmount":"0.018"}';

/** A refund with these fields and no others. */
function withFields(fields: RefundFields, version: 'v1' | 'v2' = 'v2'): RefundIntent {
	const { refundRequestId = '1', prepayId = '1', refundAmount = '1', ...others } = fields;
	const named = { refundRequestId, prepayId, refundAmount } as Record<string, string>;
	return anIntent({ version, ...named, fields: others });
}

describe('the body of a refund', () => {
	it.each<[string, RefundIntent, string]>([
		[
			"GatePay's example of V1",
			withFields({ refundRequestId: '156123911', prepayId: '1647438500687506', refundAmount: '0.8' }, 'v1'),
			'{"refundRequestId":"156123911","prepayId":"1647438500687506","refundAmount":"0.8"}',
		],
		[
			"GatePay's example of V2",
			anIntent({
				fields: {
					...{ refundReason: 'bourne-test', refundStyle: '2', refundPayChannel: '1' },
					...{ refundToGateUid: '10002', refundCurrency: 'USDT', refundBearType: '1' },
				},
			}),
			'{"prepayId":"35214673103159414","refundRequestId":"202508271923022","refundStyle":2,"refundToGateUid":"10002","refundAmount":"0.018","refundCurrency":"USDT","refundPayChannel":1,"refundReason":"bourne-test","refundBearType":1}',
		],
		['what is in every refund', BARE, IN_EVERY_REFUND],
		['no field that has no value', anIntent({ fields: { memo: undefined } }), IN_EVERY_REFUND],
		[
			'nothing of a refund that is no field of GatePay',
			anIntent({
				fields: {},
				refundReference: 'T-1',
				merchantTradeNo: 'shop-1',
				refundRequestIdFrom: 'reference',
			}),
			IN_EVERY_REFUND,
		],
		[
			'order, amount and ID of the refund itself, whatever its fields say',
			anIntent({ fields: { refundRequestId: 'x', prepayId: 'x', refundAmount: '999' } }),
			IN_EVERY_REFUND,
		],
		[
			'nothing that only V2 knows on V1',
			withFields(Object.fromEntries(V2_FIELDS.map(([name, value]) => [name, value])), 'v1'),
			'{"refundRequestId":"202508271923022","prepayId":"35214673103159414","refundAmount":"0.0180","refundReason":"bourne-test"}',
		],
	])('is, character for character: %s', (_, intent, body) => {
		expect(refundBody(intent)).toBe(body);
	});

	it('can carry the 24 fields of the V2 schema, each once, and no others', () => {
		const body = refundBody(withFields(Object.fromEntries(V2_FIELDS.map(([name, value]) => [name, value]))));
		expect(Object.keys(REFUND_FIELDS.v2).sort()).toEqual(V2_FIELDS.map(([name]) => name).sort());
		expect(V2_FIELDS).toHaveLength(24);
		expect(Object.keys(JSON.parse(body) as object)).toHaveLength(24);
		for (const [name, , json] of V2_FIELDS) expect(body.split(`"${name}":${json ?? '"'}`)).toHaveLength(2);
	});

	it.each(V2_FIELDS)(
		'carries %s with the JSON type that GatePay gives it',
		(name, value, json = `"${value}"`) => {
			const body = refundBody(withFields({ [name]: value }));
			expect(body).toMatch(/^\{(?:"\w+":(?:"(?:[^"\\]|\\.)*"|\w+)[,}])+$/);
			expect(`${body.slice(0, -1)},`).toContain(`"${name}":${json},`);
		},
	);

	it('is JSON whatever the reason is, and holds it unchanged', () => {
		fc.assert(
			fc.property(anyText(), (refundReason) => {
				const read = JSON.parse(refundBody(anIntent({ fields: { refundReason } }))) as RefundFields;
				return read.refundReason === refundReason && Object.keys(read).length === 4;
			}),
			runs(500),
		);
	});
});

describe('a fingerprint', () => {
	const OF_ACCOUNT = { ...ACCOUNT, clientId: 'fake-client', onBehalfOf: '10002' };
	const { onBehalfOf, ...MERCHANT } = OF_ACCOUNT;
	const TO_ADDRESS = anIntent({
		fields: {
			...{ refundReason: 'returned', refundStyle: '2', refundPayChannel: '2', refundCurrency: 'USDT' },
			...{ refundAddress: 'TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf', refundChain: 'TRX', memo: '101' },
		},
	});

	/** Approvals that were given before an update of this package hold after it: NEVER CHANGE THESE. */
	it.each([
		['V2, for an account', anIntent(), OF_ACCOUNT, '03328534f42e8ae22dbeb4e2a8ab882c'],
		['V2, for a merchant', anIntent(), MERCHANT, '40a101b501a56037d11fb5240221de99'],
		['V1', anIntent({ version: 'v1', fields: {} }), OF_ACCOUNT, '7833d47d3e5f3ed8f0394e4401f77651'],
		['V2, to an address', TO_ADDRESS, OF_ACCOUNT, '375967ebaaabf749d49ba76b16622cef'],
	])('is always the same: %s', (_, intent, account, fingerprint) => {
		expect(fingerprintOf(intent, account)).toBe(fingerprint);
	});

	const { fields } = TO_ADDRESS;
	it.each<[isSame: boolean, what: string, changes: Partial<RefundIntent>, account?: object]>([
		[false, 'another ID', { refundRequestId: 'another' }],
		[false, 'another order', { prepayId: '1' }],
		[false, 'another amount', { refundAmount: '0.019' }],
		[false, 'another version', { version: 'v1' }],
		...Object.keys(fields).map((name): [boolean, string, Partial<RefundIntent>] => [
			false,
			`another ${name}`,
			{ fields: { ...fields, [name]: '3' } },
		]),
		[false, 'a field more', { fields: { ...fields, needNotify: true } }],
		[false, 'a field less', { fields: { ...fields, memo: undefined } }],
		[false, 'a merchant', {}, { onBehalfOf: undefined }],
		[
			false,
			'a merchant whose ID reads like the account',
			{},
			{ onBehalfOf: undefined, clientId: onBehalfOf },
		],
		[false, 'another account', {}, { onBehalfOf: '10003' }],
		[true, 'another application of the account', {}, { clientId: 'another' }],
		...SECRET_REFUND_FIELDS.map((name): [boolean, string, Partial<RefundIntent>] => [
			true,
			`a ${name}`,
			{ fields: { ...fields, [name]: 'fake-123456' } },
		]),
		[
			true,
			'what is not sent',
			{ refundRequestIdFrom: 'reference', refundReference: 'T', merchantTradeNo: 'shop' },
		],
	])('is the same (%s) with %s', (isSame, _, changes, account = {}) => {
		const other = fingerprintOf({ ...TO_ADDRESS, ...changes }, { ...OF_ACCOUNT, ...account });
		expect(other === fingerprintOf(TO_ADDRESS, OF_ACCOUNT)).toBe(isSame);
	});

	it('leaves out the codes and passwords of the schema', () => {
		expect([...SECRET_REFUND_FIELDS].sort()).toEqual(['emailCode', 'fundPass', 'smsCode', 'totpCode']);
	});
});

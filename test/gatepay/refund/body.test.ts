import fc from 'fast-check';

import { refundBody } from '../../../gatepay/refund/body';
import {
	REFUND_FIELDS,
	SECRET_REFUND_FIELDS,
	type RefundField,
	type RefundFields,
} from '../../../gatepay/refund/fields';
import { anIntent } from '../intents';
import { runs } from '../runs';
import { anyText } from '../texts';

/** Every field of GatePay's V2 schema: a value, and what it is in the JSON. */
const V2_FIELDS: Array<[RefundField, string | boolean, string]> = [
	['refundRequestId', '202508271923022', '"202508271923022"'],
	['prepayId', '35214673103159414', '"35214673103159414"'],
	['refundAmount', '0.0180', '"0.0180"'],
	['refundReason', 'bourne-test', '"bourne-test"'],
	['refundStyle', '2', '2'],
	['refundPayChannel', '1', '1'],
	['refundToGateUid', '10002', '"10002"'],
	[
		'refundAddress',
		'0x71C7656EC7ab88b098defB751B7401B5f6d8976F',
		'"0x71C7656EC7ab88b098defB751B7401B5f6d8976F"',
	],
	['refundChain', 'ETH', '"ETH"'],
	['refundBearType', '2', '2'],
	['memo', '101', '"101"'],
	['needNotify', true, 'true'],
	['refundLimit', false, 'false'],
	['refundCurrency', 'USDT', '"USDT"'],
	['refundFundStatementId', '9007199254740993', '9007199254740993'],
	['refundSource', '0', '0'],
	['refundGateId', '1991045981847818240', '"1991045981847818240"'],
	['refundAmountTypeFull', '1', '1'],
	['emailCode', '012345', '"012345"'],
	['fundPass', 'fake "pass"', '"fake \\"pass\\""'],
	['smsCode', '123456', '"123456"'],
	['totpCode', '654321', '"654321"'],
	['adjustOrderId', '9223372036854775807', '9223372036854775807'],
	['opUserId', '77', '"77"'],
];

const IN_EVERY_REFUND: readonly RefundField[] = ['refundRequestId', 'prepayId', 'refundAmount'];

describe("GatePay's own examples", () => {
	it('of a V1 refund is the body that is sent, character for character', () => {
		expect(
			refundBody(
				anIntent({
					version: 'v1',
					refundRequestId: '156123911',
					prepayId: '1647438500687506',
					refundAmount: '0.8',
					fields: {},
				}),
			),
		).toBe('{"refundRequestId":"156123911","prepayId":"1647438500687506","refundAmount":"0.8"}');
	});

	it('of a V2 refund is the body that is sent, character for character', () => {
		expect(
			refundBody(
				anIntent({
					refundRequestId: '202508271923022',
					prepayId: '35214673103159414',
					refundAmount: '0.018',
					fields: {
						refundReason: 'bourne-test',
						refundStyle: '2',
						refundPayChannel: '1',
						refundToGateUid: '10002',
						refundCurrency: 'USDT',
						refundBearType: '1',
					},
				}),
			),
		).toBe(
			'{"prepayId":"35214673103159414","refundRequestId":"202508271923022","refundStyle":2,"refundToGateUid":"10002","refundAmount":"0.018","refundCurrency":"USDT","refundPayChannel":1,"refundReason":"bourne-test","refundBearType":1}',
		);
	});
});

describe('the body of a V2 refund', () => {
	it('can carry the 24 fields of the schema, and no others', () => {
		expect(Object.keys(REFUND_FIELDS.v2).sort()).toEqual(V2_FIELDS.map(([name]) => name).sort());
		expect(V2_FIELDS).toHaveLength(24);
	});

	it.each(V2_FIELDS)('carries %s with the JSON type that GatePay gives it', (name, value, json) => {
		const body = refundBody(
			IN_EVERY_REFUND.includes(name) ? anIntent({ [name]: value }) : anIntent({ fields: { [name]: value } }),
		);
		expect(body).toContain(`"${name}":${json}`);
		expect(body).toMatch(new RegExp(`[{,]"${name}":(?:"(?:[^"\\\\]|\\\\.)*"|\\w+)[,}]`));
	});

	it('carries all of them at once, each once', () => {
		const [id, prepayId, amount, ...others] = V2_FIELDS;
		const body = refundBody(
			anIntent({
				refundRequestId: String(id?.[1]),
				prepayId: String(prepayId?.[1]),
				refundAmount: String(amount?.[1]),
				fields: Object.fromEntries(others.map(([name, value]) => [name, value])),
			}),
		);
		for (const [name, , json] of V2_FIELDS) {
			expect(body.split(`"${name}":${json}`)).toHaveLength(2);
		}
		expect(Object.keys(JSON.parse(body) as object)).toHaveLength(24);
	});

	it.each(V2_FIELDS.filter(([name]) => !IN_EVERY_REFUND.includes(name)))(
		'does not carry %s when it was left alone',
		(name) => {
			expect(refundBody(anIntent({ fields: {} }))).not.toContain(name);
			expect(refundBody(anIntent({ fields: { [name]: undefined } }))).not.toContain(name);
		},
	);

	it('carries nothing of a refund that is not a field of GatePay', () => {
		expect(refundBody(anIntent({ fields: {}, onBehalfOf: '100', refundRequestIdFrom: 'reference' }))).toBe(
			'{"prepayId":"35214673103159414","refundRequestId":"202508271923022","refundAmount":"0.018"}',
		);
	});

	it('takes order, amount and ID from the refund itself, whatever the fields say', () => {
		const fields: RefundFields = { refundRequestId: 'x', prepayId: 'x', refundAmount: '999' };
		expect(refundBody(anIntent({ fields }))).toBe(refundBody(anIntent({ fields: {} })));
	});

	it('keeps an amount as it was written', () => {
		expect(refundBody(anIntent({ refundAmount: '1.50' }))).toContain('"refundAmount":"1.50"');
	});

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

describe('the body of a V1 refund', () => {
	it('carries the reason when there is one', () => {
		expect(refundBody(anIntent({ version: 'v1', fields: { refundReason: 'returned' } }))).toBe(
			'{"refundRequestId":"202508271923022","prepayId":"35214673103159414","refundAmount":"0.018","refundReason":"returned"}',
		);
	});

	it('carries nothing that only V2 knows', () => {
		const fields = Object.fromEntries(V2_FIELDS.map(([name, value]) => [name, value]));
		const body = refundBody(anIntent({ version: 'v1', fields }));
		expect(Object.keys(JSON.parse(body) as object)).toEqual([
			'refundRequestId',
			'prepayId',
			'refundAmount',
			'refundReason',
		]);
	});
});

describe('the fields that confirm a refund', () => {
	it('are the codes and passwords of the schema', () => {
		expect([...SECRET_REFUND_FIELDS].sort()).toEqual(['emailCode', 'fundPass', 'smsCode', 'totpCode']);
	});
});

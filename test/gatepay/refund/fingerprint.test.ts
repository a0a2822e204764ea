import { fingerprintOf } from '../../../gatepay/refund/body';
import type { RefundIntent } from '../../../gatepay/refund/intent';
import { anIntent } from '../intents';

const V1 = anIntent({ version: 'v1', fields: {} });
const INSTITUTION = { clientId: 'fake-client', onBehalfOf: '10002' };
const MERCHANT = { clientId: 'fake-client' };
const TO_ADDRESS = anIntent({
	fields: {
		refundReason: 'returned',
		refundStyle: '2',
		refundPayChannel: '2',
		refundCurrency: 'USDT',
		refundAddress: 'TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf',
		refundChain: 'TRX',
		memo: '101',
	},
});

describe('a fingerprint', () => {
	/** Approvals that were given before an update of this package hold after it. */
	it.each<[string, RefundIntent, Parameters<typeof fingerprintOf>[1], string]>([
		['V2, for an account', anIntent(), INSTITUTION, '03328534f42e8ae22dbeb4e2a8ab882c'],
		['V2, for a merchant', anIntent(), MERCHANT, '40a101b501a56037d11fb5240221de99'],
		['V1', V1, INSTITUTION, '7833d47d3e5f3ed8f0394e4401f77651'],
		['V2, to an address', TO_ADDRESS, INSTITUTION, '375967ebaaabf749d49ba76b16622cef'],
	])('is always the same: %s', (_, intent, account, fingerprint) => {
		expect(fingerprintOf(intent, account)).toBe(fingerprint);
	});

	it.each<[string, Partial<RefundIntent>]>([
		['ID', { refundRequestId: 'another' }],
		['order', { prepayId: '1' }],
		['amount', { refundAmount: '0.019' }],
		['version', { version: 'v1' }],
		...Object.keys(TO_ADDRESS.fields).map((field): [string, Partial<RefundIntent>] => [
			field,
			{ fields: { ...TO_ADDRESS.fields, [field]: '3' } },
		]),
		['field more', { fields: { ...TO_ADDRESS.fields, needNotify: '1' } }],
		['field less', { fields: { refundStyle: '2' } }],
	])('is another one with another %s', (_, changes) => {
		expect(fingerprintOf({ ...TO_ADDRESS, ...changes }, INSTITUTION)).not.toBe(
			fingerprintOf(TO_ADDRESS, INSTITUTION),
		);
	});

	it('is another one for another account', () => {
		const others = [MERCHANT, { clientId: '10002' }, { ...INSTITUTION, onBehalfOf: '10003' }];
		const fingerprints = [INSTITUTION, ...others].map((account) => fingerprintOf(anIntent(), account));
		expect(new Set(fingerprints).size).toBe(4);
	});

	it('is the same for an account of the credential and of the options', () => {
		const named = anIntent({ onBehalfOf: '10002' });
		expect(fingerprintOf(named, { ...INSTITUTION, onBehalfOf: '10003' })).toBe(
			fingerprintOf(anIntent(), INSTITUTION),
		);
	});

	it.each(['emailCode', 'fundPass', 'smsCode', 'totpCode'])('holds nothing of %s', (field) => {
		const withSecret = anIntent({ fields: { ...anIntent().fields, [field]: 'fake-123456' } });
		expect(fingerprintOf(withSecret, INSTITUTION)).toBe(fingerprintOf(anIntent(), INSTITUTION));
	});

	it('does not depend on what is not sent', () => {
		const named = anIntent({
			refundRequestIdFrom: 'reference',
			refundReference: 'T-1001',
			merchantTradeNo: 'shop-1001',
		});
		expect(fingerprintOf(named, INSTITUTION)).toBe(fingerprintOf(anIntent(), INSTITUTION));
	});

	it('is 32 hexadecimal characters', () => {
		expect(fingerprintOf(anIntent(), INSTITUTION)).toMatch(/^[0-9a-f]{32}$/);
	});
});

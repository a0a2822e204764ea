import { fingerprintOf } from '../../../gatepay/refund/fingerprint';
import type { RefundIntent } from '../../../gatepay/refund/draft';
import { anIntent } from '../intents';

const V1 = anIntent({ version: 'v1', fields: {} });
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
	it.each<[string, RefundIntent, string | undefined, string]>([
		['V2, for an account', anIntent(), '10002', '03328534f42e8ae22dbeb4e2a8ab882c'],
		['V2, for a merchant', anIntent(), undefined, '7b65ca7f26d4278e247705fb958063a1'],
		['V1', V1, '10002', '7833d47d3e5f3ed8f0394e4401f77651'],
		['V2, to an address', TO_ADDRESS, '10002', '375967ebaaabf749d49ba76b16622cef'],
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
		expect(fingerprintOf({ ...TO_ADDRESS, ...changes }, '10002')).not.toBe(
			fingerprintOf(TO_ADDRESS, '10002'),
		);
	});

	it('is another one for another account', () => {
		const accounts = [undefined, '', '10002', '10003', 'null'];
		const fingerprints = accounts.map((account) => fingerprintOf(anIntent(), account));
		expect(new Set(fingerprints).size).toBe(accounts.length);
	});

	it.each(['emailCode', 'fundPass', 'smsCode', 'totpCode'])('holds nothing of %s', (field) => {
		const withSecret = anIntent({ fields: { ...anIntent().fields, [field]: 'fake-123456' } });
		expect(fingerprintOf(withSecret, '10002')).toBe(fingerprintOf(anIntent(), '10002'));
	});

	it('does not depend on what is not sent', () => {
		const named = anIntent({
			refundRequestIdFrom: 'reference',
			refundReference: 'T-1001',
			merchantTradeNo: 'shop-1001',
		});
		expect(fingerprintOf(named, '10002')).toBe(fingerprintOf(anIntent(), '10002'));
	});

	it('is 32 hexadecimal characters', () => {
		expect(fingerprintOf(anIntent(), '10002')).toMatch(/^[0-9a-f]{32}$/);
	});
});

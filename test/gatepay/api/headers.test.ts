import { createHmac } from 'node:crypto';

import type { Account } from '../../../gatepay/api/account';
import { HEADER, signedHeaders } from '../../../gatepay/api/signature';

const ACCOUNT: Account = {
	accountType: 'institution',
	clientId: 'fake-client-id',
	secret: 'fake-secret=',
	onBehalfOf: '100200300',
	baseUrl: 'https://openplatform.gateapi.io',
};
const NOW = 1_700_073_707_111;
const BODY = '{"refundReason":"zurück 💸"}';

describe('the headers of one attempt', () => {
	it('are named as in the documentation, and no others', () => {
		expect(Object.keys(signedHeaders(ACCOUNT, BODY, NOW)).sort()).toEqual([
			'Content-Type',
			'X-GatePay-Certificate-ClientId',
			'X-GatePay-Nonce',
			'X-GatePay-Signature',
			'X-GatePay-Timestamp',
		]);
		expect(HEADER.onBehalfOf).toBe('X-GatePay-On-Behalf-Of');
	});

	it('say who asks, when, and that JSON comes', () => {
		expect(signedHeaders(ACCOUNT, BODY, NOW)).toMatchObject({
			'Content-Type': 'application/json',
			'X-GatePay-Certificate-ClientId': 'fake-client-id',
			'X-GatePay-Timestamp': '1700073707111',
		});
	});

	it('carry a nonce of at most 32 letters and digits', () => {
		for (let time = 0; time < 100; time++) {
			expect(signedHeaders(ACCOUNT, '', NOW)[HEADER.nonce]).toMatch(/^[0-9A-Za-z]{1,32}$/);
		}
	});

	it('never carry a nonce twice, at the same moment either', () => {
		const nonces = Array.from({ length: 2_000 }, () => signedHeaders(ACCOUNT, '', NOW)[HEADER.nonce]);
		expect(new Set(nonces).size).toBe(2_000);
	});

	it('carry a nonce too long to be guessed or met again: 128 random bits', () => {
		expect(signedHeaders(ACCOUNT, '', NOW)[HEADER.nonce]).toHaveLength(32);
	});

	it.each([BODY, '', '{}'])('carry the signature over time, nonce and exactly this body: %j', (body) => {
		const headers = signedHeaders(ACCOUNT, body, NOW);
		const expected = createHmac('sha512', Buffer.from('fake-secret=', 'utf8'))
			.update(Buffer.from(`${headers[HEADER.timestamp]}\n${headers[HEADER.nonce]}\n${body}\n`, 'utf8'))
			.digest('hex');
		expect(headers[HEADER.signature]).toBe(expected);
	});

	it('hold the secret nowhere', () => {
		expect(JSON.stringify(signedHeaders(ACCOUNT, BODY, NOW))).not.toContain('fake-secret');
	});
});

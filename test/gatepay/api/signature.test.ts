import { createHmac } from 'node:crypto';

import { HEADER, isSignedBy, sign, signedHeaders } from '../../../gatepay/api/signature';
import { ACCOUNT } from '../scripted';

const NOW = 1_700_073_707_111;
const BODY = '{"refundReason":"zurück 💸"}';

describe('a signature', () => {
	it("agrees with independent clients' test vectors", () => {
		expect(sign('123', '1700073707111', '456', '{the_answer: 42}')).toBe(
			'1b03f547af065490c6e106bd93afc861329c52b596512d49489ca0c4ea57adee2991a576e402422a6bb092b83acf0a5618f5b0a7d4c639ae7779fbb3a1b16346',
		);
		expect(sign('12345', '1685349858720', '12wsetc', 'hello')).toMatch(/^095ea1328d53a0cb[0-9a-f]{112}$/);
	});

	it('is made of bytes, so text and its UTF-8 bytes are signed alike', () => {
		expect(sign('fake-secret', '1', 'n', Buffer.from(BODY))).toBe(sign('fake-secret', '1', 'n', BODY));
	});

	it('takes the secret as issued, its trailing = included', () => {
		expect(sign('ZmFrZQ==', '1', 'n', '')).not.toBe(sign('ZmFrZQ', '1', 'n', ''));
	});

	const SIGNATURE = sign('fake-secret', '1', 'n', 'body');
	it.each<[boolean, string, Parameters<typeof isSignedBy>]>([
		[true, 'all as it was signed', ['fake-secret', SIGNATURE, '1', 'n', 'body']],
		...['', 'é', SIGNATURE.slice(1), SIGNATURE.toUpperCase(), `${SIGNATURE} `, 'x'.repeat(128)].map(
			(given): [boolean, string, Parameters<typeof isSignedBy>] => [
				false,
				`the signature “${given}”`,
				['fake-secret', given, '1', 'n', 'body'],
			],
		),
		[false, 'another secret', ['another-fake-secret', SIGNATURE, '1', 'n', 'body']],
		[false, 'another time', ['fake-secret', SIGNATURE, '2', 'n', 'body']],
		[false, 'another nonce', ['fake-secret', SIGNATURE, '1', 'm', 'body']],
		[false, 'another body', ['fake-secret', SIGNATURE, '1', 'n', 'body ']],
	])('is recognized (%s) with %s', (isRecognized, _, given) => {
		expect(isSignedBy(...given)).toBe(isRecognized);
	});
});

describe('the headers of one attempt', () => {
	it('say who asks, when, and that JSON comes, in the documented names, and hold the secret nowhere', () => {
		const headers = signedHeaders(ACCOUNT, BODY, NOW);
		expect(headers).toEqual({
			'Content-Type': 'application/json',
			'X-GatePay-Certificate-ClientId': 'fake-client-id',
			'X-GatePay-Timestamp': '1700073707111',
			'X-GatePay-Nonce': expect.any(String) as string,
			'X-GatePay-Signature': expect.any(String) as string,
		});
		expect(HEADER.onBehalfOf).toBe('X-GatePay-On-Behalf-Of');
		expect(JSON.stringify(headers)).not.toContain('fake-secret');
	});

	it('carry a nonce of 128 random bits in 32 letters and digits, never the same, at the same moment either', () => {
		const nonces = Array.from({ length: 2_000 }, () => signedHeaders(ACCOUNT, '', NOW)[HEADER.nonce]);
		for (const nonce of nonces) expect(nonce).toMatch(/^[0-9A-Za-z]{32}$/);
		expect(new Set(nonces).size).toBe(2_000);
	});

	it.each([BODY, '', '{}'])('carry the signature over time, nonce and exactly this body: %j', (body) => {
		const headers = signedHeaders(ACCOUNT, body, NOW);
		const expected = createHmac('sha512', Buffer.from('fake-secret=', 'utf8'))
			.update(Buffer.from(`${headers[HEADER.timestamp]}\n${headers[HEADER.nonce]}\n${body}\n`, 'utf8'))
			.digest('hex');
		expect(headers[HEADER.signature]).toBe(expected);
	});
});

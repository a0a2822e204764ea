import { isSignedBy, sign } from '../../../gatepay/api/signature';

describe('signature', () => {
	it("agrees with an independent client's test vector", () => {
		expect(sign('123', '1700073707111', '456', '{the_answer: 42}')).toBe(
			'1b03f547af065490c6e106bd93afc861329c52b596512d49489ca0c4ea57adee2991a576e402422a6bb092b83acf0a5618f5b0a7d4c639ae7779fbb3a1b16346',
		);
	});

	it("agrees with the example in an independent client's documentation", () => {
		expect(sign('12345', '1685349858720', '12wsetc', 'hello')).toMatch(/^095ea1328d53a0cb[0-9a-f]{112}$/);
	});

	it('is made of bytes, so text and its UTF-8 bytes are signed alike', () => {
		const body = '{"refundReason":"zurück 💸"}';
		expect(sign('fake-secret', '1', 'n', Buffer.from(body))).toBe(sign('fake-secret', '1', 'n', body));
	});

	it('takes the secret as issued, its trailing = included', () => {
		expect(sign('ZmFrZQ==', '1', 'n', '')).not.toBe(sign('ZmFrZQ', '1', 'n', ''));
	});

	it('is recognized, and nothing else is', () => {
		const signature = sign('fake-secret', '1', 'n', 'body');
		expect(isSignedBy('fake-secret', signature, '1', 'n', 'body')).toBe(true);
		for (const given of [
			'',
			'é',
			signature.slice(1),
			signature.toUpperCase(),
			`${signature} `,
			'x'.repeat(128),
		]) {
			expect(isSignedBy('fake-secret', given, '1', 'n', 'body')).toBe(false);
		}
		expect(isSignedBy('another-fake-secret', signature, '1', 'n', 'body')).toBe(false);
		expect(isSignedBy('fake-secret', signature, '2', 'n', 'body')).toBe(false);
		expect(isSignedBy('fake-secret', signature, '1', 'm', 'body')).toBe(false);
		expect(isSignedBy('fake-secret', signature, '1', 'n', 'body ')).toBe(false);
	});
});

import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * GatePay's signature over a request or a notification.
 *
 * HMAC-SHA512, although one page of GatePay's documentation calls it "HMAC-SHA256": the example on that very page
 * is 128 hex characters long, and GatePay's signature page and SDKs use SHA-512.
 *
 * @param secret    as issued: not decoded, a trailing `=` belongs to it
 * @param timestamp Unix milliseconds as a decimal string
 * @param nonce     letters and digits, at most 32
 * @param body      the exact bytes on the wire; empty for a GET, whose query is not signed
 * @returns 128 lowercase hex characters
 */
export function sign(secret: string, timestamp: string, nonce: string, body: string | Uint8Array): string {
	return createHmac('sha512', secret)
		.update(`${timestamp}\n${nonce}\n`)
		.update(body)
		.update('\n')
		.digest('hex');
}

/** Whether `given` is the signature that `sign` makes, compared in constant time. Any text may be given. */
export function isSignedBy(
	secret: string,
	given: string,
	timestamp: string,
	nonce: string,
	body: string | Uint8Array,
): boolean {
	const expected = Buffer.from(sign(secret, timestamp, nonce, body));
	const received = Buffer.from(given);
	return received.length === expected.length && timingSafeEqual(received, expected);
}

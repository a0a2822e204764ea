import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import type { Account } from './account';

/** The names as GatePay's documentation spells them; HTTP compares them without regard to case. */
export const HEADER = {
	clientId: 'X-GatePay-Certificate-ClientId',
	timestamp: 'X-GatePay-Timestamp',
	nonce: 'X-GatePay-Nonce',
	signature: 'X-GatePay-Signature',
	onBehalfOf: 'X-GatePay-On-Behalf-Of',
} as const;

/**
 * The headers that authenticate one attempt. GatePay documents a tolerance of 5 minutes on one page and of 5 or 10
 * seconds on others, and refuses a nonce that it has seen: make them right before sending, and anew for every attempt.
 *
 * @param now Unix milliseconds
 */
export function signedHeaders(account: Account, body: string, now: number): Record<string, string> {
	const timestamp = String(now);
	const nonce = randomBytes(16).toString('hex'); // 32 characters, the most that GatePay takes
	return {
		'Content-Type': 'application/json',
		[HEADER.clientId]: account.clientId,
		[HEADER.timestamp]: timestamp,
		[HEADER.nonce]: nonce,
		[HEADER.signature]: sign(account.secret, timestamp, nonce, body),
	};
}

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

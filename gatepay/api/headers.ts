import { randomBytes } from 'node:crypto';

import type { Account } from './account';
import { sign } from './signature';

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

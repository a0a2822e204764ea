import { createHash } from 'node:crypto';

import { canonicalDecimal } from '../values/decimal';

/** What makes two refunds of one order the same refund. */
export type RefundKey = { reference: string } | { amount: string };

/**
 * The refund request ID of an intent: the first 32 hex characters of a SHA-256, 32 being the most that GatePay takes.
 *
 * Made of the order and the key alone, so that a retry, a re-run, a second worker and a repeating AI agent arrive at
 * the same ID: no clock, no random number, no execution ID. What else the refund says (currency, destination, reason,
 * account) isn't part of it: a corrected address or a rotated client ID must not make a repeat look new.
 *
 * THE FORMAT IS FROZEN. Changing it would make every repeat of an earlier refund look new, and pay it again.
 *
 * @param key the reference as it is after trimming, or the amount in any way of writing
 */
export function refundRequestIdOf(prepayId: string, key: RefundKey): string {
	const parts = 'reference' in key ? ['reference', key.reference] : ['amount', canonicalDecimal(key.amount)];
	const text = JSON.stringify(['n8n-nodes-gatepay/1', prepayId, parts]);
	return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}

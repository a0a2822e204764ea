import { createHash } from 'node:crypto';

import { refundBody } from './body';
import { isSecretField } from './fields';
import type { RefundIntent } from './draft';

/**
 * Stands for everything that a refund would send, and for the account that it acts for: what was approved in a preview
 * is what is sent if both have the same fingerprint. Codes and passwords aren't part of it: they are made anew for each
 * request, and a short hash would give them away.
 *
 * @param onBehalfOf the account that the request acts for; undefined for a merchant
 * @returns 32 hex characters
 */
export function fingerprintOf(intent: RefundIntent, onBehalfOf: string | undefined): string {
	const fields = Object.fromEntries(Object.entries(intent.fields).filter(([name]) => !isSecretField(name)));
	const text = JSON.stringify([intent.version, onBehalfOf ?? null, refundBody({ ...intent, fields })]);
	return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}

import { createHash } from 'node:crypto';

import type { Account } from '../api/account';
import { refundBody } from './body';
import { isSecretField } from './fields';
import type { RefundIntent } from './draft';

/**
 * Stands for everything that a refund would send, and for the account that pays: what was approved in a preview is what
 * is sent if both have the same fingerprint. Codes and passwords aren't part of it: they are made anew for each
 * request, and a short hash would give them away.
 *
 * @param account whose credential signs it
 * @returns 32 hex characters
 */
export function fingerprintOf(
	intent: RefundIntent,
	{ clientId, ...account }: Pick<Account, 'clientId' | 'onBehalfOf'>,
): string {
	// A merchant's own money is named by nothing but its client ID.
	const payer = intent.onBehalfOf ?? account.onBehalfOf ?? [clientId];
	const fields = Object.fromEntries(Object.entries(intent.fields).filter(([name]) => !isSecretField(name)));
	const text = JSON.stringify([intent.version, payer, refundBody({ ...intent, fields })]);
	return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}

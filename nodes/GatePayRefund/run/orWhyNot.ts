import { UnusableCredential } from '../../../gatepay/api/account';
import { notSentBecause } from '../../../gatepay/refund/messages';
import type { RefundNotMade } from '../../../gatepay/refund/outcome';
import { InvalidValue } from '../../../gatepay/values/invalidValue';

/** What a piece of work gives, or why nothing was sent for it. n8n must see no exception from an item that fails. */
export async function orWhyNot<T>(work: () => T | Promise<T>): Promise<T | RefundNotMade> {
	try {
		return await work();
	} catch (fault) {
		if (UnusableCredential.is(fault)) {
			return notSentBecause(
				fault.message,
				'Nothing was sent. Correct the credential and run the workflow again.',
			);
		}
		if (fault instanceof InvalidValue) return notSentBecause(fault.message);
		return notSentBecause(fault instanceof Error ? fault.message : String(fault));
	}
}

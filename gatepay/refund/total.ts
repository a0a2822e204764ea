import { addDecimals, compareDecimals } from '../values/decimal';
import { notSentBecause } from './messages';
import { readyOnes, type RefundRecord } from './record';

/**
 * Holds all refunds of a run back where they add up to more than the run may send. Refunds are added up by their
 * currency, those without one together; one that two items make counts once.
 *
 * @param limitOf the most that the run may send, as the item says: a decimal string
 */
export function refuseAboveTotal<Read>(
	records: readonly RefundRecord<Read>[],
	limitOf: (read: Read) => string | undefined,
): void {
	const refunds = readyOnes(records).filter(({ ready }) => limitOf(ready.read) !== undefined);
	if (refunds.length === 0) return;
	const totals = new Map<string, string>();
	const currencyOf = (currency: unknown) => String(currency ?? '').toUpperCase();
	for (const { ready } of readyOnes(records)) {
		if (ready.sameAs !== undefined) continue;
		const currency = currencyOf(ready.intent.fields.refundCurrency);
		totals.set(currency, addDecimals(totals.get(currency) ?? '0', ready.intent.refundAmount));
	}
	const [above] = refunds.flatMap(({ ready }) => {
		const limit = limitOf(ready.read);
		return [...totals]
			.filter(([, total]) => (compareDecimals(total, limit) ?? 1) > 0)
			.map(
				([currency, total]) => `${total} ${currency}`.trimEnd() + `, above 'Maximum Total Amount' (${limit})`,
			);
	});
	if (above === undefined) return;
	for (const { record, ready } of readyOnes(records)) {
		const notMade = notSentBecause(
			`All refunds of this run come to ${above}`,
			"Nothing was sent. Check the list of refunds, then raise 'Maximum Total Amount' or split the run.",
		);
		record.state = { ...ready, stage: 'notMade', notMade };
	}
}

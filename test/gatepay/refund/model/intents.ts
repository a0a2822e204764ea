import { intentOf, type RefundIntent } from '../../../../gatepay/refund/intent';
import type { History, IntentPlan, ItemPlan } from './history';

/**
 * What a run makes of one item.
 *
 * @returns the refund, and what is meant by it: the same meaning is to be paid once, however it is written
 */
export function prepare(
	{ version, intents }: History,
	plan: ItemPlan,
): { intent: RefundIntent; objection: string | undefined; meaning: string } {
	const intentPlan = intents[plan.intent % intents.length];
	if (!intentPlan) throw new Error('A history needs an intent');
	const { order, from, reference } = intentPlan;
	const whole = String(1 + reference + (plan.isChanged ? 10 : 0));
	const amount = plan.zeros > 0 ? `${whole}.${'0'.repeat(plan.zeros)}` : whole;
	return {
		intent: intentOnce(version, intentPlan, amount),
		objection: plan.hasObjection ? `order order-${order} is not paid yet (PENDING)` : undefined,
		meaning: `order ${order}, ${from === 'orderAndAmount' ? `amount ${whole}` : `${from} ${reference}`}`,
	};
}

const intentsMade = new Map<string, RefundIntent>();

/** Made once for all histories, because hashing takes time. */
function intentOnce(version: History['version'], plan: IntentPlan, amount: string): RefundIntent {
	const { order, from, reference } = plan;
	const key = [version, order, from, reference, amount].join();
	const known = intentsMade.get(key);
	if (known) return known;
	const intent = intentOf({
		version,
		order: { prepayId: `order-${order}` },
		amount,
		id:
			from === 'reference'
				? { from, reference: `ticket-${reference}` }
				: from === 'define'
					? { from, refundRequestId: `own-${order}-${reference}` }
					: { from },
		fields: version === 'v1' ? {} : { refundStyle: '1', refundReason: 'returned' },
	});
	intentsMade.set(key, intent);
	return intent;
}

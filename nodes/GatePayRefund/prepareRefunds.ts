import { concurrently } from '../../gatepay/concurrently';
import { lookUpOrder } from '../../gatepay/lookUpOrder';
import type { Order } from '../../gatepay/order';
import { intentOf, needsOrder, type RefundDraft } from '../../gatepay/refund/draft';
import { notSentBecause, notSentWithoutOrder } from '../../gatepay/refund/messages';
import { objectionTo } from '../../gatepay/refund/objection';
import type { RefundNotMade } from '../../gatepay/refund/outcome';
import type { PreparedRefund } from '../../gatepay/refund/repeats';
import { InvalidValue } from '../../gatepay/values/invalidValue';
import type { ItemRefund, ReadItem } from './readItems';

/** Looks up the orders that have to be, and gives every refund its ID. Sends nothing. */
export async function prepareRefunds(
	items: readonly ReadItem[],
	concurrency: number,
): Promise<PreparedRefund[]> {
	const prepared = new Array<PreparedRefund>(items.length);
	const lookUp = onceForEachOrder();
	await concurrently(items.entries(), concurrency, async ([position, item]) => {
		prepared[position] = item.kind === 'read' ? await prepare(item, lookUp) : item;
	});
	return prepared;
}

type Found = { order: Order } | { reason: string };
type LookUp = (item: ItemRefund) => Promise<Found>;

async function prepare(item: ItemRefund, lookUp: LookUp): Promise<PreparedRefund> {
	const { draft, gateway, redact } = item;
	if (!needsOrder(draft)) return complete(draft);
	if (gateway.isCancelled())
		return notSentBecause('The execution was stopped', 'Nothing was sent for this item.');
	const found = await lookUp(item);
	return 'order' in found
		? complete(draft, found.order)
		: notSentWithoutOrder(draft.order, redact(found.reason));
}

function complete(draft: RefundDraft, order?: Order): PreparedRefund {
	const intent = orWhyNot(() => intentOf(draft, order));
	if ('kind' in intent) return intent;
	const objection = order && objectionTo(intent, order);
	return { kind: 'ready', intent, ...(objection === undefined ? {} : { objection }) };
}

function orWhyNot<T>(work: () => T): T | RefundNotMade {
	try {
		return work();
	} catch (fault) {
		return notSentBecause(fault instanceof InvalidValue ? fault.message : String(fault));
	}
}

/** Items of the same order share one question. */
function onceForEachOrder(): LookUp {
	const asked = new Map<string, Promise<Found>>();
	return async ({ draft: { version, order, onBehalfOf }, gateway }) => {
		const key = JSON.stringify([order, onBehalfOf]);
		const answer = asked.get(key) ?? lookUpOrder(version, order, gateway, onBehalfOf);
		asked.set(key, answer);
		return await answer;
	};
}

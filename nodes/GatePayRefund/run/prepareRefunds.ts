import { concurrently } from '../../../gatepay/refund/concurrently';
import { lookUpOrder, type LookedUp } from '../../../gatepay/api/lookUpOrder';
import type { Order } from '../../../gatepay/api/order';
import { intentOf, needsOrder, type RefundDraft } from '../../../gatepay/refund/draft';
import { notSentBecause, notSentWithoutOrder } from '../../../gatepay/refund/messages';
import { objectionTo } from '../../../gatepay/refund/objection';
import type { PreparedRefund } from '../../../gatepay/refund/repeats';
import { orWhyNot } from './orWhyNot';
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

type LookUp = (item: ItemRefund) => Promise<LookedUp>;

async function prepare(item: ItemRefund, lookUp: LookUp): Promise<PreparedRefund> {
	const { draft, gateway, redact } = item;
	if (!needsOrder(draft)) return await complete(draft);
	if (gateway.isCancelled())
		return notSentBecause('The execution was stopped', 'Nothing was sent for this item.');
	const found = await lookUp(item);
	return 'order' in found
		? complete(draft, found.order)
		: notSentWithoutOrder(draft.order, redact(found.reason));
}

async function complete(draft: RefundDraft, order?: Order): Promise<PreparedRefund> {
	const intent = await orWhyNot(() => intentOf(draft, order));
	if ('kind' in intent) return intent;
	const objection = order && objectionTo(intent, order);
	return { kind: 'ready', intent, ...(objection === undefined ? {} : { objection }) };
}

/** Items of the same order share one question. */
function onceForEachOrder(): LookUp {
	const asked = new Map<string, Promise<LookedUp>>();
	return async ({ draft: { version, order, onBehalfOf }, gateway }) => {
		const key = JSON.stringify([order, onBehalfOf]);
		const answer = asked.get(key) ?? lookUpOrder(version, order, gateway, onBehalfOf);
		asked.set(key, answer);
		return await answer;
	};
}

import { lookUpOrder, type FoundOrder, type LookedUpOrder } from '../../../../gatepay/api/lookUpOrder';
import { concurrently } from '../../../../gatepay/refund/concurrently';
import { intentOf, needsOrder, type RefundDraft } from '../../../../gatepay/refund/draft';
import { notSentBecause, notSentWithoutOrder } from '../../../../gatepay/refund/messages';
import { objectionTo } from '../../../../gatepay/refund/objection';
import type { RefundState } from '../../../../gatepay/refund/record';
import { concurrencyOf, whyNotRead, type ItemRecord, type ReadItem } from '../../input/readItems';
import { onceEach } from './onceEach';

/** One item's refund as the form describes it. */
export type RefundItem = ReadItem<RefundDraft>;

/**
 * Looks up the orders that have to be, and gives every refund its ID. Sends nothing.
 *
 * @param looksUpAll whether an order is looked up, too, where the refund could do without
 */
export async function prepareRefunds(
	records: readonly ItemRecord<RefundDraft>[],
	looksUpAll = false,
): Promise<void> {
	const lookUp = onceForEachOrder();
	await concurrently(records, concurrencyOf(records), async (record) => {
		const { state } = record;
		if (state.stage === 'read') record.state = await prepare(state.read, lookUp, looksUpAll);
	});
}

type LookUp = (item: RefundItem) => Promise<LookedUpOrder>;

async function prepare(
	item: RefundItem,
	lookUp: LookUp,
	looksUpAll: boolean,
): Promise<RefundState<RefundItem>> {
	const { input: draft, gateway } = item;
	if (!needsOrder(draft) && !looksUpAll) return ready(item);
	if (gateway.isCancelled()) {
		const notMade = notSentBecause('The execution was stopped', 'Nothing was sent for this item.');
		return { stage: 'notMade', read: item, notMade };
	}
	const found = await lookUp(item);
	if (found.kind === 'found') return ready(item, found);
	return needsOrder(draft)
		? { stage: 'notMade', read: item, notMade: notSentWithoutOrder(draft.order, found.reason) }
		: ready(item);
}

function ready(item: RefundItem, order?: FoundOrder): RefundState<RefundItem> {
	try {
		const intent = intentOf(item.input, order?.order);
		const { maximumOrderAge } = item.input;
		const age = maximumOrderAge === undefined ? undefined : { maximumOrderAge, now: Date.now() };
		const objection = order && objectionTo(intent, order.order, age);
		return {
			stage: 'ready',
			read: item,
			intent,
			...(order === undefined ? {} : { order }),
			...(objection === undefined ? {} : { objection }),
		};
	} catch (thrown) {
		return { stage: 'notMade', read: item, notMade: whyNotRead(thrown) };
	}
}

/** Items of the same order share one look-up. */
function onceForEachOrder(): LookUp {
	const once = onceEach<LookedUpOrder>();
	return ({ input: { version, order, onBehalfOf }, gateway }) =>
		once([order, onBehalfOf], () => lookUpOrder(version, order, gateway, onBehalfOf));
}

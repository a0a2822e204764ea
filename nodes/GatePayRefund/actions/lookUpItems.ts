import type { IExecuteFunctions } from 'n8n-workflow';

import type { Failure } from '../../../gatepay/refund/failures';
import { breakOff, concurrently, type Item, type Row } from '../../../gatepay/refund/run';
import { readItems, type ItemForm } from '../input/items';
import { continuesOnFail } from '../output/items';

/**
 * Runs an operation that sends nothing over all items, several in parallel.
 *
 * @param read reads one item, and gives how it is looked up; it may throw for what can't be read
 */
export async function lookUpItems(
	context: IExecuteFunctions,
	read: (form: ItemForm) => () => Promise<Row[] | Failure>,
): Promise<Item[]> {
	let concurrency: number | undefined;
	const items = await readItems(context, (form) => {
		const lookUp = read(form);
		concurrency ??= form.options.concurrency;
		return { stage: 'toLookUp', lookUp };
	});
	const stopsOnFailure = !continuesOnFail(context);
	const isStopped = () => stopsOnFailure && items.some(({ state }) => state.stage === 'failed');
	if (isStopped()) return items;
	await concurrently(items, concurrency ?? 1, async (item) => {
		const { state } = item;
		if (state.stage !== 'toLookUp' || isStopped()) return;
		try {
			const shown = await state.lookUp();
			item.state = Array.isArray(shown)
				? { stage: 'shown', rows: shown }
				: { stage: 'failed', failure: shown };
		} catch (fault) {
			breakOff(item, fault);
		}
	});
	return items;
}

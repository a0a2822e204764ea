import type { IExecuteFunctions } from 'n8n-workflow';

import { concurrently } from '../../../gatepay/refund/concurrently';
import { noAnswerAbout, whatBroke } from '../../../gatepay/refund/messages';
import type { RefundNotMade } from '../../../gatepay/refund/outcome';
import type { ItemForm } from '../input/itemForm';
import { concurrencyOf, readItems, type ReadItem } from '../input/readItems';
import type { NodeOptions } from '../input/readOptions';
import { continues } from '../output/continues';
import { endOf, type RunEnd } from '../output/items';

/** What a look-up shows, or why it shows nothing. */
export type Shown = { kind: 'rows'; rows: Array<Record<string, unknown>> } | RefundNotMade;

/**
 * Runs an operation that sends nothing over all items, several in parallel.
 *
 * @param read   gives what is looked up; it may throw for what can't be read
 * @param lookUp looks it up
 */
export async function lookUpItems<Input>(
	context: IExecuteFunctions,
	read: (form: ItemForm, options: NodeOptions) => Input,
	lookUp: (item: ReadItem<Input>) => Promise<Shown>,
): Promise<RunEnd> {
	const records = await readItems(context, read);
	const stopsOnFailure = !continues(context);
	let isStopped = stopsOnFailure && records.some(({ state }) => state.stage === 'notMade');
	await concurrently(records, concurrencyOf(records), async (record) => {
		const { state } = record;
		if (isStopped || state.stage !== 'read') return;
		const shown = await lookUp(state.read).catch((thrown: unknown) =>
			noAnswerAbout(`item ${record.itemIndex}`, `the node itself broke off (${whatBroke(thrown)})`),
		);
		record.state =
			shown.kind === 'rows'
				? { stage: 'shown', read: state.read, rows: shown.rows }
				: { stage: 'notMade', read: state.read, notMade: shown };
		if (stopsOnFailure && shown.kind !== 'rows') isStopped = true;
	});
	return endOf(context, records);
}

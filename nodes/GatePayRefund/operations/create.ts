import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ApiVersion } from '../../../gatepay/api/endpoints';
import { makeRefunds } from '../../../gatepay/refund/batch';
import { waitForResult } from '../../../gatepay/refund/followRefund';
import type { RefundNotMade, RefundResult } from '../../../gatepay/refund/outcome';
import { makeRefund } from '../../../gatepay/refund/procedure';
import { withRepeatsFound, type PreparedRefund } from '../../../gatepay/refund/repeats';
import { hintAtExisting } from '../run/existingHint';
import { madeItem, notMadeItem } from '../run/items';
import { prepareRefunds } from '../run/prepareRefunds';
import { readItems, type ItemRefund, type ReadItem } from '../run/readItems';
import { stoppedRun, type SentRun } from '../run/stoppedRun';

/**
 * Makes the refund of each item. Everything is read and every order looked up before the first refund is sent, so that
 * without *Continue On Fail* one bad item means that nothing is sent.
 *
 * @returns one item for each input item, in the same order
 * @throws {NodeOperationError} without *Continue On Fail*, when a refund was not made
 */
export async function createRefunds(
	context: IExecuteFunctions,
	version: ApiVersion,
): Promise<INodeExecutionData[]> {
	const stopsOnFailure = !context.continueOnFail();
	const stopAtFailure = (results: readonly PossiblyNotMade[], run?: SentRun) => {
		const position = results.findIndex(isNotMade);
		const failure = results[position];
		if (stopsOnFailure && isNotMade(failure)) throw stoppedRun(context, failure, position, run);
	};

	const items = await readItems(context, version);
	stopAtFailure(items);
	const concurrency = items.find((item) => item.kind === 'read')?.options.concurrency ?? 1;
	const refunds = withRepeatsFound(await prepareRefunds(items, concurrency));
	stopAtFailure(refunds);

	const made = await makeRefunds(refunds, { concurrency, stopsOnFailure }, async (refund, position) => {
		const item = items[position] as ItemRefund;
		const { options, gateway } = item;
		const result = await makeRefund(refund.intent, options, gateway, refund.objection);
		const waits = result.kind === 'made' && options.waitForResult;
		return waits ? await waitForResult(result, options.maximumWait, gateway) : result;
	});
	const results = made.map((result, position) => result && redacted(result, items[position]));
	stopAtFailure(results, { refunds, results });
	hintAtExisting(context, results);

	return results.map((result, itemIndex) => {
		const item = items[itemIndex] as ItemRefund;
		return result?.kind === 'made'
			? madeItem(result, { itemIndex, simplify: item.options.simplify })
			: notMadeItem(result as RefundNotMade, itemIndex);
	});
}

type PossiblyNotMade = ReadItem | PreparedRefund | RefundResult | undefined;

function isNotMade(result: PossiblyNotMade): result is RefundNotMade {
	return result !== undefined && 'happened' in result;
}

/** Without what GatePay may have repeated of the secrets it was sent. */
function redacted(result: RefundResult, item: ReadItem | undefined): RefundResult {
	if (item?.kind !== 'read') return result;
	const { redact } = item;
	return result.kind === 'made'
		? { ...result, envelope: redact(result.envelope) }
		: { ...result, happened: redact(result.happened) };
}

import type { IExecuteFunctions } from 'n8n-workflow';

import { notSentBecause, whatBroke } from '../../../gatepay/refund/messages';
import { headline, type RefundNotMade } from '../../../gatepay/refund/outcome';
import { continues } from '../output/continues';
import { failureItem, type RunEnd } from '../output/items';
import { errorOf } from '../output/stoppedRun';
import * as balance from './balance/get.operation';
import * as order from './order/get.operation';
import * as refundCreate from './refund/create.operation';
import * as refundGet from './refund/get.operation';
import * as refundPreview from './refund/preview.operation';
import * as refundHistory from './refundHistory/getMany.operation';

type Operation = (context: IExecuteFunctions) => Promise<RunEnd>;

/** What each resource and operation does. Whatever isn't in the list does nothing: a slip must not send money. */
const OPERATIONS = new Map<string, Operation>([
	['refundV2 create', (context) => refundCreate.execute(context, 'v2')],
	['refundV2 get', (context) => refundGet.execute(context, 'v2')],
	['refundV2 preview', (context) => refundPreview.execute(context, 'v2')],
	['refundV1 create', (context) => refundCreate.execute(context, 'v1')],
	['refundV1 get', (context) => refundGet.execute(context, 'v1')],
	['refundV1 preview', (context) => refundPreview.execute(context, 'v1')],
	['order get', order.execute],
	['balance get', balance.execute],
	['refundHistory getMany', refundHistory.execute],
]);

/**
 * Runs the chosen operation over all items.
 *
 * @returns with *Continue On Fail*, an item for each input item, whatever happens: n8n passes the input of a node that
 *          throws on by its success branch. Without it, the error to throw when an item fails
 */
export async function router(context: IExecuteFunctions): Promise<RunEnd> {
	let resource: string;
	let operation: string;
	try {
		resource = chosen(context, 'resource');
		operation = chosen(context, 'operation');
	} catch (thrown) {
		return endWithout(context, notSentBecause(`the node itself broke off (${whatBroke(thrown)})`));
	}
	const execute = OPERATIONS.get(`${resource} ${operation}`);
	if (execute) return await execute(context);
	const happened = `'Operation' ${operation} does not exist for 'Resource' ${resource}`;
	return endWithout(context, notSentBecause(happened));
}

/**
 * What the builder chose. The form takes no expression here; one that was written into the workflow by hand could let an
 * AI model choose Create instead of Preview, and stays the text that it is, which no operation has for a name.
 */
function chosen(context: IExecuteFunctions, name: 'resource' | 'operation'): string {
	// n8n drops the operation of a resource that doesn't exist, and would throw for it without a default.
	return String(context.getNodeParameter(name, 0, '', { rawExpressions: true }));
}

/** The end of a run of which nothing is known item by item. */
function endWithout(context: IExecuteFunctions, notMade: RefundNotMade): RunEnd {
	return continues(context)
		? context.getInputData().map((_, itemIndex) => failureItem(context, notMade, itemIndex))
		: errorOf(context, headline(notMade), notMade.advice);
}

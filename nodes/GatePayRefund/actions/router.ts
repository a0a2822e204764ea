import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { notSentBecause } from '../../../gatepay/refund/messages';
import { failureItem } from '../output/items';
import * as order from './order/get.operation';
import * as refundCreate from './refund/create.operation';
import * as refundGet from './refund/get.operation';
import * as refundPreview from './refund/preview.operation';

type Operation = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

/** What each resource and operation does. Whatever isn't in the list does nothing: a slip must not send money. */
const OPERATIONS = new Map<string, Operation>([
	['refundV2 create', (context) => refundCreate.execute(context, 'v2')],
	['refundV2 get', (context) => refundGet.execute(context, 'v2')],
	['refundV2 preview', (context) => refundPreview.execute(context, 'v2')],
	['refundV1 create', (context) => refundCreate.execute(context, 'v1')],
	['refundV1 get', (context) => refundGet.execute(context, 'v1')],
	['refundV1 preview', (context) => refundPreview.execute(context, 'v1')],
	['order get', order.execute],
]);

/**
 * Runs the chosen operation over all items.
 *
 * @returns with *Continue On Fail*, an item for each input item, whatever happens: n8n passes the input of a node that
 *          throws on by its success branch
 * @throws {NodeOperationError} without it, when an item fails
 */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	try {
		// n8n drops the operation of a resource that doesn't exist, and would throw for it.
		const resource = String(context.getNodeParameter('resource', 0, ''));
		const operation = String(context.getNodeParameter('operation', 0, ''));
		const execute = OPERATIONS.get(`${resource} ${operation}`);
		if (execute) return await execute(context);
		throw new Error(`'Operation' ${operation} does not exist for 'Resource' ${resource}`);
	} catch (thrown) {
		if (!context.continueOnFail()) {
			if (thrown instanceof NodeOperationError) throw thrown;
			throw new NodeOperationError(context.getNode(), messageOf(thrown));
		}
		// An operation sends nothing outside of what it catches itself.
		const notSent = notSentBecause(messageOf(thrown));
		return context.getInputData().map((_, itemIndex) => failureItem(notSent, itemIndex));
	}
}

function messageOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}

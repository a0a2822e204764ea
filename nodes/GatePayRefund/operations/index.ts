import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { notSentBecause } from '../../../gatepay/refund/messages';
import { eachItem } from '../run/eachItem';
import { createRefunds } from './create';
import { getRefunds } from './get';
import { getOrders } from './getOrder';
import { previewRefunds } from './preview';

type Operation = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

const OPERATIONS = new Map<string, Operation>([
	['refundV2 create', (context) => createRefunds(context, 'v2')],
	['refundV2 get', (context) => getRefunds(context, 'v2')],
	['refundV2 preview', (context) => previewRefunds(context, 'v2')],
	['refundV1 create', (context) => createRefunds(context, 'v1')],
	['refundV1 get', (context) => getRefunds(context, 'v1')],
	['refundV1 preview', (context) => previewRefunds(context, 'v1')],
	['order get', getOrders],
]);

/** What the step does, chosen once for all items. Whatever isn't in the list does nothing: a slip must not send money. */
export function operationOf(context: IExecuteFunctions): Operation {
	// n8n drops the operation of a resource that doesn't exist, and would throw for it.
	const resource = String(context.getNodeParameter('resource', 0, ''));
	const operation = String(context.getNodeParameter('operation', 0, ''));
	return OPERATIONS.get(`${resource} ${operation}`) ?? unknownOperation(resource, operation);
}

function unknownOperation(resource: string, operation: string): Operation {
	return async (context) =>
		await eachItem(context, async () =>
			notSentBecause(`'Operation' ${operation} does not exist for 'Resource' ${resource}`),
		);
}

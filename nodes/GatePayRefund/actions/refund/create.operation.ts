import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ApiVersion } from '../../../../gatepay/api/calls';
import { RefundMemory } from '../../../../gatepay/refund/memory';
import { makeRefunds } from '../../../../gatepay/refund/run';
import { continuesOnFail, endOf, type RunEnd } from '../../output/items';
import { optionsOf } from '../options';
import { readRefunds } from './refundForm';

export const properties: INodeProperties[] = [
	optionsOf(
		'concurrency',
		'expectedFingerprint',
		'maximumOrderAge',
		'maximumRefundAmount',
		'maximumTotalAmount',
		'maximumWait',
		'memoNotNeeded',
		'onBehalfOf',
		'settleTime',
		'simplify',
		'timeout',
		'waitForResult',
	),
];

/** One for the process: n8n runs all executions of a process over the same module. */
const memory = new RefundMemory();

/** Makes the refund of each item. */
export async function execute(context: IExecuteFunctions, version: ApiVersion): Promise<RunEnd> {
	const items = await readRefunds(context, version);
	await makeRefunds(items, memory, {
		stopsOnFailure: !continuesOnFail(context),
		execution: JSON.stringify([context.getExecutionId(), context.getNode().id]),
	});
	try {
		return endOf(context, items);
	} catch {
		// Once more: without it, nobody would learn the IDs of what was sent.
		return endOf(context, items);
	}
}

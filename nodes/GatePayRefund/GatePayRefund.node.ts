import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { MAIN } from '../shared';
import { testCredential } from '../testCredential';
import { properties, run, subtitle } from './actions';
import { getRefundChains } from './methods/getRefundChains';
import { searchOrders } from './methods/searchOrders';
import type { RunEnd } from './output/items';

export class GatePayRefund implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GatePay Refund',
		name: 'gatePayRefund',
		icon: { light: 'file:../../icons/gatepay-refund.svg', dark: 'file:../../icons/gatepay-refund.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle,
		description:
			'Refund orders paid through GatePay. Checks for an existing refund before sending, and again if the outcome is unclear.',
		defaults: { name: 'GatePay Refund' },
		usableAsTool: true,
		inputs: [MAIN],
		outputs: [MAIN],
		credentials: [{ name: 'gatePayApi', required: true, testedBy: 'gatePayApiTest' }],
		builderHint: {
			searchHint:
				'Fill Refund Reference with what stays the same on every run, such as a ticket, return or row number: a retry with another reference pays again. Set On Error to Continue (using error output) and connect the error branch: what was not refunded leaves there.',
		},
		properties,
	};

	methods = {
		credentialTest: { gatePayApiTest: testCredential },
		listSearch: { searchOrders },
		loadOptions: { getRefundChains },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const end = await run(this).catch(() => brokenEnd(this));
		if (end instanceof NodeOperationError) throw end;
		return [end];
	}
}

/**
 * The end of a run when what words all other ends is itself broken: n8n passes the input of a node that throws on by its
 * success branch. Needs nothing of this package, and says nothing that might not be so.
 */
function brokenEnd(context: IExecuteFunctions): RunEnd {
	const error =
		"Outcome unknown: This node stopped unexpectedly and can't tell what was sent. Run the workflow again in two minutes or later, with the same input: the node checks each refund first. Do not use a new reference or ID: that would be a second refund.";
	const node = context.getNode();
	if (!context.continueOnFail() && node.continueOnFail !== true) {
		return new NodeOperationError({ ...node, parameters: {} }, error);
	}
	return context.getInputData().map((_, item) => ({ json: { error }, pairedItem: { item } }));
}

import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { runBrokenOff } from '../../gatepay/refund/messages';
import { MAIN } from '../shared';
import { testCredential } from '../testCredential';
import { properties, subtitle } from './actions/description';
import { endWithout, router } from './actions/router';
import { getRefundChains } from './methods/getRefundChains';

export class GatePayRefund implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GatePay Refund',
		name: 'gatePayRefund',
		icon: { light: 'file:../../icons/gatepay-refund.svg', dark: 'file:../../icons/gatepay-refund.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle,
		description:
			'Give money back for orders paid through GatePay; each refund is looked up before it is sent, and again where its outcome is in doubt',
		defaults: { name: 'GatePay Refund' },
		usableAsTool: true,
		inputs: [MAIN],
		outputs: [MAIN],
		credentials: [{ name: 'gatePayApi', required: true, testedBy: 'gatePayApiTest' }],
		properties,
	};

	methods = {
		credentialTest: { gatePayApiTest: testCredential },
		loadOptions: { getRefundChains },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// A throw would make n8n pass the input on by the success branch.
		const end = await router(this).catch((fault: unknown) => endWithout(this, runBrokenOff(fault)));
		if (end instanceof NodeOperationError) throw end;
		return [end];
	}
}

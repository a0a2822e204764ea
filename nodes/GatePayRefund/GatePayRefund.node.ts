import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { MAIN } from '../mainConnection';
import { testCredential } from '../testCredential';
import { properties } from './description';
import { subtitle } from './description/subtitle';
import { loadRefundChains } from './methods/loadRefundChains';
import { operationOf } from './operations';

export class GatePayRefund implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GatePay Refund',
		name: 'gatePayRefund',
		icon: { light: 'file:../../icons/gatepay-refund.svg', dark: 'file:../../icons/gatepay-refund.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle,
		description:
			'Give money back for orders paid through GatePay; asks before it repeats a refund, and says what became of it',
		defaults: { name: 'GatePay Refund' },
		usableAsTool: true,
		inputs: [MAIN],
		outputs: [MAIN],
		credentials: [{ name: 'gatePayApi', required: true, testedBy: 'gatePayApiTest' }],
		properties,
	};

	methods = {
		credentialTest: { gatePayApiTest: testCredential },
		loadOptions: { getRefundChains: loadRefundChains },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await operationOf(this)(this)];
	}
}

import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { createRefunds } from './createRefunds';
import { properties } from './description';

export class GatePayRefund implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GatePay Refund',
		name: 'gatePayRefund',
		icon: { light: 'file:../../icons/gatepay-refund.svg', dark: 'file:../../icons/gatepay-refund.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Give money back for orders paid through GatePay: sent once, to the right place, with a true answer',
		defaults: { name: 'GatePay Refund' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gatePayApi', required: true }],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const resource = this.getNodeParameter('resource', 0);
		return [await createRefunds(this, resource === 'refundV1' ? 'v1' : 'v2')];
	}
}

import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { pathOf } from '../../../gatepay/api/endpoints';
import type { Contender } from './contender';
import { inEngine, nodeType } from './workflow';

const PARAMETERS = ['prepayId', 'refundRequestId', 'refundAmount', 'refundReason'];

/**
 * What a node that calls an API usually looks like: for one item after another it reads the parameters, sends the
 * request and puts out the answer. It asks for nothing before, checks nothing, and doesn't look at what came back.
 */
export const uncheckedNode: Contender = async ({ credential }) => {
	const url = credential.baseUrl + pathOf('createRefundV2', 'institution');
	const properties = PARAMETERS.map((name): INodeProperties => ({
		displayName: name,
		name,
		type: 'string',
		default: '',
	}));
	const unchecked = nodeType(
		'uncheckedNode',
		async function (this: IExecuteFunctions) {
			const output: INodeExecutionData[] = [];
			for (const [item] of this.getInputData().entries()) {
				const body: IDataObject = { refundStyle: 1 };
				for (const name of PARAMETERS) body[name] = this.getNodeParameter(name, item) as string;
				const answer = (await this.helpers.httpRequestWithAuthentication.call(this, 'gatePayApi', {
					method: 'POST',
					url,
					body,
					json: true,
				})) as { data: IDataObject };
				output.push({ json: answer.data, pairedItem: { item } });
			}
			return [output];
		},
		{ properties },
	);
	const parameters = {
		prepayId: '={{ $json.prepayId }}',
		refundRequestId: '={{ $json.ticket }}',
		refundAmount: '={{ $json.amount }}',
		refundReason: '={{ $json.reason }}',
	};
	return await inEngine(credential, {
		steps: [{ name: 'Refund', type: 'bench.uncheckedNode', parameters, credential: 'gatePayApi' }],
		nodeTypes: { 'bench.uncheckedNode': unchecked },
	});
};

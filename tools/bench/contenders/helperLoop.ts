import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { concurrently } from '../../../gatepay/refund/concurrently';
import { pathOf } from '../../../gatepay/api/endpoints';
import type { Ticket } from '../tickets';
import type { Contender } from './contender';
import { requestBody } from './requestBody';
import { inEngine, nodeType } from './workflow';

/**
 * The floor of any node: n8n's request helper for each item, signed by the credential, and nothing else. No parameter
 * is read, no answer is looked at.
 */
export const helperLoop: Contender = async ({ credential, settings: { concurrency = 1 } }) => {
	const url = credential.baseUrl + pathOf('createRefundV2', 'institution');
	const loop = nodeType('helperLoop', async function (this: IExecuteFunctions) {
		const items = this.getInputData();
		const output = items.map(() => ({ json: {} as IDataObject }));
		await concurrently(items.entries(), concurrency, async ([index, { json }]) => {
			const answer = (await this.helpers.httpRequestWithAuthentication.call(this, 'gatePayApi', {
				method: 'POST',
				url,
				body: requestBody(json as Ticket),
			})) as { data: IDataObject };
			output[index] = { json: answer.data };
		});
		return [output];
	});
	return await inEngine(credential, {
		steps: [{ name: 'Refund', type: 'bench.helperLoop', credential: 'gatePayApi' }],
		nodeTypes: { 'bench.helperLoop': loop },
	});
};

import type { INodeParameters } from 'n8n-workflow';

import type { Contender } from './contender';
import { inEngine } from './workflow';

/**
 * What a user fills in: the fields that a refund to the original route needs.
 *
 * @param ticket the expression for the ticket: an item, or the body that a webhook received
 */
export function formFor(ticket = '$json'): INodeParameters {
	return {
		resource: 'refundV2',
		operation: 'create',
		prepayId: `={{ ${ticket}.prepayId }}`,
		refundAmount: `={{ ${ticket}.amount }}`,
		refundReference: `={{ ${ticket}.ticket }}`,
		refundReason: `={{ ${ticket}.reason }}`,
	};
}

/** This package's node. */
export const gatePayRefund: Contender = async ({ credential, settings }) => {
	const type = 'n8n-nodes-gatepay.gatePayRefund';
	const parameters = { ...formFor(), options: { ...settings } };
	return await inEngine(credential, {
		steps: [{ name: 'Refund', type, parameters, credential: 'gatePayApi' }],
	});
};

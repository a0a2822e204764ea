import type { INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { MAIN } from '../shared';
import { testCredential } from '../testCredential';
import { answerRequest } from './answerRequest';
import { properties, subtitle, triggerPanel } from './description';

export class GatePayRefundTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GatePay Refund Trigger',
		name: 'gatePayRefundTrigger',
		icon: { light: 'file:../../icons/gatepay-refund.svg', dark: 'file:../../icons/gatepay-refund.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		// n8n lists a trigger and its action node as one entry, under the trigger's description.
		description:
			'Refund orders paid through GatePay, and start workflows when GatePay says what happened to a refund',
		defaults: { name: 'GatePay Refund Trigger' },
		inputs: [],
		outputs: [MAIN],
		credentials: [{ name: 'gatePayApi', required: true, testedBy: 'gatePayApiTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: 'onReceived',
				// Empty, or n8n answers with the word `firstEntryJson` instead of what `webhook` returns: GatePay would not
				// take that for an acknowledgement.
				responseData: '',
			},
		],
		triggerPanel,
		eventTriggerDescription: 'Waiting for a notification to the Test URL',
		activationMessage:
			"GatePay's notifications now start this workflow, if its Production URL is the callback URL in GatePay's console.",
		properties,
	};

	methods = { credentialTest: { gatePayApiTest: testCredential } };

	// GatePay has no API to set or read the callback URL: the merchant enters it in GatePay's console. So there is
	// nothing to look up, to make or to take away when a workflow is switched on or off.
	webhookMethods = {
		default: {
			async checkExists(): Promise<boolean> {
				return true;
			},
			async create(): Promise<boolean> {
				return true;
			},
			async delete(): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerRequest(this);
	}
}

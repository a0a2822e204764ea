import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { readAccount } from '../gatepay/api/account';
import { signRequest } from './signRequest';

export class GatePayApi implements ICredentialType {
	name = 'gatePayApi';

	displayName = 'GatePay API';

	icon = {
		light: 'file:../icons/gatepay-refund.svg',
		dark: 'file:../icons/gatepay-refund.dark.svg',
	} as const;

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-gatepay#credential';

	properties: INodeProperties[] = [
		{
			displayName:
				"Your application needs a callback URL in GatePay's console. Without one, GatePay refuses every request.",
			name: 'callbackUrlNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Account Type',
			name: 'accountType',
			type: 'options',
			options: [
				{
					name: 'Institution',
					value: 'institution',
					description: 'Acts for accounts of its own, such as sub-accounts',
				},
				{
					name: 'Merchant',
					value: 'merchant',
					description: 'Acts for itself',
				},
			],
			default: 'institution',
			description:
				'The kind of GatePay account that the application belongs to. It decides which API paths are used.',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: "The client ID of your application, from GatePay's merchant console",
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'The Payment API secret, not the Authorization secret',
			description: 'The Payment API secret of your application, exactly as issued',
		},
		{
			displayName: 'On Behalf Of',
			name: 'onBehalfOf',
			type: 'string',
			default: '',
			displayOptions: { show: { accountType: ['institution'] } },
			hint: "Required for institutions, here or in the node's options",
			description:
				'The ID of the account that requests act for, usually a sub-account. A node can name another one.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://openplatform.gateapi.io',
			required: true,
			description: "GatePay's address. Change it only to use a sandbox.",
		},
	];

	/** Runs last, on the request that is then sent, for this package's nodes and for n8n's HTTP Request node alike. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return signRequest(readAccount(credentials), requestOptions, Date.now());
	}
}

import type { Credential, Sandbox } from '../../sandbox';

/** A credential as `n8n import:credentials` takes it; n8n encrypts `data` when it takes it in. */
export interface ImportedCredential {
	id: string;
	name: string;
	type: string;
	data: Credential;
}

/** What the examples and the tests name: the sandbox as an institution and as a merchant sees it. */
export function sandboxCredentials(
	sandbox: Pick<Sandbox, 'institutionCredential' | 'merchantCredential'>,
): ImportedCredential[] {
	return [
		{
			id: 'gatePaySandbox',
			name: 'GatePay sandbox',
			type: 'gatePayApi',
			data: sandbox.institutionCredential,
		},
		{
			id: 'gatePaySandboxMerchant',
			name: 'GatePay sandbox (merchant)',
			type: 'gatePayApi',
			data: sandbox.merchantCredential,
		},
	];
}

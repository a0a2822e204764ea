import type { Credential, Sandbox } from '../../sandbox';

/** A credential as `n8n import:credentials` takes it; n8n encrypts `data` when it takes it in. */
export interface ImportedCredential {
	id: string;
	name: string;
	type: string;
	data: Credential;
}

/** The sandbox as an institution, which `examples/sandbox` names, and as a merchant. */
export function sandboxCredentials(
	sandbox: Pick<Sandbox, 'institutionCredential' | 'merchantCredential'>,
): ImportedCredential[] {
	return [
		{
			id: 'gatepay-sandbox',
			name: 'GatePay sandbox',
			type: 'gatePayApi',
			data: sandbox.institutionCredential,
		},
		{
			id: 'gatepay-sandbox-merchant',
			name: 'GatePay sandbox (merchant)',
			type: 'gatePayApi',
			data: sandbox.merchantCredential,
		},
	];
}

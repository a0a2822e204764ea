import type { Sandbox } from '../sandbox';

/** A credential as `n8n import:credentials` takes it; n8n encrypts `data` when it takes it in. */
export interface ImportedCredential {
	id: string;
	name: string;
	type: string;
	data: object;
}

/**
 * The sandbox's credential, which `examples/sandbox` names. One alone, so that n8n picks no other when a node is added.
 */
export function sandboxCredentials(sandbox: Pick<Sandbox, 'institutionCredential'>): [ImportedCredential] {
	return [
		{
			id: 'gatepay-sandbox',
			name: 'GatePay sandbox',
			type: 'gatePayApi',
			data: sandbox.institutionCredential,
		},
	];
}

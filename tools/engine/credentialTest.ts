import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
	INodeType,
} from 'n8n-workflow';

import type { Engine } from './engine';

/**
 * What the button *Test* of a credential shows. Where the credential declares no test, n8n calls the function that the
 * first node with the credential names in `testedBy`.
 */
export async function testCredential(
	engine: Engine,
	typeName: string,
	data: object,
): Promise<INodeCredentialTestResult> {
	const { test } = engine.loader.getCredential(typeName).type;
	const [nodeName = ''] = engine.loader.known.credentials[typeName]?.supportedNodes ?? [];
	const node = engine.loader.getNode(nodeName).type as INodeType;
	if (test) throw new Error(`${typeName} has a test of its own, which n8n would take`);
	const testedBy = node.description.credentials?.find(({ name }) => name === typeName)?.testedBy;
	const run = typeof testedBy === 'string' ? node.methods?.credentialTest?.[testedBy] : undefined;
	if (!run) throw new Error(`${nodeName} does not test ${typeName}`);
	const context = new CredentialTestContext(engine.additionalData()) as unknown as ICredentialTestFunctions;
	return await run.call(context, {
		id: 'tested',
		name: 'tested',
		type: typeName,
		data: data as ICredentialDataDecryptedObject,
	});
}

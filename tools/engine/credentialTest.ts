import { ExecuteContext, RoutingNode } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	IExecuteData,
	INode,
	INodeCredentialTestResult,
	INodeType,
	IRunExecutionData,
} from 'n8n-workflow';

import type { Engine } from './engine';

/**
 * What the button *Test* of a credential shows: n8n runs a credential's test as the routing of a node made for it, and
 * then goes through the rules.
 */
export async function testCredential(
	engine: Engine,
	typeName: string,
	data: object,
): Promise<INodeCredentialTestResult> {
	const { test } = engine.loader.getCredential(typeName).type;
	if (!test) throw new Error(`${typeName} has no test`);
	const nodeType = {
		description: {
			name: 'engine.credentialTest',
			version: 1,
			defaults: {},
			credentials: [{ name: typeName, required: true }],
			properties: [
				{
					displayName: 'Request',
					name: 'request',
					type: 'string',
					default: '',
					routing: { request: test.request },
				},
			],
		},
	} as unknown as INodeType;
	const credential: ICredentialsDecrypted = {
		id: 'tested',
		name: 'tested',
		type: typeName,
		data: data as ICredentialDataDecryptedObject,
	};
	const node: INode = {
		id: 'tested',
		name: 'tested',
		type: 'engine.credentialTest',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [typeName]: { id: 'tested', name: 'tested' } },
	};
	try {
		const response = await new RoutingNode(contextOf(engine, node, nodeType), nodeType, credential).runNode();
		const body = response?.[0]?.[0]?.json as Record<string, unknown> | undefined;
		for (const { type, properties } of test.rules ?? []) {
			if (type === 'responseSuccessBody' && body?.[properties.key] === properties.value) {
				return { status: 'Error', message: properties.message };
			}
		}
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		const { message, cause } = error as Error & {
			cause?: { code?: string; response?: { statusText: string } };
		};
		return { status: 'Error', message: cause?.response?.statusText ?? cause?.code ?? message };
	}
}

function contextOf(engine: Engine, node: INode, nodeType: INodeType): ExecuteContext {
	const workflow = engine.withNodeType('engine.credentialTest', nodeType).workflow([node], {});
	const runData: IRunExecutionData = { resultData: { runData: {} } } as unknown as IRunExecutionData;
	const executeData: IExecuteData = { node, data: {}, source: null };
	const input = { main: [[{ json: {} }]] };
	return new ExecuteContext(
		workflow,
		node,
		engine.additionalData(),
		'internal',
		runData,
		0,
		[],
		input,
		executeData,
		[],
	);
}

import type { WorkflowFile } from '../../../tools/n8n/imports';
import { byPrepayId } from '../../../tools/engine/refundWorkflow';

/** One node of a workflow, in short. */
export interface WorkflowNode {
	name: string;
	type: string;
	typeVersion?: number;
	parameters?: object;
	/** The node's settings, such as `onError`, and its `credentials`. */
	[setting: string]: unknown;
}

/** The credential of the sandbox, which `importCredentials` puts in. */
export const SANDBOX_CREDENTIAL = { gatePayApi: { id: 'gatepay-sandbox', name: 'GatePay sandbox' } };

/** A workflow whose nodes follow one another. */
export function inALine(id: string, nodes: WorkflowNode[]): WorkflowFile & { id: string } {
	return {
		id,
		name: id,
		nodes: nodes.map(({ parameters = {}, typeVersion = 1, ...node }, index) => ({
			id: node.name,
			typeVersion,
			parameters,
			position: [index * 220, 0],
			...node,
		})),
		connections: Object.fromEntries(
			nodes
				.slice(0, -1)
				.map(({ name }, index) => [
					name,
					{ main: [[{ node: nodes[index + 1]?.name, type: 'main', index: 0 }]] },
				]),
		),
		settings: { executionOrder: 'v1', saveManualExecutions: true, saveDataSuccessExecution: 'all' },
	};
}

export const MANUAL: WorkflowNode = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** Answers with the items of the workflow's last node. */
export function webhook(path: string): WorkflowNode {
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { path, httpMethod: 'POST', responseMode: 'lastNode', responseData: 'allEntries' },
	};
}

/** Gives out these items. */
export function items(list: object[]): WorkflowNode {
	return {
		name: 'Items',
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		parameters: { jsCode: `return ${JSON.stringify(list)}.map((json) => ({ json }));` },
	};
}

/** A GatePay Refund node, its parameters as a person would fill them in. */
export function refund(
	resource: 'refundV1' | 'refundV2',
	parameters: object = {},
	settings: object = {},
): WorkflowNode {
	return {
		name: 'Refund',
		type: 'n8n-nodes-gatepay.gatePayRefund',
		credentials: SANDBOX_CREDENTIAL,
		parameters: {
			resource,
			operation: 'create',
			order: byPrepayId('={{ $json.prepayId }}'),
			refundAmount: '={{ $json.amount }}',
			refundReference: '={{ $json.ticket }}',
			...(resource === 'refundV2' ? { refundReason: 'Goods returned' } : {}),
			...parameters,
		},
		...settings,
	};
}

import { NodeConnectionTypes, type IConnections, type INode, type INodeParameters } from 'n8n-workflow';

import { routeOf } from '../../gatepay/api/calls';
import { HEADER } from '../../gatepay/api/signature';
import type { Credential } from '../sandbox';
import { byPrepayId } from '../engine/refundWorkflow';

/** Every way to make refunds that is compared here, by what tables and pictures call it. */
export const CONTENDERS = {
	axiosAt20: 'axios without n8n, concurrency 20',
	loopAt20: 'n8n’s request helper in a bare loop, concurrency 20',
	uncheckedNode: 'A node without checks',
	builtInNodes: 'n8n’s own nodes',
	asItComes: 'GatePay Refund, as it comes',
	at20: 'GatePay Refund, concurrency 20',
	at20WithoutLookUp: 'GatePay Refund, concurrency 20, without the look-up',
};

export type ContenderName = keyof typeof CONTENDERS;

/** The type of the benchmark's own node. */
export const BENCH = 'n8n-nodes-bench.bench';

/** A node of a workflow, in short. */
export interface WorkflowNode {
	name: string;
	type: string;
	typeVersion?: number;
	parameters?: INodeParameters;
	/** The credential's type; its ID is the same. */
	credential?: string;
	/** Of a webhook. */
	webhookId?: string;
}

/**
 * Tickets, the contender, and the end of the measurement.
 *
 * @param run what the run is to do, as JSON or as an expression for it
 */
export function nodesFor(contender: ContenderName, credential: Credential, run: string): WorkflowNode[] {
	return [
		{ name: 'Tickets', type: BENCH, parameters: { part: 'tickets', run } },
		...contenderNodes(contender, credential),
		{ name: 'Cost', type: BENCH, parameters: { part: 'cost' } },
	];
}

function contenderNodes(contender: ContenderName, credential: Credential): WorkflowNode[] {
	switch (contender) {
		case 'loopAt20':
			return [{ name: 'Refund', type: BENCH, parameters: { part: 'loop' }, credential: 'gatePayApi' }];
		case 'uncheckedNode':
			return [uncheckedNode];
		case 'builtInNodes':
			return builtInNodes(credential);
		case 'asItComes':
			return [gatePayRefund({})];
		case 'at20':
			return [gatePayRefund({ concurrency: 20 })];
		case 'at20WithoutLookUp':
			return [gatePayRefund({ concurrency: 20 })];
		case 'axiosAt20':
			throw new Error('axios runs without n8n');
	}
}

/** What a user fills in: the fields that a refund to the original payment needs. */
function gatePayRefund(options: INodeParameters): WorkflowNode {
	return {
		name: 'Refund',
		type: 'n8n-nodes-gatepay.gatePayRefund',
		parameters: {
			resource: 'refundV2',
			operation: 'create',
			order: byPrepayId('={{ $json.prepayId }}'),
			refundAmount: '={{ $json.amount }}',
			refundReference: '={{ $json.ticket }}',
			refundReason: '={{ $json.reason }}',
			options,
		},
		credential: 'gatePayApi',
	};
}

const uncheckedNode: WorkflowNode = {
	name: 'Refund',
	type: BENCH,
	parameters: {
		part: 'unchecked',
		prepayId: '={{ $json.prepayId }}',
		refundRequestId: '={{ $json.ticket }}',
		refundAmount: '={{ $json.amount }}',
		refundReason: '={{ $json.reason }}',
	},
	credential: 'gatePayApi',
};

/**
 * What a user builds without a node for GatePay: Edit Fields → Crypto → HTTP Request → If, with n8n's own nodes
 * at their default settings. They look nothing up before and check nothing but the status.
 *
 * HTTP Request sends the requests of all items at the same time, whatever their number.
 */
function builtInNodes(credential: Credential): WorkflowNode[] {
	const header = (name: string, value: string | undefined) => ({ name, value: value ?? '' });
	const assignment = (name: string, value: string) => ({ id: name, name, value, type: 'string' });
	const body =
		'={{ JSON.stringify({ prepayId: $json.prepayId, refundRequestId: $json.ticket, refundStyle: 1, refundAmount: $json.amount, refundReason: $json.reason }) }}';
	return [
		{
			name: 'Edit Fields',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: {
				assignments: {
					assignments: [
						assignment('timestamp', '={{ String(Date.now()) }}'),
						assignment('nonce', '={{ Math.random().toString(36).slice(2) }}'),
						assignment('body', body),
					],
				},
				options: {},
			},
		},
		{
			name: 'Crypto',
			type: 'n8n-nodes-base.crypto',
			typeVersion: 2,
			credential: 'crypto',
			parameters: {
				action: 'hmac',
				type: 'SHA512',
				value: '={{ $json.timestamp + "\\n" + $json.nonce + "\\n" + $json.body + "\\n" }}',
				dataPropertyName: 'signature',
				encoding: 'hex',
			},
		},
		{
			name: 'HTTP Request',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				method: 'POST',
				url: credential.baseUrl + routeOf('createRefundV2', credential.accountType).path,
				sendHeaders: true,
				headerParameters: {
					parameters: [
						header(HEADER.clientId, credential.clientId),
						header(HEADER.onBehalfOf, credential.onBehalfOf),
						header(HEADER.timestamp, '={{ $json.timestamp }}'),
						header(HEADER.nonce, '={{ $json.nonce }}'),
						header(HEADER.signature, '={{ $json.signature }}'),
					],
				},
				sendBody: true,
				contentType: 'raw',
				rawContentType: 'application/json',
				body: '={{ $json.body }}',
				options: {},
			},
		},
		{
			name: 'If',
			type: 'n8n-nodes-base.if',
			typeVersion: 2.2,
			parameters: {
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
					conditions: [
						{
							id: 'accepted',
							leftValue: '={{ $json.status }}',
							rightValue: 'SUCCESS',
							operator: { type: 'string', operation: 'equals' },
						},
					],
					combinator: 'and',
				},
				options: {},
			},
		},
	];
}

/** Nodes that follow one another, as n8n stores a workflow. */
export function asWorkflow(nodes: readonly WorkflowNode[]): { nodes: INode[]; connections: IConnections } {
	const to = ({ name }: WorkflowNode) => ({ node: name, type: NodeConnectionTypes.Main, index: 0 });
	return {
		nodes: nodes.map(({ typeVersion = 1, parameters = {}, credential, ...node }) => ({
			id: node.name,
			...node,
			typeVersion,
			position: [0, 0],
			parameters,
			...(credential ? { credentials: { [credential]: { id: credential, name: credential } } } : {}),
		})),
		connections: Object.fromEntries(
			nodes.slice(0, -1).map(({ name }, index) => [name, { main: [[to(nodes[index + 1] as WorkflowNode)]] }]),
		),
	};
}

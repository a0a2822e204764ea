import { routeOf } from '../../gatepay/api/calls';
import { HEADER } from '../../gatepay/api/signature';
import { refund, SANDBOX_CREDENTIAL, type WorkflowNode } from '../../test/e2e/support/nodes';
import type { Credential } from '../sandbox';

/** Every way to make refunds that is compared here, by what tables and pictures call it. */
export const CONTENDERS = {
	uncheckedNode: 'A node without checks',
	builtInNodes: 'n8n’s own nodes',
	asItComes: 'GatePay Refund, as it comes',
	at20: 'GatePay Refund, concurrency 20',
	loopAt20: 'A bare loop of the same two calls, concurrency 20',
};

export type ContenderName = keyof typeof CONTENDERS;

/** The type of the benchmark's own node. */
export const BENCH = 'n8n-nodes-bench.bench';

/** Has the sandbox's secret. */
export const CRYPTO_CREDENTIAL = { id: 'crypto', name: 'Crypto' };

/** The nodes between the list of tickets and the end of the measurement. */
export function nodesOf(contender: ContenderName, credential: Credential): WorkflowNode[] {
	const node = { name: 'Refund', type: BENCH, credentials: SANDBOX_CREDENTIAL };
	switch (contender) {
		case 'loopAt20':
			return [{ ...node, parameters: { part: 'loop' } }];
		case 'uncheckedNode':
			return [{ ...node, parameters: { part: 'unchecked', ...FIELDS } }];
		case 'builtInNodes':
			return builtInNodes(credential);
		case 'asItComes':
			return [refund('refundV2', { refundReason: FIELDS.refundReason })];
		case 'at20':
			return [refund('refundV2', { refundReason: FIELDS.refundReason, options: { concurrency: 20 } })];
	}
}

/** What a node without checks is told. This package's node is told the same, the ticket as *Refund Reference*. */
const FIELDS = {
	prepayId: '={{ $json.prepayId }}',
	refundRequestId: '={{ $json.ticket }}',
	refundAmount: '={{ $json.amount }}',
	refundReason: '={{ $json.reason }}',
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
			credentials: { crypto: CRYPTO_CREDENTIAL },
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

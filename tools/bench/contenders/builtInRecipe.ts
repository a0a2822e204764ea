import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { INodeParameters, INodeType } from 'n8n-workflow';

import { pathOf } from '../../../gatepay/api/endpoints';
import { HEADER } from '../../../gatepay/api/headers';
import type { Credential } from '../../sandbox';
import type { Contender } from './contender';
import { inEngine, type Step } from './workflow';

/**
 * What a user builds without a node for GatePay: Edit Fields → Crypto → HTTP Request → If, with n8n's own nodes in
 * their newest versions and at their default settings. It asks for nothing before and checks nothing but the status.
 *
 * HTTP Request sends the requests of all items at the same time, whatever their number.
 */
export const builtInRecipe: Contender = async ({ credential, builtInNodes }) => {
	if (builtInNodes === undefined) throw new Error("n8n's own nodes are not installed");
	return await inEngine(credential, {
		steps: recipeSteps(credential),
		nodeTypes: nodeTypesIn(builtInNodes),
		credentials: { crypto: cryptoCredential(credential) },
	});
};

/** What n8n's Crypto node takes the secret from. */
export function cryptoCredential({ secret }: Credential): object {
	return { hmacSecret: secret };
}

/**
 * The four steps, as n8n stores them.
 *
 * @param ticket the expression for the ticket: an item, or the body that a webhook received
 */
export function recipeSteps(credential: Credential, ticket = '$json'): Step[] {
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
						assignment(
							'body',
							`={{ JSON.stringify({ prepayId: ${ticket}.prepayId, refundRequestId: ${ticket}.ticket, refundStyle: 1, refundAmount: ${ticket}.amount, refundReason: ${ticket}.reason }) }}`,
						),
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
				url: credential.baseUrl + pathOf('createRefundV2', credential.accountType),
				sendHeaders: true,
				headerParameters: {
					parameters: [
						{ name: HEADER.clientId, value: credential.clientId },
						{ name: HEADER.onBehalfOf, value: credential.onBehalfOf ?? '' },
						{ name: HEADER.timestamp, value: '={{ $json.timestamp }}' },
						{ name: HEADER.nonce, value: '={{ $json.nonce }}' },
						{ name: HEADER.signature, value: '={{ $json.signature }}' },
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

function assignment(name: string, value: string): INodeParameters {
	return { id: name, name, value, type: 'string' };
}

/** @param folder of `n8n-nodes-base` */
function nodeTypesIn(folder: string): Record<string, INodeType> {
	const load = createRequire(join(folder, 'package.json'));
	const nodeType = (name: string) => {
		const loaded = load(`./dist/nodes/${name}/${name}.node.js`) as Record<string, new () => INodeType>;
		const Type = loaded[name];
		if (!Type) throw new Error(`There is no ${name} in ${folder}`);
		return new Type();
	};
	return {
		'n8n-nodes-base.set': nodeType('Set'),
		'n8n-nodes-base.crypto': nodeType('Crypto'),
		'n8n-nodes-base.httpRequest': nodeType('HttpRequest'),
		'n8n-nodes-base.if': nodeType('If'),
	};
}

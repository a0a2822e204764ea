import type { IConnections, INode, INodeParameters } from 'n8n-workflow';

import { TICKETS } from './tickets';
import { byPrepayId } from '../engine/refundWorkflow';

/** Closed tickets → GatePay Refund: one node for orders of the checkout page, one for the others. */
export const NODES: INode[] = [
	node('Helpdesk', 'engine.start', {}),
	node('Checkout tickets', 'engine.items', { items: TICKETS.checkout as unknown as INodeParameters[] }),
	refund('Refund (V2)', {
		resource: 'refundV2',
		operation: 'create',
		order: byPrepayId('={{ $json.prepayId }}'),
		refundAmount: '={{ $json.amount }}',
		refundReference: '={{ $json.ticket }}',
		refundReason: '={{ $json.reason }}',
		refundStyle: '={{ $json.payTo ? 2 : 1 }}',
		refundPayChannel: 1,
		refundToGateUid: '={{ $json.payTo }}',
	}),
	node('Other tickets', 'engine.items', { items: TICKETS.payment as unknown as INodeParameters[] }),
	refund('Refund (V1)', {
		resource: 'refundV1',
		operation: 'create',
		order: byPrepayId('={{ $json.prepayId }}'),
		refundAmount: '={{ $json.amount }}',
		refundReference: '={{ $json.ticket }}',
		additionalFields: { refundReason: '={{ $json.reason }}' },
	}),
];

export const CONNECTIONS: IConnections = {
	Helpdesk: to('Checkout tickets', 'Other tickets'),
	'Checkout tickets': to('Refund (V2)'),
	'Other tickets': to('Refund (V1)'),
};

function node(name: string, type: string, parameters: INodeParameters): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}

function refund(name: string, parameters: INodeParameters): INode {
	return {
		...node(name, 'n8n-nodes-gatepay.gatePayRefund', parameters),
		credentials: { gatePayApi: { id: 'sandbox', name: 'GatePay sandbox' } },
	};
}

function to(...names: string[]): IConnections[string] {
	return { main: [names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))] };
}

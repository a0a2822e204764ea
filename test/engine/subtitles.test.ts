import { Workflow, type INode, type INodeParameters } from 'n8n-workflow';

import { GatePayRefund } from '../../nodes/GatePayRefund/GatePayRefund.node';
import { GatePayRefundTrigger } from '../../nodes/GatePayRefundTrigger/GatePayRefundTrigger.node';

/** What n8n writes under a node on the canvas. */
function subtitleOf(type: GatePayRefund | GatePayRefundTrigger, parameters: INodeParameters): unknown {
	const { description } = type;
	const node: INode = {
		id: 'node',
		name: 'Node',
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(node, description.subtitle, 'internal', {});
}

describe('what n8n shows under a node on the canvas', () => {
	it.each([
		['refundV2', 'create', 'Create: Checkout Refund (V2)'],
		['refundV1', 'preview', 'Preview: Payment Refund (V1)'],
		['order', 'get', 'Get: Order'],
	])('is in the words of the form: %s, %s', (resource, operation, words) => {
		expect(subtitleOf(new GatePayRefund(), { resource, operation })).toBe(words);
	});

	it('are the trigger’s events, as the form words them', () => {
		const events = ['REFUND_SUCCESS', 'REFUND_REJECTED'];
		expect(subtitleOf(new GatePayRefundTrigger(), { events })).toBe('Refund Succeeded, Refund Rejected');
	});
});

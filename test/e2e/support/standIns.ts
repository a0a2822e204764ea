import type { INode } from 'n8n-workflow';

import { textsOf, type WorkflowFile } from '../../support/example';
import { SANDBOX_CREDENTIAL } from './nodes';

/** What other services would hand over, by the name of the node: the items, or the code that makes them. */
export type Answers = Record<string, object[] | string>;

/**
 * A workflow with stand-ins for the nodes that talk to another service. A node that is given items has them pinned, as
 * a person would in the editor; one that is given code runs that. Any other puts out its own parameters with every
 * expression worked out: what the service would have been told. This package's nodes get the sandbox's credential.
 */
export function withStandIns(
	workflow: WorkflowFile,
	answers: Answers = {},
): WorkflowFile & { pinData: object } {
	const pinned = Object.entries(answers).filter(([, answer]) => typeof answer !== 'string');
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => standIn(node, answers[node.name])),
		pinData: Object.fromEntries(
			pinned.map(([name, items]) => [name, (items as object[]).map((json) => ({ json }))]),
		),
	};
}

const OTHER_SERVICES = /^n8n-nodes-base\.(zendesk|hubspot|slack|googleSheets)/;

function standIn(node: INode, answer: object[] | string | undefined): INode {
	if (typeof answer === 'string') {
		return { ...placeOf(node), type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode: answer } };
	}
	if (answer === undefined && OTHER_SERVICES.test(node.type)) return speaker(node);
	return node.type.startsWith('n8n-nodes-gatepay.') ? onSandbox(node) : node;
}

/** With the sandbox's credential; where the outcome stays unknown, it gives up after a second, not after a minute. */
function onSandbox(node: INode): INode {
	const { parameters } = node;
	const settleTime = parameters.operation === 'create' ? { settleTime: 1 } : {};
	const options = { ...(parameters.options as object | undefined), ...settleTime };
	return {
		...node,
		parameters: parameters.options ? { ...parameters, options } : parameters,
		credentials: SANDBOX_CREDENTIAL,
	};
}

/** Puts out what the node would have told its service: each text of its parameters, by its path. */
function speaker(node: INode): INode {
	const assignments = textsOf(node.parameters).map(({ path, text: value }) => ({
		id: path,
		name: path,
		value,
		type: 'string',
	}));
	return {
		...placeOf(node),
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { assignments: { assignments }, options: { dotNotation: false } },
		executeOnce: node.executeOnce ?? false,
	};
}

function placeOf({ id, name, position }: INode): Pick<INode, 'id' | 'name' | 'position'> {
	return { id, name, position };
}

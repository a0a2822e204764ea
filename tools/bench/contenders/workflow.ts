import {
	NodeConnectionTypes,
	type IConnections,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { Engine } from '../../engine';
import type { Credential } from '../../sandbox';
import type { Ticket } from '../tickets';
import type { MakeRefunds } from './contender';

/** A node of a workflow, in short. */
export interface Step {
	name: string;
	type: string;
	typeVersion?: number;
	parameters?: INodeParameters;
	/** The credential's type; its ID is the same. */
	credential?: string;
	/** Of a webhook. */
	webhookId?: string;
}

/** The steps behind the tickets, one after another, and what they need beside the package. */
export interface Steps {
	steps: readonly Step[];
	nodeTypes?: Readonly<Record<string, INodeType>>;
	/** By type. */
	credentials?: Readonly<Record<string, object>>;
}

/** Runs these steps in n8n's own engine, over the items of a first node that hands out the tickets. */
export async function inEngine(
	credential: Credential,
	{ steps, nodeTypes = {}, credentials = {} }: Steps,
): Promise<MakeRefunds> {
	const engine = await Engine.start({
		packageDirectory: process.cwd(),
		credentials: { gatePayApi: credential, ...credentials },
		nodeTypes,
	});
	const { nodes, connections } = nodesOf([{ name: 'Tickets', type: 'bench.tickets' }, ...steps]);
	const last = nodes.at(-1) as INode;
	return async (tickets) => {
		const run = await engine.withNodeType('bench.tickets', sourceOf(tickets)).run(nodes, connections);
		if (run.error) throw new Error(run.error.message);
		return run.output(last.name);
	};
}

/** Steps that follow one another, as n8n stores them. */
export function nodesOf(steps: readonly Step[]): { nodes: INode[]; connections: IConnections } {
	const to = ({ name }: Step) => ({ node: name, type: NodeConnectionTypes.Main, index: 0 });
	return {
		nodes: steps.map(node),
		connections: Object.fromEntries(
			steps.slice(0, -1).map(({ name }, index) => [name, { main: [[to(steps[index + 1] as Step)]] }]),
		),
	};
}

/** A node type of the benchmark's own. */
export function nodeType(
	name: string,
	execute: (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>,
	parts: Partial<INodeTypeDescription> = {},
): INodeType {
	const description: INodeTypeDescription = {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: name,
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gatePayApi', required: true }],
		properties: [],
		...parts,
	};
	return { description, execute };
}

/** The first node: what it hands out is there already, so that it costs as good as nothing. */
function sourceOf(tickets: Ticket[]): INodeType {
	const parts: Partial<INodeTypeDescription> = { group: ['trigger'], inputs: [], credentials: [] };
	return nodeType('tickets', async () => [tickets.map((json) => ({ json }))], parts);
}

function node({ typeVersion = 1, parameters = {}, credential, ...step }: Step): INode {
	return {
		id: step.name,
		...step,
		typeVersion,
		position: [0, 0],
		parameters,
		...(credential ? { credentials: { [credential]: { id: credential, name: credential } } } : {}),
	};
}

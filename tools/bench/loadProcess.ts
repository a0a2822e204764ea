import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { NodeHelpers, type INode, type INodeType } from 'n8n-workflow';

import { answerQuestions } from './childProcess';
import { formFor } from './contenders/gatePayRefund';

/** What loading the package took in a fresh process, in milliseconds. */
export interface Loaded {
	loadTime: number;
	formTime: number;
}

/** The program that `weight` starts, once for each measurement. */
function loadPackage(): Loaded {
	const load = createRequire(join(process.cwd(), 'package.json'));
	const { n8n } = JSON.parse(readFileSync('package.json', 'utf8')) as {
		n8n: { credentials: string[]; nodes: string[] };
	};
	const begin = performance.now();
	for (const file of [...n8n.credentials, ...n8n.nodes]) load(`./${file}`);
	const loadTime = performance.now() - begin;

	const { GatePayRefund } = load(`./${n8n.nodes[0]}`) as { GatePayRefund: new () => INodeType };
	const opened = performance.now();
	openForm(new GatePayRefund());
	return { loadTime, formTime: performance.now() - opened };
}

/**
 * What the node's description costs when its form is opened: it is written out for the editor, and the fields that are
 * shown and what is missing in them are worked out for a node that is filled in.
 */
function openForm({ description }: INodeType): void {
	JSON.stringify(description);
	const node: INode = {
		id: 'refund',
		name: 'Refund',
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: formFor(),
	};
	const { properties } = description;
	NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description);
	NodeHelpers.getNodeParametersIssues(properties, node, description);
}

answerQuestions(async () => loadPackage());

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IConnections, INode } from 'n8n-workflow';

export const EXAMPLES_FOLDER = join(__dirname, '../../examples');

/** The folders of the examples, by name. */
export const EXAMPLES = readdirSync(EXAMPLES_FOLDER, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

/** Every workflow file of the examples. */
export const WORKFLOWS = EXAMPLES.flatMap((example) =>
	readdirSync(join(EXAMPLES_FOLDER, example))
		.filter((file) => file.endsWith('.json') && file !== 'credential.json')
		.map((file) => ({ example, file })),
);

/** A workflow file, as n8n exports it. */
export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: { executionOrder: string };
	pinData?: object;
}

/** A workflow of an example; the one that the example is named after, unless told otherwise. */
export function readWorkflow(example: string, file = 'workflow.json'): WorkflowFile {
	return JSON.parse(readExample(example, file)) as WorkflowFile;
}

export function readExample(example: string, file: string): string {
	return readFileSync(join(EXAMPLES_FOLDER, example, file), 'utf8');
}

/** One output of a node, linked to another node. */
export interface Link {
	from: string;
	type: string;
	output: number;
	to: string;
}

export function linksOf({ connections }: WorkflowFile): Link[] {
	return Object.entries(connections).flatMap(([from, types]) =>
		Object.entries(types).flatMap(([type, outputs]) =>
			outputs.flatMap((targets, output) =>
				(targets ?? []).map(({ node: to }) => ({ from, type, output, to })),
			),
		),
	);
}

/** The names of all nodes that run before this one. */
export function before(workflow: WorkflowFile, name: string): Set<string> {
	const links = linksOf(workflow);
	const found = new Set<string>();
	const visit = (node: string) => {
		for (const { from } of links.filter(({ to }) => to === node)) {
			if (found.has(from)) continue;
			found.add(from);
			visit(from);
		}
	};
	visit(name);
	return found;
}

/** Every text in a node's parameters, with its path, such as `options.maximumRefundAmount`. */
export function textsOf(value: unknown, path: string[] = []): Array<{ path: string; text: string }> {
	if (typeof value === 'string') return [{ path: path.join('.'), text: value }];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, [...path, key]));
}

/** The texts that are expressions. */
export function expressionsOf(value: unknown): Array<{ path: string; text: string }> {
	return textsOf(value).filter(({ text }) => text.startsWith('='));
}

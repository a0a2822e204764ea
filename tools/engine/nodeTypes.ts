import type { PackageDirectoryLoader } from 'n8n-core';
import {
	NodeHelpers,
	type IDataObject,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
} from 'n8n-workflow';

/** The package's nodes, as n8n loads them, and two of our own: a start, and a source of items. */
export function nodeTypesOf(
	loader: PackageDirectoryLoader,
	others: Readonly<Record<string, INodeType>>,
): INodeTypes {
	const builtIn: Record<string, INodeType> = { 'engine.start': start, 'engine.items': items, ...others };
	const find = (type: string) => builtIn[type] ?? loader.getNode(withoutPackage(type, loader)).type;
	return {
		getByName: find,
		getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(find(type), version),
		getKnownTypes: () => ({}),
	};
}

function withoutPackage(type: string, loader: PackageDirectoryLoader): string {
	return type.replace(`${loader.packageName}.`, '');
}

function description(name: string, parts: Partial<INodeTypeDescription>): INodeTypeDescription {
	return {
		displayName: name,
		name,
		group: ['input'],
		version: 1,
		description: name,
		defaults: { name },
		inputs: [],
		outputs: ['main'],
		properties: [],
		...parts,
	};
}

const start: INodeType = {
	description: description('start', { group: ['trigger'] }),
	async execute() {
		return [[{ json: {} }]];
	},
};

/** Gives out the items in its parameter `items`. */
const items: INodeType = {
	description: description('items', {
		inputs: ['main'],
		properties: [{ displayName: 'Items', name: 'items', type: 'json', default: [] }],
	}),
	async execute(this: IExecuteFunctions) {
		const list = this.getNodeParameter('items', 0) as IDataObject[];
		return [list.map((json, item) => ({ json, pairedItem: { item } }))];
	},
};

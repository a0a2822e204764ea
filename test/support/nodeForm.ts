import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

/**
 * What is wrong with the parameters of a node in a workflow file, judged by the description that n8n makes its form of:
 * what the form doesn't have or doesn't show, choices that it doesn't offer, expressions where it has none, and what
 * n8n itself finds missing. Credentials are left out, as they are in a file that is to be imported.
 */
export function wrongInForm(node: INode, description: INodeTypeDescription): string[] {
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
	return [
		...unknownParameters(node, description).map((path) => `${path} is not in the form`),
		...unknownChoices(node, description).map((choice) => `${choice} is not offered`),
		...expressionsWhereNoneMayBe(node, description).map((name) => `${name} can't be an expression`),
		...Object.values(issues?.parameters ?? {}).flat(),
	];
}

/** The paths of what a workflow file sets, and the form doesn't have or doesn't show. */
function unknownParameters(node: INode, description: INodeTypeDescription): string[] {
	const { properties } = description;
	const shown = NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description);
	return missingFrom(shown ?? {}, node.parameters);
}

function missingFrom(shown: INodeParameters, set: INodeParameters): string[] {
	return Object.entries(set).flatMap(([name, value]) => {
		if (!(name in shown)) return [name];
		// Lists are compared entry by entry: their indexes are their keys.
		if (typeof value !== 'object' || value === null) return [];
		const inner = missingFrom(shown[name] as INodeParameters, value as INodeParameters);
		return inner.map((each) => `${name}.${each}`);
	});
}

/** The fields for which the form has no expressions. */
function expressionsWhereNoneMayBe({ parameters }: INode, { properties }: INodeTypeDescription): string[] {
	const fixed = properties.filter(({ noDataExpression }) => noDataExpression).map(({ name }) => name);
	return fixed.filter((name) => String(parameters[name] ?? '').startsWith('='));
}

/** The choices that the form doesn't offer; one that an expression makes is left to the node. */
function unknownChoices(node: INode, description: INodeTypeDescription): string[] {
	const shown = description.properties.filter((property) =>
		NodeHelpers.displayParameter(node.parameters, property, node, description),
	);
	return shown.flatMap((property) => choicesNotIn(property, node.parameters[property.name]));
}

function choicesNotIn(property: INodeProperties, value: unknown): string[] {
	const { name, type, options = [], modes = [], typeOptions } = property;
	if (value === undefined || String(value).startsWith('=')) return [];
	if (type === 'collection') {
		const fields = options as INodeProperties[];
		return fields.flatMap((field) => choicesNotIn(field, (value as INodeParameters)[field.name]));
	}
	if (type === 'resourceLocator') {
		const { mode } = value as { mode?: string };
		return modes.some((offered) => offered.name === mode) ? [] : [`${name}: ${String(mode)}`];
	}
	if (!['options', 'multiOptions'].includes(type) || typeOptions?.loadOptionsMethod) return [];
	const known = (options as INodePropertyOptions[]).map((option) => option.value);
	return [value]
		.flat()
		.flatMap((each) => (known.includes(each as string) ? [] : [`${name}: ${String(each)}`]));
}

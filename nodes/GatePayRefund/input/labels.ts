import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { properties } from '../description';

/** The name under which the form shows a parameter; messages name fields this way and no other. */
export function labelOf(parameterName: string): string {
	return LABELS.get(parameterName) ?? parameterName;
}

/** The name under which a list of the form, known by its label, shows a choice. */
export function choiceNameOf(label: string, choice: string | number): string {
	return CHOICES.get(label)?.find(({ value }) => value === choice)?.name ?? String(choice);
}

const LABELS = new Map<string, string>();
const CHOICES = new Map<string, INodePropertyOptions[]>();
collect(properties);

function collect(parameters: INodeProperties[]): void {
	for (const { name, displayName, type, options } of parameters) {
		LABELS.set(name, displayName);
		if (type === 'collection') collect(options as INodeProperties[]);
		if (type === 'options') CHOICES.set(displayName, options as INodePropertyOptions[]);
	}
}

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const LABELS = new Map<string, string>();
const CHOICES = new Map<string, INodePropertyOptions[]>();

/** Takes the names of the form, once, when it is put together: messages name fields as the form does. */
export function nameFields(parameters: readonly INodeProperties[]): void {
	for (const { name, displayName, type, options } of parameters) {
		LABELS.set(name, displayName);
		if (type === 'collection') nameFields(options as INodeProperties[]);
		if (type === 'options') CHOICES.set(displayName, options as INodePropertyOptions[]);
	}
}

/** The name under which the form shows a parameter. */
export function labelOf(parameterName: string): string {
	return LABELS.get(parameterName) ?? parameterName;
}

/** The name under which a list of the form, known by its label, shows a choice. */
export function choiceNameOf(label: string, choice: string | number): string {
	return CHOICES.get(label)?.find(({ value }) => value === choice)?.name ?? String(choice);
}

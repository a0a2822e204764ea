import type { INodeProperties } from 'n8n-workflow';

import { properties } from '../description';

/** The name under which the form shows a parameter; messages name fields this way and no other. */
export function labelOf(parameterName: string): string {
	return LABELS.get(parameterName) ?? parameterName;
}

const LABELS = new Map<string, string>();
collect(properties);

function collect(parameters: INodeProperties[]): void {
	for (const { name, displayName, type, options } of parameters) {
		LABELS.set(name, displayName);
		if (type === 'collection') collect(options as INodeProperties[]);
	}
}

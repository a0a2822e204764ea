import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { operations, resource } from './resource';

const namesOf = (...lists: INodeProperties[]) =>
	JSON.stringify(
		Object.fromEntries(
			lists.flatMap(({ options }) =>
				(options as INodePropertyOptions[]).map(({ name, value }) => [value, name]),
			),
		),
	);

/** What stands under the step on the canvas: the choices as the form words them, not as they are stored. */
export const subtitle = `={{ (${namesOf(...operations)})[$parameter["operation"]] + ": " + (${namesOf(resource)})[$parameter["resource"]] }}`;

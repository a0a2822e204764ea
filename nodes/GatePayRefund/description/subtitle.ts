import type { INodePropertyOptions } from 'n8n-workflow';

import { resource } from './resource';

const names = Object.fromEntries(
	(resource.options as INodePropertyOptions[]).map(({ name, value }) => [value, name]),
);

/** What stands under the step on the canvas: the choices as the form words them, not as they are stored. */
export const subtitle = `={{ $parameter["operation"] + ": " + (${JSON.stringify(names)})[$parameter["resource"]] }}`;

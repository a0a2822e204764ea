import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from '../folders';
import type { WorkflowFile } from '../imports';

const EXAMPLES = join(PROJECT, 'examples');

/**
 * All workflows of `examples/`. The one that an example is named after has its folder's name as its ID, by which another
 * one can call it; that one has its own name behind, such as `several-workers-caller`.
 */
export function exampleWorkflows(): (WorkflowFile & { id: string })[] {
	const files = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).sort();
	return files
		.filter((file) => file.endsWith('.json'))
		.map((file) => ({
			...(JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as WorkflowFile),
			id: file
				.replace(/\.json$/, '')
				.replaceAll(/[\\/]/g, '-')
				.replace(/-workflow$/, ''),
		}))
		.filter(({ nodes }) => nodes !== undefined);
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PROJECT } from '../folders';
import type { WorkflowFile } from '../imports';

const EXAMPLES = join(PROJECT, 'examples');

/** The workflows of `examples/`, each with its folder's name as its ID. */
export async function exampleWorkflows(): Promise<(WorkflowFile & { id: string })[]> {
	const entries = await readdir(EXAMPLES, { withFileTypes: true });
	const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
	return await Promise.all(
		folders.sort().map(async (folder) => {
			const text = await readFile(join(EXAMPLES, folder, 'workflow.json'), 'utf8');
			return { ...(JSON.parse(text) as WorkflowFile), id: folder };
		}),
	);
}

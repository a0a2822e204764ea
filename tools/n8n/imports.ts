import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { FOLDERS } from './folders';
import type { ImportedCredential } from './sandboxCredentials';
import type { N8n } from './server';

/** A workflow as n8n's editor exports it. */
export interface WorkflowFile {
	id?: string;
	name: string;
	nodes: object[];
	connections: object;
	settings?: object;
}

/** Puts credentials into an n8n by its own command; one with an ID that exists is replaced. */
export async function importCredentials(n8n: N8n, credentials: ImportedCredential[]): Promise<void> {
	await withFolder(async (folder) => {
		await writeFile(join(folder, 'credentials.json'), JSON.stringify(credentials));
		await n8n.command('import:credentials', `--input=${join(folder, 'credentials.json')}`);
	});
}

/** Puts workflows into an n8n by its own command; one with an ID that exists is replaced. */
export async function importWorkflows(n8n: N8n, workflows: WorkflowFile[]): Promise<void> {
	await withFolder(async (folder) => {
		for (const [index, workflow] of workflows.entries()) {
			await writeFile(join(folder, `${index}.json`), JSON.stringify(workflow));
		}
		await n8n.command('import:workflow', '--separate', `--input=${folder}`);
	});
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
	const folder = join(FOLDERS.imports, String(process.pid));
	await mkdir(folder, { recursive: true });
	try {
		await use(folder);
	} finally {
		await rm(folder, { recursive: true });
	}
}

import { join } from 'node:path';

/** The project's root: every script of package.json runs there. */
export const PROJECT = process.cwd();

/** Everything that the real n8n needs and leaves behind; ignored by git, and deleted to begin anew. */
export const LOCAL = join(PROJECT, 'tools', 'n8n', '.n8n');

/** Holds package.json and lock file of the n8n that is installed. */
export const INSTALLATION = join(PROJECT, 'tools', 'n8n', 'installation');

/** Where n8n, the homes, our packed package and the logs lie. */
export const FOLDERS = {
	n8n: join(LOCAL, 'n8n'),
	node: join(LOCAL, 'node'),
	compiled: join(LOCAL, 'compiled'),
	homes: join(LOCAL, 'homes'),
	package: join(LOCAL, 'package'),
	logs: join(LOCAL, 'logs'),
	imports: join(LOCAL, 'imports'),
};

import { LoggerProxy } from 'n8n-workflow';

import { underTest } from './underTest';

/** Where n8n's logger writes to: it goes past the console's methods where the console has streams of its own. */
const stream = (console as unknown as { _stdout?: NodeJS.WriteStream })._stdout ?? process.stdout;

/** Before n8n-core had a logger, n8n handed its own to n8n-workflow. This one takes its place, and logs everything. */
if (!('Logger' in underTest) && process.env.N8N_LOG_LEVEL === 'debug') {
	const log = (...said: unknown[]) => stream.write(`${said.map(asText).join(' ')}\n`);
	LoggerProxy.init({ error: log, warn: log, info: log, debug: log, verbose: log } as unknown as Parameters<
		typeof LoggerProxy.init
	>[0]);
}

function asText(said: unknown): string {
	return typeof said === 'string' ? said : JSON.stringify(said);
}

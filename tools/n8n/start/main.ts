import { parseArgs } from 'node:util';

import { startSandbox } from '../../sandbox';
import { servePage } from '../../sandbox/page/page';
import { freePort, N8n } from '..';
import { importCredentials, importWorkflows } from '../imports';
import { sandboxCredentials } from '../sandboxCredentials';
import { exampleWorkflows } from './examples';
import { lockHome } from './lock';

/** Long enough to look at a refund while it is under way, in ms. */
const FINISH_AFTER = 5_000;

/** The workflow to begin with: the one that needs no other service. */
const FIRST_EXAMPLE = 'sandbox';

/**
 * From a clone to a running n8n: this package installed from its tarball, the sandbox, its credential and the
 * examples. What was made in it is still there at the next start.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '5690' },
			'sandbox-port': { type: 'string', default: '4690' },
			// Which of the folders in tools/n8n/.n8n/homes.
			home: { type: 'string', default: 'try' },
		},
	});
	await lockHome(values.home);
	const sandbox = await startSandbox({ port: Number(values['sandbox-port']), finishAfter: FINISH_AFTER });
	const port = await freePort(Number(values.port));
	servePage(sandbox);
	const n8n = await N8n.prepare({
		name: values.home,
		keep: true,
		port,
		report,
		prepare: async (fresh) => {
			report('Importing the examples');
			await importWorkflows(fresh, exampleWorkflows());
		},
	});
	report('Importing the sandbox’s credential');
	await importCredentials(n8n, sandboxCredentials(sandbox));
	report('Starting n8n');
	await n8n.start();
	let isStopping = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			isStopping = true;
			report('Stopping');
			void Promise.all([n8n.stop(), sandbox.close()]);
		});
	}
	console.log(
		[
			'',
			`n8n             ${n8n.url}/workflow/${FIRST_EXAMPLE}`,
			`  E-mail        ${n8n.home.owner.email}`,
			`  Password      ${n8n.home.owner.password}`,
			`GatePay sandbox ${sandbox.baseUrl}   (no money moves; refunds succeed after 5 seconds)`,
			'',
			'1. Open the n8n address, log in, and click “Execute workflow”.',
			'2. Double-click a “GatePay Refund” node to see its form and what it sent out.',
			'3. Execute the workflow once more: the outcome is now “existing”, and nobody is paid again.',
			'4. Open the sandbox’s address in another tab: orders, refunds, requests, and switches for what can go wrong.',
			'',
			`Ctrl+C stops both. What you change in n8n stays, the sandbox forgets its refunds; to begin anew, delete tools/n8n/.n8n/homes/${values.home}.`,
		].join('\n'),
	);
	await n8n.ended;
	await sandbox.close();
	if (!isStopping) throw new Error(`n8n has ended by itself. Its log: ${n8n.log}`);
}

function inWords(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	const { code, port } = error as NodeJS.ErrnoException & { port?: number };
	return code === 'EADDRINUSE'
		? `Port ${port} is taken, perhaps by an n8n or a sandbox that still runs. Stop that one, or choose others: npm run n8n -- --port 5691 --sandbox-port 4691`
		: error.message;
}

function report(step: string): void {
	console.log(`· ${step}`);
}

main().catch((error: unknown) => {
	console.error(inWords(error));
	// Whatever was started before it went wrong would keep this process alive.
	process.exit(1);
});

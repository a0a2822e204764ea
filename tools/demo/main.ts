import { Engine } from '../engine';
import useOwnN8nFolder from '../engine/ownN8nFolder';
import { startSandbox } from '../sandbox';
import { CONNECTIONS, NODES } from './workflow';
import { TICKETS } from './tickets';
import { heading, itemLines, ledgerLines, requestLines } from './print';

/** Three helpdesk tickets become refunds, in n8n's own engine, against the sandbox; then the same input once more. */
async function demo(): Promise<void> {
	useOwnN8nFolder();
	const sandbox = await startSandbox();
	try {
		const engine = await Engine.start({
			packageDirectory: process.cwd(),
			credentials: { sandbox: sandbox.institutionCredential },
		});
		const tickets = [...TICKETS.checkout, ...TICKETS.payment];
		const run = async () => {
			const before = sandbox.requests.length;
			const finished = await engine.run(NODES, CONNECTIONS);
			if (finished.error) throw new Error(finished.error.message);
			const items = ['Refund (V2)', 'Refund (V1)'].flatMap((name) =>
				finished.output(name).map(({ json }) => json),
			);
			return { items, requests: sandbox.requests.slice(before) };
		};

		heading('Three closed helpdesk tickets, refunded by a workflow in n8n’s engine');
		const first = await run();
		tickets.forEach((ticket, index) => itemLines(ticket.ticket, first.items[index] ?? {}));

		heading('What was sent to GatePay (here: its local sandbox)');
		first.requests.forEach(requestLines);

		heading('The same workflow again, with the same tickets');
		const second = await run();
		tickets.forEach((ticket, index) => itemLines(ticket.ticket, second.items[index] ?? {}));

		heading('What the ledger says');
		ledgerLines(sandbox.ledger);
		console.log('\nNext: `npm run n8n` starts a real n8n with the sandbox, to click through it.');
	} finally {
		await sandbox.close();
	}
}

demo().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});

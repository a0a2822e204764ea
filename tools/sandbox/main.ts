import { parseArgs } from 'node:util';

import { type Credential, startSandbox } from './sandbox';
import { servePage } from './page/page';

/** Long enough to look at a refund while it is under way. */
const FINISH_AFTER = 5_000;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: 'string', default: '4690' } } });
	const sandbox = await startSandbox({ port: Number(values.port), finishAfter: FINISH_AFTER });
	servePage(sandbox);
	console.log(
		[
			`A GatePay for trying things out listens on ${sandbox.baseUrl}`,
			`Open ${sandbox.baseUrl} in a browser to see what comes in, and to make things go wrong.`,
			'No money moves. Refunds succeed after 5 seconds.',
			'',
			'What to enter in a GatePay API credential of n8n:',
			...fields('Institution', sandbox.institutionCredential),
			'or',
			...fields('Merchant', sandbox.merchantCredential),
			'',
			'Orders to refund with Checkout Refund (V2):',
			'  paid-v2-10, paid-v2-25, paid-v2-100   paid, of 10, 25.5 and 100 USDT',
			'  partly-refunded-v2                    20 USDT, 5 of them left',
			'  pending-v2, expired-v2                can not be refunded',
			'  refund-fails-v2                       accepted, then fails',
			'  refund-stays-open-v2                  accepted, and never final',
			'  refused-400605                        refused with this code; so for every other code',
			'For Payment Refund (V1), the same with v1 in the place of v2.',
			'',
			'Ctrl+C ends it.',
		].join('\n'),
	);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
}

function fields(accountType: string, { clientId, secret, onBehalfOf, baseUrl }: Credential): string[] {
	return [
		`  Account Type   ${accountType}`,
		`  Client ID      ${clientId}`,
		`  Secret         ${secret}`,
		...(onBehalfOf ? [`  On Behalf Of   ${onBehalfOf}`] : []),
		`  Base URL       ${baseUrl}`,
	];
}

main().catch((error: unknown) => {
	console.error(`The sandbox could not start: ${inWords(error)}`);
	process.exitCode = 1;
});

function inWords(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const { code, port = 0 } = error as NodeJS.ErrnoException & { port?: number };
	return code === 'EADDRINUSE'
		? `port ${port} is taken, perhaps by a sandbox that still runs. Stop that one, or choose another port: npm run sandbox -- --port ${port + 1}`
		: error.message;
}

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Client } from './client';

describe('the sandbox as a program', () => {
	let folder: string;
	let program: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
		program = join(folder, 'main.js');
		// A process of its own: esbuild doesn't load inside jest.
		await promisify(execFile)(process.execPath, [
			require.resolve('esbuild/bin/esbuild'),
			'tools/sandbox/main.ts',
			'--bundle',
			'--packages=external',
			'--platform=node',
			`--outfile=${program}`,
		]);
	});
	afterAll(() => rm(folder, { recursive: true }));

	it.each(['SIGINT', 'SIGTERM'] as const)(
		'prints a credential that works and the address of the page, and ends on %s',
		async (signal) => {
			const running = spawn(process.execPath, [program, '--port', '0']);
			const ended = new Promise((resolve) => running.once('exit', resolve));
			const printed = await new Promise<string>((resolve) => {
				let text = '';
				running.stdout.on('data', (chunk: Buffer) => {
					text += chunk.toString();
					if (text.includes('Ctrl+C')) resolve(text);
				});
			});
			const field = (label: string) => new RegExp(`  ${label} +(\\S+)`).exec(printed)?.[1] ?? '';
			const credential = {
				accountType: 'institution' as const,
				clientId: field('Client ID'),
				secret: field('Secret'),
				onBehalfOf: field('On Behalf Of'),
				baseUrl: field('Base URL'),
			};
			const client = new Client(credential, Date.now);
			const answer = await client.get('/v2/refund/support/chains', { currency: 'USDT' });
			expect(answer.json.status).toBe('SUCCESS');
			expect(printed).toContain(`Open ${credential.baseUrl} in a browser`);
			const page = await fetch(credential.baseUrl);
			expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('GatePay sandbox')]);
			for (const order of ['paid-v2-10', 'pending-v2', 'refused-400605']) expect(printed).toContain(order);

			running.kill(signal);
			expect(await ended).toBe(0);
		},
	);

	it.each([['--port', 'none'], ['--prot', '1'], ['extra']])(
		'says in one line why it cannot start with %s',
		async (...args) => {
			const failed = await promisify(execFile)(process.execPath, [program, ...args]).catch(
				(error: { code: number; stderr: string }) => error,
			);
			expect(failed).toMatchObject({ code: 1 });
			expect(failed.stderr).toMatch(/^The sandbox could not start: /);
		},
	);

	it('says plainly that its port is taken, and what to do', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await once(other, 'listening');
		const { port } = other.address() as AddressInfo;
		const failed = await promisify(execFile)(process.execPath, [program, '--port', String(port)]).catch(
			(error: { code: number; stderr: string }) => error,
		);
		other.close();
		expect(failed).toMatchObject({ code: 1 });
		expect(failed.stderr).toBe(
			`The sandbox could not start: port ${port} is taken, perhaps by a sandbox that still runs. ` +
				`Stop that one, or choose another port: npm run sandbox -- --port ${port + 1}\n`,
		);
	});
});

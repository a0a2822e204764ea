import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort, OWNER } from '../../tools/n8n';
import { FOLDERS } from '../../tools/n8n/folders';
import { Rest } from '../../tools/n8n/rest';
import { EXAMPLES } from '../support/example';

const HOME = 'start-test';

let running: ChildProcess | undefined;
// It builds, installs the package, and starts n8n four times, twice of them for a command.
jest.setTimeout(600_000);
beforeAll(() => rm(join(FOLDERS.homes, HOME), { recursive: true, force: true }));
afterEach(() => {
	if (running?.exitCode === null && running.signalCode === null) signalAll('SIGKILL');
});

/** Starts the command as a person would, and gives what it printed once it says how to end it. */
async function npmRunN8n(port: number, sandboxPort: number): Promise<string> {
	const words = ['--port', port, '--sandbox-port', sandboxPort, '--home', HOME].map(String);
	const started = spawn('npm', ['run', '--silent', 'n8n', '--', ...words], { stdio: 'pipe', detached: true });
	running = started;
	let printed = '';
	return await new Promise((resolve, reject) => {
		const read = (chunk: Buffer) => {
			printed += chunk.toString();
			if (printed.includes('Ctrl+C')) resolve(printed);
		};
		started.stdout.on('data', read);
		started.stderr.on('data', read);
		started.once('exit', () => reject(new Error(printed)));
	});
}

/** Ctrl+C goes to everything that was started in the terminal. */
async function controlC(): Promise<void> {
	const ended = once(running as ChildProcess, 'exit');
	signalAll('SIGINT');
	await ended;
}

function signalAll(signal: NodeJS.Signals): void {
	process.kill(-((running as ChildProcess).pid as number), signal);
}

test('`npm run n8n` starts n8n with the examples, the sandbox and its credential; what was made is there the next time', async () => {
	const [port, sandboxPort] = [await freePort(), await freePort()];
	const url = `http://127.0.0.1:${port}`;
	const first = await npmRunN8n(port, sandboxPort);
	expect(first).toContain('· Importing the sandbox’s credential and the examples');
	expect(first).toContain(OWNER.password);
	expect((await fetch(`http://127.0.0.1:${sandboxPort}/`)).status).toBe(200);

	const rest = new Rest(url);
	await rest.logIn();
	const examples = await rest.get<{ name: string }[]>('/workflows');
	expect(examples).toHaveLength(EXAMPLES.length);
	const [address = ''] = /\/workflow\/\S+/.exec(first) ?? [];
	expect(await rest.get(address.replace('/workflow/', '/workflows/'))).toMatchObject({
		name: expect.any(String),
	});
	const [credential] = await rest.get<{ id: string; name: string; type: string }[]>('/credentials');
	expect(credential).toMatchObject({ id: 'gatepay-sandbox', type: 'gatePayApi' });
	await rest.post('/workflows', { name: 'Mine', nodes: [], connections: {}, settings: {} });

	await controlC();
	await expect(fetch(url)).rejects.toThrow();
	await expect(fetch(`http://127.0.0.1:${sandboxPort}/`)).rejects.toThrow();

	const second = await npmRunN8n(port, sandboxPort);
	expect(second).not.toContain('Importing');
	const again = new Rest(url);
	await again.logIn();
	expect(await again.get<object[]>('/workflows')).toHaveLength(EXAMPLES.length + 1);
	await controlC();
});

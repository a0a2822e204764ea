import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Browser } from 'playwright-core';

import { freePort, N8n } from '../../tools/n8n';
import { FOLDERS } from '../../tools/n8n/folders';
import { makeHome, type Owner } from '../../tools/n8n/home';
import { Rest } from '../../tools/n8n/rest';
import { exampleWorkflows } from '../../tools/n8n/start/examples';
import { WORKFLOWS } from '../support/example';
import { Editor } from './browser/editor';
import { openBrowser } from './browser/openBrowser';

const HOME = 'start-test';

let running: ChildProcess | undefined;
// It builds, installs the package, and starts n8n several times, most of them for a command.
jest.setTimeout(1_200_000);
const removeHomes = () => {
	for (const name of readdirSync(FOLDERS.homes)) {
		if (name.startsWith(HOME)) rmSync(join(FOLDERS.homes, name), { recursive: true });
	}
};
beforeAll(async () => {
	await mkdir(FOLDERS.homes, { recursive: true });
	removeHomes();
});
afterAll(() => {
	if (running?.exitCode === null && running.signalCode === null) signalAll('SIGKILL');
	removeHomes();
});

interface Ports {
	port: number;
	sandboxPort: number;
}

const words = ({ port, sandboxPort }: Ports, home = HOME) =>
	['--port', port, '--sandbox-port', sandboxPort, '--home', home].map(String);

const freePorts = async (): Promise<Ports> => ({ port: await freePort(), sandboxPort: await freePort() });

/** Starts the command as a person would, and gives what it printed once it says how to end it. */
async function npmRunN8n(ports: Ports): Promise<string> {
	const started = spawn('npm', ['run', '--silent', 'n8n', '--', ...words(ports)], {
		stdio: 'pipe',
		detached: true,
		// Settings of the user's own n8n, which would lead this one astray.
		env: { ...process.env, N8N_ENCRYPTION_KEY: 'fake-key-of-another-n8n', DB_TYPE: 'postgresdb' },
	});
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

/** What the command, built already, says when it doesn't start. */
async function refusal(ports: Ports, home?: string): Promise<string> {
	const started = promisify(execFile)('node', ['build/tools/n8n/start/main.js', ...words(ports, home)], {
		// Where it starts, it would go on for ever.
		timeout: 300_000,
	});
	const { code, stdout, stderr } = await started.then(
		() => ({ code: 0, stdout: '', stderr: 'It started' }),
		(error: { code: number; stdout: string; stderr: string }) => error,
	);
	expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
	return stderr;
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

const shownOwner = (printed: string): Owner => ({
	email: /E-mail +(\S+)/.exec(printed)?.[1] ?? '',
	password: /Password +(\S+)/.exec(printed)?.[1] ?? '',
});

const credentialOf = (rest: Rest) =>
	rest.get<{ type: string; data: { baseUrl: string } }>('/credentials/gatepay-sandbox?includeData=true');

/** A form of a web page, sent to n8n's login by a browser that knows the page under this name. */
async function login(port: number, password: string, headers: IncomingHttpHeaders): Promise<number> {
	const body = new URLSearchParams({ emailOrLdapLoginId: 'owner@example.com', password });
	// `fetch` sends no other Host than the address's.
	const sent = request({
		...{ host: '127.0.0.1', port, path: '/rest/login', method: 'POST' },
		headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
	});
	sent.end(body.toString());
	const [answer] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }];
	answer.resume();
	return answer.statusCode;
}

describe('`npm run n8n`', () => {
	let ports: Ports;
	let owner: Owner;
	let browser: Browser | undefined;
	afterAll(() => browser?.close());

	it('starts n8n with the examples, the sandbox and its credential', async () => {
		ports = await freePorts();
		const printed = await npmRunN8n(ports);
		owner = shownOwner(printed);
		expect((await fetch(`http://127.0.0.1:${ports.sandboxPort}/`)).status).toBe(200);

		const rest = new Rest(`http://127.0.0.1:${ports.port}`);
		await rest.logIn(owner);
		const examples = await rest.get<{ id: string }[]>('/workflows');
		expect(examples.map(({ id }) => id).sort()).toEqual(
			exampleWorkflows()
				.map(({ id }) => id)
				.sort(),
		);
		expect(await credentialOf(rest)).toMatchObject({
			type: 'gatePayApi',
			data: { baseUrl: `http://127.0.0.1:${ports.sandboxPort}` },
		});
		await rest.post('/workflows', { name: 'Mine', nodes: [], connections: {}, settings: {} });
	});

	it('brings workflows that can be run step by step', async () => {
		browser = await openBrowser();
		const n8n = { url: `http://127.0.0.1:${ports.port}`, home: { owner } };
		const editor = await Editor.open(browser, n8n);
		await editor.show('sandbox');
		await editor.runWorkflow('Not made');
		await editor.openForm('Refund the checkout order');
		const [answer] = await Promise.all([
			editor.page.waitForResponse(/\/workflows\/sandbox\/run/),
			editor.runNode(),
		]);
		expect([answer.status(), await answer.text()]).toEqual([200, expect.stringContaining('executionId')]);
	});

	it('lets no other page and no other user in', async () => {
		const folder = join(FOLDERS.homes, HOME);
		expect(statSync(folder).mode & 0o077).toBe(0);
		expect(owner.password).toBe(readFileSync(join(folder, 'password'), 'utf8'));
		expect(owner.password).toMatch(/^\w{20}$/);
		const { encryptionKey } = JSON.parse(readFileSync(join(folder, '.n8n', 'config'), 'utf8')) as {
			encryptionKey: string;
		};
		expect(encryptionKey).toMatch(/^[\w+/=]{32}$/);

		const host = `127.0.0.1:${ports.port}`;
		const rebound = `evil.example:${ports.port}`;
		expect(await login(ports.port, owner.password, { host })).toBe(200);
		expect(await login(ports.port, owner.password, { host: host.replace('127.0.0.1', 'localhost') })).toBe(
			200,
		);
		expect(await login(ports.port, owner.password, { host: rebound })).toBe(403);
		expect(await login(ports.port, owner.password, { host: `127.0.0.1.${rebound}` })).toBe(403);
		// Form of another page, with the password that was the same everywhere.
		const foreign = { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' };
		expect(await login(ports.port, 'Fake-Passw0rd', { host, ...foreign })).toBe(401);
	});

	it('starts nothing on a home or a port that is taken', async () => {
		const others = await freePorts();
		expect(await refusal(others)).toMatch(/^The home “start-test” is in use by process \d+\./);
		const home = `${HOME}-other`;
		const taken = (port: number) => `Port ${port} is taken,`;
		expect(await refusal({ ...others, port: ports.port }, home)).toContain(taken(ports.port));
		expect(await refusal({ ...others, sandboxPort: ports.sandboxPort }, home)).toContain(
			taken(ports.sandboxPort),
		);
		expect(await refusal({ ...others, sandboxPort: others.port }, home)).toContain(taken(others.port));
		expect(readdirSync(FOLDERS.homes)).not.toContain(home);
	});

	it('goes on with the same home after a crash, with the sandbox at its new address', async () => {
		signalAll('SIGKILL');
		ports = await freePorts();
		const printed = await npmRunN8n(ports);
		expect(printed).not.toContain('Importing the examples');
		expect(shownOwner(printed)).toEqual(owner);
		const rest = new Rest(`http://127.0.0.1:${ports.port}`);
		await rest.logIn(owner);
		expect(await rest.get<object[]>('/workflows')).toHaveLength(WORKFLOWS.length + 1);
		expect(await credentialOf(rest)).toMatchObject({
			data: { baseUrl: `http://127.0.0.1:${ports.sandboxPort}` },
		});

		await controlC();
		for (const port of Object.values(ports)) {
			await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
		}
		expect(readdirSync(FOLDERS.homes)).not.toContain(`${HOME}.pid`);
	});
});

test('an n8n without an owner that comes to the port meanwhile is given nothing', async () => {
	const received: string[] = [];
	const foreign = createServer(({ method, url }, response) => {
		received.push(`${method} ${url}`);
		response.end('{"data":{"userManagement":{"showSetupOnFirstLoad":true}}}');
	});
	const port = await freePort();
	const n8n = await N8n.prepare({ name: `${HOME}-foreign`, port });
	await once(foreign.listen(port, '127.0.0.1'), 'listening');
	await expect(n8n.start()).rejects.toThrow('is already in use');
	expect(received).toEqual([]);
	foreign.close();
});

test('a home from when all had one key is set aside', async () => {
	const name = `${HOME}-old`;
	const config = join(FOLDERS.homes, name, '.n8n', 'config');
	await mkdir(join(config, '..'), { recursive: true });
	await writeFile(config, '{"encryptionKey":"fake-key-for-trying-things-out"}');
	const reports: string[] = [];
	const { folder } = await makeHome(name, { keep: true, report: (step) => reports.push(step) });
	const [aside = ''] = readdirSync(FOLDERS.homes).filter((entry) => entry.startsWith(`${name}-old-`));
	expect(reports).toEqual([expect.stringContaining(aside)]);
	expect(readFileSync(join(FOLDERS.homes, aside, '.n8n', 'config'), 'utf8')).toContain('fake-key');
	expect(readdirSync(join(folder, '.n8n'))).toEqual(['nodes']);
});

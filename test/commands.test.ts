import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { commandsIn, DOCUMENTS } from './support/documents';

/** Those that this test runs as they are written, each with a word that shows that it has ended or is ready. */
const RUN_HERE = ['npm run demo', 'npm run sandbox'];

/** Those that would take too long here, with the workflow that runs them. */
const RUN_BY_WORKFLOW: Record<string, string> = {
	'npm ci': 'ci.yml',
	'npm test': 'ci.yml',
	'npm run lint': 'ci.yml',
	'npm run e2e': 'ci.yml',
	'npm run build': 'release.yml',
	'npm run bench': 'weekly.yml',
	'npx jest test/scan': 'release.yml',
	'npx stryker run': 'weekly.yml',
	'npx --yes @n8n/node-cli@0.48.3 lint': 'weekly.yml',
	'node build/test/compat/main.js': 'weekly.yml',
};

/** Those that neither runs, and why that is well. */
const NOT_RUN: Record<string, string> = {
	'npm run n8n': 'needs a real n8n; test/e2e/start.test.ts runs it',
};

const COMMANDS = commandsIn(DOCUMENTS);

/** `npm run e2e -- test/e2e/editor.test.ts` is a way to run `npm run e2e`. */
const script = (text: string) => /^npm (?:run [\w:]+|test|ci)/.exec(text)?.[0];

describe('the commands in the documents', () => {
	it('are found', () => {
		expect(COMMANDS.map(({ text }) => text)).toEqual(
			expect.arrayContaining(['npm ci', 'npm test', ...RUN_HERE]),
		);
	});

	it.each(COMMANDS)('$document: $text exists', ({ text }) => {
		const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
			scripts: Record<string, string>;
		};
		const [program = '', ...words] = text.replace(/--prefix \S+ /, '').split(' ');
		if (program === 'npm') {
			const name = words[0] === 'run' ? words[1] : words[0];
			expect(['ci', ...Object.keys(scripts)]).toContain(name);
		} else if (program === 'npx') {
			// With --yes, npx fetches it.
			expect(words[0] === '--yes' || existsSync(join('node_modules/.bin', words[0] ?? ''))).toBe(true);
		} else {
			expect(['node', 'n8n']).toContain(program);
		}
		const paths = words.map((word) => word.replace(/^--\w+=/, '')).filter((word) => /^[^@]+\//.test(word));
		expect(paths.filter((path) => !isThere(path))).toEqual([]);
	});

	it('are all run, here or by a workflow', () => {
		const known = [...RUN_HERE, ...Object.keys(RUN_BY_WORKFLOW), ...Object.keys(NOT_RUN)];
		const written = COMMANDS.map(({ text }) => text);
		const scripts = written.flatMap((text) => script(text) ?? []);
		expect(scripts.filter((command) => !known.includes(command))).toEqual([]);
		expect(known.filter((command) => !written.some((text) => text.startsWith(command)))).toEqual([]);
	});

	it.each(Object.entries(RUN_BY_WORKFLOW))('%s is run by %s', (command, workflow) => {
		const text = readFileSync(join('.github/workflows', workflow), 'utf8');
		const run = text
			.split('\n')
			.flatMap((line) => line.replace(/^ *- (?:run: )?/, '').split(' && '))
			.map((line) => line.replace(/^(?:[A-Z_]+=\S+ )+/, ''));
		expect(run.filter((line) => line.startsWith(command))).not.toEqual([]);
	});
});

/** A path of the repository, what a tool's source is built to, or the beginning of a file's name, as jest takes it. */
function isThere(written: string): boolean {
	const path = written.replace(/^build\/(.*)\.js$/, '$1.ts');
	const [, folder = '', name = ''] = /^(.*)\/(.*)$/.exec(path) ?? [];
	return (
		existsSync(path) || (existsSync(folder) && readdirSync(folder).some((file) => file.startsWith(name)))
	);
}

describe('on a clean copy', () => {
	const folder = mkdtempSync(join(tmpdir(), 'commands-'));

	beforeAll(() => {
		const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
			encoding: 'utf8',
		});
		// A copy, because other tests read dist/ meanwhile.
		for (const file of files.trim().split('\n')) if (existsSync(file)) cpSync(file, join(folder, file));
		symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	/** Runs it for a user with an n8n of their own, and gives what it printed and the files that are in their home then. */
	function runAtHome(n8nConfig: string | undefined, program: string, ...words: string[]) {
		const home = mkdtempSync(join(tmpdir(), 'home-'));
		const config = join(home, '.n8n', 'config');
		if (n8nConfig) {
			mkdirSync(join(home, '.n8n'));
			writeFileSync(config, n8nConfig);
		}
		const env = { ...process.env, HOME: home, N8N_ENCRYPTION_KEY: 'fake-key', N8N_USER_FOLDER: home };
		const printed = execFileSync(program, words, {
			...{ cwd: folder, encoding: 'utf8', env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
		if (n8nConfig) expect(readFileSync(config, 'utf8')).toBe(n8nConfig);
		rmSync(home, { recursive: true });
		return { printed, files: files.filter((file) => !file.startsWith('.npm')) };
	}

	it('npm run demo builds what is published, pays each ticket once, and leaves the user’s own n8n alone', () => {
		const anotherKey = '{"encryptionKey":"fake-key-of-an-own-n8n"}';
		const { printed, files } = runAtHome(anotherKey, 'npm', 'run', 'demo');
		expect(existsSync(join(folder, 'dist/nodes/GatePayRefund/GatePayRefund.node.js'))).toBe(true);
		expect(printed).toContain('What the ledger says');
		expect(printed).not.toContain('paid 2×');
		expect(printed).not.toContain('ncryption key');
		expect(files.sort()).toEqual(['.n8n', '.n8n/config']);
	}, 300_000);

	it('the tests in n8n’s engine leave the user’s own n8n alone', () => {
		const { files } = runAtHome(undefined, 'npx', 'jest', 'test/engine/balance.test.ts');
		expect(files).toEqual([]);
	}, 300_000);

	it('npm run sandbox starts one, and ends with Ctrl+C', async () => {
		// On a free port, because somebody's own may be running.
		const sandbox = spawn('npm', ['run', 'sandbox', '--', '--port', '0'], { cwd: folder, detached: true });
		const ended = once(sandbox, 'exit');
		const printed = await new Promise<string>((resolve) => {
			let text = '';
			const take = (chunk: Buffer) => {
				text += chunk.toString();
				if (text.includes('Ctrl+C')) resolve(text);
			};
			sandbox.stdout.on('data', take);
			sandbox.once('exit', () => resolve(text));
		});
		const address = /listens on (\S+)/.exec(printed)?.[1] ?? '';
		expect((await fetch(address)).status).toBe(200);
		// Ctrl+C reaches the whole group.
		process.kill(-(sandbox.pid as number), 'SIGINT');
		await ended;
		await expect(fetch(address)).rejects.toThrow();
	}, 300_000);
});

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'yaml';

interface Step {
	uses?: string;
	with?: Record<string, unknown>;
	run?: string;
	env?: Record<string, string>;
}

interface Job {
	uses?: string;
	steps?: Step[];
	needs?: string;
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	environment?: string;
}

interface Workflow {
	on: Record<string, unknown>;
	permissions?: Record<string, string>;
	concurrency?: object;
	jobs: Record<string, Job>;
}

const FOLDER = '.github/workflows';
const FILES = readdirSync(FOLDER);

const read = (file: string) => parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow;
const jobsOf = (file: string) => Object.entries(read(file).jobs);
const stepsOf = (file: string) => jobsOf(file).flatMap(([, { steps = [] }]) => steps);

describe.each(FILES)('%s', (file) => {
	it('takes every action at a commit, and says which version that is', () => {
		const lines = readFileSync(join(FOLDER, file), 'utf8').split('\n');
		const uses = lines.filter((line) => /\buses:/.test(line) && !line.includes('uses: ./'));
		expect(uses.length).toBeGreaterThan(0);
		for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('gives no job more than it needs, and nothing to a job that does not ask', () => {
		expect(read(file).permissions).toEqual({});
		for (const [name, { permissions }] of jobsOf(file)) {
			const publishes = file === 'release.yml' && name === 'publish';
			expect([name, permissions]).toEqual([name, publishes ? { 'id-token': 'write' } : { contents: 'read' }]);
		}
	});

	it('leaves no token of the repository’s behind for what runs afterwards', () => {
		for (const { uses = '', with: settings } of stepsOf(file)) {
			if (uses.startsWith('actions/checkout@')) expect(settings).toEqual({ 'persist-credentials': false });
			if (uses.startsWith('actions/setup-node@')) {
				expect(settings).toMatchObject({ 'package-manager-cache': false });
			}
		}
	});

	it('runs no code of a stranger’s with the rights of the repository', () => {
		expect(Object.keys(read(file).on)).not.toContain('pull_request_target');
		expect(Object.keys(read(file).on)).not.toContain('workflow_run');
		// What GitHub fills in is text that anybody may have chosen: it goes by the environment, never into a script.
		for (const { run = '' } of stepsOf(file)) expect(run).not.toContain('${{');
	});

	it('runs no two of the same at once, and none for ever', () => {
		expect(read(file).concurrency).toMatchObject({ group: expect.any(String) as string });
		for (const [name, job] of jobsOf(file)) {
			expect([name, job.uses !== undefined || (job['timeout-minutes'] ?? Infinity) <= 180]).toEqual([
				name,
				true,
			]);
		}
	});

	it('runs commands that there are', () => {
		const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
			scripts: Record<string, string>;
		};
		const commands = stepsOf(file).flatMap(({ run = '' }) => run.split('\n'));
		for (const command of commands) {
			const script = /^npm (?:run )?(?!ci|pack|publish)([\w:]+)/.exec(command)?.[1];
			if (script) expect(Object.keys(scripts)).toContain(script);
			const path = /^node (\S+)/.exec(command)?.[1];
			if (path) expect([path, existsSync(path)]).toEqual([path, true]);
		}
	});
});

describe('a change', () => {
	it('is linted and tested on each Node that is supported', () => {
		const job = read('ci.yml').jobs.test as Job & { strategy: { matrix: { node: string[] } } };
		expect(job.strategy.matrix.node).toEqual(['20', '22', '24']);
		expect(commandsOf(job)).toEqual(['npm ci', 'npm run lint', 'npm test']);
	});

	it('is tried in a real n8n', () => {
		const job = read('ci.yml').jobs['real-n8n'] as Job;
		expect(commandsOf(job)).toContain('npm run e2e');
	});
});

describe('a release', () => {
	const { on, jobs } = read('release.yml');

	it('is published from a tag alone, once all that a change is tested with has passed', () => {
		expect(on).toEqual({ push: { tags: ['v*'] } });
		expect(jobs.test).toMatchObject({ needs: 'check', uses: './.github/workflows/ci.yml' });
		expect(jobs.pack).toMatchObject({ needs: 'test' });
		expect(commandsOf(jobs.pack as Job)).toEqual(['npm ci', 'npm run scan', 'npm pack']);
		expect(jobs.publish).toMatchObject({ needs: 'pack', environment: 'npm' });
	});

	it('says where it was built, and runs nobody’s code where npm lets it in', () => {
		expect(commandsOf(jobs.publish as Job)).toEqual(['npm publish --provenance --access public ./*.tgz']);
		expect(JSON.stringify(read('release.yml'))).not.toContain('secrets.');
	});
});

describe('what a release is checked for', () => {
	let folder: string;
	const packageJson = {
		version: '1.2.3',
		author: { email: 'someone@n8n-nodes-gatepay.test' },
		repository: { type: 'git', url: 'git+https://github.com/someone/n8n-nodes-gatepay.git' },
	};
	const changelog = '# Changelog\n\n## [1.2.3] - 2026-01-31\n\n### Added\n';

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'release-'));
		cpSync('.github/checkRelease.mjs', join(folder, 'checkRelease.mjs'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	function check({ tag = 'v1.2.3', changes = {}, log = changelog } = {}): string {
		writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...packageJson, ...changes }));
		writeFileSync(join(folder, 'CHANGELOG.md'), log);
		const { status, stderr } = spawnSync(
			process.execPath,
			['checkRelease.mjs', tag, 'https://github.com/someone/n8n-nodes-gatepay'],
			{ cwd: folder, encoding: 'utf8' },
		);
		expect(status).toBe(stderr === '' ? 0 : 1);
		return stderr;
	}

	it('has nothing against a tag, a version, a changelog and a repository that agree', () => {
		expect(check()).toBe('');
	});

	it.each([
		['a tag of another version', { tag: 'v1.2.4' }, 'The tag is v1.2.4, and package.json has version 1.2.3.'],
		['a tag without v', { tag: '1.2.3' }, 'The tag is 1.2.3'],
		[
			'a version that the changelog does not have',
			{ log: '## [Unreleased]\n\n## [1.2.2] - 2026-01-01\n' },
			'CHANGELOG.md has no section "## [1.2.3] - <date as YYYY-MM-DD>".',
		],
		['a version without a date', { log: '## [1.2.3]\n' }, 'CHANGELOG.md has no section'],
		['no repository', { changes: { repository: undefined } }, 'names the repository (none)'],
		[
			'another repository',
			{ changes: { repository: { url: 'git+https://github.com/someone/else.git' } } },
			'npm wants git+https://github.com/someone/n8n-nodes-gatepay.git',
		],
		['an address that nobody reads', { changes: { author: { email: 'a@b.example' } } }, 'no real e-mail'],
	])('refuses %s', (_, given, message) => {
		expect(check(given)).toContain(message);
	});
});

describe('updates', () => {
	it('are looked for in every lock file and in the actions', () => {
		const { updates } = parse(readFileSync('.github/dependabot.yml', 'utf8')) as {
			updates: Array<{ 'package-ecosystem': string; directory?: string; directories?: string[] }>;
		};
		const lockFiles = execFileSync('git', ['ls-files', '*package-lock.json'], { encoding: 'utf8' });
		const folders = lockFiles
			.trim()
			.split('\n')
			.map((path) => `/${path.replace(/\/?package-lock\.json$/, '')}`);
		const npm = updates.find((update) => update['package-ecosystem'] === 'npm');
		expect([...(npm?.directories ?? [])].sort()).toEqual(folders.sort());
		expect(updates.map((update) => update['package-ecosystem'])).toContain('github-actions');
	});
});

function commandsOf({ steps = [] }: Job): string[] {
	return steps.flatMap(({ run }) => run ?? []);
}

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'yaml';

interface Step {
	run?: string;
}

interface Job {
	uses?: string;
	steps?: Step[];
	needs?: string;
	environment?: string;
}

interface Workflow {
	on: Record<string, unknown>;
	jobs: Record<string, Job>;
}

const FOLDER = '.github/workflows';
const FILES = readdirSync(FOLDER);

const read = (file: string) => parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow;

describe.each(FILES)('%s', (file) => {
	it('runs commands that there are', () => {
		const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
			scripts: Record<string, string>;
		};
		const commands = Object.values(read(file).jobs)
			.flatMap(commandsOf)
			.flatMap((run) => run.split('\n'));
		for (const command of commands) {
			const script = /^npm (?:run )?(?!ci|pack|publish)([\w:]+)/.exec(command)?.[1];
			if (script) expect(Object.keys(scripts)).toContain(script);
			const path = /^node (\S+)/.exec(command)?.[1];
			if (path) expect([path, existsSync(path)]).toEqual([path, true]);
		}
	});
});

describe('a release', () => {
	const { on, jobs } = read('release.yml');

	it('is published from a tag alone, once all that a change is tested with has passed', () => {
		expect(on).toEqual({ push: { tags: ['v*'] } });
		expect(jobs.test).toMatchObject({ needs: 'check', uses: './.github/workflows/ci.yml' });
		expect(jobs.pack).toMatchObject({ needs: 'test' });
		expect(commandsOf(jobs.pack as Job)).toEqual([
			'npm ci',
			'npm run build',
			'npx jest test/scan',
			'npm pack',
		]);
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

function commandsOf({ steps = [] }: Job): string[] {
	return steps.flatMap(({ run }) => run ?? []);
}

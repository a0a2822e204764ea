import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { Installed } from './install';

/** A test that was run. */
export interface TestResult {
	file: string;
	/** Its title, after those of its blocks. */
	test: string;
	passed: boolean;
	/** What its failure says. */
	message: string;
}

/** A stuck run is ended after so many milliseconds. */
const LONGEST_RUN = 20 * 60_000;

/**
 * Runs the tests of `test/engine` on an installed version.
 *
 * @param leaveOut files of `test/engine`
 * @throws where jest gives no results
 */
export function runTests(
	{ modules, packageFolder }: Installed,
	root: string,
	leaveOut: string[],
): TestResult[] {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-gatepay-compat-'));
	try {
		const results = join(folder, 'results.json');
		const jest = createRequire(join(root, 'package.json')).resolve('jest/bin/jest');
		const config = join(root, 'test/compat/jest.config.js');
		const { stderr } = spawnSync(
			process.execPath,
			[
				jest,
				...['--config', config, '--json', '--outputFile', results],
				'--forceExit', // some versions of n8n-core leave something open, and jest would wait for it
				...leaveOut.flatMap((file) => ['--testPathIgnorePatterns', `/${file.replaceAll('.', '\\.')}$`]),
			],
			{
				// Tests load the package from the folder that they run in.
				cwd: packageFolder,
				env: { ...process.env, COMPAT_MODULES: modules },
				encoding: 'utf8',
				maxBuffer: 256 * 1024 * 1024,
				timeout: LONGEST_RUN,
			},
		);
		return read(results, stderr);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

interface JestFile {
	name: string;
	message: string;
	status: 'passed' | 'failed';
	assertionResults: Array<{ fullName: string; status: string; failureMessages: string[] }>;
}

function read(results: string, output: string): TestResult[] {
	let files: JestFile[];
	try {
		files = (JSON.parse(readFileSync(results, 'utf8')) as { testResults: JestFile[] }).testResults;
	} catch {
		throw new Error(`jest gave no results:\n${output.slice(-5_000)}`);
	}
	return files.flatMap(({ name, message, status, assertionResults }) => {
		const file = basename(name);
		const tests = assertionResults.map(({ fullName, status: outcome, failureMessages }) => ({
			file,
			test: fullName,
			passed: outcome === 'passed',
			message: failureMessages.join('\n') || `It was not run: ${outcome}`,
		}));
		// A file that fails although none of its tests did could not be loaded.
		const isBroken = status === 'failed' && tests.every(({ passed }) => passed);
		return isBroken ? [...tests, { file, test: '(the file)', passed: false, message }] : tests;
	});
}

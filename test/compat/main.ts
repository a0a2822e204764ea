import { differencesOf } from './differences';
import { install } from './install';
import { runTests } from './runTests';
import { verdictOn } from './verdict';
import { VERSIONS, type Version } from './versions';

/**
 * Runs the tests of `test/engine` on every version of n8n in `versions.json`, or on those that are named, and says for
 * each what passed, what failed, and what n8n itself does differently there. Fails unless all is well.
 */
function main(named: readonly string[]): void {
	const unknown = named.filter((name) => !VERSIONS.some(({ n8n }) => n8n === name));
	if (unknown.length > 0) throw new Error(`Not in test/compat/versions.json: ${unknown.join(', ')}`);
	const versions = named.length > 0 ? VERSIONS.filter(({ n8n }) => named.includes(n8n)) : VERSIONS;
	const failed = versions.filter((version) => !holdsIn(version));
	if (failed.length > 0) process.exitCode = 1;
	const last = failed.length > 0 ? `Not on n8n ${failed.map(({ n8n }) => n8n).join(', ')}` : 'All is well';
	print(`\n${last}`);
}

function holdsIn(version: Version): boolean {
	print(`\nn8n ${version.n8n} (n8n-core ${version['n8n-core']}, n8n-workflow ${version['n8n-workflow']})`);
	const { files, tests } = differencesOf(version.n8n);
	const root = process.cwd();
	const results = runTests(
		install(version, root),
		root,
		files.map(({ file }) => file),
	);
	const { passed, differing, failed, wronglyListed } = verdictOn(results, tests);
	print(
		`  ${results.length} tests run: ${passed} passed, ${failed.length} failed, ${differing.length} differ`,
	);
	for (const { file, because } of files) print(`  not run: ${file}\n    ${because}`);
	for (const { test, because } of differing) print(`  differs: ${test}\n    ${because}`);
	for (const { file, test, message } of failed) print(`  FAILED: ${file}: ${test}\n${message}`);
	for (const { file, test } of wronglyListed) {
		print(`  WRONGLY LISTED in test/compat/differences.ts: ${file}: ${test}`);
	}
	return passed > 0 && failed.length === 0 && wronglyListed.length === 0;
}

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

main(process.argv.slice(2));

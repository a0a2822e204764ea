/**
 * Whether what a tag names can be released: `node .github/checkRelease.mjs <tag> <repository's address>`.
 *
 * Ends with 1 and one line for each thing that is wrong.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';

const [tag, repository] = process.argv.slice(2);
const packageJson = JSON.parse(readFileSync('package.json', 'utf8'));
const { version } = packageJson;
const repositoryUrl = packageJson.repository?.url;
const isDated = readFileSync('CHANGELOG.md', 'utf8')
	.split('\n')
	.some((line) => line.startsWith(`## [${version}] - `) && /\d{4}-\d{2}-\d{2}$/.test(line));

const obstacles = [
	tag !== `v${version}` && `The tag is ${tag}, and package.json has version ${version}.`,
	!isDated && `CHANGELOG.md has no section "## [${version}] - <date as YYYY-MM-DD>".`,
	// npm compares it with what signs the provenance, and refuses the package when it differs.
	repositoryUrl !== `git+${repository}.git` &&
		`package.json names the repository ${repositoryUrl ?? '(none)'}; npm wants git+${repository}.git.`,
	// A domain that is reserved for examples: nobody would get a report of a leak.
	packageJson.author.email.endsWith('.example') &&
		`package.json has no real e-mail address of the author: ${packageJson.author.email}.`,
].filter(Boolean);

for (const obstacle of obstacles) process.stderr.write(`${obstacle}\n`);
if (obstacles.length > 0) process.exitCode = 1;

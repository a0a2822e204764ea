/**
 * Lints folders the way n8n does before it verifies a community package: with its own scanner, whose rules no comment
 * in a file switches off. n8n has it fetch the package from npm and the source from GitHub; here both are folders.
 *
 *   node scan.mjs source:<folder> package:<folder> …
 *
 * Prints the findings of each folder as a JSON array of texts, empty where there are none.
 */
import process from 'node:process';

import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

/** Which files n8n has it look at: all of the repository that is published, and what the build made of it. */
const FILES = { source: SOURCE_FILE_PATTERNS, package: ['**/*.js', 'package.json'] };

const findings = [];
for (const argument of process.argv.slice(2)) {
	const [, leg, folder] = /^(source|package):(.+)$/.exec(argument);
	const { passed, message = '', details = '' } = await analyzePackage(folder, FILES[leg]);
	// It also passes where there was nothing to look at.
	findings.push(passed && !message ? '' : `${message}\n${details}`);
}
process.stdout.write(JSON.stringify(findings));

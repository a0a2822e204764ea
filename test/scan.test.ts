import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether n8n would verify the package: its scanner, over the source and over what is published. */
describe('n8n’s scan of community packages', () => {
	const folder = mkdtempSync(join(tmpdir(), 'scan-'));
	const published = join(folder, 'package');
	const plantedSource = join(folder, 'planted-source');
	const plantedPackage = join(folder, 'planted-package');
	let findings: string[];

	beforeAll(() => {
		pack(folder);
		plantInSource(plantedSource);
		plantInPackage(plantedPackage);
		findings = scan(
			`source:${process.cwd()}`,
			`package:${published}`,
			`source:${plantedSource}`,
			`package:${plantedPackage}`,
		);
	}, 300_000);
	afterAll(() => rmSync(folder, { recursive: true }));

	it('finds nothing in the source', () => {
		expect(findings[0]).toBe('');
	});

	it('finds nothing in the package that npm packs', () => {
		expect(findings[1]).toBe('');
	});

	it('would find what is not allowed in the source, whatever a comment says', () => {
		expect(findings[2]).toMatch(/GatePayRefund\.node\.ts[^]*no-console/);
		expect(findings[2]).toMatch(/GatePayRefund\.node\.ts[^]*no-restricted-globals/);
		expect(findings[2]).toMatch(/package\.json[^]*no-runtime-dependencies/);
	});

	it('would find what a build put into the package', () => {
		expect(findings[3]).toMatch(/GatePayApi\.credentials\.js[^]*no-console/);
	});
});

/** @returns what was found in each folder; empty for nothing */
function scan(...folders: string[]): string[] {
	// A process of its own: the scanner is an ES module, which jest doesn't load. Under jest's NODE_ENV its rules would
	// take every file for the file of a node.
	const printed = execFileSync(process.execPath, [join(__dirname, 'support/scan.mjs'), ...folders], {
		encoding: 'utf8',
		env: { ...process.env, NODE_ENV: undefined },
		maxBuffer: 16 * 1024 * 1024,
	});
	return JSON.parse(printed) as string[];
}

/** What `npm publish` would upload, unpacked into `package/`. */
function pack(folder: string): void {
	const packed = execFileSync(
		'npm',
		['pack', '--json', '--ignore-scripts', '--silent', '--pack-destination', folder],
		{ encoding: 'utf8' },
	);
	const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
	execFileSync('tar', ['-xzf', filename], { cwd: folder });
}

/** A copy with faults: the scan has to find them although a comment there switches the rules off. Ours has no such comment. */
function plantInSource(planted: string): void {
	const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as object;
	mkdirSync(planted);
	writeFileSync(
		join(planted, 'package.json'),
		JSON.stringify({ ...packageJson, dependencies: { axios: '1.0.0' } }),
	);
	const file = 'nodes/GatePayRefund/GatePayRefund.node.ts';
	cpSync(file, join(planted, file));
	appendFileSync(join(planted, file), '\n/* eslint-disable */\nconsole.log(process.env);\n');
}

/** The same in a copy of what is packed. */
function plantInPackage(planted: string): void {
	const file = 'dist/credentials/GatePayApi.credentials.js';
	cpSync(file, join(planted, file));
	appendFileSync(join(planted, file), '\n/* eslint-disable */\nconsole.log(sign);\n');
}

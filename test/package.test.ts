import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { PackageDirectoryLoader } from 'n8n-core';

import { replyOfThrown } from '../nodes/GatePayRefund/transport/thrown';

interface PackageJson {
	name: string;
	dependencies?: object;
	peerDependencies: object;
	n8n: { nodes: string[]; credentials: string[] };
}

const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as PackageJson;

/** What is published, and how n8n takes it in. */
describe('the package', () => {
	it('holds the build, README, CHANGELOG, LICENSE and package.json, and nothing else', () => {
		const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], { encoding: 'utf8' });
		const [{ files, size }] = JSON.parse(output) as [{ files: Array<{ path: string }>; size: number }];
		const paths = files.map(({ path }) => path);
		expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
			'CHANGELOG.md',
			'LICENSE',
			'README.md',
			'package.json',
		]);
		const folders = new Set(
			paths.filter((path) => path.startsWith('dist/')).map((path) => path.split('/')[1]),
		);
		expect([...folders].sort()).toEqual(['credentials', 'icons', 'nodes']);
		expect(size).toBeLessThan(100_000);
	});

	it('has no runtime dependency, and takes n8n-workflow from n8n', () => {
		expect(Object.keys(packageJson.dependencies ?? {})).toEqual([]);
		expect(packageJson.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('takes from n8n-workflow only what its oldest supported version exports, too', () => {
		const taken = publishedScripts().flatMap((script) => [
			...script.matchAll(/\bimport_n8n_workflow\d*\.(\w+)/g),
		]);
		expect([...new Set(taken.map(([, name]) => name))].sort()).toEqual(['NodeOperationError', 'sleep']);
	});

	it('has every file that its n8n block names', () => {
		const files = [...packageJson.n8n.nodes, ...packageJson.n8n.credentials];
		expect(files.length).toBeGreaterThan(0);
		expect(files.filter((file) => !existsSync(file))).toEqual([]);
	});

	it('has a credential whose refusals the nodes recognize, although each is a script of its own', async () => {
		const [script] = packageJson.n8n.credentials as [string];
		const { GatePayApi } = createRequire(join(process.cwd(), 'package.json'))(`./${script}`) as {
			GatePayApi: new () => { authenticate(credential: object, request: object): Promise<never> };
		};
		const refusal: unknown = await new GatePayApi().authenticate({}, {}).catch((thrown: unknown) => thrown);
		expect(replyOfThrown(new Error('n8n wraps it', { cause: refusal }), 30_000)).toEqual({
			kind: 'notConnected',
			reason: "'Account Type' in the GatePay API credential must be Institution or Merchant",
		});
	});

	it('loads in n8n, with its icons and its codex', async () => {
		const loader = new PackageDirectoryLoader(process.cwd());
		await loader.loadAll();
		expect(Object.keys(loader.known.nodes)).toEqual(packageJson.n8n.nodes.map(nameOf));
		expect(Object.keys(loader.known.credentials)).toEqual(['gatePayApi']);
		for (const { type } of Object.values(loader.nodeTypes)) {
			const { description } = type as {
				description: { codex?: { categories?: string[] }; iconUrl?: object; usableAsTool?: unknown };
			};
			expect(description.codex?.categories).toContain('Finance & Accounting');
			for (const url of Object.values(description.iconUrl ?? {}) as string[]) {
				expect(existsSync(url.replace(`icons/${packageJson.name}/`, ''))).toBe(true);
			}
			expect(Object.keys(description.iconUrl ?? {})).toEqual(['light', 'dark']);
		}
	});
});

/** The text of every script in `dist`. */
function publishedScripts(): string[] {
	return readdirSync('dist', { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.js'))
		.map((file) => readFileSync(join('dist', file), 'utf8'));
}

/** `dist/nodes/GatePayRefund/GatePayRefund.node.js` is loaded as `gatePayRefund`. */
function nameOf(file: string): string {
	const name = file.replace(/^.*\/(\w+)\.node\.js$/, '$1');
	return name.charAt(0).toLowerCase() + name.slice(1);
}

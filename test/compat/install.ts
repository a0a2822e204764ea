import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Version } from './versions';

/** Where a version is installed, and the package within it. */
export interface Installed {
	/** The node_modules with n8n-core and n8n-workflow. */
	modules: string;
	/** The folder of the built package, which finds n8n-workflow the way it does in n8n. */
	packageFolder: string;
}

/**
 * Installs a version of n8n's packages, unless it is there, and a copy of the built package beside them: a link would
 * find the n8n-workflow that it is developed with. That version itself is there already.
 *
 * @throws where npm can't install it, or installed another version than the list says
 */
export function install(version: Version, root: string): Installed {
	const rootModules = join(root, 'node_modules');
	if (isInstalled(version, rootModules)) return { modules: rootModules, packageFolder: root };

	const folder = join(root, 'test/compat/.versions', version.n8n);
	const modules = join(folder, 'node_modules');
	if (!isInstalled(version, modules)) {
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder, { recursive: true });
		const { n8n, ...dependencies } = version;
		const packageJson = { name: `n8n-${n8n}`, private: true, dependencies };
		writeFileSync(join(folder, 'package.json'), JSON.stringify(packageJson));
		execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
			cwd: folder,
			stdio: 'inherit',
		});
		if (!isInstalled(version, modules)) throw new Error(`n8n ${n8n} was not installed as it is listed`);
	}
	return { modules, packageFolder: copyPackage(modules, root) };
}

/** Whether both packages are there in these versions, and n8n-core uses this very n8n-workflow. */
function isInstalled(version: Version, modules: string): boolean {
	try {
		const workflow = join(modules, 'n8n-workflow/package.json');
		const core = join(modules, 'n8n-core/package.json');
		return (
			versionIn(core) === version['n8n-core'] &&
			versionIn(workflow) === version['n8n-workflow'] &&
			createRequire(core).resolve('n8n-workflow').startsWith(join(modules, 'n8n-workflow/'))
		);
	} catch {
		return false;
	}
}

function versionIn(packageJson: string): string {
	return (JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string }).version;
}

function copyPackage(modules: string, root: string): string {
	const packageFolder = join(modules, 'n8n-nodes-gatepay');
	rmSync(packageFolder, { recursive: true, force: true });
	for (const part of ['dist', 'package.json']) {
		cpSync(join(root, part), join(packageFolder, part), { recursive: true });
	}
	return packageFolder;
}

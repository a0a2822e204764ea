/**
 * The one build entry.
 *
 *   gulp build   dist/: what is published (compiled gatepay, credentials and nodes; icons, codex files, schemas)
 *   gulp tools   build/: the sandbox, the demo, the start of a real n8n and of test:compat, and the benchmark, which must never
 *                be in dist/ (verification scans it)
 */
const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { promisify } = require('node:util');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const cleanDist = () => rm('dist', { recursive: true, force: true });
cleanDist.displayName = 'clean dist';

async function compile() {
	try {
		await promisify(execFile)(process.execPath, [
			require.resolve('typescript/bin/tsc'),
			'-p',
			'tsconfig.build.json',
		]);
	} catch (error) {
		// tsc reports to standard output.
		throw new Error(error.stdout || error.message);
	}
}

// Folders are named one by one: a glob that starts at the root would walk node_modules.
const copyIcons = () => src('icons/*.svg').pipe(dest('dist/icons'));
copyIcons.displayName = 'copy icons';
const copyNodeFiles = () => src('nodes/**/*.json').pipe(dest('dist/nodes'));
copyNodeFiles.displayName = 'copy codex files and schemas';

/** Bundled and not type-checked, so that the demo starts fast; `npm run lint` checks the types. */
async function tools() {
	await rm('build', { recursive: true, force: true });
	await esbuild.build({
		entryPoints: [
			'compat/main.ts',
			'demo/main.ts',
			'sandbox/main.ts',
			'e2e/start/main.ts',
			...['main', 'contenderProcess', 'sandboxProcess', 'loadProcess'].map((name) => `bench/${name}.ts`),
		],
		bundle: true,
		packages: 'external',
		platform: 'node',
		target: 'node20',
		sourcemap: 'inline',
		outbase: '.',
		outdir: 'build',
	});
}

exports.build = series(cleanDist, parallel(compile, copyIcons, copyNodeFiles));
exports.tools = tools;
exports.default = exports.build;

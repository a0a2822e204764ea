/**
 * The one build entry.
 *
 *   gulp build   dist/: what is published (the credential and both nodes, each one script; icons, codex files, schemas)
 *   gulp tools   build/: the sandbox, the demo, the film, the start of a real n8n and of test/compat, and the benchmark, which must
 *                never be in dist/ (verification scans it)
 */
const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { promisify } = require('node:util');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

const cleanDist = () => rm('dist', { recursive: true, force: true });
cleanDist.displayName = 'clean dist';

async function checkTypes() {
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
checkTypes.displayName = 'check types';

/**
 * Each file that n8n's block in package.json names, with what it imports of the package in it: n8n reads three scripts
 * when it starts instead of ninety, and none later, when an update may have replaced them. Readable as it is, for n8n's
 * reviewers.
 */
const bundle = () =>
	esbuild.build({
		entryPoints: [...n8n.credentials, ...n8n.nodes].map((script) =>
			script.replace(/^dist\/(.*)\.js$/, '$1.ts'),
		),
		bundle: true,
		external: ['n8n-workflow'],
		platform: 'node',
		target: 'es2022',
		outbase: '.',
		outdir: 'dist',
	});
bundle.displayName = 'bundle';

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
			'test/compat/main.ts',
			'tools/demo/main.ts',
			'tools/film/main.ts',
			'tools/sandbox/main.ts',
			'tools/n8n/start/main.ts',
			'tools/bench/main.ts',
			'tools/bench/Bench.node.ts',
		],
		bundle: true,
		packages: 'external',
		platform: 'node',
		target: 'node20',
		sourcemap: 'inline',
		outbase: '.',
		outdir: 'build',
	});
	// The sandbox's page, whole, so that a browser asks nobody else for a part of it.
	await esbuild.build({
		entryPoints: ['tools/sandbox/page/browser/page.tsx'],
		bundle: true,
		minify: true,
		target: 'es2022',
		outdir: 'build/tools/sandbox/page/browser',
	});
}

exports.build = series(cleanDist, parallel(checkTypes, bundle, copyIcons, copyNodeFiles));
exports.tools = tools;
exports.default = exports.build;

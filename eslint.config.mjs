import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import eslint from '@eslint/js';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import jsoncParser from 'jsonc-eslint-parser';
import typescript from 'typescript-eslint';

/** What is published, and so what n8n's reviewers scan. */
const PUBLISHED = ['gatepay/**/*.ts', 'credentials/**/*.ts', 'nodes/**/*.ts'];

/** One of n8n's older rule sets, on some files; its rules carry their plugin's name already. */
const n8nRules = (set, files) => ({
	files,
	plugins: { 'n8n-nodes-base': n8nNodesBase },
	rules: n8nNodesBase.configs[set].rules,
});

/**
 * Dependency rules: nodes → gatepay, credentials → gatepay, tools/sandbox → gatepay; inside gatepay refund → api → values.
 * Nothing that is published imports from tools or test.
 *
 * @param forbidden folders, from the root, that files of `folder` may not import from
 * @param packages  the packages that they may import
 */
const dependencies = (folder, forbidden, packages) => ({
	files: [`${folder}/**/*.ts`],
	rules: {
		'no-restricted-imports': [
			'error',
			{
				patterns: [
					...forbidden.map((name) => ({
						regex: `^(\\.\\./)+${name}(/|$)`,
						message: `${folder}/ may not import from ${name}/.`,
					})),
					...(packages
						? [
								{
									regex: `^(?!\\.|(${packages.join('|')})$)`,
									message: `${folder}/ may import only ${packages.join(', ')}.`,
								},
							]
						: []),
				],
			},
		],
	},
});

export default typescript.config(
	{
		ignores: [
			'**/node_modules/',
			'dist/',
			'build/',
			'coverage/',
			'reports/',
			'.stryker-tmp/',
			'tools/n8n/.n8n/',
		],
	},
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },

	{ files: ['**/*.{ts,tsx,mjs,js}'], extends: [eslint.configs.recommended] },
	{
		files: ['**/*.{ts,tsx}'],
		extends: [typescript.configs.strict],
		rules: { '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }] },
	},
	{
		files: ['gulpfile.js', '**/jest.config.js'],
		languageOptions: {
			sourceType: 'commonjs',
			globals: {
				module: 'writable',
				exports: 'writable',
				require: 'readonly',
				process: 'readonly',
				__dirname: 'readonly',
			},
		},
	},

	{ ...n8nCommunityNodesPlugin.configs.recommended, files: [...PUBLISHED, 'package.json'], ignores: [] },
	{ files: PUBLISHED, rules: { 'no-console': 'error' } },
	{ files: ['package.json'], languageOptions: { parser: jsoncParser } },
	n8nRules('community', ['package.json']),
	n8nRules('credentials', ['credentials/**/*.ts']),
	n8nRules('nodes', ['nodes/**/*.ts']),
	{
		// n8n's own lint switches these five off as well: they are outdated, or wrong about the current API.
		files: PUBLISHED,
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},

	// The last rule that fits a file counts, so that each names all that its folder may not import.
	dependencies('gatepay', ['nodes', 'credentials', 'tools', 'test'], ['node:crypto']),
	dependencies(
		'gatepay/api',
		['nodes', 'credentials', 'tools', 'test', 'refund', 'notification'],
		['node:crypto'],
	),
	dependencies(
		'gatepay/values',
		['nodes', 'credentials', 'tools', 'test', 'api', 'refund', 'notification'],
		['node:crypto'],
	),
	dependencies('credentials', ['nodes', 'tools', 'test'], ['n8n-workflow']),
	dependencies('nodes', ['credentials', 'tools', 'test'], ['n8n-workflow']),
	// What the sandbox takes from the package, GatePay's wire format, stands in one file.
	dependencies('tools/sandbox', ['nodes', 'credentials', 'gatepay', 'test']),
	{ files: ['tools/sandbox/wire.ts'], rules: { 'no-restricted-imports': 'off' } },
);

const { join } = require('node:path');

const everyTest = require('../../jest.config');

/** The node_modules of the version under test; `test/compat/main.ts` names it. */
const modules = process.env.COMPAT_MODULES;

/** @type {import('jest').Config} */
module.exports = {
	...everyTest,
	rootDir: join(__dirname, '../..'),
	roots: ['<rootDir>/test/engine'],
	moduleNameMapper: {
		'^n8n-core$': '<rootDir>/test/compat/core',
		'^n8n-core-under-test$': join(modules, 'n8n-core'),
		'^n8n-core/(.*)$': join(modules, 'n8n-core/$1'),
		// One module for the package under test, for n8n-core and for the tests, as in n8n.
		'^n8n-workflow$': join(modules, 'n8n-workflow'),
	},
};

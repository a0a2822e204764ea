/** @type {import('jest').Config} */
module.exports = {
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	testEnvironment: 'node',
	testMatch: ['**/*.test.ts'],
	transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/', '<rootDir>/tools/n8n/.n8n/'],
	globalSetup: '<rootDir>/test/e2e/globalSetup.ts',
	// Two n8n at a time, each with a home and ports of its own: more would wait for one another on two cores.
	maxWorkers: 2,
	testTimeout: 180_000,
};

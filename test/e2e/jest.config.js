/** @type {import('jest').Config} */
module.exports = {
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	testEnvironment: 'node',
	testMatch: ['**/*.test.ts'],
	transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/', '<rootDir>/tools/n8n/.n8n/'],
	globalSetup: '<rootDir>/test/e2e/globalSetup.ts',
	// One n8n at a time: each takes most of a core while it starts.
	maxWorkers: 1,
	testTimeout: 180_000,
};

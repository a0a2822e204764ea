/** @type {import('jest').Config} */
module.exports = {
	rootDir: '..',
	roots: ['<rootDir>/e2e/test'],
	testEnvironment: 'node',
	testMatch: ['**/*.test.ts'],
	transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/', '<rootDir>/e2e/.n8n/'],
	globalSetup: '<rootDir>/e2e/test/globalSetup.ts',
	// One n8n at a time: each takes most of a core while it starts.
	maxWorkers: 1,
	testTimeout: 180_000,
};

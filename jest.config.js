/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	// Types are checked by `npm run lint`; here each file is only translated.
	transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
	// The built package is loaded the way n8n loads it, never through jest's module map.
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/', '<rootDir>/tools/n8n/.n8n/'],
	// The real n8n has a configuration of its own.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	// n8n's engine logs every node that fails, and tests make many fail on purpose.
	globalSetup: '<rootDir>/tools/engine/ownN8nFolder.ts',
	// jest leaves one core free by itself, which on two cores means one file at a time and twice the time.
	maxWorkers: '100%',
	// What n8n-core leaves behind in a worker makes its garbage collection slow: a new worker is faster.
	workerIdleMemoryLimit: '500MB',
	testTimeout: 60_000,
};

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	// Types are checked by `npm run lint`; here each file is only translated.
	transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
	// The built package is loaded the way n8n loads it, never through jest's module map.
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/'],
	setupFiles: ['<rootDir>/test/silence.ts'],
	testTimeout: 60_000,
};

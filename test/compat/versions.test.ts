import { readFileSync } from 'node:fs';

import { VERSIONS } from './versions';
import { expectSection } from '../support/readmeSection';

/** The versions of n8n that `test/compat/main.ts` runs on. */
describe('the versions of n8n', () => {
	it('are those that the README names', () => {
		const names = VERSIONS.map(({ n8n }) => n8n);
		const [oldest] = names;
		expectSection(
			'README.md',
			'tested versions',
			`n8n ${oldest} or newer; tested in n8n ${names.at(-1)} and in the engines of ${names.slice(0, -2).join(', ')} and ${names.at(-2)}.\n`,
		);
	});

	it('end with the one that the package is developed with', () => {
		const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
			devDependencies: Record<string, string>;
		};
		const newest = VERSIONS.at(-1);
		for (const name of ['n8n-core', 'n8n-workflow'] as const) {
			expect([name, newest?.[name]]).toEqual([name, devDependencies[name]]);
		}
	});
});

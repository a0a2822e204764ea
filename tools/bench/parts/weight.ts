import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { Helper } from '../childProcess';
import type { Loaded } from '../loadProcess';
import type { QuietRounds } from '../quietRounds';
import type { Weight } from '../results';
import { spreadOf } from '../statistics';

/** How large the package is, and what it takes to load it beside n8n; `dist/` must be built. */
export async function weight(loads: number, rounds: QuietRounds): Promise<Weight> {
	const loaded = await rounds.run(loads, async () => {
		const helper = Helper.start('loadProcess');
		try {
			return await helper.ask<Loaded>({});
		} finally {
			await helper.end();
		}
	});
	return {
		tarball: await tarballSize(),
		loadTime: spreadOf(loaded.map(({ loadTime }) => loadTime)),
		formTime: spreadOf(loaded.map(({ formTime }) => formTime)),
	};
}

async function tarballSize(): Promise<number> {
	const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--silent']);
	const [{ size }] = JSON.parse(stdout) as [{ size: number }];
	return size;
}

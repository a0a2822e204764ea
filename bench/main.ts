import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { installedN8n } from '../e2e/n8n';
import { Gateway } from './gateway';
import { contest } from './parts/contest';
import { growth } from './parts/growth';
import { realN8n } from './parts/realN8n';
import { weight } from './parts/weight';
import { FULL, QUICK } from './plan';
import { panelsOf, plot } from './plot';
import { processorTimes, stolenShare } from './processorTimes';
import type { Contest, Machine, Results } from './results';
import { targetTable } from './report';
import { targetsOf } from './targets';

/**
 * Measures everything, and says whether the targets are met.
 *
 *   npm run bench                        writes bench/results.json and bench/results.svg
 *   npm run bench -- --quick             the short form, into build/bench/
 *   npm run bench -- --part growth       some parts only (contests, growth, weight, n8n), into build/bench/
 */
async function bench(): Promise<void> {
	const { quick, part: parts } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			part: { type: 'string', multiple: true, default: [] },
		},
	}).values;
	const plan = quick ? QUICK : FULL;
	const report = (line: string) => console.log(`  ${line}`);
	/** Measures a part that is wanted; the others stay empty. */
	const measurePart = async <T>(name: string, empty: T, measured: () => Promise<T>): Promise<T> => {
		if (parts.length > 0 && !parts.includes(name)) return empty;
		heading(name);
		return await measured();
	};

	const { program } = await installedN8n(report);
	const builtInNodes = join(dirname(program), '../../n8n-nodes-base');
	const gateway = await Gateway.start();
	const before = processorTimes();
	try {
		const measured = {
			isQuick: quick,
			contests: await measurePart('contests', [], async () => {
				const contests: Contest[] = [];
				for (const { latency, repetitions, entrances } of plan.contests) {
					heading(`The gateway takes ${latency} ms`);
					const settings = { latency, repetitions, builtInNodes, report };
					contests.push({ latency, entries: await contest(gateway, entrances, settings) });
				}
				return contests;
			}),
			growth: await measurePart('growth', [], () => growth(gateway, plan.growth, report)),
			weight: await measurePart('weight', undefined, () => weight(plan.loads)),
			realN8n: await measurePart('n8n', [], () => realN8n(gateway, { ...plan.realN8n, report })),
		};
		const machine = { ...machineOf(builtInNodes), stolen: stolenShare(before, processorTimes()) };
		const results: Results = { machine, ...measured, targets: targetsOf(measured) };
		await save(results, quick || parts.length > 0 ? join('build', 'bench') : 'bench');
		heading('targets');
		for (const row of targetTable(results.targets).slice(1)) report(row.join(' | '));
	} finally {
		await gateway.end();
	}
}

function heading(text: string): void {
	console.log(`\n${text}`);
}

function machineOf(builtInNodes: string): Machine {
	const processors = cpus();
	const { version } = JSON.parse(readFileSync(join(builtInNodes, '../n8n/package.json'), 'utf8')) as {
		version: string;
	};
	return {
		processor: processors[0]?.model.trim() ?? '',
		cores: processors.length,
		node: process.versions.node,
		n8n: version,
	};
}

async function save(results: Results, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'results.json'), `${JSON.stringify(results, null, '\t')}\n`);
	await writeFile(join(folder, 'results.svg'), plot(panelsOf(results)));
}

bench().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});

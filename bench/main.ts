import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { installedN8n } from '../e2e/n8n';
import { Gateway } from './gateway';
import { rounded } from './names';
import { contest } from './parts/contest';
import { growth } from './parts/growth';
import { realN8n } from './parts/realN8n';
import { weight } from './parts/weight';
import { FULL, QUICK } from './plan';
import { panelsOf, plot } from './plot';
import type { Contest, Machine, Results } from './results';
import { targetTable } from './report';
import { targetsOf } from './targets';

/**
 * Measures everything, and says whether the targets are met.
 *
 *   npm run bench              writes bench/results.json and bench/results.svg
 *   npm run bench -- --quick   the short form, into build/bench/
 */
async function bench(): Promise<void> {
	const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
	const plan = values.quick ? QUICK : FULL;
	const report = (line: string) => console.log(`  ${line}`);

	const { program } = await installedN8n(report);
	const builtInNodes = join(dirname(program), '../../n8n-nodes-base');
	const gateway = await Gateway.start();
	try {
		const contests: Contest[] = [];
		for (const { latency, repetitions, entrances } of plan.contests) {
			heading(`In n8n's engine, the gateway takes ${latency} ms`);
			const entries = await contest(gateway, entrances, { latency, repetitions, builtInNodes, report });
			contests.push({ latency, entries });
		}
		heading('Growth');
		const grown = await growth(gateway, plan.growth, report);
		heading('Weight');
		const weighed = await weight(plan.loads);
		report(`${weighed.tarball} bytes, loads in ${rounded(weighed.loadTime.median)} ms`);
		heading('In a real n8n');
		const inN8n = await realN8n(gateway, { ...plan.realN8n, report });

		const measured = {
			machine: machineOf(builtInNodes),
			isQuick: values.quick,
			contests,
			growth: grown,
			weight: weighed,
			realN8n: inN8n,
		};
		const results: Results = { ...measured, targets: targetsOf(measured) };
		await save(results, values.quick ? join('build', 'bench') : 'bench');
		heading('Targets');
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

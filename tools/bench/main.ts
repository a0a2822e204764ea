import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';

import { installedN8n } from '../n8n';
import { bulk, memory, type Surroundings } from './bulk';
import { floor } from './floor';
import { Gateway } from './gateway';
import { FULL, QUICK } from './plan';
import { panelsOf, plot } from './plot';
import { queue } from './queue';
import { QuietRounds } from './quietRounds';
import { PARTS, type Machine, type Part, type Results } from './results';
import { targetTable } from './report';
import { targetsOf } from './targets';

/**
 * Measures everything, and says whether the targets are met. Each part is written down as soon as it is measured, in the
 * place of what an earlier run found out about it.
 *
 *   npm run bench                       into tools/bench/results.json and tools/bench/results.svg
 *   npm run bench -- --part memory      some parts only: bulk, memory, floor, queue
 *   npm run bench -- --quick            the short form, into build/bench/
 */
async function bench(): Promise<void> {
	const { quick, part: wanted } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			part: { type: 'string', multiple: true, default: [...PARTS] },
		},
	}).values;
	const parts = PARTS.filter((part) => wanted.includes(part));
	if (parts.length === 0) throw new Error(`The parts are: ${PARTS.join(', ')}`);
	const plan = quick ? QUICK : FULL;
	const folder = quick ? join('build', 'bench') : join('tools', 'bench');

	const { program } = await installedN8n(report);
	const gateway = await Gateway.start();
	const measured: Record<Part, (surroundings: Surroundings) => Promise<Partial<Results>>> = {
		bulk: async (surroundings) => ({ bulk: await bulk(plan.bulk, surroundings) }),
		memory: async (surroundings) => ({ memory: await memory(plan.memory, surroundings) }),
		floor: async (surroundings) => ({ floor: await floor(plan.floor, surroundings) }),
		queue: async (surroundings) => ({ queue: await queue(plan.queue, surroundings) }),
	};
	let results = earlierResults(folder, { machine: machineOf(program), isQuick: quick });
	try {
		for (const part of parts) {
			console.log(`\n${part}`);
			const rounds = new QuietRounds(report);
			const found = await measured[part]({ gateway, rounds, report });
			results = { ...results, ...found, stolen: { ...results.stolen, [part]: rounds.stolen } };
			await save(results, folder);
		}
	} finally {
		await gateway.end();
	}
	console.log('\ntargets');
	for (const row of targetTable(targetsOf(results)).slice(1)) report(row.join(' | '));
}

function report(line: string): void {
	console.log(`  ${line}`);
}

/** What was found out before, on the same machine and in the same form; empty where there is nothing. */
function earlierResults(folder: string, surroundings: Pick<Results, 'machine' | 'isQuick'>): Results {
	const empty: Results = { ...surroundings, stolen: {}, bulk: [], memory: [], floor: [], queue: undefined };
	const file = join(folder, 'results.json');
	if (!existsSync(file)) return empty;
	const earlier = JSON.parse(readFileSync(file, 'utf8')) as Results;
	const { machine, isQuick } = earlier;
	return isDeepStrictEqual({ machine, isQuick }, surroundings) ? earlier : empty;
}

/** @param program n8n's command */
function machineOf(program: string): Machine {
	const processors = cpus();
	const packageJson = join(dirname(program), '..', 'package.json');
	const { version } = JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string };
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

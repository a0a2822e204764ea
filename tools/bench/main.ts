import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';

import { installedN8n } from '../n8n';
import { Gateway } from './gateway';
import { contest } from './parts/contest';
import { growth } from './parts/growth';
import { realN8n } from './parts/realN8n';
import { weight } from './parts/weight';
import { FULL, QUICK, type Plan } from './plan';
import { panelsOf, plot } from './plot';
import { QuietRounds } from './quietRounds';
import { PARTS, type Contest, type Machine, type Part, type Results } from './results';
import { targetTable } from './report';
import { targetsOf } from './targets';

/**
 * Measures everything, and says whether the targets are met. Each part is written down as soon as it is measured, in the
 * place of what an earlier run found out about it.
 *
 *   npm run bench                        into tools/bench/results.json and tools/bench/results.svg
 *   npm run bench -- --part growth       some parts only: contests, growth, weight, n8n
 *   npm run bench -- --quick             the short form, into build/bench/
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
	const builtInNodes = join(dirname(program), '../../n8n-nodes-base');
	const gateway = await Gateway.start();
	const measured: Record<Part, (rounds: QuietRounds) => Promise<Partial<Results>>> = {
		contests: async (rounds) => ({ contests: await contests(gateway, plan, { builtInNodes, rounds }) }),
		growth: async (rounds) => ({ growth: await growth(gateway, plan.growth, { rounds, report }) }),
		weight: async (rounds) => ({ weight: await weight(plan.loads, rounds) }),
		n8n: async (rounds) => ({ realN8n: await realN8n(gateway, { ...plan.realN8n, rounds, report }) }),
	};
	let results = earlierResults(folder, { machine: machineOf(builtInNodes), isQuick: quick });
	try {
		for (const part of parts) {
			heading(part);
			const rounds = new QuietRounds(report);
			const found = await measured[part](rounds);
			results = { ...results, ...found, stolen: { ...results.stolen, [part]: rounds.stolen } };
			results.targets = targetsOf(results);
			await save(results, folder);
		}
	} finally {
		await gateway.end();
	}
	heading('targets');
	for (const row of targetTable(results.targets).slice(1)) report(row.join(' | '));
}

function report(line: string): void {
	console.log(`  ${line}`);
}

async function contests(
	gateway: Gateway,
	plan: Plan,
	surroundings: { builtInNodes: string; rounds: QuietRounds },
): Promise<Contest[]> {
	const found: Contest[] = [];
	for (const { latency, repetitions, entrances } of plan.contests) {
		heading(`The gateway takes ${latency} ms`);
		const settings = { latency, repetitions, ...surroundings, report };
		found.push({ latency, entries: await contest(gateway, entrances, settings) });
	}
	return found;
}

/** What was found out before, on the same machine and in the same form; empty where there is nothing. */
function earlierResults(folder: string, surroundings: Pick<Results, 'machine' | 'isQuick'>): Results {
	const empty: Results = {
		...surroundings,
		stolen: {},
		contests: [],
		growth: [],
		weight: undefined,
		realN8n: [],
		targets: [],
	};
	const file = join(folder, 'results.json');
	if (!existsSync(file)) return empty;
	const earlier = JSON.parse(readFileSync(file, 'utf8')) as Results;
	const { machine, isQuick } = earlier;
	return isDeepStrictEqual({ machine, isQuick }, surroundings) ? earlier : empty;
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

import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { installedN8n } from '../n8n';
import { Gateway } from './gateway';
import { picture } from './picture';
import { FULL, QUICK } from './plan';
import { targetTable } from './report';
import { PARTS, type Results } from './results';
import { runLists, runMemory, runQueue } from './runs';

/**
 * Measures what refunds cost, and says whether the targets are met. Each part is written down as soon as it is measured,
 * in the place of what an earlier run found out about it.
 *
 *   npm run bench                       into tools/bench/results.json and tools/bench/results.svg
 *   npm run bench -- --part memory      some parts only: lists, memory, queue
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
	await mkdir(folder, { recursive: true });
	const file = join(folder, 'results.json');
	const results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {};

	const { program } = await installedN8n(report);
	const measured = { date: new Date().toISOString().slice(0, 10), machine: machineOf(program) };
	const gateway = await Gateway.start();
	try {
		for (const part of parts) {
			console.log(`\n${part}`);
			if (part === 'lists') {
				results.lists = { ...measured, entries: await runLists(plan.lists, gateway, report) };
			} else if (part === 'memory') {
				results.memory = { ...measured, entries: await runMemory(plan.memory, gateway, report) };
			} else {
				results.queue = { ...measured, ...(await runQueue(plan.queue, gateway, report)) };
			}
			await writeFile(file, `${JSON.stringify(results, null, '\t')}\n`);
			await writeFile(join(folder, 'results.svg'), picture(results));
		}
	} finally {
		await gateway.sandbox.close();
	}
	if (quick) return;
	console.log('\ntargets');
	for (const row of targetTable(results).slice(1)) report(row.join(' | '));
}

function report(line: string): void {
	console.log(`  ${line}`);
}

/** @param program n8n's command */
function machineOf(program: string): string {
	const processors = cpus();
	const { version } = JSON.parse(readFileSync(join(dirname(program), '..', 'package.json'), 'utf8')) as {
		version: string;
	};
	return `${processors.length} cores of ${processors[0]?.model.trim()}, n8n ${version}`;
}

bench().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});

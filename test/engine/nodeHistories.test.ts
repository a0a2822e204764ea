import fc from 'fast-check';

import { histories } from './nodeHistories/history';
import { World } from './nodeHistories/play';
import { show, wrongsOf } from './nodeHistories/properties';

const COUNT = Number(process.env.HISTORIES ?? 100);
const SEED = Number(process.env.HISTORIES_SEED ?? 20_260_105);

describe('the node, in n8n', () => {
	let world: World;
	process.on('unhandledRejection', (e) => process.stderr.write('UNHANDLED ' + String((e as Error).stack).slice(0, 400) + '\n'));
	beforeAll(async () => (world = await World.start()));
	afterAll(() => world.close());

	it('x', async () => {
		const begun = performance.now();
		const classes = new Map<string, number>();
		const samples = fc.sample(histories(world.places.length), { numRuns: COUNT, seed: SEED });
		let shown = 0;
		for (const [index, history] of samples.entries()) {
			let wrongs: string[];
			let threw = '';
			try {
				const played = await world.play(history);
				wrongs = wrongsOf(played);
				threw = played.executions.map((e) => e.threw ?? '').join();
			} catch (e) { wrongs = ['PLAY ' + String((e as Error).stack).slice(0, 800)]; }
			for (const w of wrongs) {
				const c = w.replace(/[0-9a-f]{32}|own-\w+|\d+/g, '#').slice(0, 150) + (threw.replace(/,/g, '') && ' THREW ' + threw.replace(/ \(line \d+\)/g, ''));
				classes.set(c, (classes.get(c) ?? 0) + 1);
				if (classes.get(c) === 1 && shown++ < Number(process.env.SHOW ?? 5)) process.stderr.write(`#${index} ${w}\n   threw ${threw}\n`);
			}
		}
		process.stderr.write([...classes].sort((a, b) => b[1] - a[1]).map(([c, n]) => `${n} ${c}`).join('\n') + '\n');
		process.stderr.write(`${COUNT} in ${performance.now() - begun} ms\n`);
		show('');
	}, 3_000_000);
});

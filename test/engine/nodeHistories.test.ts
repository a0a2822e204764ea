import fc from 'fast-check';

import { histories } from './nodeHistories/history';
import { World } from './nodeHistories/play';
import { show, wrongsOf } from './nodeHistories/properties';

const COUNT = Number(process.env.HISTORIES ?? 100);
const SEED = Number(process.env.HISTORIES_SEED ?? 20_260_105);

describe('the node, in n8n', () => {
	let world: World;
	process.on('unhandledRejection', (e) => process.stderr.write('UNHANDLED ' + world.now + String((e as Error).stack).slice(0, 4000) + '\n'));
	beforeAll(async () => (world = await World.start()));
	afterAll(() => world.close());

	it('x', async () => {
		const begun = performance.now();
		const classes = new Map<string, number>();
		const samples = fc.sample(histories(world.places.length), { numRuns: COUNT, seed: SEED });
		let shown = 0;
		for (const [index, history] of samples.entries()) {
			if (process.env.ONLY && Number(process.env.ONLY) !== index) continue;
			let wrongs: string[];
			let threw = '';
			try {
				world.now = index; const played = await world.play(history);
				wrongs = wrongsOf(played);
				if (process.env.ONLY) process.stderr.write(JSON.stringify({ history, tries: played.executions.map((e) => ({ tries: e.tries, run: e.run?.run.data.resultData.runData.Refund, error: e.run?.error })), sends: played.sends, payments: played.payments.map(p=>({p:p.refund.refundRequestId, s:p.send?.nonce})) }, (k, v) => typeof v === 'string' && v.length > 1500 ? v.slice(0, 1500) : typeof v === 'bigint' ? String(v) : v, 1));
				threw = played.executions.map((e) => e.threw ?? '').join();
			} catch (e) { wrongs = ['PLAY ' + String((e as Error).stack).slice(0, 800)]; }
			for (const w of wrongs) {
				const c = w.replace(/[0-9a-f]{32}|own-\w+|\d+/g, '#').slice(0, 150) + (threw.replace(/,/g, '') && ' THREW ' + threw.replace(/ \(line \d+\)/g, ''));
				classes.set(c, (classes.get(c) ?? 0) + 1);
				if (classes.get(c) === 1 && shown++ < Number(process.env.SHOW ?? 5)) process.stderr.write(`#${index} ${w.slice(0, 700)}\n   threw ${threw}\n`);
			}
		}
		process.stderr.write([...classes].sort((a, b) => b[1] - a[1]).map(([c, n]) => `${n} ${c}`).join('\n') + '\n');
		process.stderr.write(`${COUNT} in ${performance.now() - begun} ms\n`);
		show('');
	}, 3_000_000);
});

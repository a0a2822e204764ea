import { Entrant, type Outcome } from '../entrant';
import type { Gateway } from '../gateway';
import type { Growth } from '../results';
import { spreadOf } from '../statistics';

/**
 * Runs so many items through the node, each time in a fresh process: memory that an earlier run left behind can't hide
 * what this one needs. The gateway answers at once, and isn't asked before.
 */
export async function growth(
	gateway: Gateway,
	sizes: ReadonlyArray<{ items: number; repetitions: number }>,
	report: (line: string) => void,
): Promise<Growth[]> {
	const measured = sizes.map((size) => ({ ...size, outcomes: [] as Outcome[] }));
	const most = Math.max(...sizes.map(({ repetitions }) => repetitions));
	for (let repetition = 0; repetition < most; repetition += 1) {
		for (const { items, outcomes } of measured.filter(({ repetitions }) => repetition < repetitions)) {
			const outcome = await runOnce(gateway, items);
			outcomes.push(outcome);
			const [extra, kept] = [extraMemory(outcome), outcome.keptMemory].map((size) => (size / 1e6).toFixed(0));
			report(`${items} items: ${outcome.wallTime.toFixed(0)} ms, ${extra} MB beside ${kept} MB of output`);
		}
	}
	return measured.map(({ items, outcomes }) => ({
		items,
		wallTime: spreadOf(outcomes.map(({ wallTime }) => wallTime)),
		cpuTime: spreadOf(outcomes.map(({ cpuTime }) => cpuTime)),
		extraMemory: spreadOf(outcomes.map(extraMemory)),
	}));
}

/** Refunds after which the compiler has seen everything. */
const WARM_UP = 300;

async function runOnce(gateway: Gateway, items: number): Promise<Outcome> {
	const settings = { checkExisting: false };
	const entrant = new Entrant(gateway, { contender: 'gatePayRefund', settings });
	try {
		await entrant.makeRefunds(WARM_UP, 0);
		return await entrant.makeRefunds(items, 0);
	} finally {
		await entrant.end();
	}
}

/** The input was there before the run, and the output is what the run left. */
function extraMemory({ peakMemory, keptMemory }: Outcome): number {
	return peakMemory - keptMemory;
}

import { Entrant, type Outcome } from '../entrant';
import type { Gateway } from '../gateway';
import type { Plan } from '../plan';
import type { QuietRounds } from '../quietRounds';
import type { Growth } from '../results';
import { spreadOf } from '../statistics';

/**
 * Runs so many items through the node, each time in a fresh process: memory that an earlier run left behind can't hide
 * what this one needs. The gateway answers at once, and isn't asked before.
 */
export async function growth(
	gateway: Gateway,
	plans: Plan['growth'],
	{ rounds, report }: { rounds: QuietRounds; report: (line: string) => void },
): Promise<Growth[]> {
	const found: Growth[] = [];
	for (const { sizes, repetitions } of plans) {
		const outcomes = await rounds.run(repetitions, async () => {
			const round: Outcome[] = [];
			for (const items of sizes) {
				const outcome = await runOnce(gateway, items);
				const megabytes = ((outcome.memoryInUse ?? 0) / 1e6).toFixed(0);
				report(`${items} items: ${outcome.wallTime.toFixed(0)} ms, ${megabytes} MB in use`);
				round.push(outcome);
			}
			return round;
		});
		found.push(
			...sizes.map((items, size) =>
				growthOf(
					items,
					outcomes.map((round) => round[size] as Outcome),
				),
			),
		);
	}
	return found;
}

function growthOf(items: number, outcomes: readonly Outcome[]): Growth {
	return {
		items,
		wallTime: spreadOf(outcomes.map(({ wallTime }) => wallTime)),
		cpuTime: spreadOf(outcomes.map(({ cpuTime }) => cpuTime)),
		memoryInUse: spreadOf(outcomes.map(({ memoryInUse = 0 }) => memoryInUse)),
	};
}

/** Refunds after which the compiler has seen everything. */
const WARM_UP = 300;

async function runOnce(gateway: Gateway, items: number): Promise<Outcome> {
	const settings = { checkExisting: false };
	const entrant = new Entrant(gateway, { contender: 'gatePayRefund', settings });
	try {
		await entrant.makeRefunds(WARM_UP);
		return await entrant.makeRefunds(items, { watchesMemory: true });
	} finally {
		await entrant.end();
	}
}

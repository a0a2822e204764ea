import { Entrant, type Outcome } from '../entrant';
import type { Gateway } from '../gateway';
import type { Entrance } from '../plan';
import type { QuietRounds } from '../quietRounds';
import type { Entry } from '../results';
import { spreadOf } from '../statistics';

export interface ContestSettings {
	/** Of the gateway, in milliseconds. */
	latency: number;
	repetitions: number;
	/** The folder of n8n's own nodes. */
	builtInNodes: string;
	rounds: QuietRounds;
	/** Told each result as it comes. */
	report: (line: string) => void;
}

/** Refunds that every process makes before it counts, so that nobody's code is measured cold. */
const WARM_UP = 300;

/** Runs contenders in turns: whatever else the machine does meanwhile, strikes all of them. */
export async function contest(
	gateway: Gateway,
	entrances: readonly Entrance[],
	{ latency, repetitions, builtInNodes, rounds, report }: ContestSettings,
): Promise<Entry[]> {
	const runners = entrances.map((entrance) => {
		const { contender, settings } = entrance;
		const entrant = new Entrant(gateway, { contender, settings, builtInNodes });
		return { entrance, entrant };
	});
	try {
		for (const { entrant } of runners) await entrant.makeRefunds(WARM_UP);
		const outcomes = await rounds.run(repetitions, async (round) => {
			const found = new Map<Entrance, Outcome>();
			for (const { entrance, entrant } of rotated(runners, round)) {
				const outcome = await entrant.makeRefunds(entrance.refunds, { latency });
				report(lineOf(entrance, outcome));
				if (outcome.paid !== entrance.refunds) throw new Error('Not every refund was made');
				found.set(entrance, outcome);
			}
			return found;
		});
		return entrances.map((entrance) =>
			entryOf(
				entrance,
				outcomes.map((round) => round.get(entrance) as Outcome),
			),
		);
	} finally {
		await Promise.all(runners.map(({ entrant }) => entrant.end()));
	}
}

/** Another one is the first in each round. */
function rotated<T>(list: readonly T[], by: number): T[] {
	const start = by % list.length;
	return [...list.slice(start), ...list.slice(0, start)];
}

function entryOf(entrance: Entrance, outcomes: readonly Outcome[]): Entry {
	const last = outcomes.at(-1) as Outcome;
	return {
		...entrance,
		wallTime: spreadOf(outcomes.map(({ wallTime }) => wallTime)),
		cpuTime: spreadOf(outcomes.map(({ cpuTime }) => cpuTime)),
		peakMemory: Math.max(...outcomes.map(({ peakMemory }) => peakMemory)),
		requests: last.requests,
		connections: last.connections,
		paid: last.paid,
	};
}

function lineOf({ contender, settings, refunds }: Entrance, outcome: Outcome): string {
	const { wallTime, cpuTime, peakMemory, requests, connections, paid } = outcome;
	const name = `${contender} ${JSON.stringify(settings)}`.padEnd(58);
	const times = `${wallTime.toFixed(0).padStart(6)} ms, CPU ${cpuTime.toFixed(0).padStart(6)} ms`;
	const memory = `${(peakMemory / 1e6).toFixed(0)} MB`;
	return `${name} ${refunds} refunds: ${times}, ${memory}, ${requests} requests, ${connections} connections, ${paid} paid`;
}

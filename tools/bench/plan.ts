import type { ContenderName } from './contenders';
import type { Entrance, QueueResult } from './results';

/** What is run, and how often. */
export interface Plan {
	lists: { repetitions: number; entrances: Entrance[] };
	memory: { repetitions: number; entrances: Entrance[] };
	queue: Omit<QueueResult, 'rounds'> & { repetitions: number };
}

/** The gateway's latency that stands for a real one, in milliseconds. */
export const REAL_LATENCY = 50;

const EVERYONE = ['uncheckedNode', 'builtInNodes', 'asItComes', 'at20', 'loopAt20'] as const;

/** Without n8n's own nodes: they would open ten thousand connections at the same time. */
const LONG_LISTS = ['uncheckedNode', 'asItComes'] as const;

/** About half an hour, on a quiet machine. */
export const FULL: Plan = {
	lists: {
		repetitions: 3,
		entrances: [
			...each(EVERYONE, 1_000, REAL_LATENCY),
			...each(LONG_LISTS, 1_000, 0),
			...each(LONG_LISTS, 10_000, 0),
		],
	},
	memory: { repetitions: 1, entrances: each(LONG_LISTS, 10_000, 0) },
	queue: { repetitions: 3, executions: 20, items: 100, latency: REAL_LATENCY },
};

/** A few minutes: enough to see that everything works, and gross changes. */
export const QUICK: Plan = {
	lists: {
		repetitions: 1,
		entrances: [...each(EVERYONE, 100, REAL_LATENCY), ...each(LONG_LISTS, 1_000, 0)],
	},
	memory: { repetitions: 1, entrances: each(LONG_LISTS, 1_000, 0) },
	queue: { repetitions: 1, executions: 6, items: 20, latency: REAL_LATENCY },
};

function each(contenders: readonly ContenderName[], items: number, latency: number): Entrance[] {
	return contenders.map((contender) => ({ contender, items, latency }));
}

import type { Contest, Entrance } from './bulk';
import type { ContenderName } from './contenders';
import type { QueuePlan } from './queue';

/** What is run how often. */
export interface Plan {
	bulk: Contest[];
	memory: Omit<Contest, 'latency'>;
	floor: Contest;
	queue: QueuePlan;
}

/** The gateway's latency that stands for a real one, in milliseconds. */
export const REAL_LATENCY = 50;

const EVERYONE: readonly ContenderName[] = [
	'uncheckedNode',
	'builtInNodes',
	'asItComes',
	'at20',
	'at20WithoutLookUp',
	'loopAt20',
];
const IN_PROCESS: readonly ContenderName[] = ['axiosAt20', 'loopAt20', 'at20WithoutLookUp', 'at20'];

/** Without n8n's own nodes: they would open ten thousand connections at the same time. */
const OF_LONG_LISTS: readonly ContenderName[] = ['uncheckedNode', 'asItComes', 'at20WithoutLookUp'];

/** About half an hour, on a quiet machine. */
export const FULL: Plan = {
	bulk: [
		{ latency: REAL_LATENCY, repetitions: 3, entrances: each(EVERYONE, 1_000) },
		{ latency: 0, repetitions: 3, entrances: [...each(EVERYONE, 1_000), ...each(OF_LONG_LISTS, 10_000)] },
	],
	memory: { repetitions: 1, entrances: each(['uncheckedNode', 'asItComes'], 10_000) },
	floor: { latency: REAL_LATENCY, repetitions: 9, entrances: each(IN_PROCESS, 1_000) },
	queue: { repetitions: 3, executions: 20, items: 100, latency: REAL_LATENCY },
};

/** A few minutes: enough to see that everything works, and gross changes. */
export const QUICK: Plan = {
	bulk: [
		{ latency: REAL_LATENCY, repetitions: 1, entrances: each(EVERYONE, 100) },
		{ latency: 0, repetitions: 1, entrances: each(EVERYONE, 200) },
	],
	memory: { repetitions: 1, entrances: each(['uncheckedNode', 'asItComes'], 1_000) },
	floor: { latency: REAL_LATENCY, repetitions: 3, entrances: each(IN_PROCESS, 200) },
	queue: { repetitions: 1, executions: 6, items: 20, latency: REAL_LATENCY },
};

function each(contenders: readonly ContenderName[], items: number): Entrance[] {
	return contenders.map((contender) => ({ contender, items }));
}

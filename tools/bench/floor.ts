import { entryOf, inTurns, lineOf, type Contest, type Surroundings } from './bulk';
import { Helper } from './childProcess';
import { CONTENDERS } from './contenders';
import type { FloorOptions } from './floorProcess';
import type { BenchRun } from './Bench.node';
import type { Cost } from './measure';
import type { Entry } from './results';

/** What no node can go below, in n8n's engine without the rest of n8n, each contender in a process of its own. */
export async function floor(
	{ latency, repetitions, entrances }: Contest,
	{ gateway, rounds, report }: Surroundings,
): Promise<Entry[]> {
	const { credential } = gateway;
	const { baseUrl } = credential;
	const processes = new Map(
		entrances.map(({ contender }) => {
			const options: FloorOptions = { contender, credential };
			return [contender, Helper.start<BenchRun>('floorProcess', options)];
		}),
	);
	const makeRefunds = async ({ contender, items }: Contest['entrances'][number], took = latency) => {
		const first = await gateway.makeFresh({ latency: took, orders: items });
		const run: BenchRun = { items, first, baseUrl, watchesMemory: false };
		const cost = (await processes.get(contender)?.ask<Cost>(run)) as Cost;
		await gateway.expectPaid(items, contender);
		return cost;
	};
	try {
		for (const entrance of entrances) await makeRefunds(entrance, 0);
		const costs = await inTurns(entrances, repetitions, rounds, async (entrance) => {
			const cost = await makeRefunds(entrance);
			report(`${CONTENDERS[entrance.contender]}: ${lineOf(cost, entrance.items)}`);
			return cost;
		});
		return [...costs].map(([entrance, values]) => entryOf(entrance, latency, values));
	} finally {
		await Promise.all([...processes.values()].map((each) => each.end()));
	}
}

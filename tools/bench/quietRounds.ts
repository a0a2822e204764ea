import { readFileSync } from 'node:fs';

/** With a larger share of its time given to others, a machine is so slow, and so unevenly, that a round says little. */
const QUIET = 0.05;

/** How many rounds are run for one that is wanted, at the most. */
const MOST = 1.5;

/**
 * Rounds of measurements, on a machine whose host gives its time to others now and then. Rounds in which it gave much
 * are run again, and the quietest ones count.
 */
export class QuietRounds {
	private readonly shares: number[] = [];

	constructor(
		private readonly report: (line: string) => void,
		private readonly times: () => ProcessorTimes | undefined = processorTimes,
	) {}

	/** The largest share of the machine's time that others got in a round that counts; undefined where nobody says. */
	get stolen(): number | undefined {
		return this.shares.length > 0 ? Math.max(...this.shares) : undefined;
	}

	/**
	 * @param round told its number, from 0
	 * @returns what so many rounds gave, in the order in which they were run
	 */
	async run<Result>(wanted: number, round: (number: number) => Promise<Result>): Promise<Result[]> {
		const rounds: Array<{ result: Result; stolen: number | undefined }> = [];
		const isEnough = () =>
			rounds.filter(({ stolen = 0 }) => stolen <= QUIET).length >= wanted ||
			rounds.length >= Math.ceil(wanted * MOST);
		while (!isEnough()) {
			const before = this.times();
			const result = await round(rounds.length);
			const stolen = stolenShare(before, this.times());
			if (stolen !== undefined && stolen > QUIET)
				this.report(`${Math.round(stolen * 100)}% stolen by the host`);
			rounds.push({ result, stolen });
		}
		const quietest = [...rounds]
			.sort((one, other) => (one.stolen ?? 0) - (other.stolen ?? 0))
			.slice(0, wanted);
		this.shares.push(...quietest.flatMap(({ stolen }) => stolen ?? []));
		return rounds.filter((each) => quietest.includes(each)).map(({ result }) => result);
	}
}

/** Time of all processors since the machine started, in ticks. */
export interface ProcessorTimes {
	all: number;
	/** What the host gave to other machines while this one had work to do. */
	stolen: number;
}

/** @returns undefined where the system doesn't say: Linux does, in `/proc/stat` (proc_stat(5)) */
function processorTimes(): ProcessorTimes | undefined {
	try {
		return readProcessorTimes(readFileSync('/proc/stat', 'utf8'));
	} catch {
		return undefined;
	}
}

/** @param stat what `/proc/stat` holds: user, nice, system, idle, iowait, irq, softirq, steal, guest and guest nice */
export function readProcessorTimes(stat: string): ProcessorTimes {
	const [, ...ticks] = (/^cpu .*/.exec(stat)?.[0] ?? '').split(/\s+/);
	// Time of guests is in the user's time already.
	const all = ticks.slice(0, 8).reduce((sum, tick) => sum + Number(tick), 0);
	return { all, stolen: Number(ticks[7]) };
}

/** The share of the machine's time that others got, from 0 to 1. */
function stolenShare(
	before: ProcessorTimes | undefined,
	after: ProcessorTimes | undefined,
): number | undefined {
	return before && after && (after.stolen - before.stolen) / (after.all - before.all);
}

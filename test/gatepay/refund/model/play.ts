import { RefundMemory } from '../../../../gatepay/refund/memory';
import { Clock } from './clock';
import { GatePay, type Payment } from './gatePay';
import type { History, RunPlan } from './history';
import { Network } from './network';
import { Process, Run, type PlayedRun, type Surroundings } from './run';

/** A history as it came out. */
export interface Played {
	history: History;
	runs: readonly PlayedRun[];
	ledger: readonly Payment[];
	/** What was wrong at the time, such as a send after the user had stopped the execution. */
	wrongs: readonly string[];
}

/** Longer than any lag, any lateness and any run. */
const A_DAY = 86_400_000;

/**
 * Plays a history against the refund procedure, in virtual time. At its end, a day later and with nothing going wrong
 * any more, one last run repeats every refund, as the messages about unknown outcomes advise.
 *
 * @param Memory what the executions of a process share; another one shows what becomes of the properties without it
 */
export async function play(history: History, Memory = RefundMemory): Promise<Played> {
	const clock = new Clock();
	const gatePay = new GatePay(history.gatePay, history.version, clock);
	const network = new Network(history, gatePay, clock);
	const runs: PlayedRun[] = [];
	const wrongs: string[] = [];
	const complain = (wrong: string) => void wrongs.push(wrong);
	const surroundings: Surroundings = { history, clock, network, gatePay, complain };
	let process = new Process(0, new Memory());
	const start = async (plan: RunPlan) => {
		if (plan.isInNewProcess || process.isDead) process = new Process(process.index + 1, new Memory());
		const run = new Run(plan, runs.length, process, surroundings);
		runs.push(run.played);
		await run.start();
	};

	const begin = async (index: number) => {
		const plan = history.runs[index];
		if (!plan) return;
		const next = history.runs[index + 1];
		const beginNext = () => void begin(index + 1);
		if (next?.beginsTogether) clock.after(next.pause, beginNext);
		await start(plan);
		if (!next || next.beginsTogether) return;
		const left = history.waitsForArrivals ? network.lastArrival - clock.now : 0;
		clock.after(Math.max(left, 0) + next.pause, beginNext);
	};
	clock.after(0, () => void begin(0));
	await clock.run();

	network.isQuiet = true;
	clock.after(A_DAY, () => void start(lastRun(history)));
	await clock.run();

	runs.forEach(({ index, hasEnded, isCrashed }) => {
		if (!hasEnded && !isCrashed) complain(`run ${index} never ended`);
	});
	return { history, runs, ledger: gatePay.ledger, wrongs };
}

/** Every refund once more, with nothing changed. */
function lastRun({ intents }: History): RunPlan {
	const meanings = new Map(intents.map((intent, position) => [JSON.stringify(intent), position]));
	return {
		items: [...meanings.values()].map((intent) => ({
			intent,
			zeros: 0,
			isChanged: false,
			hasObjection: false,
		})),
		isInNewProcess: false,
		beginsTogether: false,
		pause: 0,
		checkExisting: true,
		settleTime: 60_000,
		concurrency: 5,
		stopsOnFailure: false,
		crash: undefined,
		cancel: undefined,
	};
}

import type { Reply } from '../../../../gatepay/api/answer';
import type { Choices } from './choices';
import { GatePay, TEN_MINUTES, TWO_MINUTES, type Shown } from './gatePay';
import { Memory, type Said, type World } from './product';
import type { Wrong } from './promises';
import type { Execution, Scenario } from './scenarios';

/** How long a call takes, in milliseconds. */
const LATENCY = 100;
/** More calls and pauses than a run needs, whatever happens. */
const MOST_OPERATIONS = 60;
const A_DAY = 86_400_000;
/** When the next run begins, from the end of the last send: at the edges of what a process remembers. */
const EDGES = [TWO_MINUTES - 1_000, TWO_MINUTES, TEN_MINUTES - 1_000, TEN_MINUTES];
/** When the second of two runs begins, after the first: at once, while that looks up, sends, and looks up again. */
const BESIDE = [0, 50, 150, 1_000];

/** Virtual time: ten minutes pass at once. */
class Clock {
	now = 0;
	private readonly due: Array<{ at: number; act: () => void }> = [];

	/** Lets time pass: at once where nothing else is to happen meanwhile. */
	async pass(milliseconds: number): Promise<void> {
		if (this.due.length === 0) this.now += milliseconds;
		else await new Promise<void>((resolve) => this.after(milliseconds, resolve));
	}

	after(milliseconds: number, act: () => void): void {
		const at = this.now + milliseconds;
		const place = this.due.findIndex((other) => other.at > at);
		this.due.splice(place < 0 ? this.due.length : place, 0, { at, act });
	}

	/** Lets time pass until nothing is left to happen. */
	async run(): Promise<void> {
		for (let next = this.due.shift(); next; next = this.due.shift()) {
			this.now = next.at;
			next.act();
			// Promises go on before the event loop takes its next turn: after it, all code waits for the clock again.
			await new Promise(setImmediate);
		}
	}
}

/** One thing that happened. */
export interface Happening {
	at: number;
	who: string;
	what: string;
}

/** One history: what happens in it is decided by its choices, and by nothing else. */
/** What says which properties don't hold. */
export interface Judges {
	ofRun(run: Run, said: Said): Wrong[];
	ofHistory(history: History): Wrong[];
}

export class History {
	readonly clock = new Clock();
	readonly gatePay: GatePay;
	readonly happenings: Happening[] = [];
	readonly wrongs: Wrong[] = [];
	readonly runs: Run[] = [];
	/** Runs in a row that GatePay refused, with nothing else wrong, after which the outcome was unknown all the same. */
	unknownRefusals = 0;
	private readonly version;
	/** Of the explorer itself: the procedure would take them for its own. */
	private readonly faults: unknown[] = [];
	private readonly memories = new Map<string, Memory>();

	constructor(
		readonly scenario: Scenario,
		readonly choices: Choices,
		readonly judges: Judges,
	) {
		this.version = choices.pick(scenario.versions);
		this.gatePay = new GatePay(scenario.gatePay, this.version, choices);
		const before = choices.pick(scenario.usedBefore);
		if (before) {
			this.gatePay.shown = before;
			this.gatePay.requests.push({
				process: this,
				endsAt: -A_DAY,
				state: 'made',
				shownBy: -A_DAY,
				isKnown: true,
			});
			this.tell('before', `somebody has made a refund with this ID: GatePay shows it ${before}`);
		}
		this.gatePay.refusesWith = choices.pick(scenario.refusals);
	}

	/** The executions of a stage begin at the same time, or a little later than the first. */
	async play(stage: readonly Execution[]): Promise<void> {
		if (this.runs.length > 0) await this.clock.pass(this.choices.pick(this.gaps));
		const started = stage.map((execution, index) => {
			const run = new Run(this, execution, this.runs.length + index + 1, stage.length === 1);
			this.clock.after(
				index === 0 ? 0 : this.choices.pick(BESIDE),
				() => void run.play().catch((fault) => this.faults.push(fault)),
			);
			return run;
		});
		this.runs.push(...started);
		await this.clock.run();
		if (this.faults.length > 0) throw this.faults[0];
		for (const run of started) run.end();
		this.wrongs.push(...this.judges.ofHistory(this));
	}

	/** When the next stage can begin: milliseconds from now. */
	get gaps(): number[] {
		const { now } = this.clock;
		const last = this.lastSendEnded;
		return [0, ...EDGES.map((edge) => last + edge - now).filter((gap) => gap > 0), A_DAY];
	}

	/** A moment long ago, if nothing was sent yet. */
	get lastSendEnded(): number {
		return Math.max(-A_DAY, ...this.gatePay.requests.map(({ endsAt }) => endsAt));
	}

	/** What the process of an execution remembers; perhaps it has been started again. */
	memoryOf({ process }: Execution): Memory {
		const memory = this.memories.get(process);
		const isNew = !memory || (this.scenario.restarts && this.choices.pick([false, true]));
		if (isNew) {
			if (memory) this.tell('n8n', 'is started again');
			return this.forget(process);
		}
		return memory;
	}

	forget(process: string): Memory {
		const memory = new Memory();
		this.memories.set(process, memory);
		return memory;
	}

	makeRefund(run: Run): Promise<Said> {
		const { payer } = run.execution;
		return run.memory.makeRefund(run, { payer, version: this.version, settleTime: this.scenario.settleTime });
	}

	/** Two histories with the same state after so many milliseconds go on alike: times are counted from then. */
	stateAfter(gap: number): string {
		const now = this.clock.now + gap;
		const { requests, shown, refusesWith } = this.gatePay;
		const left = (moment: number) => Math.max(moment - now, 0);
		const sent = requests.filter(({ state }) => state !== 'never');
		return JSON.stringify([
			...[
				this.choices.faultsLeft,
				this.version,
				shown,
				refusesWith,
				this.unknownRefusals,
				requests.length > 0,
			],
			Math.max(this.lastSendEnded - now, -TEN_MINUTES),
			sent.map(({ state, shownBy, isKnown, endsAt }) => [
				state,
				left(shownBy),
				isKnown,
				left(endsAt + TEN_MINUTES),
			]),
			[...this.memories].map(([name, memory]) => [
				name,
				...this.scenario.payers.map((payer) => memory.described(payer, now)),
				...sent.map(({ process }) => process === memory),
			]),
		]);
	}

	tell(who: string, what: string): void {
		this.happenings.push({ at: this.clock.now, who, what });
	}
}

/** One execution of the workflow. */
export class Run implements World {
	said: Said | undefined;
	/** Sends that left this machine. */
	sends = 0;
	/** Milliseconds that it waited. */
	waited = 0;
	begunAt = 0;
	/** What its last look-up showed; undefined for anything but GatePay's word. */
	seen: Shown | 'none' | undefined;
	isStopped = false;
	isDead = false;
	private operations = 0;
	/** How often it asked whether it is stopped, once it was. */
	private asked = 0;
	private faultsBefore = 0;
	memory!: Memory;
	/** What was so when it began. */
	before!: { requests: number; mayBePaid: boolean; isSettled: boolean };

	constructor(
		readonly history: History,
		readonly execution: Execution,
		readonly number: number,
		private readonly isAlone: boolean,
	) {}

	async play(): Promise<void> {
		const { history } = this;
		const { requests } = history.gatePay;
		this.begunAt = this.now();
		this.faultsBefore = history.choices.faultsLeft;
		this.memory = history.memoryOf(this.execution);
		this.before = {
			requests: requests.length,
			mayBePaid: history.gatePay.mostPaid > 0,
			isSettled:
				history.lastSendEnded + TWO_MINUTES <= this.begunAt &&
				requests.every(({ shownBy }) => shownBy <= this.begunAt),
		};
		this.tell('begins');
		const said = await history.makeRefund(this);
		if (this.isDead) return;
		this.said = said;
		this.tell(`says: ${said.outcome}`);
		history.wrongs.push(...history.judges.ofRun(this, said));
	}

	/** Whether nothing went wrong in it. */
	get isQuiet(): boolean {
		return this.isAlone && !this.isDead && this.history.choices.faultsLeft === this.faultsBefore;
	}

	end(): void {
		if (!this.said && !this.isDead)
			this.history.wrongs.push({ property: 'settled', why: `run ${this.number} never ends` });
	}

	async send(): Promise<Reply> {
		if (this.isDead) return never();
		if (this.seen !== 'none')
			this.wrong('lookedUp', 'sends it before GatePay says that it has no such refund');
		const { told, fate, takes, reply } = this.history.gatePay.send(this.memory, this.now(), LATENCY);
		if (fate !== 'unsent') this.sends += 1;
		return this.operate(`sends it: ${told}`, takes, reply);
	}

	async lookUp(): Promise<Reply> {
		if (this.isDead) return never();
		const { told, reply, shows } = this.history.gatePay.lookUp(this.now());
		this.seen = shows;
		return this.operate(`looks it up: ${told}`, LATENCY, reply);
	}

	wait(milliseconds: number): Promise<void> {
		if (this.isDead) return never();
		this.waited += milliseconds;
		return this.operate(`waits ${milliseconds / 1_000} s`, milliseconds, undefined);
	}

	now(): number {
		return this.history.clock.now;
	}

	isCancelled(): boolean {
		if (this.isStopped && ++this.asked > MOST_OPERATIONS) {
			this.wrong('stopped', 'goes on for ever after a stop');
			throw new Error('This run never ends');
		}
		return this.isStopped;
	}

	/** Something that takes time, in which the execution may be stopped, or its process die. */
	private async operate<T>(what: string, takes: number, result: T): Promise<T> {
		const { clock, choices, scenario } = this.history;
		this.tell(what);
		if (this.isStopped) this.wrong('stopped', `goes on after a stop: ${what}`);
		if (++this.operations > MOST_OPERATIONS) return await never();
		if (scenario.restarts && choices.pick([false], [true])) {
			this.die();
			return await never();
		}
		if (choices.pick([false], [true])) {
			await clock.pass(takes / 2);
			this.isStopped = true;
			this.tell('is stopped by the user');
			if (result === undefined) return result; // a pause ends with the stop
			await clock.pass(takes / 2);
		} else await clock.pass(takes);
		return result;
	}

	private die(): void {
		this.tell('dies with its process');
		for (const run of this.history.runs) run.isDead ||= run.memory === this.memory && !run.said;
		this.history.forget(this.execution.process);
	}

	private wrong(property: Wrong['property'], why: string): void {
		this.history.wrongs.push({ property, why: `run ${this.number} ${why}` });
	}

	private tell(what: string): void {
		this.history.tell(`run ${this.number}`, what);
	}
}

function never(): Promise<never> {
	return new Promise(() => undefined);
}

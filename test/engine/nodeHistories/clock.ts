/** Something that happens at a moment. */
interface Due {
	at: number;
	happen: () => void;
}

/** Turns of Node's loop without news after which everybody is taken to be waiting for the clock. */
const QUIET = 2;

/** Turns in which nothing comes and nobody waits: whoever is waited for will never come. */
const STUCK = 300_000;

/**
 * A clock that moves only when everybody waits for it: to the next moment that somebody waits for. Hours pass in no
 * time, and what happens "meanwhile" happens in the order in which it would.
 */
export class Clock {
	/** Milliseconds since the world began. */
	now = 0;
	/** Work that is under way outside of this clock, such as requests over a real network. */
	busy = 0;
	private readonly due: Due[] = [];

	constructor(private readonly beginning = Date.UTC(2026, 0, 5, 9)) {}

	get date(): number {
		return Math.floor(this.beginning + this.now);
	}

	sleep(milliseconds: number): Promise<void> {
		return new Promise((resolve) => this.after(milliseconds, resolve));
	}

	/** @returns takes it back */
	after(milliseconds: number, happen: () => void): () => void {
		const entry = { at: this.now + Math.max(0, milliseconds), happen };
		const later = this.due.findIndex(({ at }) => at > entry.at);
		this.due.splice(later === -1 ? this.due.length : later, 0, entry);
		return () => {
			const index = this.due.indexOf(entry);
			if (index !== -1) this.due.splice(index, 1);
		};
	}

	/** Lets time pass until `work` is done. */
	async until<T>(work: Promise<T>): Promise<T> {
		let isDone = false;
		const done = () => void (isDone = true);
		work.then(done, done);
		let quiet = 0;
		for (let turns = 0; !isDone; turns++) {
			await new Promise((resolve) => setImmediate(resolve));
			if (isDone) break;
			quiet = this.busy > 0 ? 0 : quiet + 1;
			if (quiet >= QUIET && this.due.length > 0) {
				this.moveOn();
				turns = quiet = 0;
			}
			if (turns > STUCK) throw new Error('Nobody waits for the clock, and nothing comes');
		}
		return await work;
	}

	/** Lets so much time pass, whoever waits. */
	async pass(milliseconds: number): Promise<void> {
		await this.until(this.sleep(milliseconds));
	}

	/** What nobody is there for any more does not happen. */
	forgetWaiting(): void {
		this.due.length = 0;
	}

	private moveOn(): void {
		const next = this.due.shift();
		if (next === undefined) return;
		this.now = Math.max(this.now, next.at);
		next.happen();
	}
}

/** `Date`, `performance` and `AbortSignal` as this clock has them. */
export function globalsOf(clock: Clock): Record<'Date' | 'performance' | 'AbortSignal', unknown> {
	class ClockDate extends Date {
		constructor(...parts: [] | [value: number | string | Date]) {
			super(...((parts.length === 0 ? [clock.date] : parts) as [number]));
		}

		static override now(): number {
			return clock.date;
		}
	}
	return {
		Date: ClockDate,
		performance: { now: () => clock.now },
		AbortSignal: { timeout: (milliseconds: number) => timeoutSignal(clock, milliseconds) },
	};
}

/** The part of a signal that is used. Node takes whole milliseconds only, and tells listeners outside of any `try`. */
function timeoutSignal(
	clock: Clock,
	milliseconds: number,
): Pick<AbortSignal, 'addEventListener' | 'removeEventListener'> {
	if (!Number.isInteger(milliseconds) || milliseconds < 0 || milliseconds > 0xffff_ffff) {
		throw new RangeError(`The value of "delay" is out of range. Received ${milliseconds}`);
	}
	const takenBack = new Map<unknown, () => void>();
	const over = clock.now + milliseconds;
	return {
		addEventListener(_: string, listener: unknown) {
			takenBack.set(listener, clock.after(over - clock.now, listener as () => void));
		},
		removeEventListener(_: string, listener: unknown) {
			takenBack.get(listener)?.();
		},
	};
}

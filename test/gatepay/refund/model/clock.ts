/** Virtual time: days pass in milliseconds, and the same plan always comes out the same. */
export class Clock {
	now = 0;

	/** In the order in which they are due; those due at the same time, in the order in which they were planned. */
	private readonly due: Array<{ at: number; act: () => void; wakes: boolean }> = [];

	/** Does something after so many milliseconds, and lets the code that waited for it get as far as it can. */
	after(milliseconds: number, act: () => void): void {
		this.plan(this.now + milliseconds, act, true);
	}

	/** The same for what no waiting code hears of. */
	quietlyAfter(milliseconds: number, act: () => void): void {
		this.plan(this.now + milliseconds, act, false);
	}

	/** Lets time pass until nothing is left to happen. */
	async run(): Promise<void> {
		for (let next = this.due.shift(); next; next = this.due.shift()) {
			this.now = next.at;
			next.act();
			if (next.wakes) await allCodeToWait();
		}
	}

	private plan(at: number, act: () => void, wakes: boolean): void {
		let place = this.due.length;
		while (place > 0 && (this.due[place - 1]?.at ?? 0) > at) place -= 1;
		this.due.splice(place, 0, { at, act, wakes });
	}
}

/** Promises go on before the event loop takes its next turn: after one, all code waits for the clock again. */
function allCodeToWait(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

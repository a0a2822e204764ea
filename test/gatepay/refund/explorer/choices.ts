/**
 * The choices that make one history: those that were given, then the first option of each. Options after the free ones
 * are faults, and can be taken as long as there are faults left.
 */
export class Choices {
	readonly taken: number[] = [];
	private readonly options: number[] = [];

	constructor(
		private readonly given: readonly number[],
		public faultsLeft: number,
	) {}

	pick<T>(free: readonly T[], faults: readonly T[] = []): T {
		const options = free.length + (this.faultsLeft > 0 ? faults.length : 0);
		if (options === 1) return free[0] as T;
		const taken = this.given[this.taken.length] ?? 0;
		if (taken >= options)
			throw new Error(`Choice ${this.taken.length} has ${options} options, not ${taken + 1}`);
		this.taken.push(taken);
		this.options.push(options);
		if (taken < free.length) return free[taken] as T;
		this.faultsLeft -= 1;
		return faults[taken - free.length] as T;
	}

	/** What to give to the next history whose first choices are these; undefined after the last one. */
	next(first: readonly number[]): number[] | undefined {
		for (let at = this.taken.length - 1; at >= first.length; at--) {
			const option = (this.taken[at] as number) + 1;
			if (option < (this.options[at] as number)) return [...this.taken.slice(0, at), option];
		}
		return undefined;
	}
}

import type { PlayedHistory } from './play';

/** What so many histories held. */
export class Figures {
	private readonly counts = new Map<string, number>();
	private readonly placesThatThrew = new Set<string>();

	add({ history, executions, sends, payments }: PlayedHistory): void {
		this.count('histories');
		if (history.isReal) this.count('histories over a real network');
		this.count('executions', executions.length);
		this.count('refunds sent', sends.length);
		this.count('refunds paid', payments.length);
		for (const { threw, tries, isCancelled, run } of executions) {
			this.count('runs of the node', tries.length);
			if (isCancelled) this.count('executions stopped by somebody');
			if (run?.error && !isCancelled) this.count('executions that ended with an error');
			if (threw !== undefined) {
				this.count('faults in the node itself');
				this.placesThatThrew.add(threw);
			}
			for (const { json } of tries.flatMap(({ returned = [] }) => returned)) {
				const [failure] = String(json.error ?? '').split(':');
				this.count(`→ ${failure || String(json.outcome ?? 'shown')}`);
			}
		}
	}

	of(what: string): number {
		return this.counts.get(what) ?? 0;
	}

	/** Parts of the node that threw at least once. */
	get broken(): number {
		return this.placesThatThrew.size;
	}

	table(title: string): string {
		const rows = [...this.counts].map(([what, count]) => `${String(count).padStart(9)} ${what}`);
		return [
			title,
			...rows.sort((one, other) => other.localeCompare(one)),
			`${String(this.broken).padStart(9)} parts of the node that threw`,
		].join('\n');
	}

	private count(what: string, times = 1): void {
		this.counts.set(what, this.of(what) + times);
	}
}

import type { PlayedHistory } from './play';

/** What so many histories held. */
export class Figures {
	private readonly counts = new Map<string, number>();
	private readonly placesThatThrew = new Set<string>();

	add({ executions }: PlayedHistory): void {
		this.count('histories');
		for (const { threw, tries } of executions) {
			if (threw !== undefined) this.placesThatThrew.add(threw);
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

	private count(what: string): void {
		this.counts.set(what, this.of(what) + 1);
	}
}

import type { Played } from './play';

/** Counts outcomes and faults, so that nobody has to believe that the histories were many and bad enough. */
export class Figures {
	private readonly counts = new Map<string, number>();

	add({ runs }: Played): void {
		for (const { steps, result } of runs.flatMap(({ items }) => items)) {
			this.count(`→ ${result?.kind === 'made' ? result.outcome : result?.kind}`);
			for (const { what, fault } of steps) {
				if (fault) this.count(faultName(what, fault.kind, 'code' in fault ? fault.code : ''));
			}
		}
	}

	of(name: string): number {
		return this.counts.get(name) ?? 0;
	}

	/** How often a fault happened. */
	ofFault(what: 'lookUp' | 'send', kind: string, code = ''): number {
		return this.of(faultName(what, kind, code));
	}

	private count(name: string): void {
		this.counts.set(name, this.of(name) + 1);
	}
}

function faultName(what: string, kind: string, code: string): string {
	return `${what} ${kind} ${code}`.trim();
}

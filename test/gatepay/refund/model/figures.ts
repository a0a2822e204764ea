import type { FailureKind } from '../../../../gatepay/refund/failures';
import type { Played } from './play';

const COUNTED = [
	'histories',
	'runs',
	'… that began beside another',
	'… in another process than the one before',
	'… whose process died',
	'… that the user stopped',
	'refunds to be made',
	'… twice in one run',
	'look-ups',
	'sends',
	'pauses',
	'faults',
	'payments',
	'→ accepted',
	'→ recovered',
	'→ existing',
	'→ notSent',
	'→ refused',
	'→ failed',
	'→ outcomeUnknown',
	'→ no result: died, or not begun',
] as const;

type Counted = (typeof COUNTED)[number];

const STEPS = { lookUp: 'look-ups', send: 'sends', wait: 'pauses' } as const;

/** Counts what the histories were made of, so that nobody has to believe that they were many and bad enough. */
export class Figures {
	private readonly counts = new Map<Counted | `→ ${FailureKind}`, number>();
	private readonly faults = new Map<string, number>();

	add({ runs, ledger }: Played): void {
		this.count('histories');
		this.count('payments', ledger.length);
		for (const { index, plan, process, items, isCrashed, isCancelled } of runs) {
			this.count('runs');
			if (isCrashed) this.count('… whose process died');
			if (isCancelled) this.count('… that the user stopped');
			if (plan.beginsTogether) this.count('… that began beside another');
			if (process > 0 && process !== runs[index - 1]?.process) {
				this.count('… in another process than the one before');
			}
			for (const { steps, result, refund } of items) {
				this.count('refunds to be made');
				if (refund.kind !== 'ready' || refund.repeats !== undefined) this.count('… twice in one run');
				const outcome = result?.kind === 'made' ? result.outcome : result?.kind;
				this.count(outcome ? `→ ${outcome}` : '→ no result: died, or not begun');
				for (const { what, fault } of steps) {
					this.count(STEPS[what]);
					if (!fault || fault.kind === 'none') continue;
					this.count('faults');
					const name = faultName(what, fault.kind, 'code' in fault ? fault.code : '');
					this.faults.set(name, (this.faults.get(name) ?? 0) + 1);
				}
			}
		}
	}

	of(name: Counted): number {
		return this.counts.get(name) ?? 0;
	}

	/** How often a fault happened. */
	ofFault(what: 'lookUp' | 'send', kind: string, code = ''): number {
		return this.faults.get(faultName(what, kind, code)) ?? 0;
	}

	table(title: string): string {
		const row = (name: string, count: number) =>
			`${name.padEnd(44)}${count.toLocaleString('en').padStart(10)}`;
		const rows = COUNTED.map((name) => row(name, this.of(name)));
		return [title, ...rows, row('kinds of faults', this.faults.size)].join('\n');
	}

	private count(name: Counted | `→ ${FailureKind}`, by = 1): void {
		this.counts.set(name, (this.counts.get(name) ?? 0) + by);
	}
}

function faultName(what: string, kind: string, code: string): string {
	return `${what} ${kind} ${code}`.trim();
}

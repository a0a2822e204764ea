import type { Fault, FaultScript, Lasting, PlannedFault } from '../faults';

/** Which requests a fault is for. */
type Group = 'create' | 'query' | 'order' | 'account';

export type Strikes = 'never' | 'once' | 'always';

const DOWN = 'GatePay is down (HTTP 503)';
const GATEPAY_DOWN = { kind: 'http', status: 503 } as const;
const ANOTHER_ANSWER = JSON.stringify({
	status: 'SUCCESS',
	code: '000000',
	data: { refundRequestId: 'another-refund', prepayId: 'another-order', refundAmount: '1' },
	errorMessage: '',
});

/** Every kind of fault at least once, in the words of somebody who tries out a workflow. */
const SWITCHES: readonly [Group, string, Fault | Lasting][] = [
	['create', 'The refund is made, but the answer gets lost', { kind: 'answerLostAfter' }],
	['create', 'The connection breaks, and no refund is made', { kind: 'answerLostBefore' }],
	[
		'create',
		'The connection breaks, and the refund is made 10 seconds later',
		{ kind: 'madeLate', delay: 10_000 },
	],
	['create', 'The connection is reset, and no refund is made', { kind: 'reset' }],
	['create', 'The refund is made, but the answer ends halfway', { kind: 'truncated', made: true }],
	['create', 'The answer takes 5 seconds', { kind: 'delay', delay: 5_000 }],
	['create', 'The answer takes 40 seconds, longer than the node waits', { kind: 'delay', delay: 40_000 }],
	[
		'create',
		'GatePay fails inside (code 300000, HTTP 500), and no refund is made',
		{ kind: 'code', code: '300000', errorMessage: 'system error', status: 500 },
	],
	[
		'create',
		'A proxy answers for GatePay (HTTP 502), although the refund is made',
		{ kind: 'http', status: 502, made: true },
	],
	[
		'create',
		'The request arrives twice: the refund is made, and the late copy’s answer comes (400003)',
		{ kind: 'arrivesTwice', second: 'expired' },
	],
	[
		'create',
		'The request arrives twice: the refund is made, and the copy’s answer comes (400020)',
		{ kind: 'arrivesTwice', second: 'usedNonce' },
	],
	['create', 'Too many requests (HTTP 429), and no refund is made', { kind: 'http', status: 429 }],
	['create', 'A web page comes in place of the answer, and no refund is made', { kind: 'notJson' }],
	[
		'create',
		'The answer is about another refund, and no refund is made',
		{ kind: 'body', text: ANOTHER_ANSWER },
	],
	['query', 'A new refund is not found for 10 seconds', { kind: 'queryLags', delay: 10_000 }],
	[
		'query',
		'A cache answers V2 look-ups that don’t refuse it, with what it was answered before',
		{ kind: 'cached' },
	],
	['query', DOWN, GATEPAY_DOWN],
	['order', DOWN, GATEPAY_DOWN],
	['account', DOWN, GATEPAY_DOWN],
];

/** What a kind of fault did to a request, in words. */
export const STRUCK: Readonly<Record<string, string>> = {
	answerLostAfter: 'done, but the answer got lost',
	answerLostBefore: 'the connection broke',
	madeLate: 'the connection broke, done later',
	delay: 'a slow answer',
	http: 'an answer from somebody else',
	notJson: 'a web page as the answer',
	code: 'a failure inside GatePay',
	reset: 'the connection was reset',
	body: 'another answer',
	truncated: 'the answer ended halfway',
	arrivesTwice: 'it arrived twice, and this is the answer to the second copy',
	cached: 'a cache answered',
} satisfies Record<Exclude<PlannedFault['kind'], 'queryLags'>, string>;

/** The faults that a person can switch on and off. Faults that a program added to the script are none of theirs. */
export class FaultSwitches {
	private readonly turnedOn = new Map<number, { fault: PlannedFault; strikes: Strikes }>();

	constructor(private readonly script: FaultScript) {}

	get all() {
		return SWITCHES.map(([group, label], key) => ({ key, group, label, strikes: this.strikes(key) }));
	}

	/** @returns its label, or undefined if there is no such fault */
	set(key: number, strikes: Strikes): string | undefined {
		const chosen = SWITCHES[key];
		if (!chosen) return undefined;
		const before = this.turnedOn.get(key);
		if (before) this.script.remove(before.fault);
		this.turnedOn.delete(key);
		const [on, label, what] = chosen;
		if (strikes !== 'never') {
			const fault: PlannedFault = { ...what, on, times: strikes === 'once' ? 1 : Infinity };
			this.script.add(fault);
			this.turnedOn.set(key, { fault, strikes });
		}
		return label;
	}

	/** A fault that has struck, or that a reset took away, is off again. */
	private strikes(key: number): Strikes {
		const entry = this.turnedOn.get(key);
		if (!entry || !this.script.has(entry.fault)) return 'never';
		return ['queryLags', 'cached'].includes(entry.fault.kind) ? 'always' : entry.strikes;
	}
}

import type { FaultScript, PlannedFault, Target } from '../faults';
import type { FaultGroup, ShownFault, Strikes } from './contract';

interface Switch {
	key: string;
	group: FaultGroup;
	label: string;
	/** Which call it strikes is the group's matter. */
	fault: WithoutTarget<PlannedFault>;
}

type WithoutTarget<T> = T extends unknown ? Omit<T, keyof Target> : never;

const SECOND = 1000;
const GATEPAY_DOWN = { kind: 'http', status: 503 } as const;

/** Every kind of fault at least once, in the words of somebody who tries out a workflow. */
const SWITCHES: readonly Switch[] = [
	create('answerLostAfter', 'The refund is made, but the answer gets lost', { kind: 'answerLostAfter' }),
	create('answerLostBefore', 'The connection breaks, and no refund is made', { kind: 'answerLostBefore' }),
	create('madeLate', 'The connection breaks, and the refund is made 10 seconds later', {
		kind: 'madeLate',
		delay: 10 * SECOND,
	}),
	create('reset', 'The connection is reset, and no refund is made', { kind: 'reset' }),
	create('truncated', 'The refund is made, but the answer ends halfway', { kind: 'truncated', made: true }),
	create('slow', 'The answer takes 5 seconds', { kind: 'delay', delay: 5 * SECOND }),
	create('tooSlow', 'The answer takes 40 seconds, longer than the node waits', {
		kind: 'delay',
		delay: 40 * SECOND,
	}),
	create('gatePayFails', 'GatePay fails inside (code 300000, HTTP 500), and no refund is made', {
		kind: 'code',
		code: '300000',
		errorMessage: 'system error',
		status: 500,
	}),
	create('proxyFails', 'A proxy answers for GatePay (HTTP 502), although the refund is made', {
		kind: 'http',
		status: 502,
		made: true,
	}),
	create(
		'copyComesLate',
		'The request arrives twice: the refund is made, and the late copy’s answer comes (400003)',
		{
			kind: 'arrivesTwice',
			second: 'expired',
		},
	),
	create(
		'copyAtOnce',
		'The request arrives twice: the refund is made, and the copy’s answer comes (400020)',
		{
			kind: 'arrivesTwice',
			second: 'usedNonce',
		},
	),
	create('tooMany', 'Too many requests (HTTP 429), and no refund is made', { kind: 'http', status: 429 }),
	create('notJson', 'A web page comes in place of the answer, and no refund is made', { kind: 'notJson' }),
	create('anotherAnswer', 'The answer is about another refund, and no refund is made', {
		kind: 'body',
		text: JSON.stringify({
			status: 'SUCCESS',
			code: '000000',
			data: { refundRequestId: 'another-refund', prepayId: 'another-order', refundAmount: '1' },
			errorMessage: '',
		}),
	}),
	{
		key: 'queryLags',
		group: 'query',
		label: 'A new refund is not found for 10 seconds',
		fault: { kind: 'queryLags', delay: 10 * SECOND },
	},
	{
		key: 'cached',
		group: 'query',
		label: 'A cache answers V2 look-ups that don’t refuse it, with what it was answered before',
		fault: { kind: 'cached' },
	},
	{ key: 'queryDown', group: 'query', label: 'GatePay is down (HTTP 503)', fault: GATEPAY_DOWN },
	{ key: 'orderDown', group: 'order', label: 'GatePay is down (HTTP 503)', fault: GATEPAY_DOWN },
	{ key: 'accountDown', group: 'account', label: 'GatePay is down (HTTP 503)', fault: GATEPAY_DOWN },
];

/** What a kind of fault does, for the list of requests. */
const STRUCK: Record<PlannedFault['kind'], string> = {
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
	queryLags: 'not found yet',
	cached: 'a cache answered',
};

/** They stay on until they are switched off. */
const LASTING: readonly PlannedFault['kind'][] = ['queryLags', 'cached'];

/** The faults that a person can switch on and off. Faults that a program added to the script are none of theirs. */
export class FaultSwitches {
	private readonly turnedOn = new Map<string, { fault: PlannedFault; strikes: Strikes }>();

	constructor(private readonly script: FaultScript) {}

	get all(): ShownFault[] {
		return SWITCHES.map(({ key, group, label }) => ({ key, group, label, strikes: this.strikes(key) }));
	}

	/** @returns its label, or undefined where there is no such fault */
	set(key: string, strikes: Strikes | 'never'): string | undefined {
		const chosen = SWITCHES.find((each) => each.key === key);
		if (!chosen) return undefined;
		const before = this.turnedOn.get(key);
		if (before) this.script.remove(before.fault);
		this.turnedOn.delete(key);
		if (strikes !== 'never') {
			const fault: PlannedFault = {
				...chosen.fault,
				on: chosen.group,
				times: strikes === 'once' ? 1 : Infinity,
			};
			this.script.add(fault);
			this.turnedOn.set(key, { fault, strikes });
		}
		return chosen.label;
	}

	/** A fault that has struck, or that a reset took away, is off again. */
	private strikes(key: string): ShownFault['strikes'] {
		const entry = this.turnedOn.get(key);
		if (!entry || !this.script.has(entry.fault)) return 'never';
		return LASTING.includes(entry.fault.kind) ? 'always' : entry.strikes;
	}
}

/** What a fault did to a request, in words. */
export function wordsFor(kind: string): string {
	return STRUCK[kind as PlannedFault['kind']];
}

function create(key: string, label: string, fault: Switch['fault']): Switch {
	return { key, group: 'create', label, fault };
}

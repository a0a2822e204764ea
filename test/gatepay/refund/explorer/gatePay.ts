import type { Reply } from '../../../../gatepay/api/answer';
import { http, NO_SUCH_REFUND, NOT_CONNECTED, refusal, SILENCE, success, TIMEOUT } from '../answers';
import type { Choices } from './choices';
import { REFUND, type Version } from './product';

const SECONDS = 1_000;
const MINUTES = 60 * SECONDS;

/** What becomes of a request, as far as its answer says. */
type Fate =
	/** Made, and GatePay says so. */
	| 'accepted'
	/** Made, or made later, or never. */
	| 'unanswered'
	/** The same where GatePay answers "retry with the same parameters". */
	| 'advised'
	/** It arrives twice: GatePay makes the first, and its answer is about the second. */
	| 'copied'
	/** Never made, if GatePay's word is true. */
	| 'refused'
	/** It never left this machine. */
	| 'unsent';

/** What GatePay is assumed to do where its documentation says nothing. */
export interface Assumptions {
	/** What a repeated refund request ID comes to. */
	repeats: 'arePaidAgain' | 'areRefused' | 'getTheFirstAnswer';
	/**
	 * Milliseconds from the end of a send until what it made, if it made anything, shows in every look-up. Of an unanswered
	 * one: two minutes to arrive, and three seconds to show.
	 */
	showsWithin: Readonly<Record<Exclude<Fate, 'unsent'>, number>>;
}

export const TWO_MINUTES = 2 * MINUTES;
export const TEN_MINUTES = 10 * MINUTES;
const LAG = 3 * SECONDS;

/** The least that is assumed; what pays twice under it is a fault of this package. */
export const LEAST: Assumptions = {
	repeats: 'arePaidAgain',
	showsWithin: {
		accepted: TEN_MINUTES,
		unanswered: TWO_MINUTES + LAG,
		advised: LAG,
		copied: LAG,
		refused: 0,
	},
};

/** How GatePay, or what lies between, answers a send. */
export interface SendAnswer {
	told: string;
	fate: Fate;
	reply: Reply;
	/** Milliseconds, if not the usual time. */
	takes?: number;
}

const refuses = (code: string): SendAnswer => ({
	told: `GatePay refuses it with ${code}`,
	fate: 'refused',
	reply: refusal(code),
});
export const copyGets = (code: string): SendAnswer => ({
	told: `it arrives twice: GatePay makes the first, and answers the second with ${code}`,
	fate: 'copied',
	reply: refusal(code),
});
export const advises = (code: string): SendAnswer => ({
	told: `GatePay answers ${code}, “retry”, with HTTP 500`,
	fate: 'advised',
	reply: refusal(code, 500),
});
const unanswered = (told: string, reply: Reply): SendAnswer => ({ told, fate: 'unanswered', reply });
const created = { ...REFUND, errMsg: '' };

export const NO_ANSWER = unanswered('the connection breaks off', SILENCE);
/** One of each kind that the procedure tells apart. */
export const SEND_FAULTS: readonly SendAnswer[] = [
	NO_ANSWER,
	...['400002', '400003', '400605', '400204'].map(refuses),
	...['400003', '400020'].map(copyGets),
	advises('300000'),
	{ told: 'GatePay cannot be reached', fate: 'unsent', reply: NOT_CONNECTED },
];
/** More answers that leave open what happened. */
export const UNCLEAR_ANSWERS: readonly SendAnswer[] = [
	unanswered('GatePay answers 300001 with HTTP 200', refusal('300001')),
	unanswered('GatePay answers 400605 with HTTP 503', refusal('400605', 503)),
	unanswered('a proxy answers with a page', http(403, '<html>Access denied</html>')),
	unanswered('SUCCESS of another refund', success({ ...created, refundRequestId: 'somebody-elses' })),
	unanswered('SUCCESS with another amount', success({ ...created, refundAmount: '77' })),
	unanswered('SUCCESS with a message', success({ ...created, errMsg: 'please contact support' })),
];

/** With 'Timeout' at so many milliseconds: the answer comes just before its end, or not at all. */
export const slowly = (timeout: number): SendAnswer[] => [
	{ ...unanswered(`no answer comes within ${timeout / SECONDS} s`, TIMEOUT), takes: timeout },
	{ ...ACCEPTED, told: `GatePay accepts it after ${timeout / SECONDS - 1} s`, takes: timeout - SECONDS },
];

const ACCEPTED: SendAnswer = { told: 'GatePay accepts it', fate: 'accepted', reply: success(created) };
const REPEAT_REFUSED = ['400204', '400605'].map(refuses);

export interface LookUpAnswer {
	told: string;
	reply: Reply;
	/** What it shows; undefined for anything but GatePay's word. */
	shows?: Shown | 'none';
}

/** A look-up that doesn't say whether GatePay has the refund. */
export const UNANSWERED: LookUpAnswer = { told: 'no answer comes', reply: SILENCE };
/** More of them, one of each kind that is read differently. */
export const UNCLEAR_LOOK_UPS: readonly LookUpAnswer[] = [
	{ told: 'GatePay answers 400003', reply: refusal('400003') },
	{ told: 'GatePay answers 400002', reply: refusal('400002') },
	{ told: 'GatePay answers 400304 with HTTP 500', reply: refusal('400304', 500) },
	{
		told: 'SUCCESS of another refund',
		reply: success({ refundRequestId: 'somebody-elses', status: 'SUCCESS' }),
	},
	{ told: 'GatePay cannot be reached', reply: NOT_CONNECTED },
];
const NOT_FOUND: LookUpAnswer = { told: 'GatePay has no such refund', reply: NO_SUCH_REFUND, shows: 'none' };
const OUTDATED: LookUpAnswer = {
	...NOT_FOUND,
	told: 'an outdated copy of GatePay’s data has no such refund',
};

/** What a look-up can show of a refund that GatePay has. */
export type Shown = 'as it was sent' | 'failed' | 'with another amount';

function found(version: Version, shown: Shown): LookUpAnswer {
	const { refundRequestId, prepayId } = REFUND;
	const amount = shown === 'with another amount' ? '3.00000000' : '2.00000000';
	const status = shown === 'failed' ? 'FAIL' : 'PROCESS';
	return {
		told: `GatePay has it, ${shown}`,
		shows: shown,
		reply: success(
			version === 'v1'
				? { refundRequestId, prepayId, refundAmount: amount, refundStatus: status }
				: { refundRequestId, orderId: prepayId, requestAmount: amount, status },
		),
	};
}

const SHOWN = ['as it was sent', 'failed', 'with another amount'] as const;
const foundIn = (version: Version) =>
	Object.fromEntries(SHOWN.map((shown) => [shown, found(version, shown)]));
const FOUND = { v1: foundIn('v1'), v2: foundIn('v2') };

/** One send, as GatePay knows it. */
export interface Request {
	/** The process that sent it. */
	process: object;
	endsAt: number;
	/** `open`: made, or made later, or never. It is decided only once an answer depends on it. */
	state: 'made' | 'open' | 'never';
	/** From when on every look-up shows it, if it is made. */
	shownBy: number;
	/** Whether GatePay has said that it has it: a look-up that says otherwise is outdated. */
	isKnown: boolean;
}

/** What a GatePay does in one scenario. */
export interface GatePayPlan {
	assumptions: Assumptions;
	/** How a send can be answered beside being accepted. */
	sendFaults: readonly SendAnswer[];
	/** What a look-up can come to beside the truth. */
	lookUpFaults: readonly LookUpAnswer[];
	/** In which other ways a refund can be shown. */
	showFaults: readonly Shown[];
}

/** GatePay with the network before it: whatever it does is a choice. */
export class GatePay {
	readonly requests: Request[] = [];
	/** How it shows the refund; the same from the first such look-up on. */
	shown: Shown = 'as it was sent';
	/** The code with which it refuses every send from now on. */
	refusesWith: string | undefined;

	constructor(
		private readonly plan: GatePayPlan,
		private readonly version: Version,
		private readonly choices: Choices,
	) {}

	/** How often the refund can have been paid, whatever becomes of what is open. */
	get mostPaid(): number {
		const most = this.requests.filter(({ state }) => state !== 'never').length;
		return this.plan.assumptions.repeats === 'arePaidAgain' ? most : Math.min(most, 1);
	}

	/** A send leaves at a moment; the usual time to an answer is given, in milliseconds. */
	send(process: object, now: number, usual: number): SendAnswer & { takes: number } {
		const answer = { takes: usual, ...this.answerTo() };
		const { fate, takes } = answer;
		if (fate === 'unsent') return answer;
		const within = this.plan.assumptions.showsWithin[fate];
		const state =
			this.isRepeat() || within === 0 ? 'never' : fate === 'accepted' || fate === 'copied' ? 'made' : 'open';
		if (state === 'made') this.recognize();
		const endsAt = now + takes;
		this.requests.push({ process, endsAt, state, shownBy: endsAt + within, isKnown: fate === 'accepted' });
		return answer;
	}

	private answerTo(): SendAnswer {
		if (this.refusesWith) return this.choices.pick([refuses(this.refusesWith)], [NO_ANSWER]);
		const { assumptions, sendFaults } = this.plan;
		const isRecognized = assumptions.repeats !== 'arePaidAgain' && this.hasArrived();
		const usual = !isRecognized || assumptions.repeats === 'getTheFirstAnswer' ? [ACCEPTED] : REPEAT_REFUSED;
		return this.choices.pick(usual, sendFaults);
	}

	/** Whether an earlier request is there already, for a GatePay that recognizes repeats. */
	private hasArrived(): boolean {
		if (this.isRepeat()) return true;
		const open = this.requests.find(({ state }) => state === 'open');
		if (!open || !this.choices.pick([false, true])) return false;
		open.state = 'made';
		this.recognize();
		return true;
	}

	private isRepeat(): boolean {
		return (
			this.plan.assumptions.repeats !== 'arePaidAgain' && this.requests.some(({ state }) => state === 'made')
		);
	}

	/** What is still on its way will be recognized as a repeat. */
	private recognize(): void {
		if (this.plan.assumptions.repeats === 'arePaidAgain') return;
		for (const request of this.requests) if (request.state === 'open') request.state = 'never';
	}

	lookUp(now: number): LookUpAnswer {
		const fault = this.choices.pick([undefined], this.plan.lookUpFaults);
		if (fault) return fault;
		const isOutdated = this.requests.some(({ isKnown, endsAt }) => isKnown && endsAt + TEN_MINUTES > now);
		if (!this.isShown(now)) return NOT_FOUND;
		const others = this.shown === 'as it was sent' ? this.plan.showFaults : [];
		const shown = this.choices.pick<Shown | 'outdated'>(
			[this.shown],
			[...others, ...(isOutdated ? (['outdated'] as const) : [])],
		);
		if (shown === 'outdated') return OUTDATED;
		this.shown = shown;
		return FOUND[this.version][shown] as LookUpAnswer;
	}

	private isShown(now: number): boolean {
		const { requests } = this;
		if (requests.some(({ state, shownBy }) => state === 'made' && shownBy <= now)) return true;
		const first =
			requests.find(({ state }) => state === 'made') ?? requests.find(({ state }) => state === 'open');
		if (!first) return false;
		if (this.choices.pick([false, true])) {
			Object.assign(first, { state: 'made', shownBy: now, isKnown: true });
			this.recognize();
			return true;
		}
		for (const request of requests) {
			if (request.state === 'open' && request.shownBy <= now) request.state = 'never';
		}
		return false;
	}
}

import { Refusal, refused, type Answer } from './answers';
import type { Late, Refund } from './refunds';
import type { Call } from './wire';

/** Whether GatePay does what it was asked before the fault strikes. */
export type Made = boolean | Late;

/** What a fault strikes: these calls, and only if the request names this refund or this order. */
export interface Target {
	on: 'create' | 'query' | 'order' | 'chains' | 'account' | Call;
	refundRequestId?: string;
	prepayId?: string;
	/** How many calls it lets pass first; none unless given. */
	after?: number;
	/** How many calls it strikes; 1 unless given. */
	times?: number;
}

/**
 * How the second of two copies of a request is judged: it brings the first one's nonce (400020), comes when the timestamp
 * has expired (400003), or is looked at as if the nonce didn't matter, so that it is a repeated refund request ID.
 */
export type SecondCopy = 'usedNonce' | 'expired' | 'asNew';

/** What happens instead of the usual answer. `made` is false unless given. */
export type Fault =
	/** The refund is made, and the connection cut. */
	| { kind: 'answerLostAfter' }
	/** The connection is cut, and nothing made. */
	| { kind: 'answerLostBefore' }
	/** The connection is cut, and the refund made later. */
	| ({ kind: 'madeLate' } & Late)
	/** Everything as usual, the answer `delay` ms later. */
	| { kind: 'delay'; delay: number }
	/** An answer that isn't GatePay's own, such as a proxy's; a redirect with `headers: { Location }`. */
	| { kind: 'http'; status: number; body?: string; headers?: Record<string, string>; made?: Made }
	/** HTTP 200 with an HTML page. */
	| { kind: 'notJson'; made?: Made }
	/** A failure in GatePay's envelope; HTTP 200 unless given. */
	| { kind: 'code'; code: string; status?: number; label?: string; errorMessage?: string; made?: Made }
	/** The connection is reset (TCP RST). */
	| { kind: 'reset'; made?: Made }
	/** Any text as the answer; HTTP 200 unless given. */
	| { kind: 'body'; text: string; status?: number; made?: Made }
	/** The answer ends halfway, short of its Content-Length. */
	| { kind: 'truncated'; made?: Made }
	/**
	 * Something on the way repeats the request: what was asked is done for the copy that is judged first. The client gets
	 * the answer to the second one, unless told otherwise; which of the two it sent itself makes no difference to it.
	 */
	| { kind: 'arrivesTwice'; second: SecondCopy; answered?: 'first' | 'second' };

/** What stays until the script is cleared; `times` and `after` don't count here. */
export type Lasting =
	/**
	 * The refund queries say 400304 although the refund exists: for the first so many queries of each refund, or until so
	 * many ms after it was made.
	 */
	| ({ kind: 'queryLags' } & ({ queries: number } | { delay: number }))
	/** A cache answers a GET like an earlier one with what that one was answered, unless `Cache-Control: no-cache` came with it. */
	| { kind: 'cached' };

export type PlannedFault = Target & (Fault | Lasting);

/** What a request names, to tell whether a fault is meant for it. */
export interface Named {
	refundRequestId?: string;
	prepayId?: string;
}

const CALLS: Record<string, readonly Call[]> = {
	create: ['createRefundV1', 'createRefundV2'],
	query: ['queryRefundV1', 'queryRefundV2'],
	order: ['queryOrderV1', 'queryOrderV2'],
	chains: ['refundChains'],
	account: ['queryBalance', 'queryLedger'],
};

/** What is to go wrong, in the order in which it was added: the first fault that fits a call strikes it. */
export class FaultScript {
	private once: { fault: Target & Fault; passing: number; left: number }[] = [];
	private lasting: { fault: Target & Lasting; lookUps: Map<Refund, number>; answers: Map<string, Answer> }[] =
		[];

	add(fault: PlannedFault): void {
		if (fault.kind === 'queryLags' || fault.kind === 'cached') {
			this.lasting.push({ fault, lookUps: new Map(), answers: new Map() });
		} else this.once.push({ fault, passing: fault.after ?? 0, left: fault.times ?? 1 });
	}

	/** Whether this very fault can still strike. */
	has(fault: PlannedFault): boolean {
		return [...this.once, ...this.lasting].some((entry) => entry.fault === fault);
	}

	/** Takes back one fault, as far as it hasn't struck. */
	remove(fault: PlannedFault): void {
		this.once = this.once.filter((entry) => entry.fault !== fault);
		this.lasting = this.lasting.filter((entry) => entry.fault !== fault);
	}

	/** The fault that strikes this call; it is used up. */
	take(call: Call, named: Named): Fault | undefined {
		const fitting = this.once.filter(({ fault }) => fits(fault, call, named));
		const entry = fitting.find((each) => each.passing === 0);
		for (const each of fitting) if (each !== entry && each.passing > 0) each.passing -= 1;
		if (!entry) return undefined;
		entry.left -= 1;
		if (entry.left <= 0) this.remove(entry.fault);
		return entry.fault;
	}

	/** Whether a refund query doesn't see this refund yet. Each look-up counts. */
	hides(refund: Refund, now: number): boolean {
		const call = refund.version === 'v1' ? 'queryRefundV1' : 'queryRefundV2';
		return this.lasting.some(({ fault, lookUps }) => {
			if (fault.kind !== 'queryLags' || !fits(fault, call, refund)) return false;
			if ('delay' in fault) return now < refund.madeAt + fault.delay;
			const count = (lookUps.get(refund) ?? 0) + 1;
			lookUps.set(refund, count);
			return count <= fault.queries;
		});
	}

	/** What the cache on the way of this call has kept, by request; undefined if there is none. */
	cacheOf(call: Call, named: Named): Map<string, Answer> | undefined {
		return this.lasting.find(({ fault }) => fault.kind === 'cached' && fits(fault, call, named))?.answers;
	}

	clear(): void {
		this.once = [];
		this.lasting = [];
	}
}

function fits(target: Target, call: Call, named: Named): boolean {
	const calls = CALLS[target.on] ?? [target.on];
	return (
		calls.some((each) => each === call) &&
		(target.refundRequestId === undefined || target.refundRequestId === named.refundRequestId) &&
		(target.prepayId === undefined || target.prepayId === named.prepayId)
	);
}

/** What happens on the connection. */
export interface Delivery {
	how: 'whole' | 'truncated' | 'cut' | 'reset';
	answer: Answer;
	/** In ms. */
	delay?: number;
}

const SILENCE: Answer = { httpStatus: 0, text: '' };
const CUT: Delivery = { how: 'cut', answer: SILENCE };

export function whole(answer: Answer): Delivery {
	return { how: 'whole', answer };
}

/**
 * Turns a fault into what happens on the connection.
 *
 * @param carryOut does what was asked, now, later or never; returns the answer that GatePay would have given now
 * @param repeat   lets the same request arrive once more; returns the answer to it
 */
export function applyFault(
	fault: Fault,
	carryOut: (made: Made) => Answer | undefined,
	repeat: (second: SecondCopy) => Answer,
): Delivery {
	const { kind } = fault;
	if (kind === 'answerLostBefore') return CUT;
	if (kind === 'arrivesTwice') {
		const first = carryOut(true) ?? SILENCE;
		const second = repeat(fault.second);
		return whole(fault.answered === 'first' ? first : second);
	}
	const isMade = kind === 'answerLostAfter' || kind === 'delay';
	const usual = carryOut(isMade || (kind === 'madeLate' ? fault : (fault.made ?? false)));
	switch (kind) {
		case 'answerLostAfter':
		case 'madeLate':
			return CUT;
		case 'delay':
			return { ...whole(usual ?? SILENCE), delay: fault.delay };
		case 'http':
			return whole(page(fault.status, fault.body ?? `<h1>${fault.status}</h1>`, fault.headers));
		case 'notJson':
			return whole(page(200, '<!doctype html><title>Just a moment…</title>'));
		case 'code':
			return whole(refused(new Refusal(fault.code, fault.errorMessage, fault.label), fault.status));
		case 'body':
			return whole({ httpStatus: fault.status ?? 200, text: fault.text });
		case 'truncated':
			return { how: 'truncated', answer: usual ?? refused(new Refusal('300000'), 500) };
		case 'reset':
			return { how: 'reset', answer: SILENCE };
	}
}

function page(httpStatus: number, text: string, headers: Record<string, string> = {}): Answer {
	return { httpStatus, text, headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers } };
}

import type { Call } from '../../gatepay/api/calls';
import type { Answer } from './answers';
import type { Refund } from './refunds';

/** When a refund is made whose answer is lost: right after so many more queries for it, or so many ms later. */
export type Late = { afterQueries: number } | { delay: number };

/** Whether GatePay does what it was asked before the fault strikes. */
export type Made = boolean | Late;

/** What a fault strikes: these calls, and only where the request names this refund or this order. */
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
export type Mishap =
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
	| {
			kind: 'code';
			code: string;
			status?: number;
			label?: string;
			errorMessage?: string;
			made?: Made;
	  }
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

/**
 * The refund queries say 400304 although the refund exists: for the first so many queries of each refund, or until so
 * many ms after it was made. It stays until the script is cleared; `times` doesn't count here.
 */
export type Lag = { kind: 'queryLags' } & ({ queries: number } | { delay: number });

/**
 * A cache on the way answers a GET like an earlier one with what that one was answered, unless `Cache-Control: no-cache`
 * came with it. It stays until the script is cleared; `times` and `after` don't count here.
 */
export type Cache = { kind: 'cached' };

export type Fault = Target & (Mishap | Lag | Cache);

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
	private mishaps: { fault: Target & Mishap; passing: number; left: number }[] = [];
	private lags: { fault: Target & Lag; queries: Map<Refund, number> }[] = [];
	private caches: { fault: Target & Cache; answers: Map<string, Answer> }[] = [];

	add(fault: Fault): void {
		if (fault.kind === 'queryLags') this.lags.push({ fault, queries: new Map() });
		else if (fault.kind === 'cached') this.caches.push({ fault, answers: new Map() });
		else this.mishaps.push({ fault, passing: fault.after ?? 0, left: fault.times ?? 1 });
	}

	/** The faults that haven't struck, or not as often as they are to. */
	get pending(): readonly Fault[] {
		return this.mishaps.map(({ fault }) => fault);
	}

	/** Whether this very fault can still strike. */
	has(fault: Fault): boolean {
		return [...this.mishaps, ...this.lags, ...this.caches].some((entry) => entry.fault === fault);
	}

	/** Takes back one fault, as far as it hasn't struck. */
	remove(fault: Fault): void {
		this.mishaps = this.mishaps.filter((entry) => entry.fault !== fault);
		this.lags = this.lags.filter((entry) => entry.fault !== fault);
		this.caches = this.caches.filter((entry) => entry.fault !== fault);
	}

	/** The fault that strikes this call; it is used up. */
	take(call: Call, named: Named): Mishap | undefined {
		const fitting = this.mishaps.filter(({ fault }) => fits(fault, call, named));
		const entry = fitting.find((each) => each.passing === 0);
		for (const each of fitting) if (each !== entry && each.passing > 0) each.passing -= 1;
		if (!entry) return undefined;
		entry.left -= 1;
		if (entry.left <= 0) this.mishaps = this.mishaps.filter((other) => other !== entry);
		return entry.fault;
	}

	/** Whether a refund query doesn't see this refund yet. Each look-up counts. */
	hides(refund: Refund, now: number): boolean {
		const call = refund.version === 'v1' ? 'queryRefundV1' : 'queryRefundV2';
		return this.lags
			.filter(({ fault }) => fits(fault, call, refund))
			.some(({ fault, queries }) => {
				if ('delay' in fault) return now < refund.madeAt + fault.delay;
				const lookUps = (queries.get(refund) ?? 0) + 1;
				queries.set(refund, lookUps);
				return lookUps <= fault.queries;
			});
	}

	/** What the cache on the way of this call has kept, by request; undefined where there is none. */
	cacheOf(call: Call, named: Named): Map<string, Answer> | undefined {
		return this.caches.find(({ fault }) => fits(fault, call, named))?.answers;
	}

	clear(): void {
		this.mishaps = [];
		this.lags = [];
		this.caches = [];
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

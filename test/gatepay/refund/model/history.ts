import type { SendFault, LookUpFault } from './faults';

/** All that happens in one history is in here: played twice, it comes out the same. */
export interface History {
	version: 'v1' | 'v2';
	gatePay: GatePayPlan;
	/** The refunds that somebody means to make; a run names them by their position. */
	intents: IntentPlan[];
	runs: RunPlan[];
	/** What goes wrong with the first, the second … request that makes a refund, over all runs. */
	sends: SendFault[];
	/** The same for the look-ups. */
	lookUps: LookUpFault[];
	/** How long the first, the second … call takes there and back, in milliseconds; then from the start again. */
	latencies: number[];
	/** By how many milliseconds a pause ends too early. */
	pausesEndEarlyBy: number;
	/** Whether a run begins only once all that earlier runs sent has arrived, or never will. */
	waitsForArrivals: boolean;
}

/** What GatePay does where its documentation is silent, and what no client can see. */
export interface GatePayPlan {
	/**
	 * What a repeated refund request ID comes to: it is refused; answered with the first refund; or, the worst case,
	 * paid again.
	 */
	repeatedIds: 'refuse' | 'sameAnswer' | 'payAgain';
	/** The code with which a repeated ID is refused. */
	refusesWith: string;
	/** How long the first, the second … payment stays invisible to queries, in milliseconds; then from the start again. */
	lags: number[];
	/** How the first, the second … payment ends; then from the start again. */
	endings: Ending[];
	/**
	 * Whether "retry with the same parameters", as GatePay documents the codes 300000, 300001 and 400000, can be taken
	 * at its word: the refund behind such an answer either isn't made at all, or is made and shown, even by a cache, three
	 * seconds after the answer.
	 */
	retryIsSafe: boolean;
	/** The same where the answer is the one to a copy of its request, 400003 or 400020: both are looked up twice. */
	copyIsSafe: boolean;
	/**
	 * Within how many milliseconds of its send a refund of unknown outcome is made and shown, if it is made at all;
	 * `Infinity` where nothing is known of that.
	 */
	settledWithin: number;
}

export type Ending = 'succeeds' | 'fails' | 'staysPending' | 'endsInAnUnknownWord';

export interface IntentPlan {
	order: number;
	from: 'reference' | 'orderAndAmount' | 'define';
	/** A ticket's number, or the user's own ID; by order and amount it is the amount that counts. */
	reference: number;
}

export interface ItemPlan {
	/** A position in the history's intents. */
	intent: number;
	/** In which way the amount is written: `2`, `2.0` or `2.00`. */
	zeros: number;
	/** Whether somebody has changed the amount since. */
	isChanged: boolean;
	/** Whether a looked-up order speaks against the refund. */
	hasObjection: boolean;
}

export interface RunPlan {
	items: ItemPlan[];
	/** Whether it runs in another process than the run before it: another worker, or n8n was started again. */
	isInNewProcess: boolean;
	/** Whether it begins while the run before it is under way, rather than after its end. */
	beginsTogether: boolean;
	/** Milliseconds between the beginnings of the two, or between the end of one and the beginning of the other. */
	pause: number;
	checkExisting: boolean;
	settleTime: number;
	concurrency: number;
	stopsOnFailure: boolean;
	/** In the middle of which call or pause the process dies, and whether the call still gets out. */
	crash: { during: number; getsOut: boolean } | undefined;
	/** In the middle of which call or pause the user stops the execution; 0 is before the first. */
	cancel: { during: number } | undefined;
}

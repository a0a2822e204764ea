import type { Reply } from '../answer/reply';
import type { GatePayRequest } from '../requests';

/**
 * All that the procedure needs of the world. A test plays any gateway by giving other answers, and any length of time
 * by giving another clock.
 */
export interface Gateway {
	/** Signs the request anew and sends it once. Never throws. */
	call(request: GatePayRequest): Promise<Reply>;
	/** Returns after this many milliseconds, or as soon as the execution is cancelled. */
	wait(milliseconds: number): Promise<void>;
	/** Milliseconds, on any clock that doesn't go back. */
	now(): number;
	/** Whether the user has stopped the execution. */
	isCancelled(): boolean;
}

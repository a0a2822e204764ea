import type { Reply } from './reply';
import type { GatePayRequest, Question } from './requests';

/** A GatePay that can only be asked. What is handed one can't move money, whatever it does. */
export interface AskableGateway {
	/** Signs the request anew and sends it once. Never throws. */
	call(request: Question): Promise<Reply>;
	/** Whether the user has stopped the execution. */
	isCancelled(): boolean;
}

/**
 * All that the procedure needs of the world. A test plays any gateway by giving other answers, and any length of time
 * by giving another clock.
 */
export interface Gateway extends AskableGateway {
	call(request: GatePayRequest): Promise<Reply>;
	/** Returns after this many milliseconds, or as soon as the execution is cancelled. */
	wait(milliseconds: number): Promise<void>;
	/** Milliseconds, on any clock that doesn't go back. */
	now(): number;
}

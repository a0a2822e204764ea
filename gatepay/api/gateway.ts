import type { Answer } from './answer';
import { meaningOf } from './codes';
import type { GatePayRequest, Question } from './requests';

/** A GatePay that can only be looked up. What is handed one can't move money, whatever it does. */
export interface LookUpGateway {
	/** Signs the request anew, sends it once, and reads the answer, secrets taken out. Never throws. */
	call(request: Question): Promise<Answer>;
	/** Whether the user has stopped the execution. */
	isCancelled(): boolean;
}

/**
 * All that the refund procedure needs of the world. A test plays any GatePay by giving other answers, and any length of
 * time by giving another clock.
 */
export interface Gateway extends LookUpGateway {
	call(request: GatePayRequest): Promise<Answer>;
	/** Returns after about this many milliseconds, or as soon as the execution is cancelled. */
	wait(milliseconds: number): Promise<void>;
	/** Milliseconds, on a clock that never goes back and that all refunds of the process share. */
	now(): number;
	/** The time of day of a moment of that clock. */
	dateOf(moment: number): Date;
}

/** Looks something up; a request that is refused for its timestamp is signed anew and sent once more. */
export async function lookUp(question: Question, gateway: LookUpGateway): Promise<Answer> {
	if (gateway.isCancelled()) return { kind: 'none', reason: 'the execution was stopped' };
	const answer = await gateway.call(question);
	const isExpired = answer.kind === 'refusal' && meaningOf(answer.envelope.code).belief === 'signAnew';
	return isExpired && !gateway.isCancelled() ? await gateway.call(question) : answer;
}

import type { Account } from './account';
import { reasonOf, type Answer, type Envelope } from './answer';
import type { Call, GatePayRequest, Question } from './calls';
import { meaningOf } from './codes';

/**
 * A GatePay that can only be looked up. What is handed one can't move money, whatever it does. A test plays any GatePay
 * by giving other answers, and any length of time by giving another clock.
 */
export interface LookUpGateway {
	/** Whom the requests act for, and who signs them. */
	readonly account: Account;
	/** Signs the request anew, sends it once, and reads the answer, secrets taken out. Never throws. */
	call(request: Question): Promise<Answer>;
	/** Whether the user has stopped the execution. */
	isCancelled(): boolean;
	/** Returns after about this many milliseconds, or as soon as the execution is cancelled. */
	wait(milliseconds: number): Promise<void>;
	/** Milliseconds, on a clock that never goes back and that all refunds of the process share. */
	now(): number;
	/** The time of day of a moment of that clock. */
	dateOf(moment: number): Date;
}

/** The same, and it can make refunds. */
export interface Gateway extends LookUpGateway {
	call(request: GatePayRequest): Promise<Answer>;
}

/** What was looked up, and the answer that shows it. */
export interface Found<T> {
	kind: 'found';
	value: T;
	envelope: Envelope;
}

/** Why a look-up shows nothing; `reason` continues a sentence. */
export type NotShown =
	/** GatePay says that there is no such thing. */
	| { kind: 'notFound'; reason: string; envelope: Envelope }
	/** With the refusal, if it was one. */
	| { kind: 'noAnswer'; reason: string; envelope?: Envelope };

/** The code that says that there is none of what was looked up. Any other refusal says nothing about it. */
const NOT_FOUND: Partial<Record<Call, string>> = {
	queryRefundV1: '400304',
	queryRefundV2: '400304',
	queryOrderV1: '400202',
	queryOrderV2: '400202',
};

/**
 * Looks something up; a request that is refused for its timestamp is signed anew and sent once more.
 *
 * @param read gives what the answer's data shows; undefined if it is about something else
 */
export async function lookUp<T>(
	question: Question,
	gateway: LookUpGateway,
	read: (data: unknown) => T | undefined,
): Promise<Found<T> | NotShown> {
	const answer = await answerTo(question, gateway);
	switch (answer.kind) {
		case 'success': {
			const { envelope } = answer;
			const value = read(envelope.data);
			return value === undefined
				? { kind: 'noAnswer', reason: 'the answer was about something else' }
				: { kind: 'found', value, envelope };
		}
		case 'refusal': {
			const { envelope } = answer;
			const isNotFound = envelope.code === NOT_FOUND[question.call];
			return { kind: isNotFound ? 'notFound' : 'noAnswer', reason: reasonOf(answer), envelope };
		}
		default:
			return { kind: 'noAnswer', reason: answer.reason };
	}
}

async function answerTo(question: Question, gateway: LookUpGateway): Promise<Answer> {
	if (gateway.isCancelled()) return { kind: 'none', reason: 'the execution was stopped' };
	const answer = await gateway.call(question);
	const isExpired = answer.kind === 'refusal' && meaningOf(answer.envelope.code).certainty === 'signAgain';
	return isExpired && !gateway.isCancelled() ? await gateway.call(question) : answer;
}

import type { Envelope } from '../api/envelope';
import { shortened } from '../values/invalidValue';
import type { RefundIntent } from './draft';
import type { RefundStatus } from './status';

/** GatePay has this refund. */
export interface RefundMade {
	kind: 'made';
	intent: RefundIntent;
	/**
	 * `accepted`: sent now, and GatePay took it. `recovered`: sent now, and only a look-up showed that GatePay took it.
	 * `existing`: an earlier run or item made it, nothing was sent.
	 */
	outcome: 'accepted' | 'recovered' | 'existing';
	/** Sends that were made. */
	attempts: number;
	/** The answer that says so. */
	envelope: Envelope;
	refundStatus: RefundStatus;
}

/** Why there is no refund to show; `noAnswer` is for look-ups, which send nothing. */
export type FailureKind = 'notSent' | 'refused' | 'failed' | 'outcomeUnknown' | 'noAnswer';

/** Nothing was sent, or GatePay refused it, or it failed at GatePay, or its outcome isn't known. */
export interface RefundNotMade {
	kind: FailureKind;
	attempts: number;
	/** What happened, to which refund: a sentence with a final period. */
	happened: string;
	/** What to do now: sentences. */
	advice: string;
}

export type RefundResult = RefundMade | RefundNotMade;

const BEGINNING: Record<FailureKind, string> = {
	notSent: 'Not sent',
	refused: 'Refused',
	failed: 'Failed',
	outcomeUnknown: 'Outcome unknown',
	noAnswer: 'No answer',
};

/** An answer may repeat whole requests, and a message is for a person. */
const LONGEST_MESSAGE = 1_000;

/**
 * What happened, beginning with the outcome, so that a workflow can branch on the first words. Secrets must be out of
 * it by now: a half that is left by the cut would not be recognized.
 */
export function headline({ kind, happened }: RefundNotMade): string {
	return `${BEGINNING[kind]}: ${shortened(happened, LONGEST_MESSAGE)}`;
}

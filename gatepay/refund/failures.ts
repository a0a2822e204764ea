import { UnusableCredential } from '../api/account';
import { asText, isRecord, type Envelope } from '../api/answer';
import type { OrderIdentifier } from '../api/calls';
import { meaningOf } from '../api/codes';
import type { NotShown } from '../api/gateway';
import { InvalidValue, shortened } from '../values/readers';
import type { RefundIntent } from './intent';
import { failReasonOf, gatePayStatusOf, type RefundStatus } from './status';

/**
 * What a person reads when a refund was not made or its outcome isn't known: what happened, to which refund, and what to
 * do now. What is wrong with an input is worded where it is read; what a code means, in `api/codes.ts`.
 */

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

/** Why there is no refund, or nothing to show. */
export interface Failure {
	kind: FailureKind;
	attempts: number;
	/** What happened, to which refund: a sentence with a final period. */
	happened: string;
	/** What to do now: sentences. */
	advice: string;
}

/** The words for each kind: how a message begins, so that a workflow can branch on it, and how a list says it. */
const WORDS: Record<FailureKind, { beginning: string; inList: string }> = {
	notSent: { beginning: 'Not sent', inList: 'not sent' },
	refused: { beginning: 'Refused', inList: 'refused' },
	failed: { beginning: 'Failed', inList: 'failed at GatePay' },
	outcomeUnknown: { beginning: 'Outcome unknown', inList: 'outcome unknown' },
	noAnswer: { beginning: 'No answer', inList: 'no answer' },
};

/** An answer may repeat whole requests, and a message is for a person. */
const LONGEST_MESSAGE = 1_000;

/**
 * What happened, beginning with the outcome. Secrets must be out of it by now: a half that is left by the cut would not
 * be recognized.
 */
export function headline({ kind, happened }: Failure): string {
	return `${WORDS[kind].beginning}: ${shortened(happened, LONGEST_MESSAGE)}`;
}

/** What happened, in a list of refunds. */
export function inList({ kind }: Failure): string {
	return WORDS[kind].inList;
}

const SAME_ID = 'The same refund request ID is used then.';

function failure(kind: FailureKind, attempts: number, happened: string, advice: string): Failure {
	return { kind, attempts, happened, advice };
}

const LONGEST_PART_OF_A_NAME = 100;

/** A refund as a person knows it, then its ID: continues a sentence. */
export function nameOf({
	refundRequestId,
	prepayId,
	merchantTradeNo,
	refundAmount,
	...intent
}: RefundIntent): string {
	// A message is cut off at some length, and the ID at the end has to be in it.
	const short = (value: unknown) => shortened(asText(value), LONGEST_PART_OF_A_NAME);
	const amount = [refundAmount, short(intent.fields.refundCurrency)].filter(Boolean).join(' ');
	const reference =
		intent.refundReference === undefined ? '' : `, reference ${short(intent.refundReference)}`;
	return `the refund of ${amount} for order ${merchantTradeNo ?? prepayId}${reference} (refund request ID ${refundRequestId})`;
}

/** Bad input, or anything else that is known before GatePay is called. */
export function notSentBecause(
	reason: string,
	advice = 'Nothing was sent. Correct it and run the workflow again.',
): Failure {
	return failure('notSent', 0, sentence(reason), advice);
}

/** The order had to be looked up for a refund to be made of it, and wasn't found or not shown. */
export function notSentWithoutOrder(identifier: OrderIdentifier, reason: string): Failure {
	return notSentBecause(
		`Order ${orderName(identifier)} has to be looked up first, and GatePay did not show it: ${reason}`,
		"Nothing was sent. Check the order's number, 'Resource' and the credential, and run the workflow again.",
	);
}

/** An order as the item names it. */
export function orderName(identifier: OrderIdentifier): string {
	return 'prepayId' in identifier ? identifier.prepayId : identifier.merchantTradeNo;
}

/** The order, as it was looked up, can't be refunded like this. */
export function notSentObjected(intent: RefundIntent, objection: string): Failure {
	return notSent(
		intent,
		objection,
		'Look at the order in GatePay, correct the input and run the workflow again.',
	);
}

/** Before it was to be sent, GatePay did not say whether it has this refund. */
export function notSentUnanswered(intent: RefundIntent, reason: string): Failure {
	return notSent(
		intent,
		`GatePay did not say whether it exists already: ${reason}`,
		`Run the workflow again later. ${SAME_ID}`,
	);
}

/** The user stopped the execution before. */
export function notSentCancelled(intent: RefundIntent): Failure {
	return notSent(intent, 'the execution was stopped', `To make it, run the workflow again. ${SAME_ID}`);
}

/** No connection was made: nothing can have arrived. */
export function notSentUnconnected(intent: RefundIntent, attempts: number, reason: string): Failure {
	return {
		...notSent(
			intent,
			`GatePay could not be reached: ${reason}`,
			`Check the network and 'Base URL' in the credential, then run the workflow again. ${SAME_ID}`,
		),
		attempts,
	};
}

/** GatePay has a refund with this ID that was not meant. */
export function notSentDifferent(intent: RefundIntent, differences: readonly string[]): Failure {
	return notSent(
		intent,
		`GatePay already has a refund with this ID, with different details: ${differences.join(', ')}`,
		`If this is a refund of its own, ${newRefund(intent)}; if not, correct the input.`,
	);
}

function notSent(intent: RefundIntent, because: string, advice: string): Failure {
	return notSentBecause(`${capitalized(nameOf(intent))} was not sent: ${because}`, advice);
}

/** How somebody makes another refund of the same order; continues a sentence. */
function newRefund({ refundRequestIdFrom }: RefundIntent): string {
	switch (refundRequestIdFrom) {
		case 'reference':
			return "give it another 'Refund Reference'";
		case 'define':
			return "give it another 'Refund Request ID'";
		case 'orderAndAmount':
			return "choose 'Reference' in 'Prevent Duplicates By' and give it a 'Refund Reference'";
	}
}

/** GatePay had accepted it, and could not carry it out. */
export function failedAtGatePay({ intent, attempts, envelope }: RefundMade): Failure {
	const data = isRecord(envelope.data) ? envelope.data : {};
	const reason = failReasonOf(data);
	const status = asText(gatePayStatusOf(data, intent.version));
	return failure(
		'failed',
		attempts,
		sentence(`GatePay could not carry out ${nameOf(intent)}, status ${status}${reason && `: ${reason}`}`),
		`The buyer has not been paid. For a new refund ${newRefund(intent)}.`,
	);
}

/** GatePay turned it down, and has no such refund. */
export function refusedByGatePay(intent: RefundIntent, attempts: number, envelope: Envelope): Failure {
	return { ...refused(`GatePay refused ${nameOf(intent)}`, envelope), attempts };
}

function refused(happened: string, { code, errorMessage }: Envelope): Failure {
	const { meaning, advice } = meaningOf(code);
	const said = errorMessage && ` GatePay says: “${errorMessage}”.`;
	return failure('refused', 0, `${happened}, code ${code}: ${meaning}.${said}`, advice);
}

/** A look-up shows nothing. `what` continues a sentence: `refund …`, `order …`. */
export function notShown(what: string, { reason, envelope }: Pick<NotShown, 'reason' | 'envelope'>): Failure {
	if (envelope) return refused(`GatePay did not show ${what}`, envelope);
	return failure(
		'noAnswer',
		0,
		sentence(`GatePay did not show ${what}: ${reason}`),
		'Nothing was changed. Run the workflow again later.',
	);
}

/**
 * It was sent, and what happened isn't known.
 *
 * @param reason continues a sentence
 */
export function outcomeUnknown(intent: RefundIntent, attempts: number, reason: string): Failure {
	return failure(
		'outcomeUnknown',
		attempts,
		sentence(`GatePay has not said what happened to ${nameOf(intent)}: ${reason}`),
		`Run the workflow again in two minutes or later, with the same input: this refund is looked up first, and the node shows what happened. Do not use a new reference or ID: that would be a second refund.`,
	);
}

/** A fault of this package in the middle of a refund. */
export function brokenOff(intent: RefundIntent, attempts: number, fault: unknown): Failure {
	const what = `the node itself broke off (${whatBroke(fault)})`;
	return attempts > 0
		? outcomeUnknown(intent, attempts, what)
		: notSent(intent, what, `Run the workflow again. ${SAME_ID}`);
}

/** Why nothing is sent for what can't be read. */
export function notRead(thrown: unknown): Failure {
	if (UnusableCredential.is(thrown)) return unusableCredential(thrown.message);
	return notSentBecause(
		thrown instanceof InvalidValue ? thrown.message : `the node itself broke off (${whatBroke(thrown)})`,
	);
}

/** There is no credential that anything could be signed with. */
export function unusableCredential(message: string): Failure {
	return notSentBecause(message, 'Nothing was sent. Correct the credential and run the workflow again.');
}

/** A fault of this package while an item is looked up. */
export function noAnswerAboutItem(itemIndex: number, fault: unknown): Failure {
	return notShown(`item ${itemIndex}`, { reason: `the node itself broke off (${whatBroke(fault)})` });
}

/** The kind of a fault and its place; not its message, which may repeat what it was about: codes and passwords. */
function whatBroke(fault: unknown): string {
	if (!(fault instanceof Error)) return typeof fault;
	const [, place = ''] =
		/\n\s+at (?:async )?([\w$.]+) \(/.exec((fault.stack ?? '').replace(fault.message, '')) ?? [];
	return place ? `${fault.name} in ${place}` : fault.name;
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function sentence(text: string): string {
	return /[.!?…]”?$/.test(text) ? text : `${text}.`;
}

import { UnusableCredential } from '../api/account';
import { asText, isRecord, type Envelope } from '../api/answer';
import type { ApiVersion, OrderIdentifier } from '../api/calls';
import { meaningOf } from '../api/codes';
import type { NotShown } from '../api/gateway';
import { InvalidValue, shortened } from '../values/readers';
import type { RefundIntent } from './intent';
import { failReasonOf, gatePayStatusOf, type RefundStatus } from './status';

/**
 * What a person reads if a refund was not made, its outcome isn't known, or there is nothing to show. Every message has
 * one form: the outcome, at once the reason, then which refund, then what to do. What is wrong with an input is worded
 * where it is read; what a code means and what to do about it, in `api/codes.ts`.
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

/** `notFound` and `noAnswer` are for look-ups, which send nothing. */
export type FailureKind = 'notSent' | 'refused' | 'failed' | 'outcomeUnknown' | 'notFound' | 'noAnswer';

/** Why there is no refund, or nothing to show. */
export interface Failure {
	kind: FailureKind;
	/** Sends that were made. */
	attempts: number;
	/** Why: a sentence. */
	reason: string;
	/** Which refund, order or balance: a sentence; empty if there is nothing to name yet. */
	subject: string;
	/** What to do now: sentences. */
	advice: string;
}

/** The words for each kind: how a message begins, so that a workflow can branch on it, and how a list says it. */
const WORDS: Record<FailureKind, { beginning: string; inList: string }> = {
	notSent: { beginning: 'Not sent', inList: 'not sent' },
	refused: { beginning: 'Refused', inList: 'refused' },
	failed: { beginning: 'Failed', inList: 'failed at GatePay' },
	outcomeUnknown: { beginning: 'Outcome unknown', inList: 'outcome unknown' },
	notFound: { beginning: 'Not found', inList: 'not found' },
	noAnswer: { beginning: 'No answer', inList: 'no answer' },
};

/** An answer may repeat whole requests, and a message is for a person. */
const LONGEST_REASON = 800;

/**
 * What happened, to which refund. Secrets must be out of it by now: a half that is left by the cut would not be
 * recognized.
 */
export function headline({ kind, reason, subject }: Failure): string {
	return `${WORDS[kind].beginning}: ${shortened(reason, LONGEST_REASON)} ${subject}`.trimEnd();
}

/** What happened, in a list of refunds. */
export function inList({ kind }: Failure): string {
	return WORDS[kind].inList;
}

const LONGEST_PART_OF_A_NAME = 100;

/** A refund as its user named it, its ID last: continues a sentence. */
export function nameOf(intent: RefundIntent): string {
	// A message is cut off at some length, and the ID at the end has to be in it.
	const short = (value: unknown) => shortened(asText(value), LONGEST_PART_OF_A_NAME);
	const amount = [intent.refundAmount, short(intent.fields.refundCurrency)].filter(Boolean).join(' ');
	const reference =
		intent.refundReference === undefined ? '' : `, reference ${short(intent.refundReference)}`;
	return `refund of ${amount}, order ${orderName(intent.order)}${reference}, refund request ID ${intent.refundRequestId}`;
}

/** An order as the item names it. */
export function orderName(identifier: OrderIdentifier): string {
	return 'prepayId' in identifier ? identifier.prepayId : identifier.merchantTradeNo;
}

const CORRECT_IT = 'Nothing was sent. Correct it and run the workflow again.';

/** Bad input, or anything else that is known before GatePay is called. */
export function notSentBecause(reason: string, advice = CORRECT_IT): Failure {
	return { kind: 'notSent', attempts: 0, reason: sentence(reason), subject: '', advice };
}

/** The same for a refund that is known. */
export function notSent(intent: RefundIntent, reason: string, advice: string): Failure {
	return { ...notSentBecause(reason, advice), subject: subjectOf(intent) };
}

/** What speaks against a refund that GatePay doesn't have yet: a sentence, and what to do. */
export interface Objection {
	reason: string;
	advice: string;
}

/** The order had to be looked up for a refund to be made of it, and wasn't found or not shown. */
export function notSentWithoutOrder(
	order: OrderIdentifier,
	shown: NotShown,
	belongsTo: OtherVersion,
): Failure {
	const { reason, advice } = missingOrder(order, shown, belongsTo);
	return { ...notSentBecause(reason, advice), subject: `Order ${orderName(order)}.` };
}

/** Where an order that GatePay doesn't have in one version is to be found, and the field in which that is chosen. */
export type OtherVersion = { version: ApiVersion; field: 'Resource' | 'API Version' } | undefined;

export function otherVersion(
	version: ApiVersion,
	isThere: boolean,
	field: 'Resource' | 'API Version' = 'Resource',
): OtherVersion {
	return isThere ? { version: version === 'v1' ? 'v2' : 'v1', field } : undefined;
}

/** Why an order isn't shown, and what to do. */
export function missingOrder(order: OrderIdentifier, shown: NotShown, belongsTo: OtherVersion): Objection {
	if (shown.kind === 'noAnswer') {
		return { reason: `${whyNotShown(shown)}, so the order could not be looked up.`, advice: adviceOn(shown) };
	}
	return {
		reason: `GatePay has no such order${belongsTo ? ' in this version' : ''} (code ${shown.envelope.code}).`,
		advice: belongsTo ? chooseOther(belongsTo) : checkOrder(order),
	};
}

function chooseOther({ version, field }: NonNullable<OtherVersion>): string {
	const choice = field === 'API Version' ? version.toUpperCase() : RESOURCE[version];
	return `This order belongs to '${choice}': choose it in '${field}'.`;
}

/** As the form names them. */
const RESOURCE = { v1: 'Payment Refund (V1)', v2: 'Checkout Refund (V2)' } as const;

function checkOrder(order: OrderIdentifier): string {
	return 'prepayId' in order
		? "Check 'Order'. If this is your own number of the order, choose 'By Trade No' there."
		: "Check the number in 'Order'.";
}

/** Before it was to be sent, GatePay did not say whether it has this refund. */
export function notSentUnchecked(intent: RefundIntent, shown: Unanswered): Failure {
	return notSent(intent, `${whyNotShown(shown)}, so the refund could not be checked`, adviceOn(shown));
}

/** A look-up that shows neither that there is something nor that there is nothing. */
export type Unanswered = Pick<NotShown, 'reason' | 'envelope'>;

/** Continues nothing: it begins a sentence, without its period. */
export function whyNotShown({ reason, envelope }: Unanswered): string {
	return capitalized(envelope ? `${meaningOf(envelope.code).meaning} (code ${envelope.code})` : reason);
}

/** What to do about a look-up that shows nothing: what belongs to GatePay's code, if it gave one. */
export function adviceOn({ envelope }: Unanswered): string {
	return envelope ? meaningOf(envelope.code).advice : 'Run the workflow again later, with the same input.';
}

/** The user stopped the execution before. */
export function notSentCancelled(intent: RefundIntent): Failure {
	return notSent(intent, 'The execution was stopped', 'To make it, run the workflow again.');
}

/** No connection was made: nothing can have arrived. */
export function notSentUnconnected(intent: RefundIntent, attempts: number, reason: string): Failure {
	const advice = "Check the network and 'Base URL' in the credential, then run the workflow again.";
	return { ...notSent(intent, `GatePay could not be reached: ${reason}`, advice), attempts };
}

/** GatePay has a refund with this ID that was not meant. */
export function notSentDifferent(intent: RefundIntent, differences: readonly string[]): Failure {
	return notSent(
		intent,
		`GatePay has a refund with this ID and other details: ${differences.join(', ')}`,
		`Look at that refund in GatePay first. If it is this one, correct the input. Only if it is another one, ${newRefund(intent)}.`,
	);
}

/** How somebody makes another refund of the same order; continues a sentence. */
function newRefund({ refundRequestIdFrom }: RefundIntent): string {
	switch (refundRequestIdFrom) {
		case 'reference':
			return "give this one another 'Refund Reference'";
		case 'define':
			return "give this one another 'Refund Request ID'";
		case 'orderAndAmount':
			return "choose 'Reference' in 'Prevent Duplicates By' and give this one a 'Refund Reference'";
	}
}

/** GatePay had accepted it, and could not carry it out. */
export function failedAtGatePay({ intent, attempts, envelope }: RefundMade): Failure {
	const data = isRecord(envelope.data) ? envelope.data : {};
	const said = failReasonOf(data);
	const status = asText(gatePayStatusOf(data, intent.version));
	return {
		kind: 'failed',
		attempts,
		reason: sentence(`GatePay could not carry it out, status ${status}${said && `: ${said}`}`),
		subject: subjectOf(intent),
		advice: `The buyer has not been paid. To pay again, ${newRefund(intent)}.`,
	};
}

/** GatePay turned it down, and has no such refund. */
export function refusedByGatePay(
	intent: RefundIntent,
	attempts: number,
	envelope: Envelope,
	belongsTo: OtherVersion,
): Failure {
	const { code } = envelope;
	const { advice } = meaningOf(code);
	const ofOrder = belongsTo ? chooseOther(belongsTo) : code === '400202' ? checkOrder(intent.order) : advice;
	return { kind: 'refused', attempts, ...saidBy(envelope), subject: subjectOf(intent), advice: ofOrder };
}

function saidBy({ code, errorMessage }: Envelope): { reason: string } {
	const said = errorMessage && ` GatePay says: “${errorMessage}”.`;
	return { reason: `${capitalized(meaningOf(code).meaning)} (code ${code}).${said}` };
}

/**
 * A look-up shows nothing.
 *
 * @param subject names what was looked up: `order …`, `the balance`
 * @param advice  what to do if GatePay says that there is none; by default, what belongs to its code
 */
export function notShown(subject: string, shown: NotShown, advice = adviceOn(shown)): Failure {
	const about = { attempts: 0, subject: sentence(capitalized(subject)) };
	const { envelope } = shown;
	if (!envelope) {
		const again = 'Nothing was changed. Run the workflow again later.';
		return { kind: 'noAnswer', reason: sentence(capitalized(shown.reason)), ...about, advice: again };
	}
	return shown.kind === 'notFound'
		? { kind: 'notFound', ...saidBy(envelope), ...about, advice }
		: { kind: 'refused', ...saidBy(envelope), ...about, advice: adviceOn(shown) };
}

/** The same for an order. */
export function orderNotShown(order: OrderIdentifier, shown: NotShown, belongsTo: OtherVersion): Failure {
	return notShown(`order ${orderName(order)}`, shown, missingOrder(order, shown, belongsTo).advice);
}

/**
 * It was sent, and what happened isn't known.
 *
 * @param reason a sentence, without its period
 * @param until  the time until which this n8n won't send it again, if that is known
 */
export function outcomeUnknown(
	intent: RefundIntent,
	attempts: number,
	reason: string,
	until?: string,
): Failure {
	const wait = until === undefined ? '' : `This n8n won't send it again before ${until}. `;
	return {
		kind: 'outcomeUnknown',
		attempts,
		reason: sentence(capitalized(reason)),
		subject: subjectOf(intent),
		advice: `${wait}Run the workflow again in two minutes or later, with the same input: the node checks this refund first and reports its outcome. Do not use a new reference or ID: that would be a second refund.`,
	};
}

/** A fault of this package in the middle of a refund. */
export function brokenOff(intent: RefundIntent, attempts: number, fault: unknown): Failure {
	const what = stoppedUnexpectedly(fault);
	return attempts > 0
		? outcomeUnknown(intent, attempts, what)
		: notSent(intent, what, 'Run the workflow again, with the same input.');
}

/** Why nothing is sent for what can't be read. */
export function notRead(thrown: unknown): Failure {
	if (UnusableCredential.is(thrown)) return unusableCredential(thrown.message);
	return notSentBecause(thrown instanceof InvalidValue ? thrown.message : stoppedUnexpectedly(thrown));
}

/** There is no credential that anything could be signed with. */
export function unusableCredential(message: string): Failure {
	return notSentBecause(message, 'Nothing was sent. Correct the credential and run the workflow again.');
}

/** A fault of this package while an item is looked up. */
export function noAnswerAboutItem(itemIndex: number, fault: unknown): Failure {
	return notShown(`item ${itemIndex}`, { kind: 'noAnswer', reason: stoppedUnexpectedly(fault) });
}

function stoppedUnexpectedly(fault: unknown): string {
	return `This node stopped unexpectedly (${whatBroke(fault)})`;
}

/** The kind of a fault and its place; not its message, which may repeat what it was about: codes and passwords. */
function whatBroke(fault: unknown): string {
	if (!(fault instanceof Error)) return typeof fault;
	const [, place = ''] =
		/\n\s+at (?:async )?([\w$.]+) \(/.exec((fault.stack ?? '').replace(fault.message, '')) ?? [];
	return place ? `${fault.name} in ${place}` : fault.name;
}

function subjectOf(intent: RefundIntent): string {
	return `${capitalized(nameOf(intent))}.`;
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function sentence(text: string): string {
	return /[.!?…]”?$/.test(text) ? text : `${text}.`;
}

import { meaningOf } from '../api/codes';
import { asText, isRecord, type Envelope } from '../api/envelope';
import type { OrderIdentifier } from '../api/order';
import type { RefundIntent } from './draft';
import type { FailureKind, RefundMade, RefundNotMade } from './outcome';
import { gatePayStatusOf } from './status';
import { shortened } from '../values/invalidValue';

/**
 * What a person reads when a refund was not made or its outcome isn't known: what happened, to which refund, and what to
 * do now. What is wrong with an input is worded where it is read; what a code means, in `api/codes.ts`.
 */

const SAME_ID = 'The same refund request ID is used then.';

function notMade(kind: FailureKind, attempts: number, happened: string, advice: string): RefundNotMade {
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
): RefundNotMade {
	return notMade('notSent', 0, sentence(reason), advice);
}

/** The order had to be looked up for a refund to be made of it, and wasn't found or not shown. */
export function notSentWithoutOrder(identifier: OrderIdentifier, reason: string): RefundNotMade {
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
export function notSentObjected(intent: RefundIntent, objection: string): RefundNotMade {
	return notSent(
		intent,
		objection,
		'Look at the order in GatePay, correct the input and run the workflow again.',
	);
}

/** Before it was to be sent, GatePay did not say whether it has this refund. */
export function notSentUnanswered(intent: RefundIntent, reason: string): RefundNotMade {
	return notSent(
		intent,
		`GatePay did not say whether it exists already: ${reason}`,
		`Run the workflow again later. ${SAME_ID}`,
	);
}

/** The user stopped the execution before. */
export function notSentCancelled(intent: RefundIntent): RefundNotMade {
	return notSent(intent, 'the execution was stopped', `To make it, run the workflow again. ${SAME_ID}`);
}

/** No connection was made: nothing can have arrived. */
export function notSentUnconnected(intent: RefundIntent, attempts: number, reason: string): RefundNotMade {
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
export function notSentDifferent(intent: RefundIntent, differences: readonly string[]): RefundNotMade {
	return notSent(
		intent,
		`GatePay already has a refund with this ID, with different details: ${differences.join(', ')}`,
		`If this is a refund of its own, ${newRefund(intent)}; if not, correct the input.`,
	);
}

function notSent(intent: RefundIntent, because: string, advice: string): RefundNotMade {
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
export function failedAtGatePay({ intent, attempts, envelope }: RefundMade): RefundNotMade {
	const data = isRecord(envelope.data) ? envelope.data : {};
	const reason = asText(data.refund_fail_reason) || asText(data.errMsg) || asText(data.remark);
	const status = asText(gatePayStatusOf(data, intent.version));
	return notMade(
		'failed',
		attempts,
		sentence(`GatePay could not carry out ${nameOf(intent)}, status ${status}${reason && `: ${reason}`}`),
		`The buyer has not been paid. For a new refund ${newRefund(intent)}.`,
	);
}

/** GatePay turned it down, and has no such refund. */
export function refusedByGatePay(intent: RefundIntent, attempts: number, envelope: Envelope): RefundNotMade {
	return { ...refused(`GatePay refused ${nameOf(intent)}`, envelope), attempts };
}

/** GatePay refused a look-up. `what` continues a sentence: `refund …`, `order …`. */
export function refusedToShow(what: string, envelope: Envelope): RefundNotMade {
	return refused(`GatePay did not show ${what}`, envelope);
}

function refused(happened: string, { code, errorMessage }: Envelope): RefundNotMade {
	const { meaning, advice } = meaningOf(code);
	const said = errorMessage && ` GatePay says: “${errorMessage}”.`;
	return notMade('refused', 0, `${happened}, code ${code}: ${meaning}.${said}`, advice);
}

/** A look-up got no answer. */
export function noAnswerAbout(what: string, reason: string): RefundNotMade {
	return notMade(
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
export function outcomeUnknown(
	intent: RefundIntent,
	attempts: number,
	reason: string,
	checksExisting: boolean,
): RefundNotMade {
	const again = checksExisting
		? 'Run the workflow again in two minutes or later, with the same input'
		: "Switch 'Check Existing' on and run the workflow again in two minutes or later, with the same input";
	return notMade(
		'outcomeUnknown',
		attempts,
		sentence(`GatePay has not said what happened to ${nameOf(intent)}: ${reason}`),
		`${again}: this refund is looked up first, and the node shows what happened. Do not use a new reference or ID: that would be a second refund.`,
	);
}

/** A fault of this package in the middle of a refund. */
export function brokenOff(intent: RefundIntent, attempts: number, fault: unknown): RefundNotMade {
	const what = `the node itself broke off (${whatBroke(fault)})`;
	return attempts > 0
		? outcomeUnknown(intent, attempts, what, true)
		: notSent(intent, what, `Run the workflow again. ${SAME_ID}`);
}

/** The kind of a fault and its place; not its message, which may repeat what it was about: codes and passwords. */
export function whatBroke(fault: unknown): string {
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

import { asText, isRecord, type Envelope } from '../api/envelope';
import { meaningOf } from '../api/codes';
import type { OrderIdentifier } from '../api/order';
import type { RefundIntent } from './draft';
import type { FailureKind, RefundMade, RefundNotMade } from './outcome';
import { gatePayStatusOf } from './status';

/**
 * What a person reads when a refund was not made or nobody knows. Each text names the refund request ID and GatePay's
 * code where there are any, and says what to do now. What was wrong with an input is worded where it is read; what a
 * code means, in `codes.ts`.
 */

const SAME_ID = 'The same refund request ID is used then.';

function notMade(kind: FailureKind, attempts: number, happened: string, advice: string): RefundNotMade {
	return { kind, attempts, happened, advice };
}

/** Bad input, or anything else that is known before GatePay is asked. */
export function notSentBecause(
	reason: string,
	advice = 'Nothing was sent. Correct it and run the workflow again.',
): RefundNotMade {
	return notMade('notSent', 0, sentence(reason), advice);
}

/** The order had to be looked up for a refund to be made of it, and wasn't found or not shown. */
export function notSentWithoutOrder(identifier: OrderIdentifier, reason: string): RefundNotMade {
	const order = 'prepayId' in identifier ? identifier.prepayId : identifier.merchantTradeNo;
	return notMade(
		'notSent',
		0,
		`GatePay did not show order ${order}, which had to be looked up first: ${sentence(reason)}`,
		"Check the order's number, 'Resource' and the credential, and run the workflow again.",
	);
}

/** The order, as it was looked up, can't be refunded like this. */
export function notSentObjected(refundRequestId: string, objection: string): RefundNotMade {
	return notMade(
		'notSent',
		0,
		`Refund ${refundRequestId} was not sent: ${sentence(objection)}`,
		'Look at the order in GatePay, correct the input and run the workflow again.',
	);
}

/** GatePay could not be asked for the refund before it was to be sent. */
export function notSentUnasked(refundRequestId: string, reason: string): RefundNotMade {
	return notMade(
		'notSent',
		0,
		`GatePay could not be asked whether refund ${refundRequestId} exists already, so it was not sent now: ${sentence(reason)}`,
		`Run the workflow again later. ${SAME_ID}`,
	);
}

/** The user stopped the execution before. */
export function notSentCancelled(refundRequestId: string): RefundNotMade {
	return notMade(
		'notSent',
		0,
		`The execution was stopped before refund ${refundRequestId} was sent.`,
		`To make it, run the workflow again. ${SAME_ID}`,
	);
}

/** No connection was made: nothing can have arrived. */
export function notSentUnconnected(refundRequestId: string, attempts: number, reason: string): RefundNotMade {
	return notMade(
		'notSent',
		attempts,
		`GatePay could not be reached, so refund ${refundRequestId} was not sent: ${sentence(reason)}`,
		`Check the network and 'Base URL' in the credential, then run the workflow again. ${SAME_ID}`,
	);
}

/** GatePay has a refund with this ID that was not meant. */
export function notSentDifferent(
	intent: RefundIntent,
	attempts: number,
	differences: readonly string[],
): RefundNotMade {
	return notMade(
		'notSent',
		attempts,
		`GatePay already has a refund ${intent.refundRequestId}, and it is another one: ${differences.join(', ')}.`,
		`If this is to be a refund of its own, ${newRefund(intent)}; if not, correct the input.`,
	);
}

/** How to make another refund than this one, in words of the form as it stands: continues a sentence. */
function newRefund({ refundRequestIdFrom }: RefundIntent): string {
	switch (refundRequestIdFrom) {
		case 'reference':
			return "give it another 'Refund Reference'";
		case 'define':
			return "give it another 'Refund Request ID'";
		case 'orderAndAmount':
			return "choose 'Reference' in 'Refund Request ID From' and give it a 'Refund Reference'";
	}
}

/** GatePay had accepted it, and could not carry it out. */
export function failedAtGatePay({ intent, attempts, envelope }: RefundMade): RefundNotMade {
	const data = isRecord(envelope.data) ? envelope.data : {};
	const reason = asText(data.refund_fail_reason) || asText(data.errMsg) || asText(data.remark);
	return notMade(
		'failed',
		attempts,
		`GatePay could not carry out refund ${intent.refundRequestId} (${asText(gatePayStatusOf(data))})${reason ? `: ${sentence(reason)}` : '.'}`,
		`The buyer has no money from it. For a new refund ${newRefund(intent)}.`,
	);
}

/** GatePay turned it down, and has no such refund. */
export function refusedByGatePay(
	refundRequestId: string,
	attempts: number,
	envelope: Envelope,
): RefundNotMade {
	const { meaning, advice } = meaningOf(envelope.code);
	const said = envelope.errorMessage && ` GatePay says: “${envelope.errorMessage}”.`;
	return notMade(
		'refused',
		attempts,
		`GatePay refused refund ${refundRequestId} (code ${envelope.code}): ${meaning}.${said}`,
		advice,
	);
}

/**
 * It was sent, and nobody knows what became of it.
 *
 * @param reason continues a sentence
 */
export function unknownOutcome(
	refundRequestId: string,
	attempts: number,
	reason: string,
	checksExisting: boolean,
): RefundNotMade {
	const again = checksExisting
		? 'Run the workflow again later, with the same input'
		: "Switch 'Check Existing' on and run the workflow again later, with the same input";
	return notMade(
		'outcomeUnknown',
		attempts,
		`Refund ${refundRequestId} was sent, and GatePay has not said what became of it: ${sentence(reason)}`,
		`${again}: GatePay is asked for this refund first, and the step shows what became of it. Do not use a new reference or ID: that would be a second refund.`,
	);
}

function sentence(text: string): string {
	return /[.!?…]”?$/.test(text) ? text : `${text}.`;
}

/** A question that GatePay turned down. What it was about is `refund …` or `order …`. */
export function refusedToShow(what: string, envelope: Envelope): RefundNotMade {
	const { meaning, advice } = meaningOf(envelope.code);
	const said = envelope.errorMessage && ` GatePay says: “${envelope.errorMessage}”.`;
	return notMade(
		'refused',
		0,
		`GatePay did not show ${what} (code ${envelope.code}): ${meaning}.${said}`,
		advice,
	);
}

/** A question that got no answer. */
export function unknownForNow(what: string, reason: string): RefundNotMade {
	return notMade(
		'outcomeUnknown',
		0,
		`GatePay has not said how ${what} stands: ${sentence(reason)}`,
		'Nothing was changed. Run the workflow again later.',
	);
}

/** A fault of this package in the middle of a refund: what it had sent, isn't known any more. */
export function unexpectedFault({ refundRequestId }: RefundIntent, fault: unknown): RefundNotMade {
	const what = fault instanceof Error ? fault.message : String(fault);
	return unknownOutcome(refundRequestId, 0, `the step itself broke off (${what})`, true);
}

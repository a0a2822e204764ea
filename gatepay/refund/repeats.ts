import { differencesBetween } from './differences';
import type { RefundIntent } from './draft';
import { notSentBecause } from './messages';
import type { RefundNotMade } from './outcome';

/** One refund of a run that is ready to be made. */
export interface ReadyRefund {
	kind: 'ready';
	intent: RefundIntent;
	/** Why the order can't be refunded; judged only after GatePay was asked for the refund. */
	objection?: string;
	/** The position of the item of this run that makes the same refund; this one takes its result. */
	repeats?: number;
}

/** An item of a run: ready, or with the reason why nothing is sent for it. */
export type PreparedRefund = ReadyRefund | RefundNotMade;

/**
 * Finds the items of one run that come to the same refund request ID. Which of two was meant can't be known where they
 * differ, or where nothing but the amount tells refunds apart: those are not sent.
 */
export function withRepeatsFound(refunds: readonly PreparedRefund[]): PreparedRefund[] {
	const firstOfId = new Map<string, { position: number; intent: RefundIntent }>();
	return refunds.map((refund, position) => {
		if (refund.kind !== 'ready') return refund;
		const { intent } = refund;
		const first = firstOfId.get(intent.refundRequestId);
		if (first) return repeatOf(first.position, first.intent, refund, position);
		firstOfId.set(intent.refundRequestId, { position, intent });
		return refund;
	});
}

function repeatOf(
	first: number,
	firstIntent: RefundIntent,
	refund: ReadyRefund,
	position: number,
): PreparedRefund {
	const { refundRequestId, refundRequestIdFrom } = refund.intent;
	if (refundRequestIdFrom === 'orderAndAmount') {
		return notSentBecause(
			`Items ${first} and ${position} refund the same amount of the same order (refund ${refundRequestId}), and nothing tells whether one refund is meant or two`,
			"Choose 'Reference' in 'Refund Request ID From' and give each refund its own 'Refund Reference'.",
		);
	}
	const differences = differencesBetween([first, firstIntent], [position, refund.intent]);
	return differences.length === 0
		? { ...refund, repeats: first }
		: notSentBecause(
				`Items ${first} and ${position} have the same refund request ID ${refundRequestId}, but are different refunds: ${differences.join(', ')}`,
				"Give each refund its own 'Refund Reference' or 'Refund Request ID'.",
			);
}

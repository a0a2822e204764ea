import type { PageState } from '../state';

export const REFUND_STATE = {
	accepted: 'Accepted',
	processing: 'Under way',
	succeeded: 'Succeeded',
	rejected: 'Failed',
};

export const CALL = {
	createRefundV1: 'Make a refund (V1)',
	createRefundV2: 'Make a refund (V2)',
	queryRefundV1: 'Look up a refund (V1)',
	queryRefundV2: 'Look up a refund (V2)',
	queryOrderV1: 'Look up an order (V1)',
	queryOrderV2: 'Look up an order (V2)',
	refundChains: 'List the chains of a currency',
	queryBalance: 'Look up the balance',
	queryLedger: 'Look up the ledger',
};

/** An answer like any other: the node looks a refund up before it sends it. */
export const REFUND_NOT_FOUND = '400304';

export function paidSoOften(times: number): string {
	if (times === 0) return 'not paid';
	return times === 1 ? 'paid once' : `paid ${times} times`;
}

type Notification = PageState['notifications'][number];

export function aboutOf({ bizType, id }: Notification): string {
	return bizType === 'PAY_REFUND' ? `refund ${id}` : `payment ${id}, which fits no order`;
}

export function answerTo({ acknowledged, httpStatus }: Notification): string {
	if (acknowledged) return 'acknowledged';
	return httpStatus === 0 ? 'no answer' : `not acknowledged, HTTP ${httpStatus}`;
}

/** More would be read out for longer than somebody listens. */
const MOST_SENTENCES = 3;

/** What happened from one state to the next, in sentences; empty for nothing new. */
export function newsBetween(before: PageState, now: PageState): string {
	// After a reset the entries count from 0 again; what is found now was there before.
	if (now.counts.requests < before.counts.requests || now.find !== before.find) return '';
	const earlier = new Map(before.refunds.map((refund) => [refund.refundGateId, refund.state]));
	const refunds = now.refunds.flatMap(({ refundGateId, refundRequestId, state, timesPaid, ...refund }) => {
		const known = earlier.get(refundGateId);
		if (known === state) return [];
		const what = known ? '' : ` of ${refund.refundAmount} ${refund.currency}`;
		const times = !known && timesPaid > 1 ? `, ${paidSoOften(timesPaid)}` : '';
		return [`Refund ${refundRequestId}${what}: ${REFUND_STATE[state].toLowerCase()}${times}.`];
	});
	const notifications = now.notifications
		.slice(0, now.counts.notifications - before.counts.notifications)
		.map((each) => `Notification about ${aboutOf(each)}: ${answerTo(each)}.`);
	const requests = now.requests
		.slice(0, now.counts.requests - before.counts.requests)
		.flatMap(({ fault, refusal, code }) => {
			if (fault) return [`A fault struck: ${fault}.`];
			return refusal && code !== REFUND_NOT_FOUND ? [`A request was refused: ${refusal}.`] : [];
		});
	return [...refunds, ...notifications, ...requests].slice(0, MOST_SENTENCES).join(' ');
}

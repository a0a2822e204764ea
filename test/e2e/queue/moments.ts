import type { RecordedRequest, Sandbox } from '../../../tools/sandbox';
import { until } from '../../../tools/n8n';
import { ANSWER_HELD, type Gate, type Held } from './gate';
import { byTradeNo } from '../../../tools/engine/refundWorkflow';

/** A refund that is looked for in what GatePay got. */
export interface WatchedRefund {
	prepayId: string;
	merchantTradeNo: string;
	refundRequestId: string;
}

/** A moment of a refund at which a worker is killed. */
export interface Moment {
	/** For the README: the worker is killed … */
	name: string;
	/** Parameters and options of the node beside the usual ones. */
	node?: { options?: object; [parameter: string]: unknown };
	/** Sees to it that the refund gets as far as this moment. Called before it begins. */
	arrange: (gate: Gate, refund: WatchedRefund) => Reached;
	/** How often the buyer was paid when the workflow is run again, and what that run shows. */
	paidByThen: 0 | 1;
	again: 'accepted' | 'existing';
}

export interface Reached {
	/** When the refund is at the moment. */
	there: Promise<unknown>;
	/** What happens then to the request that the killed worker had sent. */
	afterwards?: () => void;
}

const CREATE = 'createRefundV2';
const LOOK_UP_REFUND = 'queryRefundV2';
const LOOK_UP_ORDER = 'queryOrderV2';

/** From before a refund is sent to after it was accepted. */
export const MOMENTS: readonly Moment[] = [
	{
		name: 'while the order is looked up',
		node: { order: byTradeNo('={{ $json.merchantTradeNo }}') },
		arrange: (gate, refund) => ({ there: held(gate, 1, LOOK_UP_ORDER, refund).arrived }),
		paidByThen: 0,
		again: 'accepted',
	},
	{
		name: 'while the refund is looked up',
		arrange: (gate, refund) => ({ there: held(gate, 1, LOOK_UP_REFUND, refund).arrived }),
		paidByThen: 0,
		again: 'accepted',
	},
	{
		name: 'while the refund is on the wire, and GatePay never gets it',
		arrange: (gate, refund) => ({ there: held(gate, 1, CREATE, refund).arrived }),
		paidByThen: 0,
		again: 'accepted',
	},
	{
		name: 'while the refund is on the wire, and GatePay makes it all the same',
		arrange: (gate, refund) => {
			const { arrived, letIn } = held(gate, 1, CREATE, refund);
			return { there: arrived, afterwards: letIn };
		},
		paidByThen: 1,
		again: 'existing',
	},
	{
		name: 'after the refund was made, before its answer has come',
		arrange: ({ sandbox }, refund) => {
			sandbox.faults.add({ on: 'create', prepayId: refund.prepayId, ...ANSWER_HELD });
			return { there: paid(sandbox, refund, 1) };
		},
		paidByThen: 1,
		again: 'existing',
	},
	{
		name: 'while the refund is looked up again, because its answer was lost',
		arrange: (gate, refund) => {
			gate.sandbox.faults.add({ on: 'create', prepayId: refund.prepayId, kind: 'answerLostAfter' });
			return { there: held(gate, 2, LOOK_UP_REFUND, refund).arrived };
		},
		paidByThen: 1,
		again: 'existing',
	},
	{
		name: 'in the pause before another look-up, because the request was lost',
		arrange: ({ sandbox }, refund) => {
			sandbox.faults.add({ on: 'create', prepayId: refund.prepayId, kind: 'answerLostBefore' });
			return { there: answered(sandbox, 2, LOOK_UP_REFUND, refund) };
		},
		paidByThen: 0,
		again: 'accepted',
	},
	{
		name: 'while it waits for the result',
		node: { options: { waitForResult: true } },
		arrange: ({ sandbox }, refund) => ({
			there: answered(sandbox, 2, LOOK_UP_REFUND, refund),
			afterwards: () => sandbox.refunds.finish(refund.refundRequestId),
		}),
		paidByThen: 1,
		again: 'existing',
	},
];

/** Whether a request would move money. */
export function isCreate({ call }: RecordedRequest): boolean {
	return call === CREATE;
}

/** When the buyer was paid so often. */
export async function paid(sandbox: Sandbox, refund: WatchedRefund, times: number): Promise<void> {
	await until(`refund ${refund.refundRequestId} to be paid ${times} times`, () =>
		sandbox.ledger.timesPaidTo(refund.prepayId) === times ? true : undefined,
	);
}

/** Holds the so-manieth request of this kind for a refund. */
export function held(gate: Gate, nth: number, call: RecordedRequest['call'], refund: WatchedRefund): Held {
	return gate.hold((request) => requestsFor(gate.sandbox, call, refund)[nth - 1] === request);
}

/** When GatePay has answered the so-manieth request of this kind for a refund. */
async function answered(
	sandbox: Sandbox,
	nth: number,
	call: RecordedRequest['call'],
	refund: WatchedRefund,
): Promise<void> {
	await until(`GatePay to answer ${call} ${nth} for ${refund.prepayId}`, () => {
		const request = requestsFor(sandbox, call, refund)[nth - 1];
		return request && request.answer.httpStatus > 0 ? true : undefined;
	});
}

/** What GatePay got for a refund, by whichever of its numbers. */
function requestsFor(
	{ requests }: Sandbox,
	call: RecordedRequest['call'],
	refund: WatchedRefund,
): RecordedRequest[] {
	const numbers: unknown[] = Object.values(refund);
	return requests.filter((request) => {
		if (request.call !== call) return false;
		const body = request.body === '' ? {} : (JSON.parse(request.body) as object);
		return Object.values({ ...request.query, ...body }).some((value) => numbers.includes(value));
	});
}

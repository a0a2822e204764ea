import type { Reply } from '../../../../gatepay/api/answer';
import { NO_SUCH_REFUND, refusal, success } from './answers';
import type { Clock } from './clock';
import type { RequestFields } from './faults';
import type { Ending, GatePayPlan } from './history';
import type { Step } from './step';

/** Money that GatePay paid, or took in to pay. */
export interface Payment {
	refundRequestId: string;
	prepayId: string;
	refundAmount: string;
	at: number;
	visibleFrom: number;
	/** When even a cache shows it. */
	shownBy: number;
	ending: Ending;
	/** The send that caused it. */
	cause: Step;
}

const FINAL_AFTER = 20_000;

const STATUS_OF: Record<Ending, string> = {
	succeeds: 'SUCCESS',
	fails: 'FAIL',
	staysPending: 'PROCESS',
	endsInAnUnknownWord: 'WAITING_FOR_AUDIT',
};

/**
 * A GatePay that keeps a ledger. It takes the documentation at its word: a refusal with HTTP 200 or 4xx, 400003
 * included, means that this request makes nothing, now or later.
 */
export class GatePay {
	readonly ledger: Payment[] = [];

	constructor(
		private readonly plan: GatePayPlan,
		private readonly version: 'v1' | 'v2',
		private readonly clock: Clock,
	) {}

	/**
	 * A request that makes a refund arrives.
	 *
	 * @param shownBy the latest moment from which a look-up shows it, a stale one included
	 */
	create(fields: RequestFields, cause: Step, shownBy: number): Reply {
		const first = this.ledger.find(({ refundRequestId }) => refundRequestId === fields.refundRequestId);
		if (first && this.plan.repeatedIds === 'refuse') return refusal(this.plan.refusesWith);
		if (first && this.plan.repeatedIds === 'sameAnswer') return this.created(first);
		return this.created(this.pay(fields, cause, shownBy));
	}

	/** A look-up of a refund arrives; `age` is how old the state is that it shows, in milliseconds. */
	find(id: string, age = 0): Reply {
		const payment = this.ledger.find(
			({ refundRequestId, visibleFrom, shownBy }) =>
				refundRequestId === id && (visibleFrom <= this.clock.now - age || shownBy <= this.clock.now),
		);
		return payment ? this.found(payment) : NO_SUCH_REFUND;
	}

	/** GatePay's words for a refund's status now, one for each time it was paid. */
	statusesOf(id: string): string[] {
		return this.ledger
			.filter(({ refundRequestId }) => refundRequestId === id)
			.map((payment) => this.statusOf(payment));
	}

	private statusOf({ at, ending }: Payment): string {
		return this.clock.now - at < FINAL_AFTER ? 'PROCESS' : STATUS_OF[ending];
	}

	private pay(fields: RequestFields, cause: Step, shownBy: number): Payment {
		const { lags, endings } = this.plan;
		const count = this.ledger.length;
		const at = this.clock.now;
		const payment: Payment = {
			refundRequestId: String(fields.refundRequestId),
			prepayId: String(fields.prepayId),
			refundAmount: String(fields.refundAmount),
			at,
			visibleFrom: Math.min(at + (lags[count % lags.length] ?? 0), Math.max(at, shownBy)),
			shownBy,
			ending: endings[count % endings.length] ?? 'succeeds',
			cause,
		};
		this.ledger.push(payment);
		return payment;
	}

	private created({ refundRequestId, prepayId, refundAmount }: Payment): Reply {
		const data = { refundRequestId, prepayId, orderAmount: '100.00000000', refundAmount };
		return this.version === 'v1'
			? success({ ...data, channelId: '' })
			: success({ ...data, refundGateId: '1234567890123456789', errMsg: '', orderCurrency: 'USDT' }, null);
	}

	/** Amounts come back with 8 decimals. */
	private found(payment: Payment): Reply {
		const { refundRequestId, prepayId } = payment;
		const amount = Number(payment.refundAmount).toFixed(8);
		const status = this.statusOf(payment);
		return this.version === 'v1'
			? success({ refundRequestId, prepayId, refundAmount: amount, refundStatus: status, channelId: '' }, '')
			: success({
					refundRequestId,
					orderId: prepayId,
					requestAmount: amount,
					requestCurrency: 'USDT',
					refund_style: 1,
					status,
				});
	}
}

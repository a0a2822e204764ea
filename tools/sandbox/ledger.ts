import type { ApiVersion } from '../../gatepay/api/calls';
import type { Refund, RefundStore } from './refunds';

/** Money that left the merchant. */
export interface Payment {
	refundRequestId: string;
	prepayId: string;
	version: ApiVersion;
	refundAmount: string;
	currency: string;
	destination: string;
	at: number;
}

/**
 * Every payment really made, which is what tests count. An accepted refund is one: it can't be cancelled. A rejected
 * one is none.
 */
export class Ledger {
	constructor(private readonly refunds: RefundStore) {}

	/** In the order in which they were made. */
	get payments(): Payment[] {
		return this.refunds.all.filter(isPaid).map(paymentOf);
	}

	timesPaid(refundRequestId: string): number {
		return this.refunds.withId(refundRequestId).filter(isPaid).length;
	}

	timesPaidTo(prepayId: string): number {
		const refunds = (['v1', 'v2'] as const).flatMap((version) => this.refunds.ofOrder(prepayId, version));
		return refunds.filter(isPaid).length;
	}
}

function isPaid(refund: Refund): boolean {
	return refund.state !== 'rejected';
}

function paymentOf(refund: Refund): Payment {
	const { refundRequestId, prepayId, version, refundAmount, currency, destination, madeAt } = refund;
	return { refundRequestId, prepayId, version, refundAmount, currency, destination, at: madeAt };
}

import { Refusal } from './answers';
import type { Application, Gateway } from './gateway';
import { units } from './money';
import type { Order } from './orders';
import { readRefundRequest, type RefundRequest } from './refundRequest';
import { isPaid, type Refund } from './refunds';
import type { ApiVersion } from './wire';

/** Not GatePay's: what it answers to a repeated refund request ID, if it refuses it at all, is unpublished. */
const REPEATED_ID = '400699';

/** Makes a refund, or refuses it. Returns the answer's data. */
export function createRefund(
	gateway: Gateway,
	version: ApiVersion,
	body: string,
	{ accountType }: Application,
): Record<string, unknown> {
	const request = readRefundRequest(version, body);
	const { refundRequestId, prepayId, refundAmount } = request;
	const first = gateway.refunds.get(refundRequestId, version);
	if (first && gateway.repeatedIds === 'refuse') throw new Refusal(REPEATED_ID, 'duplicate refundRequestId');
	if (first && gateway.repeatedIds === 'sameAnswer') return created(gateway, first);

	const order = refundableOrder(gateway, version, prepayId);
	const { refundCurrency: currency = order.currency } = request;
	if (currency !== order.currency && currency !== order.payCurrency) throw new Refusal('500205');
	if (request.refundPayChannel === 1n && !gateway.gateUids.has(request.refundToGateUid ?? '')) {
		throw new Refusal('500204');
	}
	// The worst case is a gateway that pays a repeated ID again, even beyond what was paid.
	if (!first) {
		const { length } = gateway.refunds.ofOrder(prepayId, version).filter(isPaid);
		if (length >= gateway.refundsPerOrder) throw new Refusal('400607');
		if (units(refundAmount) > gateway.unitsLeft(order, currency)) throw new Refusal('500206');
	}
	if (!gateway.account.holds(currency, refundAmount)) throw new Refusal('400605');

	const destination = destinationOf(request);
	const made = {
		version,
		refundRequestId,
		prepayId,
		refundAmount,
		currency,
		destination,
		request,
		accountType,
	};
	return created(gateway, gateway.refunds.add(made));
}

function refundableOrder(gateway: Gateway, version: ApiVersion, prepayId: string): Order {
	const order = gateway.orders.get(prepayId, version);
	if (!order) {
		const isOfOtherVersion = gateway.orders.get(prepayId) !== undefined;
		// GatePay has a code for the wrong API on V2 only.
		throw new Refusal(isOfOtherVersion && version === 'v2' ? '500208' : '400202');
	}
	if (order.refusedWith) throw new Refusal(order.refusedWith);
	if (order.status === 'PENDING') throw new Refusal('400604');
	if (order.status !== 'PAID') throw new Refusal('400204', `the order is ${order.status}`);
	return order;
}

function destinationOf(request: RefundRequest): string {
	if (request.refundPayChannel === 1n) return `Gate UID ${request.refundToGateUid}`;
	if (request.refundPayChannel !== 2n) return 'original route';
	return `${request.refundChain} ${request.refundAddress}${request.memo ? ` memo ${request.memo}` : ''}`;
}

function created(gateway: Gateway, refund: Refund): Record<string, unknown> {
	const { refundRequestId, refundGateId, prepayId, refundAmount, currency } = refund;
	const { orderAmount, currency: orderCurrency } = gateway.orderOf(refund);
	if (refund.version === 'v1') {
		return { refundRequestId, prepayId, orderAmount, refundAmount, channelId: '' };
	}
	return {
		refundRequestId,
		refundGateId,
		prepayId,
		orderAmount,
		refundAmount,
		errMsg: '',
		orderCurrency,
		// The documentation of this answer calls it the currency of the refund.
		payCurrency: currency,
		payAmount: refundAmount,
	};
}

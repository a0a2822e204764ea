import type { ApiVersion } from '../../gatepay/api/calls';
import { Refusal } from './answers';
import type { Application } from './applications';
import type { Gateway } from './gateway';
import { units } from './money';
import type { Order } from './orders';
import { refundsThatCount, unitsLeft } from './whatIsLeft';
import type { Refund } from './refunds';
import { readRefundRequest, type RefundRequest } from './refundRequest';

/** Not GatePay's: what it answers to a repeated refund request ID, if it refuses it at all, is unpublished. */
const REPEATED_ID = '400699';

/** Makes a refund, or refuses it. Returns the answer's data. */
export function createRefund(
	gateway: Gateway,
	version: ApiVersion,
	body: string,
	application: Application,
): Record<string, unknown> {
	const request = readRefundRequest(version, body);
	const first = gateway.refunds.get(request.refundRequestId, version);
	if (first && gateway.repeatedIds === 'refuse') throw new Refusal(REPEATED_ID, 'duplicate refundRequestId');
	if (first && gateway.repeatedIds === 'sameAnswer') return created(gateway, first);

	const order = refundableOrder(gateway, version, request.prepayId);
	const currency = refundCurrency(order, request);
	checkRecipient(gateway, request);
	// The worst case is a gateway that pays a repeated ID again, even beyond what was paid.
	if (!first) checkWhatIsLeft(gateway, order, request.refundAmount, currency);
	if (!gateway.account.holds(currency, request.refundAmount)) throw new Refusal('400605');

	const now = gateway.now();
	const refund: Refund = {
		version,
		refundRequestId: request.refundRequestId,
		refundGateId: gateway.refunds.nextGateId(version),
		prepayId: order.prepayId,
		refundAmount: request.refundAmount,
		currency,
		destination: destinationOf(request),
		request,
		accountType: application.accountType,
		madeAt: now,
		state: 'accepted',
		changedAt: now,
		failReason: '',
	};
	gateway.refunds.add(refund);
	return created(gateway, refund);
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

function refundCurrency(order: Order, { refundCurrency = order.currency }: RefundRequest): string {
	if (refundCurrency !== order.currency && refundCurrency !== order.payCurrency) throw new Refusal('500205');
	return refundCurrency;
}

function checkRecipient(gateway: Gateway, { refundPayChannel, refundToGateUid = '' }: RefundRequest): void {
	if (refundPayChannel === 1n && !gateway.gateUids.has(refundToGateUid)) throw new Refusal('500204');
}

function checkWhatIsLeft(gateway: Gateway, order: Order, amount: string, currency: string): void {
	if (refundsThatCount(gateway, order).length >= gateway.refundsPerOrder) throw new Refusal('400607');
	if (units(amount) > unitsLeft(gateway, order, currency)) throw new Refusal('500206');
}

function destinationOf(request: RefundRequest): string {
	if (request.refundPayChannel === 1n) return `Gate UID ${request.refundToGateUid}`;
	if (request.refundPayChannel !== 2n) return 'original route';
	return `${request.refundChain} ${request.refundAddress}${request.memo ? ` memo ${request.memo}` : ''}`;
}

function created(gateway: Gateway, refund: Refund): Record<string, unknown> {
	const { refundRequestId, refundGateId, prepayId, refundAmount, currency } = refund;
	const order = gateway.orderOf(refund);
	return refund.version === 'v1'
		? { refundRequestId, prepayId, orderAmount: order.orderAmount, refundAmount, channelId: '' }
		: {
				refundRequestId,
				refundGateId,
				prepayId,
				orderAmount: order.orderAmount,
				refundAmount,
				errMsg: '',
				orderCurrency: order.currency,
				// The documentation of this answer calls it the currency of the refund.
				payCurrency: currency,
				payAmount: refundAmount,
			};
}

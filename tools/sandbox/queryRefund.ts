import type { ApiVersion } from '../../gatepay/api/calls';
import { Refusal } from './answers';
import type { Gateway } from './gateway';
import type { RefundRequest } from './refundRequest';
import type { Refund, RefundState } from './refunds';

/** GatePay's words. Of V1's, it publishes only the two final ones. */
const STATUS: Record<ApiVersion, Record<RefundState, string>> = {
	v1: { accepted: 'PROCESSING', processing: 'PROCESSING', succeeded: 'SUCCESS', rejected: 'FAIL' },
	v2: {
		accepted: 'PROCESSING',
		processing: 'PROCESSING',
		succeeded: 'REFUND_SUCCESS',
		rejected: 'REFUND_REJECTED',
	},
};

/** Finds a refund among those made through the same version, and returns the answer's data. */
export function queryRefund(gateway: Gateway, version: ApiVersion, refundRequestId: unknown): unknown {
	if (typeof refundRequestId !== 'string' || refundRequestId === '') {
		throw new Refusal('400001', 'refundRequestId is missing');
	}
	const refund = gateway.refunds.get(refundRequestId, version);
	if (!refund || gateway.faults.hides(refund, gateway.now()))
		throw new Refusal('400304', 'refund id not found');
	return version === 'v1' ? v1(gateway, refund) : v2(gateway, refund);
}

function v1(gateway: Gateway, refund: Refund): unknown {
	return {
		refundRequestId: refund.refundRequestId,
		prepayId: refund.prepayId,
		orderAmount: gateway.orderOf(refund).orderAmount,
		refundAmount: refund.refundAmount,
		channelId: '',
		refundStatus: STATUS.v1[refund.state],
	};
}

function v2(gateway: Gateway, refund: Refund): unknown {
	const order = gateway.orderOf(refund);
	const { request } = refund;
	return {
		refundRequestId: refund.refundRequestId,
		gateRefundId: refund.refundGateId,
		refundId: refund.refundGateId,
		orderId: refund.prepayId,
		merchantTradeNo: order.merchantTradeNo,
		createTime: refund.madeAt,
		transactTime: refund.state === 'succeeded' ? refund.changedAt : 0,
		transactionId: null,
		txHash: '',
		orderAmount: order.orderAmount,
		orderCurrency: order.currency,
		requestAmount: refund.refundAmount,
		requestCurrency: refund.currency,
		amount: refund.refundAmount,
		currency: refund.currency,
		status: STATUS.v2[refund.state],
		remark: request.refundReason ?? '',
		refund_style: request.refundStyle ?? 1n,
		refund_pay_channel: request.refundPayChannel ?? null,
		refund_address: request.refundAddress ?? '',
		refund_chain: request.refundChain ?? '',
		refund_bear_type: request.refundBearType ?? 1n,
		refund_amount_type: request.refundAmountTypeFull ?? 0n,
		refund_account_type: null,
		refund_gas_amount: '0',
		refund_fail_reason: refund.failReason,
		// A number here, although the create takes text: GatePay's Go client reads nothing else.
		refund_to_gate_uid: gateUid(request),
		channelId: '',
		nickName: '',
		payerId: 10001,
		fromAddress: '',
		payChannel: null,
		totalReceiveAmount: refund.state === 'succeeded' ? refund.refundAmount : '0',
		refundDetails: [],
	};
}

function gateUid({ refundToGateUid = '' }: RefundRequest): bigint | null {
	return /^\d+$/.test(refundToGateUid) ? BigInt(refundToGateUid) : null;
}

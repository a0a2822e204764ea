import { randomBytes } from 'node:crypto';

import { HEADER, sign } from '../../gatepay/api/signature';
import type { Application } from './applications';
import { writeExactJson } from './json';
import type { Order } from './orders';
import type { Refund, RefundState } from './refunds';

/** What is POSTed to a callback address. */
export interface SignedNotification {
	headers: Record<string, string>;
	body: string;
}

/** How a notification is to look; by default as on GatePay's current pages. */
export interface NotificationForm {
	/** Instead of the one that goes with the refund's state. */
	bizStatus?: string;
	/** `data` as an object rather than as JSON in a string. */
	dataAsObject?: boolean;
	/** `bizId` as a bare integer, where it is made of digits. */
	bareBizId?: boolean;
	/** `client_id` rather than `clientId`. */
	snakeCaseClientId?: boolean;
}

/** What a test may fix, or forge. */
export interface SignatureParts {
	/** Unix milliseconds. */
	timestamp?: number;
	nonce?: string;
}

const BIZ_STATUS: Record<RefundState, string> = {
	accepted: 'REFUND_PROCESS',
	processing: 'REFUND_PROCESS',
	succeeded: 'REFUND_SUCCESS',
	rejected: 'REFUND_REJECTED',
};

/** GatePay's word for a refund's state, in notifications. */
export function bizStatusOf(refund: Refund): string {
	return BIZ_STATUS[refund.state];
}

/** The text of a notification about a refund. */
export function notificationBody(
	application: Application,
	refund: Refund,
	order: Order,
	form: NotificationForm = {},
): string {
	const data = writeExactJson({
		merchantTradeNo: order.merchantTradeNo,
		currency: order.currency,
		orderAmount: order.orderAmount,
		transactionId: `T-${order.prepayId}`,
		createTime: refund.madeAt,
		channelId: '',
		refundInfo: {
			refundRequestId: refund.refundRequestId,
			prepayId: refund.prepayId,
			orderAmount: order.orderAmount,
			refundAmount: refund.refundAmount,
			refundPayCurrency: refund.currency,
			refundPayAmount: refund.refundAmount,
		},
	});
	return writeExactJson({
		bizType: 'PAY_REFUND',
		// The order's ID, as in GatePay's sample, although the documentation calls it the refund's.
		bizId: form.bareBizId && /^\d+$/.test(order.prepayId) ? BigInt(order.prepayId) : order.prepayId,
		bizStatus: form.bizStatus ?? bizStatusOf(refund),
		[form.snakeCaseClientId ? 'client_id' : 'clientId']: application.clientId,
		data: form.dataAsObject ? JSON.parse(data) : data,
	});
}

/** Money that came in and fits no order: what a notification says about it. */
export interface UnresolvedPayment {
	exceptionId: string;
	orderType: string;
	/** `address_` with `risk_address`, `error_currency`, `error_chain`; `fix_` with more. */
	errorType: string;
	originalOrderId: string;
	expectedAmount: string;
	expectedChainCurrency: readonly { chain: string; currencies: readonly string[] }[];
	actualAmount: string;
	actualCurrency: string;
	actualChain: string;
	customerName: string;
	toAddress: string;
	fromAddress: string;
	hash: string;
	/** Unix milliseconds. */
	updateTime: number;
}

/** How such a notification is to look; by default as in GatePay's sample, which names no client ID. */
export interface UnresolvedForm {
	payment?: Partial<UnresolvedPayment>;
	bizStatus?: string;
	/** `data` as JSON in a string, as in GatePay's schema, rather than as an object. */
	dataAsText?: boolean;
	/** With `clientId`. */
	withClientId?: boolean;
}

/** The text of a notification about a payment that fits no order. */
export function unresolvedBody(
	{ clientId }: Application,
	payment: UnresolvedPayment,
	form: UnresolvedForm = {},
): string {
	return writeExactJson({
		bizType: 'PAY_UNRESOLVED',
		bizId: `1009${payment.exceptionId}`,
		bizStatus: form.bizStatus ?? 'UNRESOLVED_PENDING',
		...(form.withClientId ? { clientId } : {}),
		data: form.dataAsText ? writeExactJson(payment) : payment,
	});
}

/** Signs any text the way GatePay signs its notifications: a test can then alter what it likes. */
export function signedNotification(
	{ clientId, secret }: Pick<Application, 'clientId' | 'secret'>,
	body: string,
	{ timestamp = Date.now(), nonce = randomBytes(16).toString('hex') }: SignatureParts = {},
): SignedNotification {
	return {
		headers: {
			'Content-Type': 'application/json',
			[HEADER.clientId]: clientId,
			[HEADER.timestamp]: String(timestamp),
			[HEADER.nonce]: nonce,
			[HEADER.signature]: sign(secret, String(timestamp), nonce, body),
		},
		body,
	};
}

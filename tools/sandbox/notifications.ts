import { randomBytes } from 'node:crypto';

import type { Application } from './gateway';
import { writeExactJson } from './json';
import type { Order } from './orders';
import type { Refund, RefundState } from './refunds';
import { HEADER, isRecord, sign } from './wire';

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
	/** `bizId` as a bare integer, if it is made of digits. */
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

/** GatePay's word for a refund's state, in notifications. */
export const BIZ_STATUS: Readonly<Record<RefundState, string>> = {
	accepted: 'REFUND_PROCESS',
	processing: 'REFUND_PROCESS',
	succeeded: 'REFUND_SUCCESS',
	rejected: 'REFUND_REJECTED',
};

/** The text of a notification about a refund. */
export function refundBody(
	{ clientId }: Application,
	refund: Refund,
	order: Order,
	{ bizStatus = BIZ_STATUS[refund.state], dataAsObject, bareBizId, snakeCaseClientId }: NotificationForm = {},
): string {
	const { refundRequestId, refundAmount, currency } = refund;
	const { prepayId, orderAmount } = order;
	const data = writeExactJson({
		merchantTradeNo: order.merchantTradeNo,
		currency: order.currency,
		orderAmount,
		transactionId: `T-${prepayId}`,
		createTime: refund.madeAt,
		channelId: '',
		refundInfo: {
			refundRequestId,
			prepayId,
			orderAmount,
			refundAmount,
			refundPayCurrency: currency,
			refundPayAmount: refundAmount,
		},
	});
	return writeExactJson({
		bizType: 'PAY_REFUND',
		// The order's ID, as in GatePay's sample, although the documentation calls it the refund's.
		bizId: bareBizId && /^\d+$/.test(prepayId) ? BigInt(prepayId) : prepayId,
		bizStatus,
		[snakeCaseClientId ? 'client_id' : 'clientId']: clientId,
		data: dataAsObject ? JSON.parse(data) : data,
	});
}

/**
 * The text of a notification about a payment that fits no order, as in GatePay's sample, which names no client ID: the
 * payer used an address that is a risk.
 */
export function unresolvedBody(exceptionId: string, updateTime: number): string {
	return JSON.stringify({
		bizType: 'PAY_UNRESOLVED',
		bizId: `1009${exceptionId}`,
		bizStatus: 'UNRESOLVED_PENDING',
		data: {
			exceptionId,
			orderType: 'acquiring_type',
			errorType: 'address_risk_address',
			originalOrderId: 'paid-v2-10',
			expectedAmount: '10.0',
			expectedChainCurrency: [{ chain: 'TRX', currencies: ['USDT'] }],
			actualAmount: '1.0',
			actualCurrency: 'USDT',
			actualChain: 'TRX',
			customerName: '',
			toAddress: 'TFakeAddressOfTheMerchant',
			fromAddress: 'TFakeAddressOfTheBuyer',
			hash: `hash-of-payment-${exceptionId}`,
			updateTime,
		},
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

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pauses between GatePay's attempts, in ms. */
export const SCHEDULE: readonly number[] = [
	...[15 * SECOND, 15 * SECOND, 30 * SECOND],
	...[3 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE, 30 * MINUTE, 30 * MINUTE],
	...[1 * HOUR, 3 * HOUR, 3 * HOUR, 3 * HOUR, 6 * HOUR, 6 * HOUR],
];

const PATIENCE = 10 * SECOND;

/** What a callback address answered. */
export interface CallbackAnswer {
	/** 0 if no answer came. */
	httpStatus: number;
	text: string;
	/** HTTP 200 and the return code SUCCESS. */
	acknowledged: boolean;
}

/** Sends one notification once. */
export async function post(url: string, { headers, body }: SignedNotification): Promise<CallbackAnswer> {
	const signal = AbortSignal.timeout(PATIENCE);
	try {
		const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
		const text = await response.text();
		return { httpStatus: response.status, text, acknowledged: response.status === 200 && saysSuccess(text) };
	} catch {
		return { httpStatus: 0, text: '', acknowledged: false };
	}
}

function saysSuccess(text: string): boolean {
	try {
		const answer: unknown = JSON.parse(text);
		return isRecord(answer) && answer.returnCode === 'SUCCESS';
	} catch {
		return false;
	}
}

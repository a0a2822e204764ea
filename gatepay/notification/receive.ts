import type { Account } from '../api/account';
import { asText, isRecord } from '../api/answer';
import { readJson } from '../api/readJson';
import { redactor } from '../api/redact';
import { refundStatusOf } from '../refund/status';
import { reasonToRefuse, signatureHeaders, type CallbackRequest } from './verify';

/** What came to the callback address. */
export type Received =
	/** It can't be shown to come from GatePay. `because` repeats nothing of what came. */
	| { kind: 'refused'; because: string }
	/** What happened to a refund, or a payment that fits no order. */
	| ({ kind: 'known' } & KnownNotification)
	/** Anything else that GatePay sent, as it came. */
	| { kind: 'other'; event: 'OTHER'; fields: Record<string, unknown> };

/** Which notifications a workflow can be started for. */
export type NotificationEvent = Exclude<Received, { kind: 'refused' }>['event'];

/** The answer, with HTTP 200, that keeps GatePay from sending a notification again. */
export const ACKNOWLEDGEMENT = { returnCode: 'SUCCESS', returnMessage: '' } as const;

/**
 * Verifies and reads what came to the callback address. One address gets every kind of notification of an application:
 * what isn't about a refund is handed on as it came, so that it can be verified once more elsewhere.
 *
 * @param now Unix milliseconds
 */
export function receiveNotification(request: CallbackRequest, account: Account, now: number): Received {
	const because = reasonToRefuse(request, account, now);
	if (because !== undefined) return { kind: 'refused', because };
	const notification = readRecord(request.body.toString()) ?? {};
	if (clientIdsIn(notification).some((named) => asText(named) !== account.clientId)) {
		return { kind: 'refused', because: 'it names another client ID' };
	}
	// Whoever may use the credential can have any other body signed: it refuses to sign one with this field.
	if (asText(notification.bizType) === '')
		return { kind: 'refused', because: 'it does not say what kind it is' };

	const known = readKnownNotification(notification);
	if (known) {
		const { event, ...shown } = known;
		return { kind: 'known', event, ...redactor([account.secret])(shown) };
	}
	const { bizType, bizStatus } = notification;
	return {
		kind: 'other',
		event: 'OTHER',
		fields: {
			bizType: asText(bizType),
			bizStatus: asText(bizStatus),
			...rawBodyOf(request.body),
			headers: signatureHeaders(request.headers),
		},
	};
}

/** To the byte, or the signature would no longer fit. Bytes that no text can stand for are given in base64. */
function rawBodyOf(body: Buffer): { rawBody: string; rawBodyEncoding?: 'base64' } {
	const rawBody = body.toString();
	if (Buffer.from(rawBody).equals(body)) return { rawBody };
	return { rawBody: body.toString('base64'), rawBodyEncoding: 'base64' };
}

/** What a notification can say of a refund, in GatePay's words. */
export const REFUND_EVENTS = ['REFUND_SUCCESS', 'REFUND_REJECTED', 'REFUND_PROCESS'] as const;

type RefundEvent = (typeof REFUND_EVENTS)[number];

/** A notification whose event is known, and can be told from every other one. */
interface KnownNotification {
	event: RefundEvent | 'PAY_UNRESOLVED';
	/** The same each time that GatePay sends this event, and for no other event. */
	eventKey: string;
	/** What an item shows, every digit kept, without fields named `error` or `$error`: n8n takes an item with one for a failure. */
	fields: Record<string, unknown>;
}

/** Reads JSON that should be an object; undefined for anything else. */
function readRecord(json: string): Record<string, unknown> | undefined {
	try {
		const value = readJson(json);
		return isRecord(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** The client IDs that a notification names; one page of GatePay's has `clientId`, another one `client_id`. */
function clientIdsIn(notification: Readonly<Record<string, unknown>>): unknown[] {
	const { clientId, client_id } = notification;
	return [clientId, client_id].filter((named) => named !== undefined && named !== null && named !== '');
}

/**
 * Reads a notification of a kind that this package knows.
 *
 * @returns undefined where it is of another kind, or doesn't say which refund or payment it is about
 */
function readKnownNotification(
	notification: Readonly<Record<string, unknown>>,
): KnownNotification | undefined {
	if (notification.bizType === 'PAY_REFUND') return readRefund(notification);
	if (notification.bizType === 'PAY_UNRESOLVED') return readUnresolvedPayment(notification);
	return undefined;
}

/**
 * What happened to a refund: what a person looks for, then all other fields of the refund and of its order.
 *
 * What tells events apart is the refund request ID with the status. GatePay's `bizId` doesn't: in its sample it is the
 * order's ID, which two refunds of an order share.
 */
function readRefund({
	bizType,
	bizStatus,
	data,
}: Readonly<Record<string, unknown>>): KnownNotification | undefined {
	const event = REFUND_EVENTS.find((known) => known === bizStatus);
	const { refundInfo, ...order } = recordIn(data) ?? {};
	const refund = recordIn(refundInfo);
	const refundRequestId = asText(refund?.refundRequestId);
	if (!event || !refund || refundRequestId === '') return undefined;
	const eventKey = `${refundRequestId}:${event}`;
	const said = {
		refundStatus: refundStatusOf(event),
		refundAmount: refund.refundAmount,
		currency: order.currency,
		merchantTradeNo: order.merchantTradeNo,
		prepayId: refund.prepayId,
		refundRequestId,
		eventKey,
		bizType,
		bizStatus,
		transactionId: order.transactionId,
	};
	return { event, eventKey, fields: fieldsOf(said, refund, order) };
}

/** Money that came in and fits no order. Its statuses aren't all published. */
function readUnresolvedPayment({
	bizType,
	bizStatus,
	data,
}: Readonly<Record<string, unknown>>): KnownNotification | undefined {
	const payment = recordIn(data);
	const exceptionId = asText(payment?.exceptionId);
	if (!payment || exceptionId === '') return undefined;
	const eventKey = `${exceptionId}:${asText(bizStatus)}`;
	const said = { eventKey, bizType, bizStatus, exceptionId };
	return { event: 'PAY_UNRESOLVED', eventKey, fields: fieldsOf(said, payment) };
}

/** GatePay sends `data` as JSON in a string; in older samples it is an object. */
function recordIn(value: unknown): Record<string, unknown> | undefined {
	if (typeof value === 'string') return readRecord(value);
	return isRecord(value) ? value : undefined;
}

/** All fields in their order; where several have the same name, the first one. The order has an `orderAmount`, too. */
function fieldsOf(...records: ReadonlyArray<Record<string, unknown>>): Record<string, unknown> {
	const fields = new Map<string, unknown>();
	for (const [name, value] of records.flatMap((record) => Object.entries(record))) {
		if (value !== undefined && !fields.has(name)) fields.set(name, value);
	}
	fields.delete('error');
	fields.delete('$error');
	return Object.fromEntries(fields);
}

import { asText, isRecord } from '../api/envelope';
import { readJson } from '../api/readJson';
import { refundStatusOf } from '../refund/status';

/** What a notification can say of a refund, in GatePay's words. */
export const REFUND_EVENTS = ['REFUND_SUCCESS', 'REFUND_REJECTED', 'REFUND_PROCESS'] as const;

export type RefundEvent = (typeof REFUND_EVENTS)[number];

/** A notification whose event is known, and can be told from every other one. */
export interface KnownNotification {
	event: RefundEvent | 'PAY_UNRESOLVED';
	/** The same each time that GatePay sends this event, and for no other event. */
	eventKey: string;
	/** What an item shows, every digit kept, without fields named `error` or `$error`: n8n takes an item with one for a failure. */
	fields: Record<string, unknown>;
}

/** Reads JSON that should be an object; undefined for anything else. */
export function readRecord(json: string): Record<string, unknown> | undefined {
	try {
		const value = readJson(json);
		return isRecord(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** The client IDs that a notification names; one page of GatePay's has `clientId`, another one `client_id`. */
export function clientIdsIn(notification: Readonly<Record<string, unknown>>): unknown[] {
	const { clientId, client_id } = notification;
	return [clientId, client_id].filter((named) => named !== undefined && named !== null && named !== '');
}

/**
 * Reads a notification of a kind that this package knows.
 *
 * @returns undefined where it is of another kind, or doesn't say which refund or payment it is about
 */
export function readKnownNotification(
	notification: Readonly<Record<string, unknown>>,
): KnownNotification | undefined {
	if (notification.bizType === 'PAY_REFUND') return readRefund(notification);
	if (notification.bizType === 'PAY_UNRESOLVED') return readUnresolvedPayment(notification);
	return undefined;
}

/**
 * What happened to a refund: the fields of the refund, then those of its order.
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
	const refundStatus = refundStatusOf(event);
	const said = { eventKey, bizType, bizStatus, refundStatus, refundRequestId };
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
		if (!fields.has(name)) fields.set(name, value);
	}
	fields.delete('error');
	fields.delete('$error');
	return Object.fromEntries(fields);
}

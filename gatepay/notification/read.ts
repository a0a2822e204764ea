import { asText, isRecord } from '../api/envelope';
import { readJson } from '../api/readJson';
import { refundStatusOf } from '../refund/status';

/** What a notification can say of a refund, in GatePay's words. */
export const REFUND_EVENTS = ['REFUND_SUCCESS', 'REFUND_REJECTED', 'REFUND_PROCESS'] as const;

export type RefundEvent = (typeof REFUND_EVENTS)[number];

/** A notification about a refund that says what became of it. */
export interface RefundNotification {
	event: RefundEvent;
	/** The same each time that GatePay sends this event, and for no other event. */
	eventKey: string;
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
 * Reads what became of a refund: the fields of the refund, then those of its order, every digit kept.
 *
 * What tells events apart is the refund request ID with the status. GatePay's `bizId` doesn't: in its sample it is the
 * order's ID, which two refunds of an order share.
 *
 * @returns undefined where the notification is about something else, or doesn't say which refund it is about
 */
export function readRefundNotification(
	notification: Readonly<Record<string, unknown>>,
): RefundNotification | undefined {
	const { bizType, bizStatus } = notification;
	const event = REFUND_EVENTS.find((known) => known === bizStatus);
	if (bizType !== 'PAY_REFUND' || !event) return undefined;
	const { refundInfo, ...order } = recordIn(notification.data) ?? {};
	const refund = recordIn(refundInfo);
	const refundRequestId = asText(refund?.refundRequestId);
	if (!refund || refundRequestId === '') return undefined;

	const eventKey = `${refundRequestId}:${event}`;
	const refundStatus = refundStatusOf(event);
	const fields = firstOfEachName(
		{ eventKey, bizType, bizStatus, refundStatus, refundRequestId },
		refund,
		order,
	);
	// n8n takes an item with this key for a failure.
	delete fields.error;
	return { event, eventKey, fields };
}

/** GatePay sends `data` as JSON in a string; in older samples it is an object. */
function recordIn(value: unknown): Record<string, unknown> | undefined {
	if (typeof value === 'string') return readRecord(value);
	return isRecord(value) ? value : undefined;
}

/** All fields in their order; where several have the same name, the first one. The order has an `orderAmount`, too. */
function firstOfEachName(...records: ReadonlyArray<Record<string, unknown>>): Record<string, unknown> {
	const fields = new Map<string, unknown>();
	for (const [name, value] of records.flatMap((record) => Object.entries(record))) {
		if (!fields.has(name)) fields.set(name, value);
	}
	return Object.fromEntries(fields);
}

import type { Account } from '../api/account';
import { asText } from '../api/envelope';
import { redactor } from '../api/redact';
import { clientIdsIn, readRecord, readRefundNotification, type RefundEvent } from './read';
import { reasonToRefuse, signatureHeaders, type CallbackRequest } from './verify';

/** What came to the callback address. */
export type Received =
	/** It can't be shown to come from GatePay. `because` repeats nothing of what came. */
	| { kind: 'refused'; because: string }
	/** What became of a refund. */
	| { kind: 'refund'; event: RefundEvent; eventKey: string; fields: Record<string, unknown> }
	/** Anything else that GatePay sent. */
	| { kind: 'other'; event: 'OTHER'; fields: Record<string, unknown> };

/** Which notifications a workflow can be started for. */
export type NotificationEvent = Exclude<Received, { kind: 'refused' }>['event'];

/** The answer, with HTTP 200, that keeps GatePay from sending a notification again. */
export const ACKNOWLEDGEMENT = { returnCode: 'SUCCESS', returnMessage: '' } as const;

/**
 * Verifies and reads what came to the callback address. One address gets every kind of notification of an application:
 * what isn't about a refund, or can't be read, is handed on as it came, so that it can be verified once more elsewhere.
 *
 * @param now Unix milliseconds
 */
export function receiveNotification(request: CallbackRequest, account: Account, now: number): Received {
	const because = reasonToRefuse(request, account, now);
	if (because !== undefined) return { kind: 'refused', because };
	const rawBody = request.body.toString();
	const notification = readRecord(rawBody) ?? {};
	if (clientIdsIn(notification).some((named) => asText(named) !== account.clientId)) {
		return { kind: 'refused', because: 'it names another client ID' };
	}

	const redact = redactor([account.secret]);
	const refund = readRefundNotification(notification);
	if (refund) return { kind: 'refund', ...redact(refund) };
	const { bizType, bizStatus } = notification;
	return {
		kind: 'other',
		event: 'OTHER',
		fields: {
			...redact({ bizType: asText(bizType), bizStatus: asText(bizStatus), rawBody }),
			headers: signatureHeaders(request.headers),
		},
	};
}

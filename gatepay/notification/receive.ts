import type { Account } from '../api/account';
import { asText } from '../api/envelope';
import { redactor } from '../api/redact';
import { clientIdsIn, readKnownNotification, readRecord, type KnownNotification } from './read';
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

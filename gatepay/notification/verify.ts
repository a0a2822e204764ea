import type { Account } from '../api/account';
import { HEADER, isSignedBy } from '../api/signature';

/** What was POSTed to the callback address. */
export interface CallbackRequest {
	/** Names in lowercase, as Node.js gives them. Anything may have come. */
	headers: Readonly<Record<string, unknown>>;
	/** The bytes as they came: the signature is over them. */
	body: Buffer;
}

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

/** GatePay repeats a notification for 24 hours and 4 minutes, and perhaps with its first signature each time. */
const OLDEST = 26 * HOUR;
/** How far GatePay's clock may be ahead of this machine's. */
const FURTHEST_AHEAD = 5 * MINUTE;

/** Decimal digits of Unix milliseconds, few enough for JavaScript's numbers. */
const TIMESTAMP = /^\d{1,15}$/;
/** One line: what is signed tells the nonce from the body by a line break. */
const NONCE = /^[\x21-\x7e]+$/;

/**
 * Checks whether a request was sent by GatePay, to this application, and lately.
 *
 * @param now Unix milliseconds
 * @returns why not, in words that repeat nothing of what came; undefined where nothing speaks against it
 */
export function reasonToRefuse(
	{ headers, body }: CallbackRequest,
	{ clientId, secret }: Pick<Account, 'clientId' | 'secret'>,
	now: number,
): string | undefined {
	// GatePay never sends an empty one, while the merchant's own GET requests are signed over nothing with this secret.
	if (body.length === 0) return 'it is empty';
	const given = signatureHeaders(headers);
	const timestamp = given[HEADER.timestamp];
	const nonce = given[HEADER.nonce];
	if (!TIMESTAMP.test(timestamp) || !NONCE.test(nonce)) return 'it is not signed';
	// First, so that without the secret nothing else can be found out.
	// GatePay's own clients take capitals in its hex as well.
	const signature = given[HEADER.signature].toLowerCase();
	if (!isSignedBy(secret, signature, timestamp, nonce, body)) return 'its signature is wrong';
	if (given[HEADER.clientId] !== clientId) return 'it is for another client ID';
	const age = now - Number(timestamp);
	if (age > OLDEST) return 'it was signed more than 26 hours ago';
	if (age < -FURTHEST_AHEAD) return 'it was signed more than 5 minutes ahead of this machine’s clock';
	return undefined;
}

const SIGNATURE_HEADERS = [HEADER.clientId, HEADER.timestamp, HEADER.nonce, HEADER.signature] as const;

/** The headers that a signature is checked with, named as GatePay spells them; empty where one is missing or no text. */
export function signatureHeaders(
	headers: CallbackRequest['headers'],
): Record<(typeof SIGNATURE_HEADERS)[number], string> {
	const given = SIGNATURE_HEADERS.map((name) => {
		const value = headers[name.toLowerCase()];
		return [name, typeof value === 'string' ? value : ''];
	});
	return Object.fromEntries(given) as ReturnType<typeof signatureHeaders>;
}

import type { IncomingHttpHeaders } from 'node:http';

/** The names of this machine for itself. A page that came to 127.0.0.1 under a name of its own sends that name here. */
const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a request came to this machine under its own name. Only the port is left open, because it may be forwarded.
 *
 * A foreign page can make its own host name point to 127.0.0.1 (DNS rebinding): the browser then takes both for the
 * same site, but still says the name.
 */
export function isForThisMachine({ host = '' }: IncomingHttpHeaders): boolean {
	return OWN_HOST.test(host);
}

/** Whether no other web page sent a request; a program that isn't a browser says nothing about where it comes from. */
export function isFromNoOtherPage({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
	const isSameOrigin = origin === undefined || origin === `http://${host}`;
	return isSameOrigin && (site === undefined || site === 'same-origin' || site === 'none');
}

/** Whether the sandbox's own page sent a request. Browsers name the origin of every POST. */
export function isFromOwnPage(headers: IncomingHttpHeaders): boolean {
	return headers.origin !== undefined && isFromNoOtherPage(headers);
}

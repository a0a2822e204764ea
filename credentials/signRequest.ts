import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { readOnBehalfOf, UnusableCredential, type Account } from '../gatepay/api/account';
import { isInstitutionPath } from '../gatepay/api/calls';
import { HEADER, signedHeaders } from '../gatepay/api/signature';
import { bodyToSign } from './bodyToSign';

/** What n8n's HTTP Request node hands over: `uri` instead of `url`, and options of an older client. */
interface OlderRequestOptions {
	uri?: string;
	form?: unknown;
	formData?: unknown;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
	rejectUnauthorized?: unknown;
}

type AnyRequestOptions = IHttpRequestOptions & OlderRequestOptions;

/**
 * Options that reach the connection itself: with a certificate authority, a socket or a look-up of its own, a request to
 * the Base URL can be answered by anybody. n8n hands on `agentOptions` only; the others are names that clients have for it.
 */
const OWN_CONNECTION = [
	...['agentOptions', 'agent', 'agents', 'httpAgent', 'httpsAgent', 'dispatcher', 'transport', 'adapter'],
	...['ca', 'cert', 'key', 'pfx', 'socketPath', 'lookup', 'createConnection', 'checkServerIdentity'],
] as const;

/** Headers that say where a request goes and where it ends: a content network would take it to the Host it names. */
const ROUTING_HEADER =
	/^(?:host|connection|expect|forwarded|keep-alive|te|trailer|upgrade|via|(?:content|proxy|transfer|x-forwarded|x-http|x-original|x-rewrite)-.*|x-host)$/i;

/**
 * Signs one request the way it will leave, in either of n8n's request shapes.
 *
 * The signature covers neither host nor path, so a signed request that reached another host could be replayed on any
 * of GatePay's paths: it is refused for every origin but the Base URL's and where another host could stand in for it,
 * and redirects are not followed.
 *
 * @param now Unix milliseconds
 * @returns the options with the body as the exact text that is signed, an absolute address, and GatePay's headers
 * @throws {UnusableCredential} for a request that can't be signed; nothing is sent then
 */
export function signRequest(account: Account, options: AnyRequestOptions, now: number): AnyRequestOptions {
	const url = addressOf(options);
	if (url.origin !== account.baseUrl) {
		throw new UnusableCredential(
			`The GatePay API credential signs requests to ${account.baseUrl} only, and this one goes to ${url.origin}`,
		);
	}
	refuseOwnConnection(options, url);
	if (options.form !== undefined || options.formData !== undefined) {
		throw new UnusableCredential('GatePay takes JSON: a form cannot be signed');
	}
	const method = (options.method ?? 'GET').toUpperCase();
	const body = bodyToSign(options.body, method);

	const signed: AnyRequestOptions = {
		...options,
		headers: {
			...headersOfCaller(options.headers),
			...signedHeaders(account, body, now),
			...onBehalfOfHeader(account, url, options.headers),
		},
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
	};
	// What was checked is what is sent: one absolute address, and the body as text.
	delete signed.baseURL;
	if (options.uri === undefined || options.url !== undefined) signed.url = url.href;
	if (options.uri !== undefined) signed.uri = url.href;
	if (body === '') delete signed.body;
	else signed.body = body;
	return signed;
}

/** Joined the way n8n's client joins them: an absolute `url` stands for itself, another is appended to `baseURL`. */
function addressOf({ url, uri, baseURL }: AnyRequestOptions): URL {
	const target = uri ?? url ?? '';
	const isAbsolute = /^(?:[a-z][a-z\d+\-.]*:)?\/\//i.test(target);
	const address =
		isAbsolute || !baseURL ? target : `${baseURL.trim().replace(/\/+$/, '')}/${target.replace(/^\/+/, '')}`;
	if (!URL.canParse(address)) throw new UnusableCredential('The address of this request is not complete');
	const parsed = new URL(address);
	// A user name in an address belongs to no origin.
	parsed.username = '';
	parsed.password = '';
	return parsed;
}

function onBehalfOfHeader(account: Account, url: URL, given: IDataObject | undefined): IDataObject {
	// It names an account of the merchant's, and other paths have no use for it.
	if (!isInstitutionPath(url.pathname)) return {};
	const fromCaller = Object.entries(given ?? {}).find(([name]) => isHeader(name, HEADER.onBehalfOf))?.[1];
	if (fromCaller !== undefined && fromCaller !== '') {
		return { [HEADER.onBehalfOf]: readOnBehalfOf(fromCaller, `The header '${HEADER.onBehalfOf}'`) };
	}
	if (account.onBehalfOf === undefined) {
		throw new UnusableCredential(
			"An institution's request must name the account it acts for: fill in 'On Behalf Of' in the GatePay API credential",
		);
	}
	return { [HEADER.onBehalfOf]: account.onBehalfOf };
}

/** Where certificates aren't checked, and by way of a proxy where there are none, another host gets what is signed. */
function refuseOwnConnection(options: AnyRequestOptions, url: URL): void {
	const { skipSslCertificateValidation, rejectUnauthorized, proxy } = options;
	if (skipSslCertificateValidation || (rejectUnauthorized !== undefined && rejectUnauthorized !== true)) {
		throw new UnusableCredential(
			"The GatePay API credential signs no request whose certificate check is switched off: switch off 'Ignore SSL Issues'",
		);
	}
	if (OWN_CONNECTION.some((name) => isSet((options as unknown as Record<string, unknown>)[name]))) {
		throw new UnusableCredential(
			"The GatePay API credential signs no request with certificates or connection settings of its own: switch off 'SSL Certificates'",
		);
	}
	if (proxy && url.protocol !== 'https:') {
		throw new UnusableCredential(
			"The GatePay API credential signs no request through a proxy while its Base URL is not HTTPS: remove 'Proxy'",
		);
	}
}

function isSet(value: unknown): boolean {
	return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}

/**
 * n8n signs the same options again after an HTTP 401: the headers of the time before must not stay beside the new. A
 * header that is an object is none: n8n's client takes headers out of it.
 */
function headersOfCaller(headers: IDataObject | undefined): IDataObject {
	const made = Object.values(HEADER);
	return Object.fromEntries(
		Object.entries(headers ?? {}).filter(
			([name, value]) =>
				(typeof value !== 'object' || Array.isArray(value)) &&
				!ROUTING_HEADER.test(name.trim()) &&
				!made.some((known) => isHeader(name, known)),
		),
	);
}

function isHeader(name: string, known: string): boolean {
	// n8n's client cuts off spaces around a name.
	return name.trim().toLowerCase() === known.toLowerCase();
}

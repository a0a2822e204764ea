export type AccountType = 'institution' | 'merchant';

/** Who asks, and where: a credential that has been read and found usable. */
export interface Account {
	accountType: AccountType;
	clientId: string;
	secret: string;
	/** The account that requests act for; institution accounts only. */
	onBehalfOf?: string;
	/** Scheme, host and port, without a trailing slash. */
	baseUrl: string;
}

/**
 * Whose money it is: the account acted for, or a merchant by its client ID. One that reads like the other is still
 * another payer.
 */
export function payerOf({ onBehalfOf, clientId }: Account): string | [clientId: string] {
	return onBehalfOf ?? [clientId];
}

/** A credential, or an On-Behalf-Of account, that no request can be signed with. Its message never holds a value. */
export class UnusableCredential extends Error {
	override readonly name = 'UnusableCredential';

	/** By its name: the credential and the nodes are published as scripts of their own, each with this class in it. */
	static is(thrown: unknown): thrown is UnusableCredential {
		return thrown instanceof Error && thrown.name === 'UnusableCredential';
	}
}

/**
 * Reads a credential as n8n hands it over. Outer spaces, which come with copying, are cut off; nothing else is changed.
 *
 * On Behalf Of may be empty here, because an item can bring its own; a request that ends up with none is refused when
 * it is signed.
 *
 * @throws {UnusableCredential} naming the field as the credential form shows it
 */
export function readAccount(fields: Readonly<Record<string, unknown>>): Account {
	const { accountType } = fields;
	if (accountType !== 'institution' && accountType !== 'merchant') {
		throw new UnusableCredential(
			"'Account Type' in the GatePay API credential must be Institution or Merchant",
		);
	}
	const account: Account = {
		accountType,
		clientId: headerText(fields.clientId, "'Client ID' in the GatePay API credential"),
		secret: headerText(fields.secret, "'Secret' in the GatePay API credential"),
		baseUrl: origin(fields.baseUrl),
	};
	if (accountType === 'institution' && !isEmpty(fields.onBehalfOf)) {
		account.onBehalfOf = readOnBehalfOf(fields.onBehalfOf, "'On Behalf Of' in the GatePay API credential");
	}
	return account;
}

/**
 * Reads the account that a request acts for.
 *
 * @param label how a message names the field
 * @throws {UnusableCredential}
 */
export function readOnBehalfOf(value: unknown, label: string): string {
	return headerText(value, label);
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function headerText(value: unknown, label: string): string {
	if (isEmpty(value)) throw new UnusableCredential(`${label} is empty`);
	if (typeof value !== 'string') throw new UnusableCredential(`${label} must be text`);
	const text = value.trim();
	// Printable ASCII: what every HTTP client and server carries in a header unchanged.
	if (!/^[\x20-\x7e]+$/.test(text)) {
		throw new UnusableCredential(
			`${label} holds characters that cannot be sent, such as a line break or an accented letter: copy it again from GatePay`,
		);
	}
	return text;
}

/** HTTPS is all that protects what the signature leaves out: the path, the query and On-Behalf-Of. */
function origin(value: unknown): string {
	const label = "'Base URL' in the GatePay API credential";
	const url = typeof value === 'string' ? parseUrl(value.trim()) : undefined;
	if (!url)
		throw new UnusableCredential(`${label} must be an address such as https://openplatform.gateapi.io`);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		throw new UnusableCredential(
			`${label} must begin with https://; http:// is for an address on this machine only`,
		);
	}
	if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
		throw new UnusableCredential(`${label} must end after the host: no user name, path, ? or #`);
	}
	return url.origin;
}

function parseUrl(text: string): URL | undefined {
	return URL.canParse(text) ? new URL(text) : undefined;
}

function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

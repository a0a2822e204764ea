import type { IncomingHttpHeaders } from 'node:http';

import { Refusal } from './answers';
import type { Application, Gateway } from './gateway';
import { HEADER, isInstitutionPath, isSignedBy } from './wire';

/** A request as it came over the wire. */
export interface SignedRequest {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	/** The bytes that were signed: GatePay's Go SDK ends its body with a newline, and signs a body that goes with a GET. */
	body: Buffer;
}

/**
 * Finds out who sent a request.
 *
 * @param now when the request arrives, in Unix milliseconds
 * @throws {Refusal} at the first thing that is wrong
 */
export function authenticate(gateway: Gateway, request: SignedRequest, now = gateway.now()): Application {
	const header = (name: string) => String(request.headers[name.toLowerCase()] ?? '');
	if (request.method === 'POST' && !/^application\/json\b/i.test(header('Content-Type'))) {
		throw new Refusal('400007', 'the content type is not application/json');
	}

	const clientId = header(HEADER.clientId);
	const application = Object.values(gateway.applications).find((known) => known.clientId === clientId);
	if (!application) throw new Refusal('400004', 'the client ID is missing or unknown');

	const timestamp = header(HEADER.timestamp);
	if (!/^\d{1,15}$/.test(timestamp)) {
		throw new Refusal('400003', 'the timestamp is missing or no number of milliseconds');
	}
	if (Math.abs(now - Number(timestamp)) > gateway.timestampTolerance) {
		throw new Refusal('400003', `the timestamp is more than ${gateway.timestampTolerance} ms off`);
	}

	const nonce = header(HEADER.nonce);
	if (!isSignedBy(application.secret, header(HEADER.signature), timestamp, nonce, request.body)) {
		throw new Refusal('400002', 'the signature is wrong', 'INVALID_SIGNATURE');
	}

	if (!/^[A-Za-z0-9]{1,32}$/.test(nonce)) {
		throw new Refusal('400020', 'the nonce must be 1 to 32 letters and digits');
	}
	if (gateway.nonces.has(nonce)) throw new Refusal('400020', 'the nonce was used before');
	gateway.nonces.add(nonce);

	checkAccount(gateway, application, request.path, header(HEADER.onBehalfOf));
	return application;
}

/** Whether GatePay lets one type of account use the other's paths isn't published; the sandbox doesn't. */
function checkAccount(
	gateway: Gateway,
	{ accountType }: Application,
	path: string,
	onBehalfOf: string,
): void {
	const pathType = isInstitutionPath(path) ? 'institution' : 'merchant';
	if (accountType !== pathType) {
		throw new Refusal('400203', `a client of type ${accountType} used a path for type ${pathType}`);
	}
	if (pathType === 'institution' && !gateway.accounts.has(onBehalfOf)) {
		throw new Refusal('400203', 'X-GatePay-On-Behalf-Of is missing or names an unknown account');
	}
}

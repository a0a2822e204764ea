import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';

import type { Account } from '../../../gatepay/api/account';
import type { Reply } from '../../../gatepay/api/reply';
import { pathOf, type Call } from '../../../gatepay/api/endpoints';
import { HEADER } from '../../../gatepay/api/headers';
import type { GatePayRequest } from '../../../gatepay/api/requests';
import { noAnswerWithin, replyOfThrown } from './connection';
import { CREDENTIAL } from '../../shared';
import { within } from './within';

/**
 * Sends one request through n8n's helper, which has the credential sign it: proxies, the guard against requests to
 * internal addresses and a credential's allowed domains live there. Never throws.
 *
 * @param timeout for the answer, in milliseconds
 */
export async function callGatePay(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	account: Account,
	request: GatePayRequest,
	timeout: number,
): Promise<Reply> {
	// n8n's own timeout ends with an answer's headers; a body that trickles would go on for good.
	return await within(timeout, send(context, account, request, timeout), noAnswerWithin(timeout));
}

async function send(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	account: Account,
	request: GatePayRequest,
	timeout: number,
): Promise<Reply> {
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL,
			requestOptions(account, request, timeout),
		)) as { statusCode: number; body: unknown };
		const { statusCode, body } = response;
		return { kind: 'http', status: statusCode, text: typeof body === 'string' ? body : '' };
	} catch (thrown) {
		return replyOfThrown(thrown, timeout);
	}
}

/** The address of a call. */
export function urlOf(account: Account, call: Call): string {
	return account.baseUrl + pathOf(call, account.accountType);
}

function requestOptions(account: Account, request: GatePayRequest, timeout: number): IHttpRequestOptions {
	const { method, query, body, onBehalfOf } = request;
	return {
		method,
		url: urlOf(account, request.call),
		headers: onBehalfOf === undefined ? {} : { [HEADER.onBehalfOf]: onBehalfOf },
		...(query === undefined ? {} : { qs: query }),
		...(body === undefined ? {} : { body }),
		timeout,
		disableFollowRedirect: true,
		// Text, because n8n's JSON.parse would change long IDs and amounts.
		encoding: 'text',
		// A status is an answer like any other. Left to n8n, an HTTP 401 would send the request a second time.
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	};
}

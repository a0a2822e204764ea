import { sleep, type IExecuteFunctions, type IHttpRequestOptions } from 'n8n-workflow';

import type { Account } from '../../gatepay/account';
import type { Reply } from '../../gatepay/answer/reply';
import { pathOf } from '../../gatepay/endpoints';
import { HEADER } from '../../gatepay/headers';
import type { Gateway } from '../../gatepay/refund/gateway';
import type { GatePayRequest } from '../../gatepay/requests';
import { replyOfThrown } from './connection';
import { CREDENTIAL } from './credential';

/** How often a pause looks whether the execution was stopped, in milliseconds. */
const LOOK_UP_EVERY = 500;

/** The address and the options of one call, before n8n's helper has the credential sign it. */
export function requestOptions(
	account: Account,
	request: GatePayRequest,
	timeout: number,
): IHttpRequestOptions {
	const { call, method, query, body, onBehalfOf } = request;
	return {
		method,
		url: account.baseUrl + pathOf(call, account.accountType),
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

/**
 * GatePay, called through n8n's request helper: proxies, the guard against requests to internal addresses and a
 * credential's allowed domains live there.
 *
 * @param timeout for one answer, in milliseconds
 */
export function n8nGateway(context: IExecuteFunctions, account: Account, timeout: number): Gateway {
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted ?? false;
	return {
		async call(request: GatePayRequest): Promise<Reply> {
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
		},
		async wait(milliseconds: number): Promise<void> {
			const end = Date.now() + milliseconds;
			for (let left = milliseconds; left > 0 && !isCancelled(); left = end - Date.now()) {
				await sleep(Math.min(left, LOOK_UP_EVERY));
			}
		},
		now: () => Date.now(),
		isCancelled,
	};
}

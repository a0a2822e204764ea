import {
	sleep,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
} from 'n8n-workflow';

import type { Account } from '../../../gatepay/api/account';
import { readReply, type Answer, type Reply } from '../../../gatepay/api/answer';
import { routeOf, type GatePayRequest } from '../../../gatepay/api/calls';
import type { Gateway, LookUpGateway } from '../../../gatepay/api/gateway';
import { HEADER } from '../../../gatepay/api/signature';
import { CREDENTIAL } from '../../shared';
import { noAnswerWithin, replyOfThrown } from './thrown';

/** How GatePay is called for one item. */
export interface Connection {
	account: Account;
	/** For one answer, in milliseconds. */
	timeout: number;
	/** Takes the credential's secret and the item's codes and passwords out of an answer. */
	redact: <T>(value: T) => T;
}

/** How often a pause checks whether the execution was stopped, in milliseconds. */
const CHECK_EVERY = 500;

/** GatePay, as a node of a running workflow reaches it. */
export function gatewayOf(context: IExecuteFunctions, connection: Connection): Gateway {
	// Older versions of n8n have no signal.
	const isCancelled = () =>
		(context as Partial<IExecuteFunctions>).getExecutionCancelSignal?.()?.aborted ?? false;
	return {
		account: connection.account,
		call: (request) => call(context, connection, request),
		isCancelled,
		async wait(milliseconds) {
			for (let left = milliseconds; left > 0 && !isCancelled(); left -= CHECK_EVERY) {
				await sleep(Math.min(left, CHECK_EVERY));
			}
		},
		...clock,
	};
}

/** The same for a form that is being filled in, which is neither cancelled nor waits. */
export function formGatewayOf(context: ILoadOptionsFunctions, connection: Connection): LookUpGateway {
	return {
		account: connection.account,
		call: (request) => call(context, connection, request),
		isCancelled: () => false,
		wait: sleep,
		...clock,
	};
}

/** Not the clock of the day, which may be set back or ahead in the middle of a refund. */
const clock: Pick<LookUpGateway, 'now' | 'dateOf'> = {
	now: () => performance.now(),
	dateOf: (moment) => new Date(Date.now() + moment - performance.now()),
};

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** Nothing else of an answer gets any further than what is read and redacted here. */
async function call(context: Context, connection: Connection, request: GatePayRequest): Promise<Answer> {
	const { timeout, redact } = connection;
	const reply = await within(timeout, send(context, connection, request), noAnswerWithin(timeout));
	const answer = readReply(reply);
	switch (answer.kind) {
		case 'success':
		case 'refusal':
			return { ...answer, envelope: redact(answer.envelope) };
		case 'fault':
			return { ...answer, envelope: redact(answer.envelope), reason: redact(answer.reason) };
		default:
			return answer;
	}
}

/**
 * Sends one request through n8n's helper, which has the credential sign it: proxies, the guard against requests to
 * internal addresses and a credential's allowed domains live there. Never throws.
 */
async function send(
	context: Context,
	{ account, timeout }: Connection,
	{ call: name, query, body }: GatePayRequest,
): Promise<Reply> {
	const { method, path } = routeOf(name, account.accountType);
	const { onBehalfOf } = account;
	const options: IHttpRequestOptions = {
		method,
		url: account.baseUrl + path,
		headers: {
			// A look-up that something on the way answers from memory could say that a refund doesn't exist.
			'Cache-Control': 'no-cache',
			...(onBehalfOf === undefined ? {} : { [HEADER.onBehalfOf]: onBehalfOf }),
		},
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
	try {
		const response: { statusCode: number; body: unknown } =
			await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, options);
		return {
			kind: 'http',
			status: response.statusCode,
			text: typeof response.body === 'string' ? response.body : '',
		};
	} catch (thrown) {
		return replyOfThrown(thrown, timeout);
	}
}

/**
 * What a piece of work comes to, or something else once the time is over; the work itself goes on. n8n's own timeout
 * ends with an answer's headers, so that a body that trickles would go on for good, and n8n replaces a signal that it
 * is handed.
 */
async function within<T>(milliseconds: number, work: Promise<T>, otherwise: T): Promise<T> {
	const time = AbortSignal.timeout(milliseconds);
	let giveUp = () => {};
	const isOver = new Promise<T>((resolve) => {
		giveUp = () => resolve(otherwise);
		time.addEventListener('abort', giveUp);
	});
	try {
		return await Promise.race([work, isOver]);
	} finally {
		// Until its time is over, the signal keeps whatever listens to it in memory, the answer included.
		time.removeEventListener('abort', giveUp);
	}
}

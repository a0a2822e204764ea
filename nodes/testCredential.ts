import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { readAccount, UnusableCredential, type Account } from '../gatepay/api/account';
import { readReply, reasonOf, type Reply } from '../gatepay/api/answer';
import { routeOf } from '../gatepay/api/calls';
import { meaningOf } from '../gatepay/api/codes';
import { redactor } from '../gatepay/api/redact';
import { HEADER, signedHeaders } from '../gatepay/api/signature';
import { replyOfThrown } from './GatePayRefund/transport/thrown';

/** How long the button waits for an answer, in milliseconds. */
const TIMEOUT = 15_000;

const UNREADABLE = 'The fields of the GatePay API credential could not be read';

/** The refusals that `codes.ts` has advice on which fits here; with any other, the account may be the wrong one. */
const CAUSED_HERE = new Set(['400002', '400003', '400004']);

/**
 * What the button *Test* of the GatePay API credential shows. It looks up the chains of USDT, which needs a right
 * signature and account, and changes nothing.
 *
 * A test that is declared in the credential would show no more than `ECONNREFUSED` where nothing answers, and an HTTP
 * status in place of what GatePay says; this one says in words what to do.
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	let account: Account;
	try {
		account = readAccount(data ?? {});
	} catch (thrown) {
		return { status: 'Error', message: UnusableCredential.is(thrown) ? thrown.message : UNREADABLE };
	}
	const message = redactor([account.secret])(await whatIsWrong(this, account));
	return message === '' ? { status: 'OK', message: 'Connection successful!' } : { status: 'Error', message };
}

/** A sentence or two; empty where nothing is. */
async function whatIsWrong(context: ICredentialTestFunctions, account: Account): Promise<string> {
	const { accountType, baseUrl, onBehalfOf } = account;
	if (accountType === 'institution' && onBehalfOf === undefined) {
		return "An institution's requests must name the account they act for: fill in 'On Behalf Of'.";
	}
	const answer = readReply(await lookUpChains(context, account));
	if (answer.kind === 'success') return '';
	if (answer.kind === 'notConnected') {
		return `GatePay could not be reached at ${baseUrl}: ${answer.reason}. Check 'Base URL' and the network.`;
	}
	if (answer.kind !== 'refusal') {
		return `No answer of GatePay's came from ${baseUrl}: ${answer.reason}. Check 'Base URL', and the proxy if there is one.`;
	}
	const { code } = answer.envelope;
	const advice = CAUSED_HERE.has(code)
		? meaningOf(code).advice
		: "Check 'Account Type' and 'On Behalf Of', and that the application may use the payment API.";
	return `${reasonOf(answer)}. ${advice}`;
}

async function lookUpChains(context: ICredentialTestFunctions, account: Account): Promise<Reply> {
	const { accountType, baseUrl, onBehalfOf } = account;
	const { method, path } = routeOf('refundChains', accountType);
	try {
		const { statusCode, body } = (await context.helpers.request({
			method,
			uri: baseUrl + path,
			qs: { currency: 'USDT' },
			headers: {
				...signedHeaders(account, '', Date.now()),
				...(onBehalfOf === undefined ? {} : { [HEADER.onBehalfOf]: onBehalfOf }),
			},
			timeout: TIMEOUT,
			followRedirect: false,
			json: false,
			simple: false,
			resolveWithFullResponse: true,
		})) as { statusCode: number; body: unknown };
		return { kind: 'http', status: statusCode, text: typeof body === 'string' ? body : '' };
	} catch (thrown) {
		return replyOfThrown(thrown, TIMEOUT);
	}
}

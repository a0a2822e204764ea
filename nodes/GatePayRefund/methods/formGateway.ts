import { NodeOperationError, type ILoadOptionsFunctions } from 'n8n-workflow';

import { readAccount } from '../../../gatepay/api/account';
import { isRecord } from '../../../gatepay/api/answer';
import { meaningOf } from '../../../gatepay/api/codes';
import type { LookUpGateway, NotShown } from '../../../gatepay/api/gateway';
import { redactor } from '../../../gatepay/api/redact';
import { CREDENTIAL } from '../../shared';
import { formGatewayOf } from '../transport/gateway';

/** How long the form waits for one answer, in milliseconds. */
const TIMEOUT = 15_000;

/** What stands in 'On Behalf Of' of the node's options; empty if nothing does. */
export function onBehalfOfIn(context: ILoadOptionsFunctions): string {
	const options: unknown = context.getCurrentNodeParameter('options');
	return isRecord(options) && typeof options.onBehalfOf === 'string' ? options.onBehalfOf.trim() : '';
}

/** GatePay for a list of the form, acting for the account that is fixed in the node's options, or the credential's. */
export async function formGateway(context: ILoadOptionsFunctions): Promise<LookUpGateway> {
	const credential = readAccount(await context.getCredentials(CREDENTIAL));
	const onBehalfOf = onBehalfOfIn(context);
	const isFixed = onBehalfOf !== '' && !onBehalfOf.startsWith('=');
	const account = { ...credential, ...(isFixed ? { onBehalfOf } : {}) };
	return formGatewayOf(context, { account, timeout: TIMEOUT, redact: redactor([account.secret]) });
}

/**
 * The error of a list that GatePay didn't give. The editor rewrites its message, and shows its description unchanged.
 *
 * @param otherwise what helps without the list
 */
export function listError(
	context: ILoadOptionsFunctions,
	message: string,
	{ reason, envelope }: Pick<NotShown, 'reason' | 'envelope'>,
	otherwise: string,
): NodeOperationError {
	const advice = envelope ? meaningOf(envelope.code).advice : 'Try again later.';
	return new NodeOperationError(context.getNode(), `${message}: ${reason}`, {
		description: `${advice} ${otherwise}`,
	});
}

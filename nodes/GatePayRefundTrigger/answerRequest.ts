import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readAccount, UnusableCredential, type Account } from '../../gatepay/api/account';
import {
	ACKNOWLEDGEMENT,
	receiveNotification,
	type NotificationEvent,
} from '../../gatepay/notification/receive';
import { CREDENTIAL } from '../shared';
import { takeOn } from './repeats';

/**
 * Answers a request to the webhook, and says whether a workflow starts. It doesn't throw for anything that a stranger
 * can send: n8n records a failed run for every webhook that throws.
 */
export async function answerRequest(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const account = await accountOf(context);
	if (typeof account === 'string') return refuse(context, 401, account);
	const { rawBody } = context.getRequestObject() as { rawBody?: unknown };
	// n8n keeps no raw body of a form with files; an empty one is refused.
	const body = Buffer.isBuffer(rawBody) ? rawBody : Buffer.alloc(0);
	const received = receiveNotification({ headers: context.getHeaderData(), body }, account, Date.now());
	if (received.kind === 'refused') return refuse(context, 401, received.because);

	const events = context.getNodeParameter('events') as NotificationEvent[];
	if (!events.includes(received.event)) return { webhookResponse: ACKNOWLEDGEMENT };
	// Whoever listens for a test event wants to see the same one again and again. Other kinds of notifications have no
	// key that is known; a shop system has to recognize repeats anyway.
	if (received.kind === 'refund' && context.getMode() !== 'manual') {
		const stage = takeOn(context, received.eventKey);
		if (stage === 'started') return { webhookResponse: ACKNOWLEDGEMENT };
		if (stage === 'starting') return refuse(context, 503, 'the same is just being taken on');
	}
	// n8n sends this answer when it has started the run: if it can't, GatePay sends the notification again. Older
	// versions (2.0 and before; not 2.20) send it first.
	return { webhookResponse: ACKNOWLEDGEMENT, workflowData: [[{ json: received.fields as IDataObject }]] };
}

/** The credential, or why it can't be used. */
async function accountOf(context: IWebhookFunctions): Promise<Account | string> {
	try {
		return readAccount(await context.getCredentials(CREDENTIAL));
	} catch (thrown) {
		return UnusableCredential.is(thrown) ? thrown.message : 'the GatePay API credential could not be read';
	}
}

/** The answer says nothing; the reason is for whoever runs n8n. */
function refuse(context: IWebhookFunctions, status: number, because: string): IWebhookResponseData {
	const { id: workflowId } = context.getWorkflow();
	context.logger.warn(`A notification to '${context.getNode().name}' was refused: ${because}`, {
		workflowId,
	});
	context.getResponseObject().status(status).end();
	return { noWebhookResponse: true };
}

import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readAccount, UnusableCredential, type Account } from '../../gatepay/api/account';
import {
	ACKNOWLEDGEMENT,
	receiveNotification,
	type NotificationEvent,
} from '../../gatepay/notification/receive';
import { CREDENTIAL } from '../shared';
import { claimEvent } from './repeats';

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
	const workflowData = [[{ json: received.fields as IDataObject }]];
	// Whoever listens for a test event wants to see the same one again and again. Other notifications have no key that is
	// known; a shop system has to recognize repeats anyway.
	if (received.kind === 'other' || context.getMode() === 'manual') {
		return { webhookResponse: ACKNOWLEDGEMENT, workflowData };
	}
	const turn = claimEvent(context, received.eventKey);
	if (turn.kind === 'started') return { webhookResponse: ACKNOWLEDGEMENT };
	if (turn.kind === 'starting')
		return refuse(context, 503, 'n8n is still starting a run for the first of these');
	return {
		workflowData,
		// n8n reads the answer when it has started the run, whether or not the sender still waits, and right before it
		// stores static data (`executeWebhook` in its `webhook-helpers`). Static data that is set any earlier isn't stored:
		// n8n starts the run with the same object, and that takes back that it was changed. n8n up to 2.0 reads the answer,
		// stores and answers before it starts the run.
		get webhookResponse() {
			turn.started();
			return ACKNOWLEDGEMENT;
		},
	};
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

import type { IWebhookFunctions } from 'n8n-workflow';

import { storedEventKeys, withEventKey } from '../../gatepay/notification/eventKeys';

/**
 * The events that this process has taken on lately. n8n reads a workflow's static data anew for each request, and
 * stores it only when it has started the run: requests at the same moment don't see each other there.
 */
const recent = new Map<string, 'starting' | 'started'>();

/** Enough for the time between taking an event on and its being stored. */
const MOST_RECENT = 1_000;

/**
 * Takes an event on, unless that was done before. Best effort: it reaches as far as this process and what n8n stores
 * with the workflow do.
 *
 * @returns `started` for a repeat, `starting` while it isn't sure yet that n8n can start the run of the first
 */
export function takeOn(context: IWebhookFunctions, eventKey: string): 'new' | 'starting' | 'started' {
	const stored = context.getWorkflowStaticData('node');
	const eventKeys = storedEventKeys(stored.eventKeys);
	const place = `${context.getWorkflow().id} ${context.getNode().id} ${eventKey}`;
	const stage = recent.get(place) ?? (eventKeys.includes(eventKey) ? 'started' : undefined);
	if (stage) return stage;

	// Set anew, not added to: n8n stores static data only where it notices that a field was set.
	stored.eventKeys = withEventKey(eventKeys, eventKey);
	rememberUntilAnswered(context, place);
	return 'new';
}

/**
 * n8n answers once it has started the run and stored the static data. Where it couldn't, GatePay has to find the event
 * as new as it was.
 */
function rememberUntilAnswered(context: IWebhookFunctions, place: string): void {
	const response = context.getResponseObject();
	if (response.closed) return;
	recent.set(place, 'starting');
	response.once('close', () => {
		if (response.writableFinished && response.statusCode === 200) recent.set(place, 'started');
		else recent.delete(place);
	});
	const [oldest] = recent.keys();
	if (recent.size > MOST_RECENT && oldest !== undefined) recent.delete(oldest);
}

import type { IWebhookFunctions } from 'n8n-workflow';

/** How many events a workflow remembers: far more than GatePay has under way at a time. */
const MOST = 1_000;

/** What this process knows of the events of one trigger. */
interface Events {
	/** The keys of those that have started a run, the oldest first. */
	started: string[];
	/** The keys of those that n8n is starting a run for, with the response to the first request of each. */
	starting: Map<string, { statusCode: number }>;
}

/**
 * By trigger. n8n reads a workflow's static data anew for each request, and what requests at the same moment store
 * replaces one another: this process's own memory is complete, and completes what is stored.
 */
const eventsOfTriggers = new Map<string, Events>();

/** What there is to do about an event. */
export type Claim =
	/** A run is to be started. `started` has to be called when n8n has done so, to remember the event. */
	| { kind: 'new'; started: () => void }
	/** The first is being taken on, and n8n may yet fail to start its run. */
	| { kind: 'starting' }
	/** A repeat. */
	| { kind: 'started' };

/**
 * Decides whether an event is a new one, by what this process knows and what is stored with the workflow. Several
 * processes that receive the same event at the same moment don't know of one another.
 *
 * @param eventKey the same for each repeat of an event, and for no other event
 */
export function claimEvent(context: IWebhookFunctions, eventKey: string): Claim {
	const events = eventsOf(context);
	const stored = context.getWorkflowStaticData('node');
	const known = () => newest([...events.started, ...keysIn(stored.eventKeys)]);
	if (known().includes(eventKey)) return { kind: 'started' };
	const { starting } = events;
	if (starting.has(eventKey)) return { kind: 'starting' };

	starting.set(eventKey, context.getResponseObject());
	const started = () => {
		starting.delete(eventKey);
		events.started = newest([...known(), eventKey]);
		// Set anew, not added to: n8n stores static data only where it notices that a field was set.
		stored.eventKeys = events.started;
	};
	return { kind: 'new', started };
}

function eventsOf(context: IWebhookFunctions): Events {
	const trigger = `${context.getWorkflow().id} ${context.getNode().id}`;
	const events = eventsOfTriggers.get(trigger) ?? { started: [], starting: new Map() };
	eventsOfTriggers.set(trigger, events);
	// n8n sets another status where it could not start the run, also on a connection that the sender has dropped.
	for (const [key, { statusCode }] of events.starting) {
		if (statusCode !== 200) events.starting.delete(key);
	}
	return events;
}

/** What was stored is read with care: anyone can edit it. */
function keysIn(stored: unknown): string[] {
	return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
}

function newest(keys: readonly string[]): string[] {
	return [...new Set(keys)].slice(-MOST);
}

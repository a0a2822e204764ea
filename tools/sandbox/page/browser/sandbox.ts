import type { ActionAnswer, ActionName } from '../page';
import type { PageState } from '../state';
import { newsBetween } from './words';

/** How long the page waits before it looks again, in ms. */
const PAUSE = 1000;

/** An action may wait for the answer to a notification, in ms. */
const PATIENCE = 15_000;

/** What the page shows just now. */
export const view = {
	state: undefined as PageState | undefined,
	find: '',
	/** What happened last; a screen reader reads it out. */
	news: 'Loading…',
	isBad: false,
};
let draw: () => void = () => undefined;
/** The answer that the state was read from: most of the time nothing has changed. */
let shownText = '';
/** Look-ups are numbered, so that a late answer to an early one isn't shown. */
let lastAsked = 0;
let lastShown = 0;
let isAway = false;

/** Says something at the top of the page. */
export function tell(news: string, isBad = false): void {
	Object.assign(view, { news, isBad });
	draw();
}

/** Shows what is found, as soon as it is. */
export function find(text: string): void {
	view.find = text;
	draw();
	void refresh();
}

/** Does something in the sandbox, and says what was done, or why it wasn't. */
export async function perform(name: ActionName, fields: Record<string, unknown> = {}): Promise<ActionAnswer> {
	let answer: ActionAnswer;
	try {
		const body = JSON.stringify(fields);
		answer = (await (await request(`actions/${name}`, { method: 'POST', body })).json()) as ActionAnswer;
	} catch {
		answer = { problem: 'The sandbox did not answer: whether it was done shows in what it has.' };
	}
	await refresh();
	// Last, because it is what the person waits for.
	if ('problem' in answer) tell(answer.problem, true);
	else tell(answer.done);
	return answer;
}

/** A request's headers and body. */
export async function requestDetails(number: number): Promise<string> {
	const answer = await request(`requests/${number}`);
	return answer.ok ? await answer.text() : 'The sandbox no longer has it.';
}

/** Shows the sandbox as it is, for as long as the page is open. */
export function keepUp(show: () => void): void {
	draw = show;
	draw();
	document.addEventListener('visibilitychange', () => void refresh());
	const again = () => void refresh().finally(() => setTimeout(again, PAUSE));
	again();
}

function request(path: string, options: RequestInit = {}): Promise<Response> {
	return fetch(`/sandbox/${path}`, { ...options, signal: AbortSignal.timeout(PATIENCE) });
}

async function refresh(): Promise<void> {
	if (document.hidden) return;
	const number = ++lastAsked;
	const text = await request(`state?${new URLSearchParams({ find: view.find })}`)
		.then((answer) => (answer.ok ? answer.text() : undefined))
		.catch(() => undefined);
	if (number < lastShown) return;
	lastShown = number;
	if (text === undefined) {
		if (!isAway) tell('The sandbox does not answer. To start it again: npm run sandbox', true);
		isAway = true;
		return;
	}
	if (isAway) tell('The sandbox answers again.');
	isAway = false;
	if (text === shownText) return;
	shownText = text;
	const before = view.state;
	view.state = JSON.parse(text) as PageState;
	const news = before ? newsBetween(before, view.state) : `Listening on ${location.origin}`;
	if (news) tell(news);
	else draw();
}

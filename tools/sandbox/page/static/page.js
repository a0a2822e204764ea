/** @import { PageState } from '../contract' */
/** @import { Perform } from './api.js' */
import { fetchState, sendAction } from './api.js';
import { setUpAccount, showAccount } from './account.js';
import { setUpApplications, showApplications } from './applications.js';
import { setUpBehaviour, showBehaviour } from './behaviour.js';
import { setUpCopying } from './copying.js';
import { byId } from './dom.js';
import { setUpFaults, showFaults } from './faults.js';
import { newsBetween, tell } from './news.js';
import { showNotifications } from './notifications.js';
import { showOrders } from './orders.js';
import { setUpRefunds, showRefunds } from './refunds.js';
import { showRequests } from './requests.js';

/** How long the page waits before it looks again, in ms. */
const PAUSE = 1000;

/** @type {PageState | undefined} */
let state;
/** The answer that `state` was read from: most of the time nothing has changed. */
let shownText = '';
const findField = byId('find', HTMLInputElement);
/** Look-ups are numbered, so that a late answer to an early one isn't shown. */
let lastAsked = 0;
let lastShown = 0;
let isAway = false;

async function refresh() {
	const number = ++lastAsked;
	const text = await fetchState(findField.value).catch(() => undefined);
	if (number < lastShown) return;
	lastShown = number;
	if (text === undefined) {
		if (!isAway) tell('The sandbox does not answer. To start it again: npm run sandbox', 'bad');
		isAway = true;
		return;
	}
	if (isAway) tell('The sandbox answers again.');
	isAway = false;
	if (text !== shownText) show(text);
}

/** @param {string} text */
function show(text) {
	const before = state;
	/** @type {PageState} */
	const now = JSON.parse(text);
	state = now;
	shownText = text;
	for (const section of [
		showRefunds,
		showNotifications,
		showRequests,
		showOrders,
		showAccount,
		showApplications,
		showBehaviour,
		showFaults,
	]) {
		section(now);
	}
	if (!before) return tell(`Listening on ${location.origin}`);
	const news = newsBetween(before, now);
	if (news.length > 0) tell(news.join(' '));
}

/** @type {Perform} */
async function perform(name, fields) {
	const answer = await sendAction(name, fields);
	// A choice that wasn't taken is shown as it was before.
	if ('problem' in answer) shownText = '';
	await refresh();
	// Last, because it is what the person waits for.
	if ('problem' in answer) tell(answer.problem, 'bad');
	else tell(answer.done);
	return answer;
}

async function keepUp() {
	for (;;) {
		if (!document.hidden) await refresh();
		await new Promise((resolve) => setTimeout(resolve, PAUSE));
	}
}

for (const setUp of [setUpRefunds, setUpAccount, setUpApplications, setUpBehaviour, setUpFaults])
	setUp(perform);
setUpCopying();
findField.addEventListener('input', () => void refresh());
document.addEventListener('visibilitychange', () => {
	if (!document.hidden) void refresh();
});
void keepUp();

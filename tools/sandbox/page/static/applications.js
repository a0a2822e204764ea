/** @import { PageState, ShownApplication } from '../contract' */
/** @import { Perform } from './api.js' */
import { byId, inside, keyOf, onPress, setTexts, showUnlessEdited } from './dom.js';
import { showList } from './list.js';
import { ACCOUNT_TYPE } from './words.js';

/** @param {Perform} perform */
export function setUpApplications(perform) {
	const list = byId('applications', HTMLElement);
	list.addEventListener('submit', (event) => {
		event.preventDefault();
		if (event.target instanceof HTMLFormElement) void saveUrl(perform, event.target);
	});
	onPress(list, '[data-action="sendUnresolvedPayment"]', (button) =>
		perform('sendUnresolvedPayment', { accountType: accountTypeOf(button) }),
	);
}

/** @param {PageState} state */
export function showApplications({ applications }) {
	showList(byId('applications', HTMLElement), 'application-entry', applications, showApplication);
}

/**
 * @param {Perform} perform
 * @param {HTMLFormElement} form
 */
async function saveUrl(perform, form) {
	const accountType = accountTypeOf(form);
	const input = inside(form, 'input', HTMLInputElement);
	const answer = await perform('setNotificationUrl', { accountType, url: input.value });
	const problem = 'problem' in answer ? answer.problem : '';
	setTexts(form, { problem });
	input.ariaInvalid = problem === '' ? null : 'true';
}

/** @param {Element} element */
function accountTypeOf(element) {
	return /** @type {ShownApplication['key']} */ (keyOf(element));
}

/**
 * @param {HTMLElement} entry
 * @param {ShownApplication} application
 */
function showApplication(entry, { key, clientId, secret, onBehalfOf, baseUrl, notificationUrl }) {
	const name = ACCOUNT_TYPE[key];
	if (!entry.dataset.known) {
		entry.dataset.known = 'yes';
		entry.toggleAttribute('open', key === 'institution');
		describeInput(entry, key);
	}
	setTexts(entry, { name, accountType: name, clientId, secret, onBehalfOf: onBehalfOf ?? '', baseUrl });
	showUnlessEdited(inside(entry, 'input', HTMLInputElement), notificationUrl);
}

/**
 * @param {HTMLElement} entry
 * @param {string} key
 */
function describeInput(entry, key) {
	const problem = inside(entry, '.problem', HTMLElement);
	const hint = inside(entry, 'form .hint', HTMLElement);
	problem.id = `${key}-url-problem`;
	hint.id = `${key}-url-hint`;
	inside(entry, 'input', HTMLElement).setAttribute('aria-describedby', `${problem.id} ${hint.id}`);
}

/** @import { PageState, ShownNotification } from '../contract' */
import { byId, setChip, setTexts, setTime } from './dom.js';
import { showList } from './list.js';
import { aboutOf, answerTo } from './words.js';

/** @param {PageState} state */
export function showNotifications({ notifications, counts }) {
	byId('notifications-count', HTMLElement).textContent = String(counts.notifications);
	showList(byId('notifications', HTMLUListElement), 'notification-entry', notifications, showNotification);
}

/**
 * @param {HTMLElement} entry
 * @param {ShownNotification} notification
 */
function showNotification(entry, notification) {
	const { bizStatus, url, text, at, acknowledged } = notification;
	setTexts(entry, { bizStatus, about: aboutOf(notification), url, text });
	setTime(entry, at);
	setChip(entry, 'answer', answerTo(notification), acknowledged ? 'good' : 'bad');
}

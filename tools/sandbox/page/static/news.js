/** @import { Keyed, PageState } from '../contract' */
import { byId } from './dom.js';
import { aboutOf, answerTo, paidSoOften, REFUND_STATE } from './words.js';

/** More would be read out for longer than somebody listens. */
const MOST_SENTENCES = 3;

/**
 * Says something at the top of the page, where a screen reader reads it out.
 *
 * @param {string} text
 * @param {'plain' | 'bad'} [tone]
 */
export function tell(text, tone = 'plain') {
	const news = byId('news', HTMLElement);
	news.textContent = text;
	news.dataset.tone = tone;
}

/**
 * What happened from one state to the next, in sentences.
 *
 * @param {PageState} before
 * @param {PageState} now
 * @returns {string[]}
 */
export function newsBetween(before, now) {
	// After a reset the entries count from 0 again, and none of the earlier ones mean anything.
	if (now.counts.requests < before.counts.requests) return [];
	// What is found now was there before.
	if (now.find !== before.find) return [];
	return [
		...newsOfRefunds(before, now),
		...added(before.notifications, now.notifications).map(
			(each) => `Notification about ${aboutOf(each)}: ${answerTo(each)}.`,
		),
		...added(before.requests, now.requests).flatMap(({ fault, refusal, code }) => {
			if (fault) return [`A fault struck: ${fault}.`];
			// Each refund is looked up before it is made: that it isn't there yet is no news.
			return refusal && code !== '400304' ? [`A request was refused: ${refusal}.`] : [];
		}),
	].slice(0, MOST_SENTENCES);
}

/**
 * @param {PageState} before
 * @param {PageState} now
 */
function newsOfRefunds(before, now) {
	const earlier = new Map(before.refunds.map((refund) => [refund.key, refund]));
	return now.refunds.flatMap(({ key, refundRequestId, state, timesPaid, amount, currency }) => {
		const known = earlier.get(key);
		if (known?.state === state) return [];
		const times = !known && timesPaid > 1 ? `, ${paidSoOften(timesPaid)}` : '';
		const what = known ? `Refund ${refundRequestId}` : `Refund ${refundRequestId} of ${amount} ${currency}`;
		return [`${what}: ${REFUND_STATE[state].toLowerCase()}${times}.`];
	});
}

/**
 * @template {Keyed} Entry
 * @param {readonly Entry[]} before
 * @param {readonly Entry[]} now
 */
function added(before, now) {
	const known = new Set(before.map(({ key }) => key));
	return now.filter(({ key }) => !known.has(key));
}

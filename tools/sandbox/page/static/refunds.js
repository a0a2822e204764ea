/** @import { PageState, ShownRefund } from '../contract' */
/** @import { Perform } from './api.js' */
/** @import { Tone } from './dom.js' */
import { byId, keyOf, onPress, setChip, setTexts, setTime, setUsable } from './dom.js';
import { showList } from './list.js';
import { paidSoOften, REFUND_STATE, VERSION } from './words.js';

/** @type {Record<ShownRefund['state'], Tone>} */
const TONE = { accepted: 'open', processing: 'open', succeeded: 'good', rejected: 'bad' };

/** @param {Perform} perform */
export function setUpRefunds(perform) {
	const list = byId('refunds', HTMLUListElement);
	for (const action of /** @type {const} */ (['finishRefund', 'failRefund', 'sendNotification'])) {
		onPress(list, `[data-action="${action}"]`, (button) => perform(action, { refund: keyOf(button) }));
	}
}

/** @param {PageState} state */
export function showRefunds({ refunds, counts }) {
	byId('refunds-count', HTMLElement).textContent = String(counts.refunds);
	showList(byId('refunds', HTMLUListElement), 'refund-entry', refunds, showRefund);
}

/**
 * @param {HTMLElement} entry
 * @param {ShownRefund} refund
 */
function showRefund(entry, refund) {
	const { state, timesPaid, refundRequestId, prepayId, merchantTradeNo } = refund;
	const { destination, reason, failReason } = refund;
	setTexts(entry, {
		amount: `${refund.amount} ${refund.currency}`,
		refundRequestId,
		prepayId,
		merchantTradeNo,
		version: VERSION[refund.version],
		destination,
		reason,
		failReason,
	});
	setTime(entry, refund.madeAt);
	setChip(entry, 'state', REFUND_STATE[state], TONE[state]);
	setChip(entry, 'paid', paidSoOften(timesPaid), timesPaid > 1 ? 'bad' : 'plain');

	const isOpen = state === 'accepted' || state === 'processing';
	for (const button of entry.querySelectorAll('.buttons > button')) {
		if (!(button instanceof HTMLElement)) continue;
		button.ariaLabel = `${button.textContent} for refund ${refundRequestId}`;
		setUsable(button, isOpen || button.dataset.action === 'sendNotification');
	}
}

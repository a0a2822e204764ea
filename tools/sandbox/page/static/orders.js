/** @import { PageState, ShownOrder } from '../contract' */
import { byId, setTexts } from './dom.js';
import { showList } from './list.js';
import { VERSION } from './words.js';

/** @param {PageState} state */
export function showOrders({ orders }) {
	// V2 is what the node does unless told otherwise.
	const inOrder = [...orders].sort((one, other) => other.version.localeCompare(one.version));
	const refused = inOrder.filter(({ refusedWith }) => refusedWith !== null);
	const others = inOrder.filter(({ refusedWith }) => refusedWith === null);
	showList(byId('orders', HTMLUListElement), 'order-entry', others, showOrder);
	showList(byId('refused-orders', HTMLUListElement), 'order-entry', refused, showOrder);
}

/**
 * @param {HTMLElement} entry
 * @param {ShownOrder} order
 */
function showOrder(
	entry,
	{ prepayId, merchantTradeNo, version, amount, currency, paid, status, left, refusedWith },
) {
	setTexts(entry, {
		prepayId,
		merchantTradeNo,
		version: VERSION[version],
		amount: `${amount} ${currency}${paid === null ? '' : `, paid as ${paid}`}`,
		left: leftOf(status, left, refusedWith),
	});
}

/**
 * @param {string} status
 * @param {string} left
 * @param {string | null} refusedWith
 */
function leftOf(status, left, refusedWith) {
	if (refusedWith !== null) return `refused with ${refusedWith}`;
	return status === 'PAID' ? `${left} left` : status.toLowerCase();
}

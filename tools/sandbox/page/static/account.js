/** @import { PageState, ShownLedgerRow } from '../contract' */
/** @import { Perform } from './api.js' */
import { byId, inside, keyOf, setTexts, setTime, showUnlessEdited } from './dom.js';
import { showList } from './list.js';

/** @param {Perform} perform */
export function setUpAccount(perform) {
	byId('balances', HTMLElement).addEventListener('submit', (event) => {
		event.preventDefault();
		if (event.target instanceof HTMLFormElement) void saveBalance(perform, event.target);
	});
}

/** @param {PageState} state */
export function showAccount({ balances, ledger, counts }) {
	byId('ledger-count', HTMLElement).textContent = String(counts.ledger);
	showList(byId('ledger', HTMLUListElement), 'ledger-entry', ledger, showRow);
	showList(byId('balances', HTMLElement), 'balance-entry', balances, showBalance);
}

/**
 * @param {Perform} perform
 * @param {HTMLFormElement} form
 */
async function saveBalance(perform, form) {
	const input = inside(form, 'input', HTMLInputElement);
	const answer = await perform('setBalance', { currency: keyOf(form), available: input.value });
	const problem = 'problem' in answer ? answer.problem : '';
	setTexts(form, { problem });
	input.ariaInvalid = problem === '' ? null : 'true';
}

/**
 * @param {HTMLElement} entry
 * @param {PageState['balances'][number]} balance
 */
function showBalance(entry, { currency, available }) {
	setTexts(entry, { currency });
	inside(entry, 'button', HTMLElement).ariaLabel = `Save the balance in ${currency}`;
	showUnlessEdited(inside(entry, 'input', HTMLInputElement), available);
}

/**
 * @param {HTMLElement} entry
 * @param {ShownLedgerRow} row
 */
function showRow(entry, { at, amount, currency, type, prepayId }) {
	setTexts(entry, { amount: `${amount} ${currency}`, type, prepayId });
	setTime(entry, at);
}

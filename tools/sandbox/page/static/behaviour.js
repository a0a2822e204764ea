/** @import { PageState } from '../contract' */
/** @import { Perform } from './api.js' */
import { byId } from './dom.js';

const QUESTION =
	'Forget all refunds, requests and settings?\n\nn8n remembers refunds for ten minutes. Until then the same refunds end there as “Outcome unknown”: use other references afterwards, or restart n8n.';

/** @param {Perform} perform */
export function setUpBehaviour(perform) {
	byId('repeated-ids', HTMLFieldSetElement).addEventListener('change', ({ target }) => {
		if (!(target instanceof HTMLInputElement)) return;
		void perform('setRepeatedIds', {
			repeatedIds: /** @type {PageState['repeatedIds']} */ (target.value),
		});
	});
	const select = byId('finish-after', HTMLSelectElement);
	select.addEventListener('change', () => {
		void perform('setFinishAfter', { finishAfter: select.value === '' ? null : Number(select.value) });
	});
	const lag = byId('ledger-lag', HTMLSelectElement);
	lag.addEventListener('change', () => void perform('setLedgerLag', { ledgerLag: Number(lag.value) }));
	byId('start-afresh', HTMLButtonElement).addEventListener('click', () => {
		if (confirm(QUESTION)) void perform('startAfresh', {});
	});
}

/** @param {PageState} state */
export function showBehaviour({ repeatedIds, finishAfter, ledgerLag }) {
	for (const radio of byId('repeated-ids', HTMLFieldSetElement).querySelectorAll('input')) {
		radio.checked = radio.value === repeatedIds;
	}
	choose(byId('finish-after', HTMLSelectElement), finishAfter === null ? '' : String(finishAfter));
	choose(byId('ledger-lag', HTMLSelectElement), String(ledgerLag));
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} value in ms; one that a program has set may not be in the list yet
 */
function choose(select, value) {
	if (![...select.options].some((option) => option.value === value)) {
		select.add(new Option(`after ${Number(value) / 1000} seconds`, value));
	}
	select.value = value;
}

/** @import { PageState } from '../contract' */
/** @import { Perform } from './api.js' */
import { byId } from './dom.js';

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
	byId('start-afresh', HTMLButtonElement).addEventListener('click', () => {
		if (confirm('Forget all refunds, requests and settings?')) void perform('startAfresh', {});
	});
}

/** @param {PageState} state */
export function showBehaviour({ repeatedIds, finishAfter }) {
	for (const radio of byId('repeated-ids', HTMLFieldSetElement).querySelectorAll('input')) {
		radio.checked = radio.value === repeatedIds;
	}
	const select = byId('finish-after', HTMLSelectElement);
	const value = finishAfter === null ? '' : String(finishAfter);
	if (![...select.options].some((option) => option.value === value)) {
		select.add(new Option(`after ${Number(value) / 1000} seconds`, value));
	}
	select.value = value;
}

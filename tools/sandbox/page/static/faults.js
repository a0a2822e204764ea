/** @import { FaultGroup, PageState, ShownFault } from '../contract' */
/** @import { Perform } from './api.js' */
import { byId, inside, keyOf, onPress, setTexts } from './dom.js';
import { showList } from './list.js';

/** @type {readonly FaultGroup[]} */
const GROUPS = ['create', 'query', 'order', 'account'];

/** @type {Record<ShownFault['strikes'], string>} */
const STRIKES = { never: '', once: 'strikes once', always: 'on until switched off' };

/** @param {Perform} perform */
export function setUpFaults(perform) {
	const select = byId('strikes', HTMLSelectElement);
	for (const group of GROUPS) {
		onPress(byId(`${group}-faults`, HTMLUListElement), 'button', (button) =>
			perform('setFault', {
				fault: keyOf(button),
				strikes: button.ariaChecked === 'true' ? 'never' : select.value === 'once' ? 'once' : 'always',
			}),
		);
	}
}

/** @param {PageState} state */
export function showFaults({ faults }) {
	for (const group of GROUPS) {
		const ofGroup = faults.filter((fault) => fault.group === group);
		showList(byId(`${group}-faults`, HTMLUListElement), 'fault-entry', ofGroup, showFault);
	}
}

/**
 * @param {HTMLElement} entry
 * @param {ShownFault} fault
 */
function showFault(entry, { label, strikes }) {
	setTexts(entry, { label, strikes: STRIKES[strikes] });
	inside(entry, 'button', HTMLButtonElement).ariaChecked = String(strikes !== 'never');
}

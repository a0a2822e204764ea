import { byId } from './dom.js';

/**
 * Makes a list show these entries. Each keeps its element for as long as it is there, so that a refresh takes away no
 * focus, no opened details and no half-typed text.
 *
 * @template {import('../contract').Keyed} Entry
 * @param {Element} list
 * @param {string} templateId
 * @param {readonly Entry[]} entries
 * @param {(element: HTMLElement, entry: Entry) => void} show called for each entry, new or not
 */
export function showList(list, templateId, entries, show) {
	const present = new Map(elementsOf(list).map((element) => [element.dataset.key, element]));
	const keys = new Set(entries.map(({ key }) => key));
	for (const [key, element] of present) if (!keys.has(key ?? '')) element.remove();

	let next = list.firstElementChild;
	for (const entry of entries) {
		const element = present.get(entry.key) ?? newElement(templateId, entry.key);
		// Moving an element would take the focus from it.
		if (element === next) next = next.nextElementSibling;
		else list.insertBefore(element, next);
		show(element, entry);
	}
}

/** @param {Element} list */
function elementsOf(list) {
	return [...list.children].filter((child) => child instanceof HTMLElement);
}

/**
 * @param {string} templateId
 * @param {string} key
 */
function newElement(templateId, key) {
	const element = byId(templateId, HTMLTemplateElement).content.firstElementChild?.cloneNode(true);
	if (!(element instanceof HTMLElement)) throw new Error(`The template ${templateId} is empty`);
	element.dataset.key = key;
	return element;
}

/** @typedef {'good' | 'bad' | 'open' | 'plain'} Tone how a text is coloured; the text says the same in words */

/**
 * @template {typeof HTMLElement} Kind
 * @param {string} id
 * @param {Kind} kind the class that the element is expected to be of
 * @returns {InstanceType<Kind>}
 */
export function byId(id, kind) {
	return expectKind(document.getElementById(id), kind, `#${id}`);
}

/**
 * @template {typeof HTMLElement} Kind
 * @param {ParentNode} root
 * @param {string} selector
 * @param {Kind} kind
 * @returns {InstanceType<Kind>}
 */
export function inside(root, selector, kind) {
	return expectKind(root.querySelector(selector), kind, selector);
}

/**
 * @template {typeof HTMLElement} Kind
 * @param {Element | null} element
 * @param {Kind} kind
 * @param {string} name
 * @returns {InstanceType<Kind>}
 */
function expectKind(element, kind, name) {
	if (element instanceof kind) return /** @type {InstanceType<Kind>} */ (element);
	throw new Error(`The page has no ${kind.name} ${name}`);
}

/**
 * Fills the places that the entry's template marks with `data-text`. What is empty is hidden, with its label. Texts
 * stay texts: nothing in this page is ever read as HTML.
 *
 * @param {Element} entry
 * @param {Record<string, string>} texts
 */
export function setTexts(entry, texts) {
	for (const [name, text] of Object.entries(texts)) {
		const place = inside(entry, `[data-text="${name}"]`, HTMLElement);
		if (place.textContent !== text) place.textContent = text;
		const row = place.closest('dl > div');
		(row instanceof HTMLElement ? row : place).hidden = text === '';
	}
}

/**
 * @param {Element} entry
 * @param {string} name
 * @param {string} text
 * @param {Tone} tone
 */
export function setChip(entry, name, text, tone) {
	setTexts(entry, { [name]: text });
	inside(entry, `[data-text="${name}"]`, HTMLElement).dataset.tone = tone;
}

/**
 * @param {Element} entry
 * @param {number} at Unix milliseconds
 */
export function setTime(entry, at) {
	const date = new Date(at);
	setTexts(entry, { time: date.toLocaleTimeString() });
	inside(entry, 'time', HTMLTimeElement).dateTime = date.toISOString();
}

/**
 * Shows a field's value; what somebody has typed and not saved stays.
 *
 * @param {HTMLInputElement} input
 * @param {string} value
 */
export function showUnlessEdited(input, value) {
	if (input.value === input.defaultValue) input.value = value;
	input.defaultValue = value;
}

/**
 * A button that can't be used just now keeps the focus, and is still read out.
 *
 * @param {Element} button
 * @param {boolean} isUsable
 */
export function setUsable(button, isUsable) {
	button.setAttribute('aria-disabled', String(!isUsable));
}

/**
 * Calls the handler when a button that matches is pressed, by mouse or keyboard, but not again before it is done.
 *
 * @param {Element} root
 * @param {string} selector
 * @param {(button: HTMLElement) => Promise<unknown>} handler
 */
export function onPress(root, selector, handler) {
	root.addEventListener('click', async ({ target }) => {
		const button = target instanceof Element ? target.closest(selector) : null;
		if (!(button instanceof HTMLElement)) return;
		if (button.ariaDisabled === 'true' || button.ariaBusy === 'true') return;
		button.ariaBusy = 'true';
		try {
			await handler(button);
		} finally {
			button.ariaBusy = null;
		}
	});
}

/**
 * The key of the entry that an element is in.
 *
 * @param {Element} element
 */
export function keyOf(element) {
	const entry = element.closest('[data-key]');
	return entry instanceof HTMLElement ? (entry.dataset.key ?? '') : '';
}

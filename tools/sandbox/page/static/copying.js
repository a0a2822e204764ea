import { onPress } from './dom.js';
import { tell } from './news.js';

/** A button copies what is before it. */
export function setUpCopying() {
	onPress(document.body, '.copy', async (button) => {
		const text = button.previousElementSibling?.textContent ?? '';
		const label = button.ariaLabel?.replace('Copy', 'Copied') ?? '';
		await navigator.clipboard.writeText(text).then(
			() => tell(`${label}.`),
			() => tell('The browser does not let this page copy.', 'bad'),
		);
	});
}

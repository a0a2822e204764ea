/**
 * Draws, over whatever page is opened, the pointer, which a browser without a window doesn't show, and the strip that
 * holds the caption. Runs in the page: it may use nothing from outside.
 */
export function drawOverlay(): void {
	document.addEventListener('DOMContentLoaded', () => {
		const layer = document.createElement('div');
		layer.style.cssText = 'position:fixed;inset:0;z-index:2147483647;pointer-events:none';

		const caption = document.createElement('div');
		caption.id = 'film-caption';
		caption.style.cssText =
			'position:absolute;left:0;right:0;bottom:0;height:48px;display:flex;align-items:center;' +
			'justify-content:center;background:#14213d;color:#fff;font:600 22px system-ui,sans-serif';

		const pointer = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
		pointer.style.cssText = 'position:absolute;width:26px;height:26px;left:-40px;top:-40px';
		pointer.setAttribute('viewBox', '0 0 24 24');
		const arrow = document.createElementNS('http://www.w3.org/2000/svg', 'path');
		arrow.setAttribute('d', 'M2 1v17l4.5-4 3 7 3.2-1.4-3-6.8H16z');
		arrow.style.cssText = 'fill:#000;stroke:#fff;stroke-width:1.5';
		pointer.append(arrow);

		layer.append(caption, pointer);
		document.documentElement.append(layer);

		// The browser leaves out pictures while many come; the last one before things stand still would be missing.
		let odd = false;
		setInterval(() => {
			odd = !odd;
			caption.style.background = odd ? '#14213e' : '#14213d';
		}, 200);

		const style = document.createElement('style');
		// n8n's passing messages would lie over what is shown.
		style.textContent = '.el-notification { visibility: hidden !important }';
		document.head.append(style);
		addEventListener(
			'mousemove',
			({ clientX, clientY }) => {
				pointer.style.left = `${clientX - 2}px`;
				pointer.style.top = `${clientY - 1}px`;
			},
			{ capture: true },
		);
	});
}

/** Runs in the page as well. */
export function setCaption(words: string): void {
	const caption = document.getElementById('film-caption');
	if (caption) caption.textContent = words;
}

import { existsSync } from 'node:fs';

import { chromium, selectors, type Browser } from 'playwright-core';

/** Debian's; `CHROMIUM` names another. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** What the browser would do on its own: ask hosts of its maker's. */
const QUIET = [
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-quic',
	'--disable-gpu',
	// Whatever else a page asks for is not found: n8n's editor looks community nodes up in a public registry.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/**
 * Chromium without a window, that reaches this machine alone.
 *
 * @throws in words that say what to install, when there is none
 */
export async function openBrowser(): Promise<Browser> {
	if (!existsSync(CHROMIUM)) {
		throw new Error(
			`There is no browser at ${CHROMIUM}: install the package chromium, or name another in CHROMIUM`,
		);
	}
	// The attribute that n8n's own tests find elements by.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({
		executablePath: CHROMIUM,
		// Chromium's sandbox refuses to run as root, which is who runs in a container.
		args: [...QUIET, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
	});
}

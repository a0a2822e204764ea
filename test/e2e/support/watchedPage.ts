import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page in a browser, and everything about it that should never happen. */
export interface WatchedPage {
	page: Page;
	/** What the console says of errors and warnings, scripts that failed, and requests that leave this machine. */
	complaints: string[];
	close(): Promise<void>;
}

/** Opens a page of its own, with nothing kept from others. */
export async function openWatchedPage(
	browser: Browser,
	url: string,
	options: BrowserContextOptions = {},
): Promise<WatchedPage> {
	// What the page shows, and so the pictures, are the same on every machine.
	const same = { locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' } as const;
	const context = await browser.newContext({ ...same, ...options });
	const page = await context.newPage();
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
	});
	page.on('pageerror', (error) => complaints.push(String(error)));
	page.on('request', (request) => {
		const { protocol, hostname } = new URL(request.url());
		if (protocol !== 'http:' || hostname !== '127.0.0.1') complaints.push(`asked for ${request.url()}`);
	});
	await page.goto(url);
	return { page, complaints, close: () => context.close() };
}

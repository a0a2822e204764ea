import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Editor } from '../../test/e2e/browser/editor';
import { until } from '../n8n';
import { drawOverlay, setCaption } from './overlay';

// playwright-core lies in test/e2e, where nothing can be imported from here.
type Page = Editor['page'];
type Locator = Editor['form'];
type Session = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;

/** One picture of the film. */
export interface Frame {
	file: string;
	/** How long it is seen, in seconds. */
	seconds: number;
}

/** How long the pointer is on its way, in ms, and in how many parts. */
const POINTING = { time: 500, parts: 20 };

/** How often time goes on while something is shown, in seconds. */
const MOMENT = 0.1;

/**
 * Films a page: what the browser draws anew. Time goes on in the film while something is shown or pointed at, and not
 * while something is waited for, however slow the machine is.
 */
export class Camera {
	private readonly shots: { file: string; at: number }[] = [];
	/** Film time, in seconds. */
	private filmed = 0;
	private isRolling = false;
	private saved: Promise<unknown> = Promise.resolve();
	private pointer = { x: 600, y: 400 };
	private words = '';

	private constructor(
		private readonly page: Page,
		private readonly session: Session,
		private readonly folder: string,
	) {}

	/** @param folder for the frames, made anew */
	static async on(page: Page, folder: string): Promise<Camera> {
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		await page.addInitScript(drawOverlay);
		const camera = new Camera(page, await page.context().newCDPSession(page), folder);
		camera.session.on('Page.screencastFrame', ({ data, sessionId }) => camera.take(data, sessionId));
		page.on('domcontentloaded', () => {
			// A page that is left meanwhile needs none.
			page.evaluate(setCaption, camera.words).catch(() => undefined);
		});
		return camera;
	}

	/** Begins to film. */
	async roll(): Promise<void> {
		this.isRolling = true;
		await this.session.send('Page.startScreencast', { format: 'png' });
	}

	async cut(): Promise<void> {
		await this.session.send('Page.stopScreencast');
		this.isRolling = false;
	}

	/** Writes a sentence below the page. */
	async caption(words: string): Promise<void> {
		this.words = words;
		await this.page.evaluate(setCaption, words);
	}

	/** Moves the pointer to a thing, as a hand would: to its middle to click it, below it where it is to be read. */
	async point(target: Locator, to: 'middle' | 'below' = 'below'): Promise<void> {
		await target.waitFor();
		const box = await target.boundingBox();
		if (!box) return;
		await this.catchUp();
		const from = this.pointer;
		const end = { x: box.x + box.width / 2, y: box.y + (to === 'middle' ? box.height / 2 : box.height + 4) };
		for (let part = 1; part <= POINTING.parts; part += 1) {
			// Slow at both ends.
			const done = (1 - Math.cos((Math.PI * part) / POINTING.parts)) / 2;
			await this.page.mouse.move(from.x + (end.x - from.x) * done, from.y + (end.y - from.y) * done);
			await this.pass(POINTING.time / POINTING.parts / 1000);
		}
		this.pointer = end;
	}

	async click(target: Locator): Promise<void> {
		await this.point(target, 'middle');
		await target.click();
	}

	/** Lets the reader read. */
	async hold(seconds: number): Promise<void> {
		await this.catchUp();
		for (let left = seconds; left > 0; left -= MOMENT) await this.pass(Math.min(left, MOMENT));
	}

	/** The frames in order, once all are on the disk. */
	async frames(): Promise<Frame[]> {
		await this.saved;
		const all = this.shots.map(({ file, at }, index) => ({
			file,
			seconds: (this.shots[index + 1]?.at ?? this.filmed) - at,
		}));
		return all.filter(({ seconds }) => seconds > 0);
	}

	/** Lets time go on in the film. */
	private async pass(seconds: number): Promise<void> {
		await sleep(seconds * 1000);
		if (this.isRolling) this.filmed += seconds;
	}

	/** Waits for a picture of what there is now: one may be on its way that was drawn before. */
	private async catchUp(): Promise<void> {
		if (!this.isRolling) return;
		const enough = this.shots.length + 2;
		await until('the browser to draw', () => this.shots.length >= enough || undefined);
	}

	private take(data: string, sessionId: number): void {
		// The browser draws the next one only when this one has been taken.
		this.session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
		if (!this.isRolling) return;
		const file = join(this.folder, `${String(this.shots.length).padStart(5, '0')}.png`);
		this.shots.push({ file, at: this.filmed });
		const written = writeFile(file, Buffer.from(data, 'base64'));
		this.saved = Promise.all([this.saved, written]);
	}
}

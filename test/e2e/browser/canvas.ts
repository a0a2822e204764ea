import type { Page } from 'playwright-core';

import { until } from '../../../tools/n8n';
import type { Editor } from './editor';

/** Large enough for a picture whose smallest words can be read. */
const OF_PICTURES = { width: 2000, height: 1250 };

/** How often in a row the canvas has to be found in the same place. */
const TIMES_THE_SAME = 5;

/** Where a thing is drawn, in pixels of the page. */
interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** A workflow as the editor draws it. */
export class Canvas {
	private constructor(private readonly page: Page) {}

	/** The whole of the workflow that the editor shows. */
	static async of({ page }: Editor): Promise<Canvas> {
		await page.getByTestId('zoom-to-fit').click();
		return new Canvas(page);
	}

	/** How large the smallest words of the notes are on the screen, in pixels. */
	async smallestWords(): Promise<number> {
		await this.standStill();
		const style = (await this.page.locator('.vue-flow__transformationpane').getAttribute('style')) ?? '';
		const zoom = Number(/scale\(([\d.]+)\)/.exec(style)?.[1]);
		const sizes = await this.page
			.locator('.vue-flow__node')
			.locator('h1, h2, h3, p, li, code')
			.evaluateAll((words) => words.map((each) => parseFloat(getComputedStyle(each).fontSize)));
		return Math.min(...sizes) * zoom;
	}

	/** The nodes, notes left out. */
	async nodes(): Promise<{ name: string; isKnown: boolean }[]> {
		return await this.page.getByTestId('canvas-node').evaluateAll((nodes) =>
			nodes.map((node) => ({
				name: node.getAttribute('data-node-name') ?? '',
				// A node whose type n8n doesn't have is drawn without anything to connect it by.
				isKnown: node.querySelector('[data-connection-type]') !== null,
			})),
		);
	}

	/** The pairs of nodes that are drawn over one another, their labels included. */
	async overlaps(): Promise<string[]> {
		const boxes = await this.boxes('[data-test-id="canvas-node"]');
		return boxes.flatMap((one, index) =>
			boxes
				.slice(index + 1)
				.filter((other) => overlap(one, other))
				.map((other) => `${one.name} / ${other.name}`),
		);
	}

	/** A picture of the workflow alone, without the editor around it. */
	async picture(): Promise<Buffer> {
		await this.page.setViewportSize(OF_PICTURES);
		await this.page.getByTestId('zoom-to-fit').click();
		const boxes = await this.boxes('.vue-flow__node');
		const margin = 16;
		const x = Math.min(...boxes.map(({ left }) => left)) - margin;
		const y = Math.min(...boxes.map(({ top }) => top)) - margin;
		const width = Math.max(...boxes.map(({ right }) => right)) + margin - x;
		const height = Math.max(...boxes.map(({ bottom }) => bottom)) + margin - y;
		return await this.page.screenshot({ clip: { x, y, width, height }, animations: 'disabled' });
	}

	/** Zooming to fit takes some frames. */
	private async standStill(): Promise<void> {
		const pane = this.page.locator('.vue-flow__transformationpane');
		let last = '';
		let times = 0;
		await until('the canvas to stand still', async () => {
			const place = (await pane.getAttribute('style')) ?? '';
			times = place === last ? times + 1 : 0;
			last = place;
			return times >= TIMES_THE_SAME || undefined;
		});
	}

	/** Each node or note with what belongs to it: the label hangs out of its node's box. */
	private async boxes(selector: string): Promise<Box[]> {
		await this.standStill();
		return await this.page.locator(selector).evaluateAll((elements) =>
			elements.map((element) => {
				const parts = [element, ...Array.from(element.querySelectorAll('[class*="label"]'))].map((part) =>
					part.getBoundingClientRect(),
				);
				const drawn = parts.filter(({ width, height }) => width > 0 && height > 0);
				return {
					name: element.getAttribute('data-node-name') ?? '',
					left: Math.min(...drawn.map(({ left }) => left)),
					top: Math.min(...drawn.map(({ top }) => top)),
					right: Math.max(...drawn.map(({ right }) => right)),
					bottom: Math.max(...drawn.map(({ bottom }) => bottom)),
				};
			}),
		);
	}
}

function overlap(one: Box, other: Box): boolean {
	return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

import { CONTENDERS } from './contenders';
import { REAL_LATENCY } from './plan';
import type { Entry, Results } from './results';
import { rounded } from './statistics';

/** One bar, with the least and the greatest measurement as a line through its end. */
export interface Bar {
	label: string;
	value: number;
	min: number;
	max: number;
	/** Whether it is this package's. */
	isOurs: boolean;
}

/** Bars that share a scale. */
export interface Panel {
	title: string;
	bars: Bar[];
}

const WIDTH = 900;
const LABELS = 400;
const NUMBERS = 70;
const ROW = 24;
const TITLE = 44;
const BAR = 14;

/** The picture of the README: a list of 1,000 refunds in the real n8n, what a user waits for and what a server pays. */
export function panelsOf({ bulk }: Pick<Results, 'bulk'>): Panel[] {
	const entries = bulk.filter(({ latency }) => latency === REAL_LATENCY);
	const panel = (title: string, bar: (entry: Entry) => Pick<Bar, 'value' | 'min' | 'max'>): Panel => ({
		title,
		bars: entries.map((entry) => ({
			label: CONTENDERS[entry.contender],
			isOurs: entry.contender.startsWith('at20') || entry.contender === 'asItComes',
			...bar(entry),
		})),
	});
	return [
		panel(
			`Refunds a second in the real n8n, where the gateway takes ${REAL_LATENCY} ms (more is better)`,
			({ items, wallTime }) => ({
				value: (items / wallTime.median) * 1000,
				min: (items / wallTime.max) * 1000,
				max: (items / wallTime.min) * 1000,
			}),
		),
		panel('CPU time for one refund, in ms (less is better)', ({ items, cpuTime }) => ({
			value: cpuTime.median / items,
			min: cpuTime.min / items,
			max: cpuTime.max / items,
		})),
	];
}

/** Draws panels below one another, as an SVG that follows the reader's light or dark. */
export function plot(panels: readonly Panel[]): string {
	const drawn: string[] = [];
	let y = 0;
	for (const each of panels) {
		drawn.push(drawPanel(each, y));
		y += TITLE + each.bars.length * ROW;
	}
	const height = y + ROW / 2;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(panels.map(({ title }) => title).join('; '))}">
<style>
	text { font: 13px system-ui, sans-serif; fill: #1f2328; }
	.title { font-weight: 600; font-size: 15px; }
	.label { text-anchor: end; }
	.other { fill: #8c959f; }
	.ours { fill: #1f883d; }
	.spread { stroke: #1f2328; stroke-width: 1.5; }
	@media (prefers-color-scheme: dark) {
		text { fill: #e6edf3; }
		.other { fill: #6e7681; }
		.ours { fill: #3fb950; }
		.spread { stroke: #e6edf3; }
	}
</style>
${drawn.join('\n')}
</svg>
`;
}

function drawPanel({ title, bars }: Panel, top: number): string {
	const most = Math.max(0, ...bars.map(({ max }) => max));
	const scale = most > 0 ? (WIDTH - LABELS - NUMBERS) / most : 0;
	const rows = bars.map((bar, index) => drawBar(bar, top + TITLE + index * ROW, scale));
	return [`<text class="title" x="12" y="${top + 28}">${escaped(title)}</text>`, ...rows].join('\n');
}

function drawBar({ label, value, min, max, isOurs }: Bar, top: number, scale: number): string {
	const middle = top + BAR / 2;
	const at = (amount: number) => (LABELS + amount * scale).toFixed(1);
	const line = `<line class="spread" x1="${at(min)}" x2="${at(max)}" y1="${middle}" y2="${middle}"/>`;
	return [
		`<text class="label" x="${LABELS - 8}" y="${middle + 4.5}">${escaped(label)}</text>`,
		`<rect class="${isOurs ? 'ours' : 'other'}" x="${LABELS}" y="${top}" width="${(value * scale).toFixed(1)}" height="${BAR}" rx="2"/>`,
		...(max > min ? [line] : []),
		`<text x="${(LABELS + Math.max(value, max) * scale + 8).toFixed(1)}" y="${middle + 4.5}">${rounded(value)}</text>`,
	].join('');
}

function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

import * as echarts from 'echarts';

import { CONTENDERS } from './contenders';
import { REAL_LATENCY } from './plan';
import { rounded } from './report';
import { median, type Entry, type Results } from './results';

const [WIDTH, TITLE, ROW, LABELS] = [900, 44, 26, 330];

const COLOURS = { ours: '#2da44e', other: '#8c959f', text: '#1f2328' };

/** Of a reader who prefers dark. */
const DARK = '<style>@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }</style>';

/** The picture of the README: what a user waits for, and what a server pays, for a list of 1,000 refunds, as SVG. */
export function picture({ lists }: Results): string {
	const entries = (lists?.entries ?? []).filter(({ latency }) => latency === REAL_LATENCY);
	const panels: [string, (entry: Entry) => number][] = [
		[
			`Refunds a second in the real n8n, where the gateway takes ${REAL_LATENCY} ms (more is better)`,
			({ items, rounds }) => (items / median(rounds.map(({ wallTime }) => wallTime))) * 1000,
		],
		[
			'CPU time for one refund, in ms (less is better)',
			({ items, rounds }) => median(rounds.map(({ cpuTime }) => cpuTime)) / items,
		],
	];
	const rows = entries.length * ROW;
	const top = (panel: number) => panel * (TITLE + rows);
	const chart = echarts.init(null, null, {
		renderer: 'svg',
		ssr: true,
		width: WIDTH,
		height: top(panels.length) + ROW / 2,
	});
	const axis = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
	chart.setOption({
		animation: false,
		textStyle: { color: COLOURS.text, fontFamily: 'system-ui, sans-serif' },
		title: panels.map(([text], panel) => ({
			text,
			top: top(panel) + 12,
			textStyle: { color: COLOURS.text, fontSize: 15 },
		})),
		grid: panels.map((_, panel) => ({ top: top(panel) + TITLE, height: rows, left: LABELS, right: 60 })),
		xAxis: panels.map((_, gridIndex) => ({ ...axis, gridIndex, type: 'value', axisLabel: { show: false } })),
		yAxis: panels.map((_, gridIndex) => ({
			...{ ...axis, gridIndex, type: 'category', inverse: true },
			axisLabel: { color: COLOURS.text, fontSize: 13 },
			data: entries.map(({ contender }) => CONTENDERS[contender]),
		})),
		series: panels.map(([, valueOf], panel) => ({
			...{ type: 'bar', xAxisIndex: panel, yAxisIndex: panel, barWidth: 14 },
			label: { show: true, position: 'right', color: COLOURS.text, fontSize: 13 },
			data: entries.map((entry) => ({
				value: valueOf(entry),
				label: { formatter: rounded(valueOf(entry)) },
				itemStyle: { color: isOurs(entry) ? COLOURS.ours : COLOURS.other },
			})),
		})),
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg.replace('>', `>${DARK}`);
}

function isOurs({ contender }: Entry): boolean {
	return contender === 'asItComes' || contender === 'at20';
}

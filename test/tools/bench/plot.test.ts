import { panelsOf, plot, type Bar } from '../../../tools/bench/plot';
import { results } from './samples';

const bar = (parts: Partial<Bar>): Bar => ({
	label: 'One',
	value: 10,
	min: 10,
	max: 10,
	isOurs: false,
	...parts,
});

const numbers = (svg: string, pattern: RegExp) =>
	[...svg.matchAll(pattern)].map(([, found]) => Number(found));

describe('the picture of the benchmark', () => {
	it('draws bars as long as their values, the longest ending before the number behind it', () => {
		const svg = plot([{ title: 'A', bars: [bar({}), bar({ value: 5, min: 5, max: 5 })] }]);
		const [longer = 0, shorter = 0] = numbers(svg, /<rect [^>]*width="([\d.]+)"/g);
		expect(longer / shorter).toBeCloseTo(2, 1);
		expect(400 + longer).toBeLessThan(900);
	});

	it('draws from the least to the greatest measurement, and no line where they are one', () => {
		const svg = plot([{ title: 'A', bars: [bar({}), bar({ value: 8, min: 5, max: 10 })] }]);
		const [from = 0, ...others] = numbers(svg, /<line [^>]*x1="([\d.]+)"/g);
		const [to = 0] = numbers(svg, /<line [^>]*x2="([\d.]+)"/g);
		expect(others).toEqual([]);
		expect((to - 400) / (from - 400)).toBeCloseTo(2, 1);
	});

	it('keeps rows and panels apart', () => {
		const bars = [bar({}), bar({}), bar({})];
		const tops = numbers(
			plot([
				{ title: 'A', bars },
				{ title: 'B', bars },
			]),
			/<rect [^>]*y="([\d.]+)"/g,
		);
		const gaps = tops.slice(1).map((top, index) => top - (tops[index] ?? 0));
		expect(Math.min(...gaps)).toBeGreaterThan(14);
	});

	it('follows the reader’s light or dark, and writes texts that are no markup', () => {
		const svg = plot([{ title: '<&">', bars: [bar({ label: 'a < b' })] }]);
		expect(svg).toContain('@media (prefers-color-scheme: dark)');
		expect(svg).toContain('&lt;&amp;&quot;&gt;');
		expect(svg).toContain('a &lt; b');
	});

	it('shows time and processor where the gateway takes its time, with this package’s bars set off', () => {
		const panels = panelsOf(results());
		expect(panels.map(({ bars }) => bars.length)).toEqual([4, 4]);
		expect(panels[0]?.bars.map(({ isOurs }) => isOurs)).toEqual([false, true, true, true]);
		expect(panels[0]?.bars[1]?.label).toBe('GatePay Refund, as it comes');
		expect(panels[0]?.bars[1]?.value).toBeCloseTo(1_000 / 3.36);
	});

	it('draws nothing measured as no bars', () => {
		expect(plot(panelsOf({ bulk: [] }))).not.toContain('<rect');
	});
});

import { getEventListeners } from 'node:events';

import { within } from '../../../../nodes/GatePayRefund/transport/within';

const SECOND = 1_000;
const forever = new Promise<string>(() => {});

describe('a time limit', () => {
	let limits: Array<{ milliseconds: number; end: AbortController }>;
	let now = 0;
	beforeEach(() => {
		limits = [];
		now += 10 * SECOND;
		jest.spyOn(performance, 'now').mockImplementation(() => now);
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
			const end = new AbortController();
			limits.push({ milliseconds, end });
			return end.signal;
		});
	});
	afterEach(() => jest.restoreAllMocks());

	it('gives what the work comes to, whatever happens later', async () => {
		const done = within(30 * SECOND, Promise.resolve('done'), 'late');
		const broken = within(30 * SECOND, Promise.reject(new Error('broken')), 'late');
		await expect(done).resolves.toBe('done');
		await expect(broken).rejects.toThrow('broken');
		limits[0]?.end.abort();
	});

	it('gives something else once the time is over', async () => {
		const result = within(30 * SECOND, forever, 'late');
		limits[0]?.end.abort();
		await expect(result).resolves.toBe('late');
	});

	it('is shared by works that begin within a second, and too early for none of them', async () => {
		const first = within(30 * SECOND, forever, 'first');
		now += SECOND;
		const last = within(30 * SECOND, forever, 'last');
		expect(limits.map(({ milliseconds }) => milliseconds)).toEqual([31 * SECOND]);
		limits[0]?.end.abort();
		await expect(Promise.all([first, last])).resolves.toEqual(['first', 'last']);
	});

	it('is listened to once, however many share it: Node.js warns of more than ten listeners', async () => {
		const works = Array.from({ length: 20 }, () => within(30 * SECOND, forever, 'late'));
		const [limit] = limits;
		expect(limit && getEventListeners(limit.end.signal, 'abort')).toHaveLength(1);
		limit?.end.abort();
		await expect(Promise.all(works)).resolves.toEqual(Array(20).fill('late'));
	});

	it('is another one for a work that begins later, or may take another time', () => {
		void within(30 * SECOND, forever, 'late');
		now += SECOND + 1;
		void within(30 * SECOND, forever, 'late');
		void within(5 * SECOND, forever, 'late');
		expect(limits.map(({ milliseconds }) => milliseconds)).toEqual([31, 31, 6].map((time) => time * SECOND));
	});

	it('that is over already holds for nobody who comes later', async () => {
		const first = within(SECOND, forever, 'late');
		limits[0]?.end.abort();
		await first;
		now += 2 * SECOND;
		await expect(within(SECOND, Promise.resolve('done'), 'late')).resolves.toBe('done');
		expect(limits).toHaveLength(2);
	});
});

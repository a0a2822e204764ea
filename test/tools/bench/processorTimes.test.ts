import { processorTimes, readProcessorTimes, stolenShare } from '../../../tools/bench/processorTimes';

describe('what other machines of the host got of the processors', () => {
	it('is the eighth figure of Linux, beside all time, in which guests are already', () => {
		const stat = 'cpu  100 0 50 800 10 0 5 35 70 7\ncpu0 1 2 3 4 5 6 7 8 9 10\n';
		expect(readProcessorTimes(stat)).toEqual({ all: 1_000, stolen: 35 });
	});

	it('is a share of the time between two readings', () => {
		expect(stolenShare({ all: 1_000, stolen: 35 }, { all: 2_000, stolen: 285 })).toBe(0.25);
	});

	it('is unknown where the system doesn’t say', () => {
		expect(stolenShare(undefined, processorTimes())).toBeUndefined();
	});
});

import { QuietRounds, readProcessorTimes, type ProcessorTimes } from '../../../tools/bench/quietRounds';

/** Rounds of a hundred ticks, of which so many are stolen in each; the last figure stays. */
function onHostThatSteals(...stolen: number[]): QuietRounds {
	const now: ProcessorTimes = { all: 0, stolen: 0 };
	const reading = (function* () {
		for (let round = 0; ; round += 1) {
			yield { ...now };
			now.all += 100;
			now.stolen += stolen[round] ?? (stolen.at(-1) as number);
			yield { ...now };
		}
	})();
	return new QuietRounds(
		() => undefined,
		() => reading.next().value as ProcessorTimes,
	);
}

const number = async (round: number) => round;

describe('rounds of the benchmark', () => {
	it('are as many as are wanted, where the host leaves the machine alone', async () => {
		const rounds = onHostThatSteals(1, 3, 0);
		expect(await rounds.run(3, number)).toEqual([0, 1, 2]);
		expect(rounds.stolen).toBe(0.03);
	});

	it('are run again where the host took much, and the quiet ones count', async () => {
		const rounds = onHostThatSteals(1, 40, 2, 3);
		expect(await rounds.run(3, number)).toEqual([0, 2, 3]);
		expect(rounds.stolen).toBe(0.03);
	});

	it('come to an end on a host that is never quiet: the quietest count, and how quiet they were is said', async () => {
		const rounds = onHostThatSteals(50, 20, 40, 30, 60, 10);
		expect(await rounds.run(4, number)).toEqual([1, 2, 3, 5]);
		expect(rounds.stolen).toBe(0.4);
	});

	it('count all where nobody says what the host took', async () => {
		const rounds = new QuietRounds(
			() => undefined,
			() => undefined,
		);
		expect(await rounds.run(2, number)).toEqual([0, 1]);
		expect(rounds.stolen).toBeUndefined();
	});
});

test('what other machines got is the eighth figure of Linux, beside all time, in which guests are already', () => {
	const stat = 'cpu  100 0 50 800 10 0 5 35 70 7\ncpu0 1 2 3 4 5 6 7 8 9 10\n';
	expect(readProcessorTimes(stat)).toEqual({ all: 1_000, stolen: 35 });
});

import { headline, type FailureKind } from '../../../gatepay/refund/failures';

describe('the first words of a message', () => {
	it.each<[FailureKind, string]>([
		['notSent', 'Not sent: '],
		['refused', 'Refused: '],
		['failed', 'Failed: '],
		['outcomeUnknown', 'Outcome unknown: '],
		['noAnswer', 'No answer: '],
	])('are the outcome: %s', (kind, beginning) => {
		const notMade = { kind, attempts: 1, happened: 'This happened to refund r-1.', advice: 'Do that.' };
		expect(headline(notMade)).toBe(`${beginning}This happened to refund r-1.`);
	});

	it('are followed by 1,000 characters at most of what happened', () => {
		const notMade = (happened: string) => ({
			kind: 'refused' as const,
			attempts: 1,
			happened,
			advice: 'Do that.',
		});
		expect(headline(notMade('x'.repeat(1000)))).toBe(`Refused: ${'x'.repeat(1000)}`);
		expect(headline(notMade('x'.repeat(1001)))).toBe(`Refused: ${'x'.repeat(1000)}…`);
	});
});

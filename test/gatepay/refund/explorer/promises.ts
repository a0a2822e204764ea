/** What must hold in every history: continues “The refund …”. */
export const PROPERTIES = {
	paidOnce: 'is paid once',
	madeIsThere: 'is said to be made only if GatePay has it, and to have failed only if it has',
	notMadeIsNotThere:
		'is said to be not sent or refused only if nothing that was sent has made it, or still may',
	unknownWasSent: 'has an unknown outcome only if it was sent',
	named: 'is named by its ID wherever it was not made',
	counted: 'is sent three times at most, and the sends are counted',
	lookedUp: 'is sent only after GatePay said that it has no such refund',
	stopped: 'is left alone once the execution is stopped',
	settled: 'is settled in time',
	told: 'is told as it is by a run in which nothing goes wrong, once all has arrived and shows',
	refused: 'is refused, if GatePay refuses it, by the third run in which nothing goes wrong',
} as const;

export type Property = keyof typeof PROPERTIES;

/** A property that does not hold. */
export interface Wrong {
	property: Property;
	why: string;
}

import {
	advises,
	copyGets,
	LEAST,
	NO_ANSWER,
	SEND_FAULTS,
	slowly,
	UNANSWERED,
	UNCLEAR_ANSWERS,
	UNCLEAR_LOOK_UPS,
	type Assumptions,
	type GatePayPlan,
	type Shown,
} from './gatePay';
import type { Application, Version } from './product';
import type { Property } from './promises';

/** One execution of the workflow: in which process of n8n, and for whom. */
export interface Execution {
	process: string;
	payer: Application;
}

/** Histories of one kind. */
export interface Scenario {
	name: string;
	/** The assumption that does not hold here. */
	drops?: string;
	/** What therefore goes wrong, and is a limit that the README names. */
	limits: readonly Property[];
	/** The same, but only a history of three faults shows it. */
	limitsOfThreeFaults?: readonly Property[];
	/** What goes wrong although it should not: it is required as soon as it is taken out here. */
	today: readonly Property[];
	/** One after the other; the executions of one stage begin together. */
	stages: ReadonlyArray<readonly Execution[]>;
	payers: readonly Application[];
	/** Whether the process may die, or be started again between two runs. */
	restarts: boolean;
	versions: readonly Version[];
	/** In milliseconds. */
	settleTime: number;
	gatePay: GatePayPlan;
	/** How GatePay shows a refund that somebody made with this ID before; undefined for none. */
	usedBefore: ReadonlyArray<Shown | undefined>;
	/** With which code GatePay refuses every send; undefined for none. */
	refusals: ReadonlyArray<string | undefined>;
}

const ACCOUNT: Application = { clientId: 'application-1', onBehalfOf: 'account-1' };
const n8n: Execution = { process: 'n8n', payer: ACCOUNT };
const worker: Execution = { process: 'another worker', payer: ACCOUNT };

/** One process runs the workflow three times, and GatePay keeps what is assumed of it at least. */
const USUAL: Omit<Scenario, 'name'> = {
	limits: [],
	today: [],
	stages: [[n8n], [n8n], [n8n]],
	payers: [ACCOUNT],
	restarts: false,
	versions: ['v1'], // has fewer fields: it is explored faster
	settleTime: 10_000,
	gatePay: {
		assumptions: LEAST,
		sendFaults: SEND_FAULTS,
		lookUpFaults: [UNANSWERED],
		showFaults: ['failed'],
	},
	usedBefore: [undefined],
	refusals: [undefined],
};

const TOO_LATE = 20 * 60_000;
const showsWithin = (later: Partial<Assumptions['showsWithin']>): GatePayPlan => ({
	...USUAL.gatePay,
	showFaults: [],
	assumptions: { ...LEAST, showsWithin: { ...LEAST.showsWithin, ...later } },
});
const repeats = (repeats: Assumptions['repeats']): GatePayPlan => ({
	...USUAL.gatePay,
	assumptions: {
		repeats,
		showsWithin: {
			accepted: TOO_LATE,
			unanswered: TOO_LATE,
			advised: TOO_LATE,
			copied: LEAST.showsWithin.copied,
			refused: 0,
		},
	},
});
const sendFaults = (...faults: GatePayPlan['sendFaults']): GatePayPlan => ({
	...USUAL.gatePay,
	sendFaults: faults,
});

/** Two applications that act for one account. */
const OTHER_APPLICATION: Application = { ...ACCOUNT, clientId: 'application-2' };

const OF_ONE_PROCESS_IN_TIME =
	'All runs are in one process that goes on, and what is sent arrives and shows in time';

export const SCENARIOS: readonly Scenario[] = [
	{
		...USUAL,
		name: 'One run, then another, with every answer',
		stages: [[n8n], [n8n]],
		versions: ['v1', 'v2'],
		gatePay: {
			...USUAL.gatePay,
			sendFaults: [...SEND_FAULTS, ...UNCLEAR_ANSWERS],
			lookUpFaults: [UNANSWERED, ...UNCLEAR_LOOK_UPS],
		},
	},
	{ ...USUAL, name: 'Three runs, one after the other' },
	{ ...USUAL, name: 'Three runs with a Settle Time of 2 seconds', settleTime: 2_000 },
	{ ...USUAL, name: 'Two runs at the same moment, then another', stages: [[n8n, n8n], [n8n]] },
	{
		...USUAL,
		name: 'GatePay answers slowly, with a Timeout of two to ten minutes',
		gatePay: sendFaults(NO_ANSWER, ...slowly(130_000), ...slowly(600_000)),
	},
	{
		...USUAL,
		name: 'GatePay refuses for good',
		stages: [[n8n], [n8n], [n8n], [n8n]],
		settleTime: 0,
		refusals: ['400002', '400003', '400605', '400204'],
	},
	{
		...USUAL,
		name: 'GatePay shows another amount than was sent',
		gatePay: { ...USUAL.gatePay, showFaults: ['with another amount'] },
	},
	{
		...USUAL,
		name: 'Somebody has used the ID before',
		stages: [[n8n], [n8n]],
		usedBefore: ['as it was sent', 'failed', 'with another amount'],
	},
	{
		...USUAL,
		name: 'Two applications of one account',
		stages: [[n8n, { ...n8n, payer: OTHER_APPLICATION }], [{ ...n8n, payer: OTHER_APPLICATION }]],
		payers: [ACCOUNT, OTHER_APPLICATION],
	},
	{
		...USUAL,
		name: 'GatePay refuses a repeated ID: restarts',
		drops: OF_ONE_PROCESS_IN_TIME,
		stages: [[n8n], [n8n]],
		restarts: true,
		settleTime: 0,
		limits: ['notMadeIsNotThere'],
		gatePay: repeats('areRefused'),
	},
	{
		...USUAL,
		name: 'GatePay answers a repeated ID as the first: two workers',
		drops: OF_ONE_PROCESS_IN_TIME,
		settleTime: 0,
		limits: ['notMadeIsNotThere'],
		stages: [[n8n, worker], [n8n]],
		gatePay: repeats('getTheFirstAnswer'),
	},
	{
		...USUAL,
		name: 'Restarts',
		drops: 'The process goes on',
		restarts: true,
		limits: ['paidOnce', 'notMadeIsNotThere'],
	},
	{
		...USUAL,
		name: 'Two workers at the same moment',
		drops: 'All runs are in one process',
		stages: [[n8n, worker], [n8n]],
		limits: ['paidOnce', 'notMadeIsNotThere'],
	},
	{
		...USUAL,
		name: 'What was accepted shows late',
		drops: 'GatePay shows within ten minutes what it accepted',
		gatePay: showsWithin({ accepted: TOO_LATE }),
		limits: ['paidOnce'],
	},
	{
		...USUAL,
		name: 'What was sent without an answer arrives late',
		drops:
			'A request arrives within two minutes after the end of its send, or never, and shows within seconds',
		gatePay: showsWithin({ unanswered: TOO_LATE }),
		limits: ['paidOnce', 'notMadeIsNotThere'],
	},
	{
		...USUAL,
		name: '“Retry”, and the refund was made all the same',
		drops: 'What GatePay made before it answered “retry” shows within seconds',
		gatePay: {
			...showsWithin({ advised: TOO_LATE }),
			sendFaults: ['300000', '300001', '400000'].map(advises),
		},
		limits: ['paidOnce'],
		// A second run that is stopped just before it would send again.
		limitsOfThreeFaults: ['notMadeIsNotThere'],
	},
	{
		...USUAL,
		name: 'A request arrives twice, and the refund shows late',
		drops: 'What GatePay made before it refused a second copy of the request shows within seconds',
		gatePay: {
			...showsWithin({ copied: TOO_LATE }),
			sendFaults: ['400003', '400020', '400605'].map(copyGets),
		},
		limits: ['paidOnce', 'notMadeIsNotThere'],
	},
	{
		...USUAL,
		name: 'A refused refund is made all the same',
		drops: 'A refusal is the truth',
		gatePay: showsWithin({ refused: TOO_LATE }),
		limits: ['paidOnce', 'notMadeIsNotThere'],
	},
];

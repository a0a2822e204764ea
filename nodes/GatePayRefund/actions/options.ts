import type { INodeProperties } from 'n8n-workflow';

import { readOnBehalfOf } from '../../../gatepay/api/account';
import {
	InvalidValue,
	numberWithin,
	readAmount,
	readBoolean,
	readWord,
	wholeNumberUpTo,
	type Reader,
} from '../../../gatepay/values/readers';

/** What there is to know of an option: how it is read, what counts if nobody added it, and how the form shows it. */
interface Option<T> {
	read: Reader<T>;
	otherwise: T;
	shown: Omit<INodeProperties, 'name'>;
	/** Whether it holds refunds back: left empty, it would hold back none. */
	isLimit?: true;
}

/** In seconds: a day. */
const LONGEST_TIME = 86_400;
/** In seconds. GatePay answers in far less, and n8n's own limit is 300. */
const LONGEST_TIMEOUT = 600;
/** In days: a century is no limit to an order's age. */
const LONGEST_AGE = 36_500;

const OPTIONS = {
	concurrency: option<number>(wholeNumberUpTo(20), 5, {
		displayName: 'Concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20 },
		default: 5,
		description:
			'How many orders are processed in parallel. Refunds of one order are made one after another.',
	}),
	expectedFingerprint: limit<string>(readWord, {
		displayName: 'Fingerprint',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.fingerprint }}',
		description:
			'The fingerprint that Preview returned. The refund is sent only if it is still what was previewed.',
	}),
	maximumOrderAge: limit<number>(readAge, {
		displayName: 'Max Order Age',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 90,
		hint: 'In days',
		description: 'Older orders are not refunded. Looks up every order.',
	}),
	maximumRefundAmount: limit<string>(readAmount, {
		displayName: 'Max Refund Amount',
		type: 'string',
		default: '',
		placeholder: 'e.g. 100',
		description: "Larger refunds are not sent. An AI agent can't change this.",
	}),
	maximumTotalAmount: limit<string>(readAmount, {
		displayName: 'Max Total Amount',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1000',
		description: 'Send nothing if the refunds of this run add up to more than this, per currency',
	}),
	maximumWait: option<number>(secondsWithin(0, LONGEST_TIME), 60_000, {
		displayName: 'Max Wait (Seconds)',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 60,
		description: 'How long to wait for the result if Wait for Result is on',
	}),
	memoNotNeeded: option<boolean>(readBoolean, false, {
		displayName: 'Memo Not Needed',
		type: 'boolean',
		default: true,
		description: 'Whether to send to a chain that takes a memo without one, because the recipient has none',
	}),
	onBehalfOf: option<string | undefined>(readAccountOf, undefined, {
		displayName: 'On Behalf Of',
		type: 'string',
		default: '',
		description: "The account to act for instead of the credential's. For institution accounts only.",
	}),
	settleTime: option<number>(secondsWithin(0, LONGEST_TIME), 60_000, {
		displayName: 'Settle Time (Seconds)',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 60,
		description: 'How long to keep checking when the outcome of a refund is unknown',
	}),
	simplify: option<boolean>(readBoolean, true, {
		displayName: 'Simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	}),
	timeout: option<number>(secondsWithin(1, LONGEST_TIMEOUT), 30_000, {
		displayName: 'Timeout (Seconds)',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: LONGEST_TIMEOUT },
		default: 30,
		description: `How long to wait for each answer of GatePay, from 1 to ${LONGEST_TIMEOUT}`,
	}),
	waitForResult: option<boolean>(readBoolean, false, {
		displayName: 'Wait for Result',
		type: 'boolean',
		default: true,
		description: 'Whether to wait until GatePay reports success or failure',
	}),
};

export type OptionName = keyof typeof OPTIONS;

/** How the node works, as its options say; times in whole milliseconds. An operation uses those that it offers. */
export type NodeOptions = { [Name in OptionName]: (typeof OPTIONS)[Name]['otherwise'] };

/** @throws {InvalidValue} for a limit that was added and left empty, too */
export function readOptions(options: {
	read<T>(name: string, reader: Reader<T>): T | undefined;
	isLeftEmpty(name: string): boolean;
}): NodeOptions {
	const entries = Object.entries(OPTIONS).map(([name, row]) => {
		const { read, otherwise, isLimit, shown } = row as Option<unknown>;
		if (isLimit && options.isLeftEmpty(name)) {
			throw new InvalidValue(
				`'${shown.displayName}' was added but left empty, and would limit nothing: fill it in, or remove it`,
			);
		}
		return [name, options.read(name, read) ?? otherwise];
	});
	return Object.fromEntries(entries) as NodeOptions;
}

/**
 * The collection of an operation's options: what changes how the node works, not what GatePay is sent.
 *
 * @param names in alphabetical order of their labels
 */
export function optionsOf(...names: OptionName[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: names.map((name) => ({ ...OPTIONS[name].shown, name })),
	};
}

function option<T>(read: Reader<T>, otherwise: T, shown: Option<T>['shown']): Option<T> {
	return { read, otherwise, shown };
}

function limit<T>(read: Reader<T>, shown: Option<T>['shown']): Option<T | undefined> {
	return { ...option<T | undefined>(read, undefined, shown), isLimit: true };
}

/** A number of seconds, in milliseconds; whole ones, since Node's timeouts take no fractions. */
function secondsWithin(from: number, to: number): Reader<number> {
	return (value, label) => Math.round(numberWithin(from, to)(value, label) * 1000);
}

function readAge(value: unknown, label: string): number {
	const days = numberWithin(0, LONGEST_AGE)(value, label);
	if (days === 0) throw new InvalidValue(`'${label}' must be above 0`);
	return days;
}

function readAccountOf(value: unknown, label: string): string {
	return readOnBehalfOf(value, `'${label}'`);
}

import { readOnBehalfOf, type Account } from '../../../gatepay/api/account';
import { readAmount } from '../../../gatepay/values/amount';
import { readBoolean, readNumber, type Reader } from '../../../gatepay/values/choice';
import { InvalidValue, shown } from '../../../gatepay/values/invalidValue';
import { readWord } from '../../../gatepay/values/text';
import type { ItemForm } from './itemForm';
import { labelOf } from './labels';

/** How the node works, as its options say; times in whole milliseconds. An operation uses those that it offers. */
export interface NodeOptions {
	checkExisting: boolean;
	/** Orders processed in parallel; a run takes the first item's. */
	concurrency: number;
	/** What Preview called the refund that may be sent; another one is not. */
	expectedFingerprint: string | undefined;
	/** In days; an older order is not refunded. */
	maximumOrderAge: number | undefined;
	/** A decimal string; a larger refund is not sent. */
	maximumRefundAmount: string | undefined;
	/** A decimal string; a run whose refunds add up to more sends none. */
	maximumTotalAmount: string | undefined;
	maximumWait: number;
	/** The account to act for instead of the credential's. */
	onBehalfOf: string | undefined;
	settleTime: number;
	simplify: boolean;
	timeout: number;
	waitForResult: boolean;
}

/** In seconds. */
const DAY = 86_400;
/** In days: a century is no limit to an order's age. */
const LONGEST_AGE = 36_500;

/** @throws {InvalidValue | UnusableCredential} naming the option as the form shows it */
export function readOptions(form: ItemForm, account: Account): NodeOptions {
	const options = form.collection('options');
	const onBehalfOf = options.read('onBehalfOf', (value, label) => readOnBehalfOf(value, `'${label}'`));
	refuseWrongAccount(account, onBehalfOf);
	return {
		checkExisting: options.read('checkExisting', readBoolean) ?? true,
		concurrency: options.read('concurrency', wholeNumber(20)) ?? 5,
		expectedFingerprint: options.read('expectedFingerprint', readWord),
		maximumOrderAge: options.read('maximumOrderAge', readAge),
		maximumRefundAmount: options.read('maximumRefundAmount', readAmount),
		maximumTotalAmount: options.read('maximumTotalAmount', readAmount),
		maximumWait: options.read('maximumWait', seconds(0)) ?? 60_000,
		onBehalfOf,
		settleTime: options.read('settleTime', seconds(0)) ?? 60_000,
		simplify: options.read('simplify', readBoolean) ?? true,
		timeout: options.read('timeout', seconds(1)) ?? 30_000,
		waitForResult: options.read('waitForResult', readBoolean) ?? false,
	};
}

/** A number of seconds up to a day, in milliseconds; whole ones, since Node's timeouts take no fractions. */
function seconds(from: number): Reader<number> {
	return (value, label) => Math.round(readNumber(value, label, { from, to: DAY }) * 1000);
}

/** A whole number from 1 on. */
export function wholeNumber(to: number): Reader<number> {
	return (value, label) => {
		const number = readNumber(value, label, { from: 1, to });
		if (Number.isInteger(number)) return number;
		throw new InvalidValue(`'${label}' must be a whole number; it is ${shown(value)}`);
	};
}

function readAge(value: unknown, label: string): number {
	const days = readNumber(value, label, { from: 0, to: LONGEST_AGE });
	if (days === 0) throw new InvalidValue(`'${label}' must be above 0`);
	return days;
}

function refuseWrongAccount(account: Account, onBehalfOf: string | undefined): void {
	const label = labelOf('onBehalfOf');
	if (account.accountType === 'merchant' && onBehalfOf !== undefined) {
		throw new InvalidValue(
			`'${label}' is for institution accounts, and the credential is a merchant's: remove it`,
		);
	}
	if (account.accountType === 'institution' && (onBehalfOf ?? account.onBehalfOf) === undefined) {
		throw new InvalidValue(
			`'${label}' is required but empty: fill it in in the GatePay API credential, or in the node's options`,
		);
	}
}

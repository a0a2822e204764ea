import { readOnBehalfOf, type Account } from '../../../gatepay/api/account';
import { readBoolean, readNumber } from '../../../gatepay/values/choice';
import { InvalidValue } from '../../../gatepay/values/invalidValue';
import type { ItemForm } from './itemForm';
import type { Reader } from './reader';
import { labelOf } from './labels';

/** How a node works, as its options say; times in milliseconds. An operation uses those that it offers. */
export interface NodeOptions {
	checkExisting: boolean;
	expectedFingerprint?: string;
	maximumTotalAmount?: string;
	/** Orders worked on side by side; a run takes the first item's. */
	concurrency: number;
	maximumWait: number;
	/** The account to act for instead of the credential's. */
	onBehalfOf?: string;
	settleTime: number;
	simplify: boolean;
	timeout: number;
	waitForResult: boolean;
}

const DAY = 86_400;

/** @throws {InvalidValue | UnusableCredential} naming the option as the form shows it */
export function readOptions(form: ItemForm, account: Account): NodeOptions {
	const options = form.collection('options');
	const onBehalfOf = options.read('onBehalfOf', (value, label) => readOnBehalfOf(value, `'${label}'`));
	refuseWrongAccount(account, onBehalfOf);
	return {
		checkExisting: options.readFixed('checkExisting', readBoolean) ?? true,
		concurrency: options.read('concurrency', readConcurrency) ?? 5,
		maximumWait: options.read('maximumWait', seconds(0)) ?? 60_000,
		...(onBehalfOf === undefined ? {} : { onBehalfOf }),
		settleTime: options.read('settleTime', seconds(0)) ?? 60_000,
		simplify: options.read('simplify', readBoolean) ?? true,
		timeout: options.read('timeout', seconds(1)) ?? 30_000,
		waitForResult: options.read('waitForResult', readBoolean) ?? false,
	};
}

/** A number of seconds up to a day, in milliseconds. */
function seconds(from: number): Reader<number> {
	return (value, label) => readNumber(value, label, { from, to: DAY }) * 1000;
}

function readConcurrency(value: unknown, label: string): number {
	const concurrency = readNumber(value, label, { from: 1, to: 20 });
	if (!Number.isInteger(concurrency)) throw new InvalidValue(`'${label}' must be a whole number`);
	return concurrency;
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
			`'${label}' is needed: fill it in in the GatePay API credential, or in the step's options`,
		);
	}
}

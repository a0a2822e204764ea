import type { AccountType } from '../../../gatepay/api/account';
import type { CallbackAnswer } from '../notifications';
import type { Refund } from '../refunds';
import type { Sandbox } from '../sandbox';
import type { Actions } from './contract';
import type { FaultSwitches } from './faultSwitches';
import { refundKey } from './state';

/** Why something wasn't done, in a sentence for the person at the page. */
export class Problem extends Error {
	override readonly name = 'Problem';
}

const ACCOUNT_TYPES = ['institution', 'merchant'] as const satisfies AccountType[];

/** What was sent along; nothing in it is trusted. */
type Fields = Readonly<Record<string, unknown>>;

/** Does it, and returns a sentence about what was done. */
type Action = (sandbox: Sandbox, fields: Fields, faults: FaultSwitches) => string | Promise<string>;

/** @throws {Problem} each of them, where it can't be done */
export const ACTIONS: Readonly<Record<keyof Actions, Action>> = {
	finishRefund(sandbox, fields) {
		const refund = openRefund(sandbox, fields);
		sandbox.refunds.finish(refund);
		return `Refund ${refund.refundRequestId} was finished.`;
	},

	failRefund(sandbox, fields) {
		const refund = openRefund(sandbox, fields);
		sandbox.refunds.reject(refund);
		return `Refund ${refund.refundRequestId} was made to fail.`;
	},

	async sendNotification(sandbox, fields) {
		const refund = namedRefund(sandbox, fields);
		return answered(
			`The notification about refund ${refund.refundRequestId}`,
			refund.accountType,
			await sandbox.notifyAgain(refund),
		);
	},

	async sendUnresolvedPayment(sandbox, fields) {
		const accountType = choice(fields, 'accountType', ACCOUNT_TYPES);
		return answered(
			'The notification about a payment that fits no order',
			accountType,
			await sandbox.notifyUnresolved(accountType),
		);
	},

	setFault(_sandbox, fields, faults) {
		const strikes = choice(fields, 'strikes', ['never', 'once', 'always']);
		const label = faults.set(text(fields, 'fault'), strikes);
		if (label === undefined) throw new Problem('The sandbox has no such fault.');
		return strikes === 'never' ? `Fault off: ${label}.` : `Fault on: ${label}.`;
	},

	setRepeatedIds(sandbox, fields) {
		sandbox.repeatedIds = choice(fields, 'repeatedIds', ['refuse', 'sameAnswer', 'payAgain']);
		return {
			refuse: 'A repeated refund request ID is refused from now on.',
			sameAnswer: 'A repeated refund request ID gets the first refund as its answer from now on.',
			payAgain: 'A repeated refund request ID is paid again from now on.',
		}[sandbox.repeatedIds];
	},

	setFinishAfter(sandbox, fields) {
		const { finishAfter } = fields;
		if (finishAfter !== null && !isDuration(finishAfter)) {
			throw new Problem('The time after which refunds finish must be a number of milliseconds.');
		}
		sandbox.finishAfter = finishAfter ?? undefined;
		return finishAfter === null
			? 'Refunds finish when you say so from now on.'
			: `Refunds finish after ${finishAfter / 1000} seconds from now on.`;
	},

	setLedgerLag(sandbox, fields) {
		const { ledgerLag } = fields;
		if (!isDuration(ledgerLag)) {
			throw new Problem('The time after which refunds show in the ledger must be a number of milliseconds.');
		}
		sandbox.ledgerLag = ledgerLag;
		return ledgerLag === 0
			? 'Refunds show in the ledger at once from now on.'
			: `Refunds show in the ledger after ${ledgerLag / 1000} seconds from now on.`;
	},

	setBalance(sandbox, fields) {
		const currency = text(fields, 'currency').trim();
		const available = text(fields, 'available').trim();
		if (!sandbox.account.balances.some((balance) => balance.currency === currency)) {
			throw new Problem('The account holds no such currency.');
		}
		if (!/^(0|[1-9]\d{0,17})(\.\d{1,8})?$/.test(available)) {
			throw new Problem('The balance must be a number such as 12.5, with at most 8 decimals.');
		}
		sandbox.account.setBalance(currency, available);
		return `The account holds ${available} ${currency}.`;
	},

	setNotificationUrl(sandbox, fields) {
		const application = sandbox.applications[choice(fields, 'accountType', ACCOUNT_TYPES)];
		const url = text(fields, 'url').trim();
		application.callbackUrl = url === '' ? undefined : notificationUrl(url);
		return url === ''
			? `No notifications are sent to the ${application.accountType} from now on.`
			: `Notifications for the ${application.accountType} go to ${url} from now on.`;
	},

	startAfresh(sandbox) {
		sandbox.reset();
		return 'The sandbox is as if just started. n8n remembers refunds for ten minutes: use a new reference, or restart n8n.';
	},
};

function answered(
	notification: string,
	accountType: AccountType,
	answer: CallbackAnswer | undefined,
): string {
	if (!answer) {
		throw new Problem(
			`There is nowhere to send it to: enter a notification URL for the ${accountType} first.`,
		);
	}
	if (answer.acknowledged) return `${notification} was acknowledged.`;
	return answer.httpStatus === 0
		? `${notification} got no answer.`
		: `${notification} was answered with HTTP ${answer.httpStatus}, which is no acknowledgement.`;
}

function namedRefund(sandbox: Sandbox, fields: Fields): Refund {
	const key = text(fields, 'refund');
	const refund = sandbox.refunds.all.find((each) => refundKey(each) === key);
	if (!refund) throw new Problem('The sandbox has no such refund.');
	return refund;
}

/** GatePay's final states stay as they are. */
function openRefund(sandbox: Sandbox, fields: Fields): Refund {
	const refund = namedRefund(sandbox, fields);
	if (refund.state === 'succeeded') throw new Problem('The refund has succeeded already.');
	if (refund.state === 'rejected') throw new Problem('The refund has failed already.');
	return refund;
}

function notificationUrl(url: string): string {
	const read = URL.canParse(url) ? new URL(url) : undefined;
	if (!read || !/^https?:$/.test(read.protocol) || read.username || read.password) {
		throw new Problem(
			'The notification URL must begin with http:// or https://, and hold no user name or password.',
		);
	}
	return url;
}

function isDuration(value: unknown): value is number {
	return typeof value === 'number' && value >= 0 && value <= 24 * 60 * 60 * 1000;
}

function text(fields: Fields, name: string): string {
	const value = fields[name];
	if (typeof value !== 'string') throw new Problem(`${name} must be text.`);
	return value;
}

function choice<Choice extends string>(fields: Fields, name: string, choices: readonly Choice[]): Choice {
	const chosen = choices.find((each) => each === fields[name]);
	if (chosen === undefined) throw new Problem(`${name} must be one of ${choices.join(', ')}.`);
	return chosen;
}

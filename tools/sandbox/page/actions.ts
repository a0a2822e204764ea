import type { CallbackAnswer } from '../notifications';
import { isOpen, type Refund } from '../refunds';
import type { Sandbox } from '../sandbox';
import type { AccountType } from '../wire';
import type { FaultSwitches, Strikes } from './faultSwitches';
import { settingsOf } from './state';

/** Why something wasn't done, in a sentence for the person at the page. */
export class Problem extends Error {
	override readonly name = 'Problem';
}

/** What was sent along; nothing in it is trusted. */
type Fields = Readonly<Record<string, unknown>>;

/** Does it, and returns a sentence about what was done. */
type Action = (sandbox: Sandbox, fields: Fields, faults: FaultSwitches) => string | Promise<string>;

/** What can be done on the page: the name is the last part of the path. Each throws {@link Problem} if it can't be done. */
export const ACTIONS = {
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
		const what = `The notification about refund ${refund.refundRequestId}`;
		return answered(what, refund.accountType, await sandbox.notifyAgain(refund));
	},

	async sendUnresolvedPayment(sandbox, fields) {
		const accountType = choice(fields, 'accountType', ACCOUNT_TYPES);
		const what = 'The notification about a payment that fits no order';
		return answered(what, accountType, await sandbox.notifyUnresolved(accountType));
	},

	setFault(_sandbox, fields, faults) {
		const strikes: Strikes = choice(fields, 'strikes', ['never', 'once', 'always']);
		const label = faults.set(Number(fields.fault), strikes);
		if (label === undefined) throw new Problem('The sandbox has no such fault.');
		return `Fault ${strikes === 'never' ? 'off' : 'on'}: ${label}.`;
	},

	setSetting(sandbox, fields) {
		const setting = settingsOf(sandbox).find(({ key }) => key === fields.setting);
		const chosen = setting?.choices[Number(fields.choice)];
		if (!setting || !chosen) throw new Problem('The sandbox has no such setting.');
		Object.assign(sandbox, { [setting.key]: chosen.value ?? undefined });
		return `${setting.label} ${chosen.label} from now on.`;
	},

	setBalance(sandbox, fields) {
		const currency = text(fields, 'currency');
		const available = text(fields, 'available');
		if (!sandbox.account.balances.some((balance) => balance.currency === currency)) {
			throw new Problem('The account has no such currency.');
		}
		if (!/^(0|[1-9]\d{0,17})(\.\d{1,8})?$/.test(available)) {
			throw new Problem('The balance must be a number such as 12.5, with at most 8 decimals.');
		}
		sandbox.account.setBalance(currency, available);
		return `The account has ${available} ${currency}.`;
	},

	setNotificationUrl(sandbox, fields) {
		const application = sandbox.applications[choice(fields, 'accountType', ACCOUNT_TYPES)];
		const url = text(fields, 'url');
		if (url !== '' && !isNotificationUrl(url)) {
			throw new Problem(
				'The notification URL must begin with http:// or https://, and contain no user name or password.',
			);
		}
		application.callbackUrl = url === '' ? undefined : url;
		return url === ''
			? `No notifications are sent to the ${application.accountType} from now on.`
			: `Notifications for the ${application.accountType} go to ${url} from now on.`;
	},

	startAfresh(sandbox) {
		sandbox.reset();
		return 'The sandbox is as if just started. n8n remembers refunds for ten minutes: use a new reference, or restart n8n.';
	},
} satisfies Record<string, Action>;

const ACCOUNT_TYPES = ['institution', 'merchant'] as const satisfies AccountType[];

function answered(what: string, accountType: AccountType, answer: CallbackAnswer | undefined): string {
	if (!answer) {
		throw new Problem(
			`There is nowhere to send it to: enter a notification URL for the ${accountType} first.`,
		);
	}
	if (answer.acknowledged) return `${what} was acknowledged.`;
	return answer.httpStatus === 0
		? `${what} got no answer.`
		: `${what} was answered with HTTP ${answer.httpStatus}, which is no acknowledgement.`;
}

function namedRefund(sandbox: Sandbox, { refund: key }: Fields): Refund {
	const refund = sandbox.refunds.all.find(({ refundGateId }) => refundGateId === key);
	if (!refund) throw new Problem('The sandbox has no such refund.');
	return refund;
}

/** GatePay's final states stay as they are. */
function openRefund(sandbox: Sandbox, fields: Fields): Refund {
	const refund = namedRefund(sandbox, fields);
	if (isOpen(refund)) return refund;
	throw new Problem(`The refund has ${refund.state === 'rejected' ? 'failed' : 'succeeded'} already.`);
}

function isNotificationUrl(url: string): boolean {
	const read = URL.canParse(url) ? new URL(url) : undefined;
	return read !== undefined && /^https?:$/.test(read.protocol) && !read.username && !read.password;
}

function text(fields: Fields, name: string): string {
	const value = fields[name];
	if (typeof value !== 'string') throw new Problem(`${name} must be text.`);
	return value.trim();
}

function choice<Choice extends string>(fields: Fields, name: string, choices: readonly Choice[]): Choice {
	const chosen = choices.find((each) => each === fields[name]);
	if (chosen === undefined) throw new Problem(`${name} must be one of ${choices.join(', ')}.`);
	return chosen;
}

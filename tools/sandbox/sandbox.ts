import type { IncomingMessage } from 'node:http';

import type { AccountType } from '../../gatepay/api/account';
import type { Credential } from './applications';
import type { Answer } from './answers';
import { answerTo, callAt, type RecordedRequest } from './exchange';
import { DEFAULT_SETTINGS, Gateway, type Settings } from './gateway';
import { LoopbackServer } from './loopbackServer';
import { whole, type Delivery } from './mishaps';
import {
	bizStatusOf,
	notificationBody,
	signedNotification,
	unresolvedBody,
	type NotificationForm,
	type SignatureParts,
	type SignedNotification,
	type UnresolvedForm,
	type UnresolvedPayment,
} from './notification';
import { post, postUntilAcknowledged, SCHEDULE, type CallbackAnswer } from './notifier';
import type { Refund } from './refunds';
import { RequestLog } from './requestLog';

/** How a sandbox starts. */
export interface SandboxOptions extends Partial<Settings> {
	/** Any free one, unless given. */
	port?: number;
	now?: () => number;
	wait?: (ms: number) => Promise<void>;
	/** The pauses between the attempts at a notification, in ms; GatePay's, unless given. */
	schedule?: readonly number[];
}

/** One attempt at a notification, because a refund's state changed or because somebody asked for it. */
export interface SentNotification extends CallbackAnswer, Subject {
	/** When the answer came or was given up, by the sandbox's clock. */
	at: number;
	url: string;
}

/** What a notification is about. */
interface Subject {
	bizType: 'PAY_REFUND' | 'PAY_UNRESOLVED';
	bizStatus: string;
	/** The refund request ID, or the ID of the payment that fits no order. */
	id: string;
}

/** Answers requests that aren't for GatePay, such as a page's; undefined for all others. */
export type Front = (request: IncomingMessage, path: string, body: Buffer) => Promise<Answer> | undefined;

/** More of what a callback address answered isn't kept, in characters. */
const LONGEST_CALLBACK_TEXT = 10_000;

/** A GatePay on loopback. */
export class Sandbox extends Gateway {
	/** Every attempt at a notification to an application's callback address, in the order of their answers. */
	readonly notifications: SentNotification[] = [];
	private readonly server = new LoopbackServer((request, body) => this.serve(request, body));
	private readonly requestLog = new RequestLog();
	private front: Front = () => undefined;
	private unresolvedPayments = 0;
	private readonly underWay = new Set<Promise<void>>();
	private readonly wait: (ms: number) => Promise<void>;
	private readonly schedule: readonly number[];
	/** What was begun before a reset or the end is not gone on with. */
	private life = 0;

	/** Use `startSandbox`. */
	constructor({ now = Date.now, wait = timer, schedule = SCHEDULE, ...settings }: SandboxOptions) {
		super(now, { ...DEFAULT_SETTINGS, ...settings });
		this.wait = wait;
		this.schedule = schedule;
		this.onChange = (refund) => this.changed(refund);
		this.reset();
	}

	get baseUrl(): string {
		return this.server.baseUrl;
	}

	/** Requests in the order in which they came: all, or the newest where they are more than is kept. */
	get requests(): readonly RecordedRequest[] {
		return this.requestLog.kept;
	}

	/** How many requests came since the last reset. */
	get requestsMade(): number {
		return this.requestLog.count;
	}

	/** How many connections were made to it since it started. */
	get connectionsMade(): number {
		return this.server.connectionsMade;
	}

	/** What to enter into n8n's GatePay API credential to act as the institution. */
	get institutionCredential(): Credential {
		return this.credential('institution');
	}

	/** The same as the merchant. */
	get merchantCredential(): Credential {
		return this.credential('merchant');
	}

	/** Lets something else answer at the same address, before GatePay is looked for at the path. */
	mount(front: Front): void {
		this.front = front;
	}

	/** @param port 0 for any free one */
	listen(port: number): Promise<void> {
		return this.server.listen(port);
	}

	/** Goes away: whoever connects is refused, until `resume`. */
	pause(): Promise<void> {
		return this.server.pause();
	}

	/** Comes back on the same port. */
	resume(): Promise<void> {
		return this.server.resume();
	}

	/** Goes away for a while. Returns once connections are refused, with a promise of when it is back. */
	async refuseConnections(ms: number): Promise<{ back: Promise<void> }> {
		await this.pause();
		return { back: this.wait(ms).then(() => this.resume()) };
	}

	override reset(): void {
		super.reset();
		this.requestLog.clear();
		this.notifications.length = 0;
		this.unresolvedPayments = 0;
		this.life += 1;
	}

	/** Ends the server and everything under way. */
	async close(): Promise<void> {
		this.life += 1;
		await this.server.close();
	}

	/** A signed notification about a refund, or the first one with this ID, to be sent as it is or altered. */
	notification(
		which: string | Refund,
		{ timestamp = this.now(), nonce, ...form }: NotificationForm & SignatureParts = {},
	): SignedNotification {
		const refund = typeof which === 'string' ? this.refunds.get(which) : which;
		if (!refund) throw new Error(`The sandbox has no refund ${which as string}`);
		const application = this.applications[refund.accountType];
		const body = notificationBody(application, refund, this.orderOf(refund), form);
		return signedNotification(application, body, { timestamp, ...(nonce === undefined ? {} : { nonce }) });
	}

	/** Sends a notification about a refund once, and returns what came back. */
	notify(
		url: string,
		refundRequestId: string,
		form?: NotificationForm & SignatureParts,
	): Promise<CallbackAnswer> {
		return post(url, this.notification(refundRequestId, form));
	}

	/**
	 * Sends a notification about a refund to its application's callback address once more, whatever `needNotify` said.
	 *
	 * @returns what came back; undefined where the application has no address
	 */
	async notifyAgain(refund: Refund): Promise<CallbackAnswer | undefined> {
		const url = this.applications[refund.accountType].callbackUrl;
		if (!url) return undefined;
		const recorded = this.attemptsAbout(subjectOf(refund), url);
		const answer = await post(url, this.notification(refund));
		recorded(answer);
		return answer;
	}

	/** A signed notification about a payment that fits no order, each about another payment unless told otherwise. */
	unresolvedNotification(
		accountType: AccountType,
		{ timestamp = this.now(), nonce, payment, ...form }: UnresolvedForm & SignatureParts = {},
	): SignedNotification {
		const application = this.applications[accountType];
		const body = unresolvedBody(application, this.unresolvedPayment(payment), form);
		return signedNotification(application, body, { timestamp, ...(nonce === undefined ? {} : { nonce }) });
	}

	/**
	 * Tells an application's callback address about a payment that fits no order, once.
	 *
	 * @returns what came back; undefined where the application has no address
	 */
	async notifyUnresolved(accountType: AccountType): Promise<CallbackAnswer | undefined> {
		const url = this.applications[accountType].callbackUrl;
		if (!url) return undefined;
		const payment = this.unresolvedPayment();
		const subject = {
			bizType: 'PAY_UNRESOLVED',
			bizStatus: 'UNRESOLVED_PENDING',
			id: payment.exceptionId,
		} as const;
		const recorded = this.attemptsAbout(subject, url);
		const answer = await post(url, this.unresolvedNotification(accountType, { payment }));
		recorded(answer);
		return answer;
	}

	/** When every notification under way is acknowledged or given up. */
	async notificationsSettled(): Promise<void> {
		while (this.underWay.size > 0) await Promise.all(this.underWay);
	}

	private credential(accountType: AccountType): Credential {
		const { clientId, secret, onBehalfOf } = this.applications[accountType];
		return { accountType, clientId, secret, ...(onBehalfOf ? { onBehalfOf } : {}), baseUrl: this.baseUrl };
	}

	private async serve(request: IncomingMessage, body: Buffer): Promise<Delivery> {
		const url = new URL(request.url ?? '/', this.baseUrl);
		const elsewhere = this.front(request, url.pathname, body);
		if (elsewhere) return whole(await elsewhere);
		const record = this.requestLog.add({
			at: this.now(),
			method: request.method ?? '',
			path: url.pathname,
			query: Object.fromEntries(url.searchParams),
			headers: request.headers,
			body: body.toString(),
			call: callAt(url.pathname),
			answer: { httpStatus: 0 },
		});
		if (this.latency > 0) await this.wait(this.latency);
		const delivery = answerTo(this, record, body);
		if (delivery.delay) await this.wait(delivery.delay);
		return delivery;
	}

	private changed(refund: Refund): void {
		if (refund.state === 'accepted') this.finishLater(refund);
		else this.tellMerchant(refund);
	}

	/** Looking at a refund brings it up to date; without a look, nobody would be notified. */
	private finishLater({ refundRequestId }: Refund): void {
		if (this.finishAfter === undefined) return;
		void this.wait(this.finishAfter).then(() => this.refunds.get(refundRequestId));
	}

	private tellMerchant(refund: Refund): void {
		const application = this.applications[refund.accountType];
		const url = application.callbackUrl;
		if (!url || refund.request.needNotify === false) return;
		const body = notificationBody(application, refund, this.orderOf(refund));
		const life = this.life;
		const sending = postUntilAcknowledged(
			url,
			() => signedNotification(application, body, { timestamp: this.now() }),
			{ schedule: this.schedule, wait: (ms) => this.wait(ms).then(() => this.life === life) },
			this.attemptsAbout(subjectOf(refund), url),
		).finally(() => this.underWay.delete(sending));
		this.underWay.add(sending);
	}

	/** Keeps the answers to a notification; none that come after a reset. */
	private attemptsAbout(subject: Subject, url: string): (answer: CallbackAnswer) => void {
		const life = this.life;
		return (answer) => {
			if (this.life !== life) return;
			const text = answer.text.slice(0, LONGEST_CALLBACK_TEXT);
			this.notifications.push({ ...subject, url, at: this.now(), ...answer, text });
		};
	}

	/** As in GatePay's sample: a payer paid from an address that is a risk. */
	private unresolvedPayment({
		exceptionId = String(123 + this.unresolvedPayments++),
		...given
	}: Partial<UnresolvedPayment> = {}): UnresolvedPayment {
		return {
			exceptionId,
			orderType: 'acquiring_type',
			errorType: 'address_risk_address',
			originalOrderId: 'paid-v2-10',
			expectedAmount: '10.0',
			expectedChainCurrency: [{ chain: 'TRX', currencies: ['USDT'] }],
			actualAmount: '1.0',
			actualCurrency: 'USDT',
			actualChain: 'TRX',
			customerName: '',
			toAddress: 'TFakeAddressOfTheMerchant',
			fromAddress: 'TFakeAddressOfTheBuyer',
			hash: `hash-of-payment-${exceptionId}`,
			updateTime: this.now(),
			...given,
		};
	}
}

/** As it is now: the refund changes. */
function subjectOf(refund: Refund): Subject {
	return { bizType: 'PAY_REFUND', bizStatus: bizStatusOf(refund), id: refund.refundRequestId };
}

/** Starts a GatePay on loopback. */
export async function startSandbox({ port = 0, ...options }: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = new Sandbox(options);
	await sandbox.listen(port);
	return sandbox;
}

/** Doesn't keep the process alive: what somebody waits for does. A timer may fire a millisecond before its time. */
function timer(ms: number): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, ms + 1).unref();
	});
}

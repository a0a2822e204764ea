import type { IncomingMessage } from 'node:http';

import type { AccountType } from '../../gatepay/api/account';
import type { Credential } from './applications';
import { answerTo, callAt, type RecordedRequest } from './exchange';
import { DEFAULT_SETTINGS, Gateway, type Settings } from './gateway';
import { LoopbackServer } from './loopbackServer';
import { whole, type Delivery } from './mishaps';
import {
	bizStatusOf,
	notificationBody,
	signedNotification,
	type NotificationForm,
	type SignatureParts,
	type SignedNotification,
} from './notification';
import { post, postUntilAcknowledged, SCHEDULE, type CallbackAnswer } from './notifier';
import { Page } from './page/page';
import type { Refund } from './refunds';

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
export interface SentNotification extends CallbackAnswer {
	/** When the answer came or was given up, by the sandbox's clock. */
	at: number;
	refundRequestId: string;
	bizStatus: string;
	url: string;
}

/** A GatePay on loopback. */
export class Sandbox extends Gateway {
	/** Every request, in the order in which they came. */
	readonly requests: RecordedRequest[] = [];
	/** Every attempt at a notification to an application's callback address, in the order of their answers. */
	readonly notifications: SentNotification[] = [];
	private readonly server = new LoopbackServer((request, body) => this.serve(request, body));
	private readonly page = new Page(this);
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
		this.requests.length = 0;
		this.notifications.length = 0;
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
		const recorded = this.attemptsAbout(refund, url);
		const answer = await post(url, this.notification(refund));
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
		const page = this.page.answer(request, url.pathname, body);
		if (page) return whole(await page);
		const record: RecordedRequest = {
			at: this.now(),
			method: request.method ?? '',
			path: url.pathname,
			query: Object.fromEntries(url.searchParams),
			headers: request.headers,
			body: body.toString(),
			call: callAt(url.pathname),
			answer: { httpStatus: 0 },
		};
		this.requests.push(record);
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
			this.attemptsAbout(refund, url),
		).finally(() => this.underWay.delete(sending));
		this.underWay.add(sending);
	}

	/** Keeps the answers to a notification about a refund as it is now; none that come after a reset. */
	private attemptsAbout(refund: Refund, url: string): (answer: CallbackAnswer) => void {
		const { refundRequestId } = refund;
		const bizStatus = bizStatusOf(refund);
		const life = this.life;
		return (answer) => {
			if (this.life !== life) return;
			this.notifications.push({ refundRequestId, bizStatus, url, at: this.now(), ...answer });
		};
	}
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

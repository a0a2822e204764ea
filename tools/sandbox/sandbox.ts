import type { IncomingMessage } from 'node:http';

import type { Answer } from './answers';
import { answerTo, callAt, type RecordedRequest } from './exchange';
import { whole, type Delivery } from './faults';
import { DEFAULT_SETTINGS, Gateway, type Application, type Settings } from './gateway';
import {
	BIZ_STATUS,
	post,
	refundBody,
	SCHEDULE,
	signedNotification,
	unresolvedBody,
	type CallbackAnswer,
	type NotificationForm,
	type SignatureParts,
	type SignedNotification,
} from './notifications';
import type { Refund } from './refunds';
import { LoopbackServer } from './server';
import type { AccountType } from './wire';

/** How a sandbox starts. */
export interface SandboxOptions extends Partial<Settings> {
	/** Any free one, unless given. */
	port?: number;
	now?: () => number;
	wait?: (ms: number) => Promise<void>;
	/** The pauses between the attempts at a notification, in ms; GatePay's, unless given. */
	schedule?: readonly number[];
}

/** What to enter into n8n's GatePay API credential. */
export type Credential = Omit<Application, 'callbackUrl'> & { readonly baseUrl: string };

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

/** More of a request's body, or of what a callback address answered, isn't kept: in bytes and characters. */
const LONGEST_KEPT = 10_000;

/** Any program can send requests, and none may fill the memory: of more characters, the oldest requests are forgotten. */
const MOST_KEPT = 50_000_000;

/** A GatePay on loopback. */
export class Sandbox extends Gateway {
	/** Requests in the order in which they came: all, or the newest if they are more than is kept. */
	readonly requests: RecordedRequest[] = [];
	/** How many requests came since the last reset. */
	requestsMade = 0;
	/** Every attempt at a notification to an application's callback address, in the order of their answers. */
	readonly notifications: SentNotification[] = [];
	private readonly server = new LoopbackServer((request, body) => this.serve(request, body));
	private front: Front = () => undefined;
	private kept = 0;
	private unresolvedPayments = 0;
	private readonly underWay = new Set<Promise<void>>();
	private readonly wait: (ms: number) => Promise<void>;
	private readonly schedule: readonly number[];
	/** What was begun in an earlier one, before a reset or the end, is not gone on with. */
	private generation = 0;

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

	override reset(): void {
		super.reset();
		this.requests.length = 0;
		this.requestsMade = 0;
		this.kept = 0;
		this.notifications.length = 0;
		this.unresolvedPayments = 0;
		this.generation += 1;
	}

	/** Ends the server and everything under way. */
	async close(): Promise<void> {
		this.generation += 1;
		await this.server.close();
	}

	/** A signed notification about a refund, or the first one with this ID, to be sent as it is or altered. */
	notification(
		which: string | Refund,
		{ timestamp, nonce, ...form }: NotificationForm & SignatureParts = {},
	): SignedNotification {
		const refund = typeof which === 'string' ? this.refunds.get(which) : which;
		if (!refund) throw new Error(`The sandbox has no refund ${which as string}`);
		const application = this.applications[refund.accountType];
		return this.signed(application, refundBody(application, refund, this.orderOf(refund), form), {
			...(timestamp === undefined ? {} : { timestamp }),
			...(nonce === undefined ? {} : { nonce }),
		});
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
	 * @returns what came back; undefined if the application has no address
	 */
	async notifyAgain(refund: Refund): Promise<CallbackAnswer | undefined> {
		return await this.sendOnce(refund.accountType, subjectOf(refund), this.notification(refund));
	}

	/**
	 * Tells an application's callback address about a payment that fits no order, once; each time about another one.
	 *
	 * @returns what came back; undefined if the application has no address
	 */
	async notifyUnresolved(accountType: AccountType): Promise<CallbackAnswer | undefined> {
		const id = String(123 + this.unresolvedPayments++);
		const subject: Subject = { bizType: 'PAY_UNRESOLVED', bizStatus: 'UNRESOLVED_PENDING', id };
		const notification = this.signed(this.applications[accountType], unresolvedBody(id, this.now()));
		return await this.sendOnce(accountType, subject, notification);
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
		const record = this.record(request, url, body);
		if (this.latency > 0) await this.wait(this.latency);
		const delivery = answerTo(this, record, body);
		if (delivery.delay) await this.wait(delivery.delay);
		return delivery;
	}

	private record({ method = '', headers }: IncomingMessage, url: URL, body: Buffer): RecordedRequest {
		const record: RecordedRequest = {
			number: this.requestsMade++,
			at: this.now(),
			method,
			path: url.pathname,
			query: Object.fromEntries(url.searchParams),
			headers,
			body: body.toString('utf8', 0, LONGEST_KEPT),
			call: callAt(url.pathname),
			answer: { httpStatus: 0 },
		};
		this.requests.push(record);
		this.kept += sizeOf(record);
		while (this.kept > MOST_KEPT) this.kept -= sizeOf(this.requests.shift() as RecordedRequest);
		return record;
	}

	private changed(refund: Refund): void {
		if (refund.state !== 'accepted') this.tellMerchant(refund);
		// Looking at a refund brings it up to date; without a look, nobody would be notified.
		else if (this.finishAfter !== undefined) {
			void this.wait(this.finishAfter).then(() => this.refunds.get(refund.refundRequestId));
		}
	}

	private tellMerchant(refund: Refund): void {
		const application = this.applications[refund.accountType];
		if (!application.callbackUrl || refund.request.needNotify === false) return;
		const body = refundBody(application, refund, this.orderOf(refund));
		const sending = this.sendUntilAcknowledged(application, application.callbackUrl, subjectOf(refund), body);
		this.underWay.add(sending);
		void sending.finally(() => this.underWay.delete(sending));
	}

	/** Whether GatePay signs a repeat afresh is unpublished; the sandbox does. */
	private async sendUntilAcknowledged(
		application: Application,
		url: string,
		subject: Subject,
		body: string,
	): Promise<void> {
		const { generation } = this;
		for (const pause of [...this.schedule, undefined]) {
			const answer = await this.send(url, subject, this.signed(application, body));
			if (answer.acknowledged || pause === undefined) return;
			await this.wait(pause);
			if (this.generation !== generation) return;
		}
	}

	private async sendOnce(
		accountType: AccountType,
		subject: Subject,
		notification: SignedNotification,
	): Promise<CallbackAnswer | undefined> {
		const { callbackUrl } = this.applications[accountType];
		return callbackUrl ? await this.send(callbackUrl, subject, notification) : undefined;
	}

	/** Keeps the answer, unless it comes after a reset. */
	private async send(
		url: string,
		subject: Subject,
		notification: SignedNotification,
	): Promise<CallbackAnswer> {
		const { generation } = this;
		const answer = await post(url, notification);
		if (this.generation === generation) {
			const text = answer.text.slice(0, LONGEST_KEPT);
			this.notifications.push({ ...subject, url, at: this.now(), ...answer, text });
		}
		return answer;
	}

	private signed(application: Application, body: string, parts: SignatureParts = {}): SignedNotification {
		return signedNotification(application, body, { timestamp: this.now(), ...parts });
	}
}

/** As it is now: the refund changes. */
function subjectOf({ state, refundRequestId }: Refund): Subject {
	return { bizType: 'PAY_REFUND', bizStatus: BIZ_STATUS[state], id: refundRequestId };
}

/** In characters, with what a record takes beside its texts. */
function sizeOf({ path, query, headers, body }: RecordedRequest): number {
	return 1_000 + path.length + body.length + JSON.stringify([query, headers]).length;
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

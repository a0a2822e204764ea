import { payerOf } from '../api/account';
import { asText, isRecord, reasonOf, type Answer, type Envelope } from '../api/answer';
import { meaningOf, type Certainty } from '../api/codes';
import type { Found, Gateway } from '../api/gateway';
import { isInOtherVersion } from '../api/order';
import { createRefund, fingerprintOf } from './body';
import { differencesFromCreated, differencesFromFound } from './differences';
import {
	brokenOff,
	failedAtGatePay,
	notSent,
	notSentCancelled,
	notSentDifferent,
	notSentUnchecked,
	notSentUnconnected,
	otherVersion,
	outcomeUnknown,
	refusedByGatePay,
	whyNotShown,
	withCure,
	type Failure,
	type Objection,
	type OtherVersion,
	type RefundMade,
	type Unanswered,
} from './failures';
import type { RefundIntent } from './intent';
import { lookUpRefund, type ShownRefund } from './lookUp';
import { REMEMBERED_FOR, type Memory, type RefundMemory } from './memory';
import { statusOfRefund } from './status';

/** How carefully a refund is made. */
export interface RefundSettings {
	/** Milliseconds to keep checking once an outcome is unknown, resends included. */
	settleTime: number;
}

/** What the procedure works with. */
export interface RefundContext {
	gateway: Gateway;
	memory: RefundMemory;
}

/**
 * Pauses before each look-up of an outcome, in milliseconds; the longest one repeats. The first look-up is made at once,
 * because most lost answers were lost after the refund was made.
 */
const PAUSES = [0, 3_000, 5_000, 8_000, 13_000] as const;
const LONGEST_PAUSE = 15_000;

/** Milliseconds between two "no such refund" that count as two: closer ones may be one lag of GatePay's query. */
const APART = 3_000;

/** Milliseconds after the end of a send of unknown outcome in which it may still arrive, so that nothing is sent again. */
const MAY_STILL_ARRIVE = 120_000;

/** A refund that nobody answered for may still be on its way; only GatePay's own word for "retry" makes a repeat. */
const MOST_SENDS = 3;
const RETRY_WITH_SAME_PARAMETERS: readonly string[] = ['300000', '300001', '400000'];

/** The order may be one of the other version of GatePay's API. */
const PERHAPS_OTHER_VERSION: readonly string[] = ['400202', '500208'];

/**
 * Makes one refund: looks it up, sends it, reads the answer, and looks it up again where the outcome is in doubt. The
 * result depends on nothing but the answers and what is remembered.
 *
 * @param objection what speaks against it, judged only once GatePay says that the refund doesn't exist yet: after a
 *                  refund that was made, the order may look as if it couldn't be refunded
 * @returns never throws, whatever happens
 */
export async function makeRefund(
	intent: RefundIntent,
	settings: RefundSettings,
	context: RefundContext,
	objection?: Objection,
): Promise<RefundMade | Failure> {
	const procedure = new Procedure(intent, settings, context);
	try {
		return await context.memory.oneAtATime(procedure.key, () => procedure.make(objection));
	} catch (fault) {
		return procedure.brokenOff(fault);
	}
}

/** What one send came to. */
type Sent =
	| { kind: 'accepted'; envelope: Envelope }
	| { kind: 'notConnected'; reason: string }
	| { kind: 'refused'; envelope: Envelope; certainty: Exclude<Certainty, 'none'> }
	| { kind: 'unknown'; reason: string; mayResend: boolean };

/** How a series of look-ups ended. */
type LookedUp =
	| Found<ShownRefund>
	| { kind: 'notFound' }
	/** The time is over, or the execution was stopped; with the last look-up that got no answer. */
	| { kind: 'timeOver'; isAnswered: boolean; unanswered: Unanswered | undefined };

class Procedure {
	private attempts = 0;

	/** When to stop checking; set by the first unknown outcome. */
	private deadline: number | undefined;

	/** A send before this run whose outcome isn't known, and that may still be carried out. */
	private isEarlierSendOpen = false;

	/** Whether this process sent this very content, before this run or in it. */
	private isSentByUs = false;

	private readonly gateway: Gateway;

	private readonly memory: RefundMemory;

	/** Names the refund in the memory: Base URL, payer and refund request ID. */
	readonly key: string;

	/** The fingerprint of what would be sent. */
	private readonly content: string;

	constructor(
		private readonly intent: RefundIntent,
		private readonly settings: RefundSettings,
		{ gateway, memory }: RefundContext,
	) {
		this.gateway = gateway;
		this.memory = memory;
		const { account } = gateway;
		this.key = JSON.stringify([account.baseUrl, payerOf(account), intent.refundRequestId]);
		this.content = fingerprintOf(intent, account);
	}

	async make(objection: Objection | undefined): Promise<RefundMade | Failure> {
		const earlier = this.recalled();
		this.isSentByUs = earlier?.content === this.content;
		this.isEarlierSendOpen = earlier?.kind === 'made' || earlier?.kind === 'sent';
		const before = earlier ? await this.checkEarlier(earlier) : await this.checkExisting();
		if (before) return before;
		this.isEarlierSendOpen = false;
		if (objection !== undefined) return notSent(this.intent, objection.reason, objection.advice);
		if (this.gateway.isCancelled()) return notSentCancelled(this.intent);
		return await this.conclude(await this.send());
	}

	/** What is said of the refund if this package itself has a fault. */
	brokenOff(fault: unknown): Failure {
		const result = brokenOff(this.intent, this.attempts, fault);
		return result.kind === 'notSent' && this.isEarlierSendOpen ? this.stillOpen(result.reason) : result;
	}

	/** @returns undefined if the refund may be sent */
	private async checkExisting(): Promise<RefundMade | Failure | undefined> {
		if (this.gateway.isCancelled()) return notSentCancelled(this.intent);
		const found = await lookUpRefund(this.intent, this.gateway);
		switch (found.kind) {
			case 'found':
				return this.judge(found, 'existing');
			case 'noAnswer':
				return notSentUnchecked(this.intent, found);
			case 'notFound':
				return undefined;
		}
	}

	/**
	 * The same for a refund that this process remembers. One that GatePay accepted is never sent again, whatever a look-up
	 * says: "not found" means that the query lags. One whose outcome is unknown may be, once it can't arrive any more: then
	 * only what comes of the new send counts. One that was refused may be there as a copy that the query doesn't show yet.
	 */
	private async checkEarlier(earlier: Memory): Promise<RefundMade | Failure | undefined> {
		const found = await this.lookUpUntil(
			earlier.kind === 'made'
				? { notFounds: Infinity, atLeast: 1 }
				: {
						notFounds: 2,
						atLeast: 2,
						countedFrom: earlier.kind === 'sent' ? earlier.at + MAY_STILL_ARRIVE : -Infinity,
					},
		);
		this.deadline = undefined;
		switch (found.kind) {
			case 'found':
				return this.judge(found, 'existing');
			case 'notFound':
				return undefined;
			case 'timeOver': {
				const { isAnswered, unanswered } = found;
				if (earlier.kind !== 'refused') {
					const neverAnswered = isAnswered ? undefined : unanswered;
					const failure = this.stillOpen(whyOpen(earlier, neverAnswered, this.gateway));
					return neverAnswered ? withCure(failure, neverAnswered) : failure;
				}
				return unanswered ? notSentUnchecked(this.intent, unanswered) : notSentCancelled(this.intent);
			}
		}
	}

	/** Nothing that keeps this run from sending closes what an earlier send left open. */
	private stillOpen(reason: string): Failure {
		const earlier = this.recalled();
		const now = this.gateway.now();
		const until = earlier && earlier.at + (earlier.kind === 'made' ? REMEMBERED_FOR.made : MAY_STILL_ARRIVE);
		return until !== undefined && until > now
			? outcomeUnknown(this.intent, this.attempts, reason, timeOf(until, this.gateway))
			: this.unknown(reason);
	}

	private recalled(): Memory | undefined {
		return this.memory.recall(this.key, this.gateway.now());
	}

	/** Sends it once, and remembers that. */
	private async send(): Promise<Sent> {
		const before = this.recalled();
		const remember = () =>
			this.memory.remember(this.key, { kind: 'sent', at: this.gateway.now(), content: this.content });
		// Before the call: whatever happens from here on, this refund may be on its way.
		remember();
		this.attempts += 1;
		this.isSentByUs = true;
		let answer: Answer;
		try {
			answer = await this.gateway.call(createRefund(this.intent));
		} finally {
			// Until now it may have been waiting to leave.
			remember();
		}
		if (answer.kind === 'notConnected') {
			this.attempts -= 1; // nothing left this machine
			this.memory.remember(this.key, before);
		}
		return this.readSent(answer);
	}

	private readSent(answer: Answer): Sent {
		switch (answer.kind) {
			case 'notConnected':
				return answer;
			case 'none':
				return { kind: 'unknown', reason: answer.reason, mayResend: false };
			case 'fault':
				return {
					kind: 'unknown',
					reason: answer.reason,
					mayResend: RETRY_WITH_SAME_PARAMETERS.includes(answer.envelope.code),
				};
			case 'success':
				return this.readSuccess(answer.envelope);
			case 'refusal': {
				const { certainty } = meaningOf(answer.envelope.code);
				return certainty === 'none'
					? { kind: 'unknown', reason: reasonOf(answer), mayResend: false }
					: { kind: 'refused', envelope: answer.envelope, certainty };
			}
		}
	}

	private readSuccess(envelope: Envelope): Sent {
		const data = isRecord(envelope.data) ? envelope.data : {};
		const isOurs =
			asText(data.refundRequestId) === this.intent.refundRequestId &&
			differencesFromCreated(this.intent, data).length === 0;
		if (!isOurs) return { kind: 'unknown', reason: 'the answer was about something else', mayResend: false };
		// An empty errMsg stands in every good V2 answer; what a filled one means beside SUCCESS is written nowhere.
		const { errMsg } = data;
		return errMsg === undefined || errMsg === null || errMsg === ''
			? { kind: 'accepted', envelope }
			: {
					kind: 'unknown',
					reason: `the answer carries the message “${asText(errMsg)}”`,
					mayResend: false,
				};
	}

	private async conclude(sent: Sent): Promise<RefundMade | Failure> {
		switch (sent.kind) {
			case 'accepted':
				return this.made(sent.envelope, 'accepted');
			case 'notConnected':
				return notSentUnconnected(this.intent, this.attempts, sent.reason);
			case 'refused':
				return await this.verifyRefusal(sent.envelope, sent.certainty);
			case 'unknown':
				return await this.settle(sent.reason, sent.mayResend);
		}
	}

	/**
	 * Believes a refusal once GatePay has said as often as the code needs that it has no such refund: an earlier run, or a
	 * copy of this request, may have made what is refused now.
	 */
	private async verifyRefusal(
		envelope: Envelope,
		certainty: Exclude<Certainty, 'none'>,
	): Promise<RefundMade | Failure> {
		const refusal = `GatePay refused it with code ${envelope.code}`;
		if (certainty !== 'final') {
			const notFounds = certainty === 'afterOneCheck' ? 1 : 2;
			const found = await this.lookUpUntil({ notFounds, atLeast: notFounds });
			if (found.kind === 'timeOver') {
				return this.unknown(`${refusal}, but too few look-ups were answered to rule out that it was made`);
			}
			if (found.kind === 'found') return this.judge(found, 'recovered');
		}
		this.memory.remember(this.key, { kind: 'refused', at: this.gateway.now(), content: this.content });
		if (certainty === 'signAgain' && this.attempts === 1) {
			return this.gateway.isCancelled() ? this.unknown(refusal) : await this.conclude(await this.send());
		}
		return refusedByGatePay(this.intent, this.attempts, envelope, await this.otherVersionFor(envelope));
	}

	private async otherVersionFor({ code }: Envelope): Promise<OtherVersion> {
		if (!PERHAPS_OTHER_VERSION.includes(code)) return undefined;
		const { version, prepayId } = this.intent;
		return otherVersion(version, await isInOtherVersion(version, { prepayId }, this.gateway));
	}

	/** Keeps checking until the outcome is known or the time is over, and sends again where GatePay documents that. */
	private async settle(reason: string, mayResend: boolean): Promise<RefundMade | Failure> {
		for (let isResending = mayResend; ;) {
			const found = await this.lookUpUntil({ notFounds: isResending ? 2 : Infinity, atLeast: 1 });
			if (found.kind === 'timeOver') return this.unknown(reason);
			if (found.kind === 'found') return this.judge(found, 'recovered');
			if (this.gateway.isCancelled()) return this.unknown(reason);
			const sent = await this.send();
			if (sent.kind === 'accepted') return this.made(sent.envelope, 'accepted');
			// A refusal of the repeat says nothing about the first send, which may still be on its way.
			const mayBeSentAgain =
				(sent.kind === 'unknown' && sent.mayResend) ||
				(sent.kind === 'refused' && sent.certainty === 'signAgain');
			isResending = mayBeSentAgain && this.attempts < MOST_SENDS;
		}
	}

	/**
	 * Looks the refund up with growing pauses until GatePay has it, has said `notFounds` times, seconds apart, that it
	 * doesn't, or the time is over.
	 *
	 * @param atLeast     look-ups that are made even when the time is over
	 * @param countedFrom the moment from which a "no such refund" counts
	 */
	private async lookUpUntil({
		notFounds,
		atLeast,
		countedFrom = -Infinity,
	}: {
		notFounds: number;
		atLeast: number;
		countedFrom?: number;
	}): Promise<LookedUp> {
		this.deadline ??= this.gateway.now() + this.settings.settleTime;
		let unanswered: Unanswered | undefined;
		let isAnswered = false;
		const timeOver = (): LookedUp => ({ kind: 'timeOver', isAnswered, unanswered });
		let counted = 0;
		let lastCounted = -Infinity;
		for (let lookUps = 0; ; lookUps++) {
			const due = this.gateway.now() + (PAUSES[lookUps] ?? LONGEST_PAUSE);
			if (lookUps >= atLeast && this.gateway.now() >= this.deadline) return timeOver();
			await this.waitUntil(lookUps < atLeast ? due : Math.min(due, this.deadline));
			if (this.gateway.isCancelled()) return timeOver();

			const begun = this.gateway.now();
			const found = await lookUpRefund(this.intent, this.gateway);
			if (found.kind === 'found') return found;
			if (found.kind === 'noAnswer') unanswered = found;
			else isAnswered = true;
			if (found.kind !== 'notFound' || begun < countedFrom || begun - lastCounted < APART) continue;
			lastCounted = this.gateway.now();
			counted += 1;
			if (counted >= notFounds) return { kind: 'notFound' };
		}
	}

	/** Timers end a moment early at times, and "three seconds apart" has to be three seconds. */
	private async waitUntil(moment: number): Promise<void> {
		for (let left = moment - this.gateway.now(); left > 0; left = moment - this.gateway.now()) {
			if (this.gateway.isCancelled()) return;
			await this.gateway.wait(Math.ceil(left));
		}
	}

	/**
	 * What a refund that GatePay has means for the intended one. One that this process sent with this very content, and
	 * that GatePay shows differently, is it all the same, shown in another way: "another refund" would pay it again.
	 */
	private judge(found: Found<ShownRefund>, outcome: 'existing' | 'recovered'): RefundMade | Failure {
		const made = this.made(found.envelope, outcome);
		if (made.refundStatus === 'failed') return failedAtGatePay(made);
		const differences = differencesFromFound(this.intent, found.value);
		if (differences.length === 0) return made;
		return this.isSentByUs
			? this.unknown(`GatePay shows this refund with other details: ${differences.join(', ')}`)
			: notSentDifferent(this.intent, differences);
	}

	private made(envelope: Envelope, outcome: RefundMade['outcome']): RefundMade {
		const before = this.recalled();
		const at = before === undefined || before.kind === 'refused' ? this.gateway.now() : before.at;
		this.memory.remember(this.key, { ...before, kind: 'made', at });
		const refundStatus =
			outcome === 'accepted' ? 'accepted' : statusOfRefund(envelope.data, this.intent.version);
		return { kind: 'made', intent: this.intent, outcome, attempts: this.attempts, envelope, refundStatus };
	}

	private unknown(reason: string): Failure {
		return outcomeUnknown(this.intent, this.attempts, reason);
	}
}

/** Why a refund that was sent earlier is neither shown nor sent again. */
function whyOpen({ kind, at }: Memory, unanswered: Unanswered | undefined, gateway: Gateway): string {
	const time = timeOf(at, gateway);
	const since = unanswered ? `. No look-up since was answered: ${whyNotShown(unanswered)}` : '';
	if (kind === 'made') {
		return unanswered
			? `GatePay had this refund at ${time}${since}`
			: `GatePay had this refund at ${time} but doesn't show it now`;
	}
	return `It was sent at ${time} and may still arrive${since}`;
}

function timeOf(moment: number, gateway: Gateway): string {
	return `${gateway.dateOf(moment).toISOString().slice(11, 19)} UTC`;
}

import { payerOf } from '../api/account';
import { asText, isRecord, reasonOf, type Answer, type Envelope } from '../api/answer';
import { meaningOf, type Certainty } from '../api/codes';
import type { Found, Gateway } from '../api/gateway';
import { createRefund } from './body';
import { differencesFromCreated, differencesFromFound } from './differences';
import {
	brokenOff,
	failedAtGatePay,
	notSentCancelled,
	notSentDifferent,
	notSentObjected,
	notSentUnanswered,
	notSentUnconnected,
	outcomeUnknown,
	refusedByGatePay,
	type Failure,
	type RefundMade,
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

/** Milliseconds after a send of unknown outcome in which it may still arrive, so that nothing is sent again. */
const MAY_STILL_ARRIVE = 120_000;

/** A refund that nobody answered for may still be on its way; only GatePay's own word for "retry" makes a repeat. */
const MOST_SENDS = 3;
const RETRY_WITH_SAME_PARAMETERS: readonly string[] = ['300000', '300001', '400000'];

/**
 * Makes one refund: looks it up, sends it, reads the answer, and looks it up again where the outcome is in doubt. The
 * result depends on nothing but the answers and what is remembered.
 *
 * @param objection why the order can't be refunded, judged only once GatePay says that the refund doesn't exist yet:
 *                  after a refund that was made, the order may look as if it couldn't be
 * @returns never throws, whatever happens
 */
export async function makeRefund(
	intent: RefundIntent,
	settings: RefundSettings,
	context: RefundContext,
	objection?: string,
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

class Procedure {
	private attempts = 0;

	/** When to stop checking; set by the first unknown outcome. */
	private deadline: number | undefined;

	/** What an earlier execution of this process left behind; `sent`: its send may still be carried out. */
	private earlier: Memory | undefined;

	private readonly gateway: Gateway;

	private readonly memory: RefundMemory;

	/** Names the refund in the memory: Base URL, payer and refund request ID. */
	readonly key: string;

	constructor(
		private readonly intent: RefundIntent,
		private readonly settings: RefundSettings,
		{ gateway, memory }: RefundContext,
	) {
		this.gateway = gateway;
		this.memory = memory;
		const { account } = gateway;
		this.key = JSON.stringify([account.baseUrl, payerOf(account), intent.refundRequestId]);
	}

	async make(objection: string | undefined): Promise<RefundMade | Failure> {
		this.earlier = this.memory.recall(this.key, this.gateway.now());
		const before = this.earlier ? await this.checkEarlier(this.earlier) : await this.checkExisting();
		if (before) return before;
		if (objection !== undefined) return this.notSent(notSentObjected(this.intent, objection));
		if (this.gateway.isCancelled()) return this.notSent(notSentCancelled(this.intent));
		return await this.conclude(await this.send());
	}

	/** What is said of the refund when this package itself has a fault. */
	brokenOff(fault: unknown): Failure {
		const result = brokenOff(this.intent, this.attempts, fault);
		return result.kind === 'notSent' ? this.unknownIfEarlierSendIsOpen(result) : result;
	}

	/** @returns undefined where the refund may be sent */
	private async checkExisting(): Promise<RefundMade | Failure | undefined> {
		if (this.gateway.isCancelled()) return notSentCancelled(this.intent);
		const lookedUp = await lookUpRefund(this.intent, this.gateway);
		switch (lookedUp.kind) {
			case 'found':
				return this.judge(lookedUp, 'existing');
			case 'noAnswer':
				return notSentUnanswered(this.intent, lookedUp.reason);
			case 'notFound':
				return undefined;
		}
	}

	/**
	 * The same for a refund that this process has sent lately. One that GatePay accepted is never sent again, whatever a
	 * look-up says: "not found" means that the query lags. One whose outcome is unknown may be, once it can't arrive any
	 * more.
	 */
	private async checkEarlier(earlier: Memory): Promise<RefundMade | Failure | undefined> {
		const lookedUp =
			earlier.kind === 'made'
				? await this.lookUpUntil({ notFounds: Infinity, atLeast: 1 })
				: await this.lookUpUntil({ notFounds: 2, atLeast: 2, countedFrom: earlier.at + MAY_STILL_ARRIVE });
		if (lookedUp === 'timeOver') return this.unknown(this.stillOpen(earlier));
		if (lookedUp !== 'notFound') return this.judge(lookedUp, 'existing');
		this.deadline = undefined;
		return undefined;
	}

	private stillOpen({ kind, at }: Memory): string {
		const time = (moment: number) => `${this.gateway.dateOf(moment).toISOString().slice(11, 19)} UTC`;
		if (kind === 'made') {
			return `GatePay had it at ${time(at)} and does not show it now; this n8n does not send it again before ${time(at + REMEMBERED_FOR)}`;
		}
		return this.gateway.now() < at + MAY_STILL_ARRIVE
			? `it was sent at ${time(at)} and may still arrive; this n8n does not send it again before ${time(at + MAY_STILL_ARRIVE)}`
			: `it was sent at ${time(at)}, and too few look-ups were answered since`;
	}

	private async send(): Promise<Sent> {
		const { memory, key } = this;
		const before = memory.recall(key, this.gateway.now());
		// Before the call: whatever happens from here on, this refund may be on its way.
		memory.remember(key, { kind: 'sent', at: this.gateway.now() });
		this.attempts += 1;
		const answer = await this.gateway.call(createRefund(this.intent));
		if (answer.kind === 'notConnected') {
			this.attempts -= 1; // nothing left this machine
			memory.remember(key, before);
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
				return this.notSent(notSentUnconnected(this.intent, this.attempts, sent.reason));
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
			const lookedUp = await this.lookUpUntil({ notFounds, atLeast: notFounds });
			if (lookedUp === 'timeOver') {
				return this.unknown(
					`${refusal}, too few look-ups were answered since, and an earlier send may have made it`,
				);
			}
			if (lookedUp !== 'notFound') return this.compareAfterSending(lookedUp, refusal);
			if (certainty === 'signAgain' && this.attempts === 1) {
				return this.gateway.isCancelled() ? this.unknown(refusal) : await this.conclude(await this.send());
			}
		}
		return this.notSent(refusedByGatePay(this.intent, this.attempts, envelope));
	}

	/** Keeps checking until the outcome is known or the time is over, and sends again where GatePay documents that. */
	private async settle(reason: string, mayResend: boolean): Promise<RefundMade | Failure> {
		for (let isResending = mayResend; ;) {
			const lookedUp = await this.lookUpUntil({ notFounds: isResending ? 2 : Infinity, atLeast: 1 });
			if (lookedUp === 'timeOver') return this.unknown(reason);
			if (lookedUp !== 'notFound') return this.compareAfterSending(lookedUp, reason);
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
	}): Promise<Found<ShownRefund> | 'notFound' | 'timeOver'> {
		this.deadline ??= this.gateway.now() + this.settings.settleTime;
		let counted = 0;
		let lastCounted = -Infinity;
		for (let lookUps = 0; ; lookUps++) {
			const due = this.gateway.now() + (PAUSES[lookUps] ?? LONGEST_PAUSE);
			if (lookUps >= atLeast && this.gateway.now() >= this.deadline) return 'timeOver';
			await this.waitUntil(lookUps < atLeast ? due : Math.min(due, this.deadline));
			if (this.gateway.isCancelled()) return 'timeOver';

			const begun = this.gateway.now();
			const lookedUp = await lookUpRefund(this.intent, this.gateway);
			if (lookedUp.kind === 'found') return lookedUp;
			if (lookedUp.kind !== 'notFound' || begun < countedFrom || begun - lastCounted < APART) continue;
			lastCounted = this.gateway.now();
			counted += 1;
			if (counted >= notFounds) return 'notFound';
		}
	}

	/** Timers end a moment early at times, and "three seconds apart" has to be three seconds. */
	private async waitUntil(moment: number): Promise<void> {
		for (let left = moment - this.gateway.now(); left > 0; left = moment - this.gateway.now()) {
			if (this.gateway.isCancelled()) return;
			await this.gateway.wait(Math.ceil(left));
		}
	}

	/** What a refund that GatePay has means for the intended one. */
	private judge(found: Found<ShownRefund>, outcome: 'existing' | 'recovered'): RefundMade | Failure {
		const made = this.made(found.envelope, outcome);
		if (made.refundStatus === 'failed') return failedAtGatePay(made);
		const differences = differencesFromFound(this.intent, found.value);
		return differences.length > 0 ? notSentDifferent(this.intent, differences) : made;
	}

	/** The same for one that this run has sent: one that differs may be it, shown in another way, or still be on its way. */
	private compareAfterSending(found: Found<ShownRefund>, reason: string): RefundMade | Failure {
		const judged = this.judge(found, 'recovered');
		return judged.kind === 'notSent'
			? this.unknown(
					`${reason}; GatePay has a refund with this ID, but ${differencesFromFound(this.intent, found.value).join(', ')}`,
				)
			: judged;
	}

	private made(envelope: Envelope, outcome: RefundMade['outcome']): RefundMade {
		const { memory, key } = this;
		const now = this.gateway.now();
		memory.remember(key, { kind: 'made', at: memory.recall(key, now)?.at ?? now });
		const refundStatus =
			outcome === 'accepted' ? 'accepted' : statusOfRefund(envelope.data, this.intent.version);
		return { kind: 'made', intent: this.intent, outcome, attempts: this.attempts, envelope, refundStatus };
	}

	/** Nothing of this run's is on its way. */
	private notSent(result: Failure): Failure {
		if (this.earlier === undefined) this.memory.remember(this.key, undefined);
		return this.unknownIfEarlierSendIsOpen(result);
	}

	/** Nothing that keeps this run from sending closes what an earlier send left open. */
	private unknownIfEarlierSendIsOpen(result: Failure): Failure {
		return this.earlier === undefined
			? result
			: this.unknown(`${result.happened} An earlier send of it may still be carried out`);
	}

	private unknown(reason: string): Failure {
		return outcomeUnknown(this.intent, this.attempts, reason);
	}
}

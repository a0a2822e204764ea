import { asText, isRecord, type Envelope } from '../api/envelope';
import { readReply } from '../api/reply';
import { reasonOf } from '../api/ask';
import { meaningOf } from '../api/codes';
import type { Gateway } from '../api/gateway';
import { createRefund } from './body';
import { askForRefund, type Found } from './askForRefund';
import { differencesFromCreated, differencesFromFound } from './differences';
import type { RefundIntent } from './draft';
import {
	failedAtGatePay,
	notSentCancelled,
	notSentDifferent,
	notSentObjected,
	notSentUnasked,
	notSentUnconnected,
	refusedByGatePay,
	unknownOutcome,
} from './messages';
import type { RefundMade, RefundNotMade, RefundResult } from './outcome';
import { gatePayStatusOf, refundStatusOf } from './status';

/** How carefully, and how long, a refund is asked for. */
export interface RefundSettings {
	/** Whether to ask for the refund before it is sent. */
	checkExisting: boolean;
	/** Milliseconds to go on asking once an outcome is unknown, resends included. */
	settleTime: number;
}

/**
 * Pauses before each question about an outcome, in milliseconds; the longest one repeats. The first question is put at
 * once, because most lost answers were lost after the refund was made.
 */
const PAUSES = [0, 3_000, 5_000, 8_000, 13_000] as const;
const LONGEST_PAUSE = 15_000;

/** Milliseconds between two "no such refund" that count as two: closer ones may be one lag of GatePay's query. */
const APART = 3_000;

/** A refund that nobody answered for may still be on its way; only GatePay's own word for "retry" makes a repeat. */
const MOST_SENDS = 3;
const RETRY_WITH_SAME_PARAMETERS: readonly string[] = ['300000', '300001', '400000'];

/**
 * Makes one refund: asks, sends, reads the answer, and asks again where it is in doubt. The result depends on nothing
 * but the answers: no clock, no I/O and no n8n of its own.
 *
 * @param objection why the order can't be refunded, judged only once GatePay says that the refund doesn't exist yet:
 *                  after a refund that was made, the order may look as if it couldn't be
 * @returns never throws for anything that a gateway answers
 */
export async function makeRefund(
	intent: RefundIntent,
	settings: RefundSettings,
	gateway: Gateway,
	objection?: string,
): Promise<RefundResult> {
	return await new Procedure(intent, settings, gateway).run(objection);
}

/** What one send came to. */
type Sent =
	| { kind: 'accepted'; envelope: Envelope }
	| { kind: 'notConnected'; reason: string }
	| { kind: 'refused'; envelope: Envelope; doubts: 0 | 1 | 2 }
	| { kind: 'unknown'; reason: string; mayResend: boolean };

class Procedure {
	private attempts = 0;

	/** When to stop asking; set by the first unknown outcome. */
	private deadline: number | undefined;

	constructor(
		private readonly intent: RefundIntent,
		private readonly settings: RefundSettings,
		private readonly gateway: Gateway,
	) {}

	async run(objection: string | undefined): Promise<RefundResult> {
		if (this.gateway.isCancelled()) return notSentCancelled(this.id);
		if (this.settings.checkExisting) {
			const asked = await askForRefund(this.intent, this.gateway);
			if (asked.kind === 'found') return this.judge(asked, 'existing');
			if (asked.kind === 'noAnswer') return notSentUnasked(this.id, asked.reason);
		}
		if (objection !== undefined) return notSentObjected(this.id, objection);
		if (this.gateway.isCancelled()) return notSentCancelled(this.id);
		return await this.conclude(await this.send());
	}

	private get id(): string {
		return this.intent.refundRequestId;
	}

	/** Sends once; a request that is turned down for its timestamp is signed anew and sent once more. */
	private async send(): Promise<Sent> {
		const sent = await this.sendOnce();
		const isExpired = sent.kind === 'refused' && meaningOf(sent.envelope.code).belief === 'signAnew';
		const maySend = this.attempts < MOST_SENDS && !this.gateway.isCancelled();
		return isExpired && maySend ? await this.sendOnce() : sent;
	}

	private async sendOnce(): Promise<Sent> {
		this.attempts += 1;
		const answer = readReply(await this.gateway.call(createRefund(this.intent)));
		switch (answer.kind) {
			case 'notConnected':
				this.attempts -= 1; // nothing left this machine
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
				const { belief } = meaningOf(answer.envelope.code);
				if (belief === 'never') return { kind: 'unknown', reason: reasonOf(answer), mayResend: false };
				const doubts = belief === 'askTwice' ? 2 : belief === 'ask' ? 1 : 0;
				return { kind: 'refused', envelope: answer.envelope, doubts };
			}
		}
	}

	private readSuccess(envelope: Envelope): Sent {
		const data = isRecord(envelope.data) ? envelope.data : {};
		const isOurs =
			asText(data.refundRequestId) === this.id && differencesFromCreated(this.intent, data).length === 0;
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

	private async conclude(sent: Sent): Promise<RefundResult> {
		switch (sent.kind) {
			case 'accepted':
				return this.made(sent.envelope, 'accepted');
			case 'notConnected':
				return notSentUnconnected(this.id, this.attempts, sent.reason);
			case 'refused':
				return await this.doubt(sent.envelope, sent.doubts);
			case 'unknown':
				return await this.settle(sent.reason, sent.mayResend);
		}
	}

	/**
	 * Believes a refusal once GatePay has said as often as the code needs that it has no such refund: an earlier run may
	 * have made what is refused now.
	 */
	private async doubt(envelope: Envelope, doubts: number): Promise<RefundResult> {
		const refused = refusedByGatePay(this.id, this.attempts, envelope);
		if (doubts === 0) return refused;
		const asked = await this.askUntil({ enough: doubts, owed: doubts });
		if (asked === 'notFound') return refused;
		const refusal = `GatePay refused it with code ${envelope.code}`;
		if (asked !== 'timeOver') return this.judgeSent(asked, refusal);
		return this.unknown(`${refusal} and could not be asked since, and an earlier run may have made it`);
	}

	/** Asks until the outcome is known or the time is over, and sends again where GatePay documents that. */
	private async settle(reason: string, mayResend: boolean): Promise<RefundResult> {
		for (let isResending = mayResend; ;) {
			const asked = await this.askUntil({ enough: isResending ? 2 : Infinity, owed: 1 });
			if (asked === 'timeOver') return this.unknown(reason);
			if (asked !== 'notFound') return this.judgeSent(asked, reason);
			if (this.gateway.isCancelled()) return this.unknown(reason);
			const sent = await this.send();
			if (sent.kind === 'accepted') return this.made(sent.envelope, 'accepted');
			// A refusal of the repeat says nothing about the first send, which may still be on its way.
			isResending = sent.kind === 'unknown' && sent.mayResend && this.attempts < MOST_SENDS;
		}
	}

	/**
	 * Asks with growing pauses until GatePay has the refund, or has said `enough` times that it doesn't.
	 *
	 * @param owed questions that are put even when the time is over
	 */
	private async askUntil({
		enough,
		owed,
	}: {
		enough: number;
		owed: number;
	}): Promise<Found | 'notFound' | 'timeOver'> {
		this.deadline ??= this.gateway.now() + this.settings.settleTime;
		let notFound = 0;
		let lastNotFound = -Infinity;
		for (let asks = 0; ; asks++) {
			const pause = PAUSES[asks] ?? LONGEST_PAUSE;
			const left = asks < owed ? pause : this.deadline - this.gateway.now();
			if (asks >= owed && left <= 0) return 'timeOver';
			if (pause > 0 && !this.gateway.isCancelled()) await this.gateway.wait(Math.min(pause, left));
			if (this.gateway.isCancelled()) return 'timeOver';

			const askedAt = this.gateway.now();
			const asked = await askForRefund(this.intent, this.gateway);
			if (asked.kind === 'found') return asked;
			if (asked.kind !== 'notFound' || askedAt - lastNotFound < APART) continue;
			lastNotFound = this.gateway.now();
			notFound += 1;
			if (notFound >= enough) return 'notFound';
		}
	}

	/** What a refund that GatePay has means for the one that was asked for. */
	private judge({ envelope, data }: Found, outcome: 'existing' | 'recovered'): RefundResult {
		const differences = differencesFromFound(this.intent, data);
		if (differences.length > 0) return notSentDifferent(this.intent, this.attempts, differences);
		const made = this.made(envelope, outcome);
		return made.refundStatus === 'failed' ? failedAtGatePay(made) : made;
	}

	/** The same for one that this run has sent: one that differs may be it, shown in another way, or still be on its way. */
	private judgeSent(found: Found, reason: string): RefundResult {
		const differences = differencesFromFound(this.intent, found.data);
		return differences.length > 0
			? this.unknown(`${reason}; GatePay has a refund of this ID, but ${differences.join(', ')}`)
			: this.judge(found, 'recovered');
	}

	private made(envelope: Envelope, outcome: RefundMade['outcome']): RefundMade {
		const refundStatus = outcome === 'accepted' ? 'accepted' : refundStatusOf(gatePayStatusOf(envelope.data));
		return { kind: 'made', intent: this.intent, outcome, attempts: this.attempts, envelope, refundStatus };
	}

	private unknown(reason: string): RefundNotMade {
		return unknownOutcome(this.id, this.attempts, reason, this.settings.checkExisting);
	}
}

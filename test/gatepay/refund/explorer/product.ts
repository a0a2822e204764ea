import { payerOf, type Account } from '../../../../gatepay/api/account';
import { readReply, type Answer, type Reply } from '../../../../gatepay/api/answer';
import { intentOf } from '../../../../gatepay/refund/intent';
import { headline } from '../../../../gatepay/refund/failures';
import { RefundMemory } from '../../../../gatepay/refund/memory';
import { makeRefund } from '../../../../gatepay/refund/procedure';

/** All that the explorer knows of the product is in this file. */

export type Version = 'v1' | 'v2';

/** The refund that every history is about. */
export const REFUND = { refundRequestId: 'ticket-1', prepayId: 'order-1', refundAmount: '2' } as const;

/** What one execution of the workflow does with the world. */
export interface World {
	send(): Promise<Reply>;
	lookUp(): Promise<Reply>;
	wait(milliseconds: number): Promise<void>;
	now(): number;
	isCancelled(): boolean;
}

/** Who pays: the client ID and the account that it acts for. */
export interface Application {
	clientId: string;
	onBehalfOf: string;
}

/** What a run said at its end. */
export interface Said {
	outcome:
		| 'accepted'
		| 'recovered'
		| 'existing'
		| 'notSent'
		| 'refused'
		| 'failed'
		| 'outcomeUnknown'
		| 'notFound'
		| 'noAnswer';
	/** As the run counted them. */
	sends: number;
	/** What a person reads; empty for a refund that was made. */
	message: string;
}

const intentIn = (version: Version) =>
	intentOf({
		version,
		order: { prepayId: REFUND.prepayId },
		amount: REFUND.refundAmount,
		id: { from: 'define', refundRequestId: REFUND.refundRequestId },
		fields: version === 'v1' ? {} : { refundStyle: '1', refundReason: 'returned' },
	});
const INTENTS = { v1: intentIn('v1'), v2: intentIn('v2') };

/** What the executions of one process share. */
export class Memory {
	private readonly refunds = new RefundMemory();

	/** Makes the refund as an execution of the process does. */
	async makeRefund(
		world: World,
		{ payer, version, settleTime }: { payer: Application; version: Version; settleTime: number },
	): Promise<Said> {
		let fault: unknown;
		const gateway = {
			account: accountOf(payer),
			call: async ({ call }: { call: string }) => {
				const reply = call.startsWith('createRefund') ? world.send() : world.lookUp();
				return read(await reply.catch((thrown: unknown) => Promise.reject((fault = thrown))));
			},
			isCancelled: () => world.isCancelled(),
			wait: (milliseconds: number) => world.wait(milliseconds),
			now: () => world.now(),
			dateOf: (moment: number) => new Date(moment),
		};
		const context = { gateway, memory: this.refunds };
		const result = await makeRefund(INTENTS[version], { settleTime }, context);
		if (fault) throw fault;
		return result.kind === 'made'
			? { outcome: result.outcome, sends: result.attempts, message: '' }
			: { outcome: result.kind, sends: result.attempts, message: `${headline(result)} ${result.advice}` };
	}

	/** What it holds of a payer's refund, times counted from now: two memories with the same text do the same. */
	described(payer: Application, now: number): string {
		const memory = this.refunds.recall(keyOf(payer), now);
		return memory ? `${memory.kind} ${memory.at - now} ${memory.content}` : '';
	}
}

function accountOf({ clientId, onBehalfOf }: Application): Account {
	return { accountType: 'institution', clientId, onBehalfOf, secret: '', baseUrl: 'https://gatepay.example' };
}

/** As the procedure names a refund in the memory. */
function keyOf(payer: Application): string {
	const account = accountOf(payer);
	return JSON.stringify([account.baseUrl, payerOf(account), REFUND.refundRequestId]);
}

const answers = new WeakMap<Reply, Answer>();

/** GatePay's few replies are read once for all histories. */
function read(reply: Reply): Answer {
	const answer = answers.get(reply) ?? readReply(reply);
	answers.set(reply, answer);
	return answer;
}

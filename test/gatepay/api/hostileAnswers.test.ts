import { readReply, type Answer, type Reply } from '../../../gatepay/api/answer';
import { lookUpOrder } from '../../../gatepay/api/order';
import { redactor } from '../../../gatepay/api/redact';
import type { RefundIntent } from '../../../gatepay/refund/intent';
import { RefundMemory } from '../../../gatepay/refund/memory';
import { headline, type Failure, type RefundMade } from '../../../gatepay/refund/failures';
import { makeRefund } from '../../../gatepay/refund/procedure';
import { anIntent, gatewayThatSays } from '../scripted';
import { histories } from '../tries';
import {
	chanceOf,
	hostileAnswer,
	hugeAnswers,
	ID_V1,
	ID_V2,
	PREPAY_V1,
	PREPAY_V2,
	REAL_ANSWERS,
} from './hostile';

const V1 = anIntent({
	version: 'v1',
	refundRequestId: ID_V1,
	prepayId: PREPAY_V1,
	refundAmount: '0.8',
	fields: {},
});
const V2 = anIntent({ refundRequestId: ID_V2, prepayId: PREPAY_V2, refundAmount: '0.018' });

const NOT_FOUND: Reply = { kind: 'http', status: 200, text: '{"status":"FAIL","code":"400304"}' };
const SILENCE: Reply = { kind: 'silence', reason: 'no answer came' };

interface Played {
	result: RefundMade | Failure;
	sends: number;
}

/** Makes a refund against a gateway that answers like this, without any waiting. */
async function play(
	intent: RefundIntent,
	answer: (isSend: boolean, earlier: number) => Reply,
): Promise<Played> {
	let [sends, lookUps] = [0, 0];
	const gateway = gatewayThatSays(({ call: name }) => {
		const isSend = name.startsWith('createRefund');
		return answer(isSend, isSend ? sends++ : lookUps++);
	});
	const result = await makeRefund(intent, { settleTime: 0 }, { gateway, memory: new RefundMemory() });
	return { result, sends };
}

/** The answer as JSON.parse has it, for a judgement without this package. */
function fieldsOf(text: string): Record<string, unknown> {
	try {
		const value = JSON.parse(text) as unknown;
		return asFields(value);
	} catch {
		return {};
	}
}

function asFields(value: unknown): Record<string, unknown> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
	// Own fields only: what is in a field named __proto__ is not a field of the answer's.
	return Object.assign(Object.create(null) as object, Object.fromEntries(Object.entries(value)));
}

/** A number counts when it is the same one: JSON.parse doesn't keep its characters. */
function isText(value: unknown, text: string): boolean {
	return typeof value === 'number' ? value === Number(text) : value === text;
}

interface Given {
	status: number;
	text: string;
}

/** What an answer says, in so many words, judged without this package. */
function judge({ status, text }: Given, { refundRequestId, prepayId }: RefundIntent) {
	const fields = fieldsOf(text);
	const data = asFields(fields.data);
	const isSuccess = status >= 200 && status < 300 && fields.status === 'SUCCESS';
	const isFault = status >= 500 && ['300000', '300001', '400000'].some((code) => isText(fields.code, code));
	return {
		hasOurRefund: isSuccess && isText(data.refundRequestId, refundRequestId),
		hasOurOrder:
			isSuccess && (isText(data.prepayId, prepayId) || isText(asFields(data.bizData).prepayId, prepayId)),
		// GatePay's own words to send again: its clock, and "retry with the same parameters".
		asksForResend: fields.status === 'FAIL' && (isText(fields.code, '400003') || isFault),
	};
}

const BUILT_IN = Object.getOwnPropertyDescriptors(Object.prototype);
const BUILT_IN_COUNT = Reflect.ownKeys(BUILT_IN).length;
const redact = redactor(['fake-secret-of-a-merchant', '123456']);

/** Where in a refund's history an answer comes: to the create, to a look-up after silence, or everywhere. */
const HISTORIES: ReadonlyArray<(reply: Reply) => (isSend: boolean, earlier: number) => Reply> = [
	(reply) => (isSend) => (isSend ? reply : NOT_FOUND),
	(reply) => (isSend, earlier) => (isSend ? SILENCE : earlier === 0 ? NOT_FOUND : reply),
];
const EVERYWHERE = (reply: Reply) => () => reply;

/** Everything that can become of one answer; throws where something becomes of it that must not. */
async function tryOut(
	given: Given,
	intent: RefundIntent,
	histories: typeof HISTORIES,
	count: (what: string) => void,
): Promise<void> {
	const reply: Reply = { kind: 'http', ...given };
	const says = judge(given, intent);

	const answer: Answer = readReply(reply);
	count(answer.kind);
	if ('envelope' in answer) redact(answer.envelope);

	for (const history of [EVERYWHERE, ...histories]) {
		const { result, sends } = await play(intent, history(reply));
		if (result.kind === 'made') {
			count('taken');
			if (!says.hasOurRefund) throw new Error('It was taken for our refund');
		} else if (!/^(?:Not sent|Refused|Failed|Outcome unknown): /.test(headline(result))) {
			throw new Error(`It became “${headline(result)}”`);
		}
		if (sends > (says.asksForResend ? 3 : 1)) throw new Error(`It made us send ${sends} times`);
	}

	const gateway = gatewayThatSays(() => reply);
	const lookedUp = await lookUpOrder(intent.version, { prepayId: intent.prepayId }, gateway);
	if (lookedUp.kind === 'found') {
		count('order');
		if (!says.hasOurOrder) throw new Error('It was taken for our order');
	}

	if (Reflect.ownKeys(Object.prototype).length !== BUILT_IN_COUNT) {
		throw new Error("It changed every object's prototype");
	}
}

describe('answers as GatePay sends them', () => {
	it.each([
		['to a V1 create', V1, 0],
		['to a V2 create', V2, 1],
		['to a V1 query', V1, 2],
		['to a V2 query', V2, 3],
	])('are taken where they are about our refund: %s', async (_, intent, at) => {
		const text = REAL_ANSWERS[at] ?? '';
		const { result } = await play(intent, () => ({ kind: 'http', status: 200, text }));
		expect(result).toMatchObject({ kind: 'made', outcome: 'existing', attempts: 0 });
		const { result: sent } = await play(intent, (isSend) =>
			isSend ? { kind: 'http', status: 200, text } : NOT_FOUND,
		);
		expect(sent).toMatchObject({ kind: 'made', outcome: 'accepted', attempts: 1 });
	});
});

describe('answers as an attacker or a broken proxy would send them', () => {
	const { stackTraceLimit } = Error;
	beforeAll(() => {
		// Most of the time would go into the stacks of exceptions that nobody reads.
		Error.stackTraceLimit = 0;
	});
	afterAll(() => {
		Error.stackTraceLimit = stackTraceLimit;
	});

	it('do no harm: none throws, changes a prototype, makes us send again, or is taken for our refund', async () => {
		const chance = chanceOf(20_251_122);
		// 100,000 in CI.
		const numRuns = 4 * histories(1_000);
		const counts: Record<string, number> = {};
		const count = (what: string) => {
			counts[what] = (counts[what] ?? 0) + 1;
		};
		for (let made = 0; made < numRuns; made++) {
			const given = hostileAnswer(chance);
			try {
				const history = HISTORIES[(made >> 1) % 2];
				await tryOut(given, made % 2 === 0 ? V1 : V2, history ? [history] : HISTORIES, count);
			} catch (fault) {
				const { status, text } = given;
				throw new Error(`HTTP ${status}, ${text.slice(0, 2000)}: ${String(fault)}`, { cause: fault });
			}
		}
		expect(Object.getOwnPropertyDescriptors(Object.prototype)).toEqual(BUILT_IN);
		// Not all of them are beyond recognition; otherwise this would prove nothing.
		for (const what of ['success', 'refusal', 'fault', 'none', 'taken', 'order']) {
			expect(counts[what]).toBeGreaterThan(numRuns / 200);
		}
	});

	it('do no harm either when they are huge', async () => {
		for (const text of hugeAnswers(REAL_ANSWERS[1] ?? '')) {
			await tryOut({ status: 200, text }, V2, [], () => {});
		}
	});
});

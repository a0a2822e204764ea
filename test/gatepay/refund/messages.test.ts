import type { Envelope } from '../../../gatepay/api/envelope';
import { LISTED_CODES, meaningOf } from '../../../gatepay/api/codes';
import {
	failedAtGatePay,
	notSentBecause,
	notSentCancelled,
	notSentDifferent,
	notSentObjected,
	notSentUnasked,
	notSentUnconnected,
	notSentWithoutOrder,
	refusedByGatePay,
	refusedToShow,
	unexpectedFault,
	unknownForNow,
	unknownOutcome,
} from '../../../gatepay/refund/messages';
import { headline, type RefundMade, type RefundNotMade } from '../../../gatepay/refund/outcome';
import { anIntent } from '../intents';
import { UNWANTED_WORDS } from '../refusal';

const ID = '202508271923022';

function refusal(code: string, errorMessage = ''): Envelope {
	return { status: 'FAIL', code, label: '', errorMessage, data: null };
}

function failed(data: unknown): RefundMade {
	return {
		kind: 'made',
		intent: anIntent(),
		outcome: 'existing',
		attempts: 0,
		envelope: { status: 'SUCCESS', code: '000000', label: '', errorMessage: '', data },
		refundStatus: 'failed',
	};
}

/** Every message, word for word: what happened as an item shows it, and the advice beside it. */
const MESSAGES: Array<
	[what: string, message: RefundNotMade, attempts: number, headline: string, advice: string]
> = [
	[
		'bad input',
		notSentBecause("'Refund Amount' must be an amount"),
		0,
		"Not sent: 'Refund Amount' must be an amount.",
		'Nothing was sent. Correct it and run the workflow again.',
	],
	[
		'bad input with its own advice',
		notSentBecause('The execution was stopped', 'Nothing was sent for this item.'),
		0,
		'Not sent: The execution was stopped.',
		'Nothing was sent for this item.',
	],
	[
		'an order that GatePay does not show, by its ID',
		notSentWithoutOrder({ prepayId: '352' }, 'GatePay answered code 400202: GatePay has no such order'),
		0,
		'Not sent: GatePay did not show order 352, which had to be looked up first: GatePay answered code 400202: GatePay has no such order.',
		"Check the order's number, 'Resource' and the credential, and run the workflow again.",
	],
	[
		'an order that GatePay does not show, by its number',
		notSentWithoutOrder({ merchantTradeNo: 'shop-1' }, 'no answer came'),
		0,
		'Not sent: GatePay did not show order shop-1, which had to be looked up first: no answer came.',
		"Check the order's number, 'Resource' and the credential, and run the workflow again.",
	],
	[
		'an order that cannot be refunded like this',
		notSentObjected(ID, 'order 352 is not paid yet (PENDING)'),
		0,
		`Not sent: Refund ${ID} was not sent: order 352 is not paid yet (PENDING).`,
		'Look at the order in GatePay, correct the input and run the workflow again.',
	],
	[
		'no answer to whether it exists',
		notSentUnasked(ID, 'no answer came within 30 seconds'),
		0,
		`Not sent: GatePay could not be asked whether refund ${ID} exists already, so it was not sent now: no answer came within 30 seconds.`,
		'Run the workflow again later. The same refund request ID is used then.',
	],
	[
		'a stopped execution',
		notSentCancelled(ID),
		0,
		`Not sent: The execution was stopped before refund ${ID} was sent.`,
		'To make it, run the workflow again. The same refund request ID is used then.',
	],
	[
		'no connection',
		notSentUnconnected(ID, 1, 'the connection was refused'),
		1,
		`Not sent: GatePay could not be reached, so refund ${ID} was not sent: the connection was refused.`,
		"Check the network and 'Base URL' in the credential, then run the workflow again. The same refund request ID is used then.",
	],
	[
		'another refund of that ID',
		notSentDifferent(anIntent(), 2, [
			'the amount is 5 at GatePay and 10 here',
			'the chain is ETH at GatePay and TRX here',
		]),
		2,
		`Not sent: GatePay already has a refund ${ID}, and it is another one: the amount is 5 at GatePay and 10 here, the chain is ETH at GatePay and TRX here.`,
		"If this is to be a refund of its own, give it another 'Refund Request ID'; if not, correct the input.",
	],
	[
		'another refund of a reference',
		notSentDifferent(anIntent({ refundRequestIdFrom: 'reference' }), 0, [
			'the amount is 5 at GatePay and 10 here',
		]),
		0,
		`Not sent: GatePay already has a refund ${ID}, and it is another one: the amount is 5 at GatePay and 10 here.`,
		"If this is to be a refund of its own, give it another 'Refund Reference'; if not, correct the input.",
	],
	[
		'another refund of an order and amount',
		notSentDifferent(anIntent({ refundRequestIdFrom: 'orderAndAmount' }), 0, [
			'the chain is ETH at GatePay and TRX here',
		]),
		0,
		`Not sent: GatePay already has a refund ${ID}, and it is another one: the chain is ETH at GatePay and TRX here.`,
		"If this is to be a refund of its own, choose 'Reference' in 'Refund Request ID From' and give it a 'Refund Reference'; if not, correct the input.",
	],
	[
		'a refund that failed at GatePay',
		failedAtGatePay(failed({ refundStatus: 'FAIL', errMsg: 'insufficient balance' })),
		0,
		`Failed: GatePay could not carry out refund ${ID} (FAIL): insufficient balance.`,
		"The buyer has no money from it. For a new refund give it another 'Refund Request ID'.",
	],
	[
		'a refund that failed at GatePay without a reason',
		failedAtGatePay({ ...failed({ status: 'REJECTED' }), attempts: 3 }),
		3,
		`Failed: GatePay could not carry out refund ${ID} (REJECTED).`,
		"The buyer has no money from it. For a new refund give it another 'Refund Request ID'.",
	],
	[
		'a refusal',
		refusedByGatePay(ID, 1, refusal('400605', 'Insufficient balance')),
		1,
		`Refused: GatePay refused refund ${ID} (code 400605): the balance of the payment account is too low. GatePay says: “Insufficient balance”.`,
		'Top up the account and run the workflow again: the same refund request ID is used.',
	],
	[
		'a refusal without a text',
		refusedByGatePay(ID, 2, refusal('400605')),
		2,
		`Refused: GatePay refused refund ${ID} (code 400605): the balance of the payment account is too low.`,
		'Top up the account and run the workflow again: the same refund request ID is used.',
	],
	[
		'an unknown outcome',
		unknownOutcome(ID, 1, 'no answer came within 30 seconds', true),
		1,
		`Outcome unknown: Refund ${ID} was sent, and GatePay has not said what became of it: no answer came within 30 seconds.`,
		'Run the workflow again later, with the same input: GatePay is asked for this refund first, and the step shows what became of it. Do not use a new reference or ID: that would be a second refund.',
	],
	[
		'an unknown outcome of a step that does not ask first',
		unknownOutcome(ID, 1, 'no answer came', false),
		1,
		`Outcome unknown: Refund ${ID} was sent, and GatePay has not said what became of it: no answer came.`,
		"Switch 'Check Existing' on and run the workflow again later, with the same input: GatePay is asked for this refund first, and the step shows what became of it. Do not use a new reference or ID: that would be a second refund.",
	],
	[
		'a question that GatePay turned down',
		refusedToShow('order 352', refusal('400202', 'order not exist')),
		0,
		'Refused: GatePay did not show order 352 (code 400202): GatePay has no such order. GatePay says: “order not exist”.',
		"Check the order's ID. Perhaps the order belongs to the other version: choose it in 'Resource'.",
	],
	[
		'a question that GatePay turned down without a text',
		refusedToShow(`refund ${ID}`, refusal('400304')),
		0,
		`Refused: GatePay did not show refund ${ID} (code 400304): GatePay has no such refund.`,
		"Check 'Refund Request ID' and 'Resource'.",
	],
	[
		'a question without an answer',
		unknownForNow(`refund ${ID}`, 'no answer came'),
		0,
		`Outcome unknown: GatePay has not said how refund ${ID} stands: no answer came.`,
		'Nothing was changed. Run the workflow again later.',
	],
	[
		'a fault of the step itself',
		unexpectedFault(anIntent(), new TypeError('x is not a function')),
		0,
		`Outcome unknown: Refund ${ID} was sent, and GatePay has not said what became of it: the step itself broke off (x is not a function).`,
		'Run the workflow again later, with the same input: GatePay is asked for this refund first, and the step shows what became of it. Do not use a new reference or ID: that would be a second refund.',
	],
	[
		'a fault that is no exception',
		unexpectedFault(anIntent(), 'out of memory'),
		0,
		`Outcome unknown: Refund ${ID} was sent, and GatePay has not said what became of it: the step itself broke off (out of memory).`,
		'Run the workflow again later, with the same input: GatePay is asked for this refund first, and the step shows what became of it. Do not use a new reference or ID: that would be a second refund.',
	],
];

describe.each(MESSAGES)('the message about %s', (_, message, attempts, first, advice) => {
	it('begins with the outcome and says what happened', () => {
		expect(headline(message)).toBe(first);
	});

	it('says what to do now', () => {
		expect(message.advice).toBe(advice);
	});

	it('counts the sends', () => {
		expect(message.attempts).toBe(attempts);
	});

	it('is made of sentences, without the words that alarm people', () => {
		expect(message.happened).toMatch(/[.”]$/);
		expect(message.advice).toMatch(/\.$/);
		expect(`${message.happened} ${message.advice}`).not.toMatch(UNWANTED_WORDS);
	});
});

describe('a reason that ends a sentence', () => {
	it.each(['Stopped.', 'Stopped!', 'Stopped?', 'Stopped…', '“Stopped.”', '“Stopped…”'])(
		'gets no second period: %s',
		(reason) => {
			expect(notSentBecause(reason).happened).toBe(reason);
		},
	);

	it.each(['Stopped', 'Stopped (again)', 'v1.5', 'a. b', 'code 1: “no”', 'a.” b', ''])(
		'gets a period when it has none: %s',
		(reason) => {
			expect(notSentBecause(reason).happened).toBe(`${reason}.`);
		},
	);
});

describe("GatePay's reason for a refund that failed", () => {
	it.each([
		['refund_fail_reason first', { refund_fail_reason: 'a', errMsg: 'b', remark: 'c' }, ': a.'],
		['then errMsg', { refund_fail_reason: '', errMsg: 'b', remark: 'c' }, ': b.'],
		['then remark', { remark: 'c!' }, ': c!'],
		['nothing that is no text', { refund_fail_reason: ['a'], errMsg: {}, remark: null }, '.'],
	])('is %s', (_, reasons, ending) => {
		expect(failedAtGatePay(failed({ status: 'FAILED', ...reasons })).happened).toBe(
			`GatePay could not carry out refund ${ID} (FAILED)${ending}`,
		);
	});

	it.each([null, undefined, 'text', ['list']])('is none where the answer has no fields: %j', (data) => {
		expect(failedAtGatePay(failed(data)).happened).toBe(`GatePay could not carry out refund ${ID} ().`);
	});
});

describe('the message about a refusal', () => {
	it.each([...LISTED_CODES, '999999'])('of code %s holds ID, code, meaning, and what to do', (code) => {
		const message = refusedByGatePay(ID, 1, refusal(code, 'Texts of GatePay’s own'));
		expect(headline(message)).toBe(
			`Refused: GatePay refused refund ${ID} (code ${code}): ${meaningOf(code).meaning}. GatePay says: “Texts of GatePay’s own”.`,
		);
		expect(message.advice).toBe(meaningOf(code).advice);
		expect(`${message.happened} ${message.advice}`).not.toMatch(UNWANTED_WORDS);
	});
});

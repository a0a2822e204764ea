import type { Envelope } from '../../../gatepay/api/answer';
import { LISTED_CODES, meaningOf } from '../../../gatepay/api/codes';
import { brokenOff, failedAtGatePay, headline, nameOf, noAnswerAbout, notSentBecause, notSentCancelled, notSentDifferent, notSentObjected, notSentUnanswered, notSentUnconnected, notSentWithoutOrder, orderName, outcomeUnknown, type RefundMade, type RefundNotMade, refusedByGatePay, refusedToShow, whatBroke } from '../../../gatepay/refund/failures';
import { anIntent } from '../intents';
import { UNWANTED_WORDS } from '../tries';

const ID = '202508271923022';
/** The refund as messages name it, without its first letter. */
const REFUND = `he refund of 0.018 for order 35214673103159414 (refund request ID ${ID})`;

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
/** A fault whose text holds a secret, and a line that looks like a place. */
function faultAt(place: string): TypeError {
	const text = 'fake-secret is no key\n    at fakeSecret (a place that is none)';
	return Object.assign(new TypeError(text), {
		stack: `TypeError: ${text}\n    at ${place} (procedure.js:1:1)\n    at fakeCaller (procedure.js:2:2)`,
	});
}

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
		'Not sent: Order 352 has to be looked up first, and GatePay did not show it: GatePay answered code 400202: GatePay has no such order.',
		"Nothing was sent. Check the order's number, 'Resource' and the credential, and run the workflow again.",
	],
	[
		'an order that GatePay does not show, by its number',
		notSentWithoutOrder({ merchantTradeNo: 'shop-1' }, 'no answer came'),
		0,
		'Not sent: Order shop-1 has to be looked up first, and GatePay did not show it: no answer came.',
		"Nothing was sent. Check the order's number, 'Resource' and the credential, and run the workflow again.",
	],
	[
		'an order that cannot be refunded like this',
		notSentObjected(anIntent(), 'order 352 is not paid yet (PENDING)'),
		0,
		`Not sent: T${REFUND} was not sent: order 352 is not paid yet (PENDING).`,
		'Look at the order in GatePay, correct the input and run the workflow again.',
	],
	[
		'no answer to whether it exists',
		notSentUnanswered(anIntent(), 'no answer came within 30 seconds'),
		0,
		`Not sent: T${REFUND} was not sent: GatePay did not say whether it exists already: no answer came within 30 seconds.`,
		'Run the workflow again later. The same refund request ID is used then.',
	],
	[
		'a stopped execution',
		notSentCancelled(anIntent()),
		0,
		`Not sent: T${REFUND} was not sent: the execution was stopped.`,
		'To make it, run the workflow again. The same refund request ID is used then.',
	],
	[
		'no connection',
		notSentUnconnected(anIntent(), 1, 'the connection was refused'),
		1,
		`Not sent: T${REFUND} was not sent: GatePay could not be reached: the connection was refused.`,
		"Check the network and 'Base URL' in the credential, then run the workflow again. The same refund request ID is used then.",
	],
	[
		'another refund of that ID',
		notSentDifferent(anIntent(), [
			'the amount is 5 at GatePay and 10 here',
			'the chain is ETH at GatePay and TRX here',
		]),
		0,
		`Not sent: T${REFUND} was not sent: GatePay already has a refund with this ID, with different details: the amount is 5 at GatePay and 10 here, the chain is ETH at GatePay and TRX here.`,
		"If this is a refund of its own, give it another 'Refund Request ID'; if not, correct the input.",
	],
	[
		'another refund of a reference',
		notSentDifferent(anIntent({ refundRequestIdFrom: 'reference' }), [
			'the amount is 5 at GatePay and 10 here',
		]),
		0,
		`Not sent: T${REFUND} was not sent: GatePay already has a refund with this ID, with different details: the amount is 5 at GatePay and 10 here.`,
		"If this is a refund of its own, give it another 'Refund Reference'; if not, correct the input.",
	],
	[
		'another refund of an order and amount',
		notSentDifferent(anIntent({ refundRequestIdFrom: 'orderAndAmount' }), [
			'the chain is ETH at GatePay and TRX here',
		]),
		0,
		`Not sent: T${REFUND} was not sent: GatePay already has a refund with this ID, with different details: the chain is ETH at GatePay and TRX here.`,
		"If this is a refund of its own, choose 'Reference' in 'Prevent Duplicates By' and give it a 'Refund Reference'; if not, correct the input.",
	],
	[
		'a refund that failed at GatePay',
		failedAtGatePay(failed({ status: 'FAIL', errMsg: 'insufficient balance' })),
		0,
		`Failed: GatePay could not carry out t${REFUND}, status FAIL: insufficient balance.`,
		"The buyer has not been paid. For a new refund give it another 'Refund Request ID'.",
	],
	[
		'a refund that failed at GatePay without a reason',
		failedAtGatePay({ ...failed({ status: 'REJECTED' }), attempts: 3 }),
		3,
		`Failed: GatePay could not carry out t${REFUND}, status REJECTED.`,
		"The buyer has not been paid. For a new refund give it another 'Refund Request ID'.",
	],
	[
		'a refusal',
		refusedByGatePay(anIntent(), 1, refusal('400605', 'Insufficient balance')),
		1,
		`Refused: GatePay refused t${REFUND}, code 400605: the balance of the payment account is too low. GatePay says: “Insufficient balance”.`,
		'Top up the account and run the workflow again: the same refund request ID is used.',
	],
	[
		'a refusal without a text',
		refusedByGatePay(anIntent(), 2, refusal('400605')),
		2,
		`Refused: GatePay refused t${REFUND}, code 400605: the balance of the payment account is too low.`,
		'Top up the account and run the workflow again: the same refund request ID is used.',
	],
	[
		'an unknown outcome',
		outcomeUnknown(anIntent(), 1, 'no answer came within 30 seconds', true),
		1,
		`Outcome unknown: GatePay has not said what happened to t${REFUND}: no answer came within 30 seconds.`,
		'Run the workflow again in two minutes or later, with the same input: this refund is looked up first, and the node shows what happened. Do not use a new reference or ID: that would be a second refund.',
	],
	[
		'an unknown outcome where Check Existing is off',
		outcomeUnknown(anIntent(), 1, 'no answer came', false),
		1,
		`Outcome unknown: GatePay has not said what happened to t${REFUND}: no answer came.`,
		"Switch 'Check Existing' on and run the workflow again in two minutes or later, with the same input: this refund is looked up first, and the node shows what happened. Do not use a new reference or ID: that would be a second refund.",
	],
	[
		'a look-up that GatePay turned down',
		refusedToShow('order 352', refusal('400202', 'order not exist')),
		0,
		'Refused: GatePay did not show order 352, code 400202: GatePay has no such order. GatePay says: “order not exist”.',
		"Check the order's ID. Perhaps the order belongs to the other version: choose it in 'Resource'.",
	],
	[
		'a look-up that GatePay turned down without a text',
		refusedToShow(`refund ${ID}`, refusal('400304')),
		0,
		`Refused: GatePay did not show refund ${ID}, code 400304: GatePay has no such refund.`,
		"Check 'Refund Request ID' and 'Resource'.",
	],
	[
		'a look-up without an answer',
		noAnswerAbout(`refund ${ID}`, 'no answer came'),
		0,
		`No answer: GatePay did not show refund ${ID}: no answer came.`,
		'Nothing was changed. Run the workflow again later.',
	],
	[
		'a fault of the node itself after it was sent',
		brokenOff(anIntent(), 2, faultAt('async Procedure.make')),
		2,
		`Outcome unknown: GatePay has not said what happened to t${REFUND}: the node itself broke off (TypeError in Procedure.make).`,
		'Run the workflow again in two minutes or later, with the same input: this refund is looked up first, and the node shows what happened. Do not use a new reference or ID: that would be a second refund.',
	],
	[
		'a fault that is no exception',
		brokenOff(anIntent(), 1, 'fake-secret'),
		1,
		`Outcome unknown: GatePay has not said what happened to t${REFUND}: the node itself broke off (string).`,
		'Run the workflow again in two minutes or later, with the same input: this refund is looked up first, and the node shows what happened. Do not use a new reference or ID: that would be a second refund.',
	],
	[
		'a fault of the node itself before anything was sent',
		brokenOff(anIntent(), 0, faultAt('readItem')),
		0,
		`Not sent: T${REFUND} was not sent: the node itself broke off (TypeError in readItem).`,
		'Run the workflow again. The same refund request ID is used then.',
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

describe('what is told of a fault', () => {
	it('is its kind alone where its place is unknown', () => {
		for (const stack of [
			undefined,
			'',
			'TypeError: fake-secret',
			'TypeError: fake-secret\n    at procedure.js:1:1',
		]) {
			expect(whatBroke(Object.assign(new TypeError('fake-secret'), { stack }))).toBe('TypeError');
		}
	});

	it('is its place and never its text', () => {
		expect(whatBroke(faultAt('Procedure.make'))).toBe('TypeError in Procedure.make');
	});

	it.each([['fake-secret'], [{ key: 'fake-secret' }], [null], [undefined]])(
		'is the type of what is no exception: %j',
		(thrown) => {
			expect(whatBroke(thrown)).toBe(typeof thrown);
		},
	);
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
			`GatePay could not carry out t${REFUND}, status FAILED${ending}`,
		);
	});

	it.each([null, undefined, 'text', ['list']])('is none where the answer has no fields: %j', (data) => {
		expect(failedAtGatePay(failed(data)).happened).toBe(`GatePay could not carry out t${REFUND}, status .`);
	});
});

describe('the message about a refusal', () => {
	it.each([...LISTED_CODES, '999999'])('of code %s holds ID, code, meaning, and what to do', (code) => {
		const message = refusedByGatePay(anIntent(), 1, refusal(code, 'Texts of GatePay’s own'));
		expect(headline(message)).toBe(
			`Refused: GatePay refused t${REFUND}, code ${code}: ${meaningOf(code).meaning}. GatePay says: “Texts of GatePay’s own”.`,
		);
		expect(message.advice).toBe(meaningOf(code).advice);
		expect(`${message.happened} ${message.advice}`).not.toMatch(UNWANTED_WORDS);
	});
});

describe('the name of a refund', () => {
	it('is what a person knows of it, then its ID', () => {
		const known = anIntent({
			merchantTradeNo: 'shop-1001',
			refundReference: 'T-1001',
			fields: { refundCurrency: 'USDT' },
		});
		expect(nameOf(known)).toBe(
			`the refund of 0.018 USDT for order shop-1001, reference T-1001 (refund request ID ${ID})`,
		);
	});

	it.each([
		[{}, 'the refund of 0.018 for order 35214673103159414 ('],
		[{ merchantTradeNo: 'shop-1001' }, 'the refund of 0.018 for order shop-1001 ('],
		[{ refundReference: 'T-1001' }, 'the refund of 0.018 for order 35214673103159414, reference T-1001 ('],
		[{ fields: { refundCurrency: 'BTC' } }, 'the refund of 0.018 BTC for order 35214673103159414 ('],
	])('holds what is known only: %j', (known, name) => {
		expect(nameOf(anIntent(known))).toBe(`${name}refund request ID ${ID})`);
	});
});

describe('the name of an order', () => {
	it('is the one that the item gave', () => {
		expect(orderName({ prepayId: '352' })).toBe('352');
		expect(orderName({ merchantTradeNo: 'shop-1' })).toBe('shop-1');
	});
});

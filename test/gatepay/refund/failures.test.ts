import type { Envelope } from '../../../gatepay/api/answer';
import { UnusableCredential } from '../../../gatepay/api/account';
import {
	brokenOff,
	failedAtGatePay,
	headline,
	inList,
	nameOf,
	notRead,
	notSent,
	notSentBecause,
	notSentCancelled,
	notSentDifferent,
	notSentUnchecked,
	notSentUnconnected,
	notSentWithoutOrder,
	notShown,
	orderNotShown,
	otherVersion,
	outcomeUnknown,
	refusedByGatePay,
	type Failure,
	type RefundMade,
} from '../../../gatepay/refund/failures';
import type { RefundIntent } from '../../../gatepay/refund/intent';
import { InvalidValue } from '../../../gatepay/values/readers';
import { anIntent } from '../scripted';
import { UNWANTED_WORDS } from '../tries';

const INTENT = anIntent();
const NAME = 'Refund of 0.018, order 35214673103159414, refund request ID 202508271923022.';
const SHOP = { merchantTradeNo: 'shop-1' };
const SILENT = { kind: 'noAnswer', reason: 'no answer came' } as const;
const AGAIN =
	'Run the workflow again in two minutes or later, with the same input: the node checks this refund first and reports its outcome. Do not use a new reference or ID: that would be a second refund.';
const refusal = (code: string, errorMessage = ''): Envelope => ({
	status: 'FAIL',
	code,
	label: '',
	errorMessage,
	data: null,
});
const none = (code: string, said?: string) =>
	({ kind: 'notFound', reason: 'unused', envelope: refusal(code, said) }) as const;

function failed(data: unknown, intent: RefundIntent = INTENT): RefundMade {
	const envelope: Envelope = { status: 'SUCCESS', code: '', label: '', errorMessage: '', data };
	return { kind: 'made', intent, outcome: 'existing', attempts: 0, envelope, refundStatus: 'failed' };
}

/** A fault whose text holds a secret, and a line that looks like a place. */
function faultAt(place: string): TypeError {
	const text = 'fake-secret is no key\n    at fakeSecret (a place that is none)';
	const stack = `TypeError: ${text}\n    at ${place} (procedure.js:1:1)\n    at fakeCaller (procedure.js:2:2)`;
	return Object.assign(new TypeError(text), { stack });
}
const withStack = (stack: unknown) => Object.assign(new TypeError('fake-secret'), { stack });
const stopped = (what: string) =>
	`Not sent: This node stopped unexpectedly (${what}). ${NAME} Run the workflow again, with the same input.`;
const different = (from: RefundIntent['refundRequestIdFrom']) =>
	notSentDifferent(anIntent({ refundRequestIdFrom: from }), ['the amount is 5 at GatePay and 10 here']);
const another = `Not sent: GatePay has a refund with this ID and other details: the amount is 5 at GatePay and 10 here. ${NAME} Look at that refund in GatePay first. If it is this one, correct the input. Only if it is another one,`;
const payAgain = "The buyer has not been paid. To pay again, give this one another 'Refund Request ID'.";

/** Every message, word for word. Whole messages stand here alone: other tests look for what a message must name. */
// prettier-ignore
it.each<[failure: Failure, message: string]>([
	[notSentBecause("'Amount' is empty"), "Not sent: 'Amount' is empty. Nothing was sent. Correct it and run the workflow again."],
	[notRead(new InvalidValue("'Amount' is empty")), "Not sent: 'Amount' is empty. Nothing was sent. Correct it and run the workflow again."],
	[notRead(new UnusableCredential('X is empty')), 'Not sent: X is empty. Nothing was sent. Correct the credential and run the workflow again.'],
	[notRead(faultAt('readItem')), 'Not sent: This node stopped unexpectedly (TypeError in readItem). Nothing was sent. Correct it and run the workflow again.'],
	[
		notSentWithoutOrder(SHOP, SILENT, undefined),
		'Not sent: No answer came, so the order could not be looked up. Order shop-1. Nothing was sent. Run the workflow again later, with the same input.',
	],
	[notSentWithoutOrder(SHOP, none('400202'), undefined), "Not sent: GatePay has no such order (code 400202). Order shop-1. Nothing was sent. Check the number in 'Order'."],
	[
		notSentWithoutOrder({ prepayId: '352' }, none('400202'), undefined),
		"Not sent: GatePay has no such order (code 400202). Order 352. Nothing was sent. Check 'Order'. If this is your own number of the order, choose 'By Trade No' there.",
	],
	[
		notSentWithoutOrder(SHOP, none('400202'), otherVersion('v2', true)),
		"Not sent: GatePay has no such order in this version (code 400202). Order shop-1. Nothing was sent. This order belongs to 'Payment Refund (V1)': choose it in 'Resource'.",
	],
	[notSent(INTENT, 'The order is not paid.', 'Look at the order.'), `Not sent: The order is not paid. ${NAME} Look at the order.`],
	[notSentUnchecked(INTENT, SILENT), `Not sent: No answer came, so the refund could not be checked. ${NAME} Run the workflow again later, with the same input.`],
	[notSentCancelled(INTENT), `Not sent: The execution was stopped. ${NAME} To make it, run the workflow again.`],
	[
		notSentUnconnected(INTENT, 1, 'no route'),
		`Not sent: GatePay could not be reached: no route. ${NAME} Check the network and 'Base URL' in the credential, then run the workflow again.`,
	],
	[different('define'), `${another} give this one another 'Refund Request ID'.`],
	[different('reference'), `${another} give this one another 'Refund Reference'.`],
	[different('orderAndAmount'), `${another} choose 'Reference' in 'Prevent Duplicates By' and give this one a 'Refund Reference'.`],
	[
		failedAtGatePay(failed({ status: 'FAIL', errMsg: 'b', remark: 'c', refund_fail_reason: 'a' })),
		`Failed: GatePay could not carry it out, status FAIL: a. ${NAME} ${payAgain}`,
	],
	[
		failedAtGatePay(failed({ status: 'FAIL', errMsg: 'b!', remark: 'c', refund_fail_reason: '' })),
		`Failed: GatePay could not carry it out, status FAIL: b! ${NAME} ${payAgain}`,
	],
	[
		failedAtGatePay(failed({ status: 'FAIL', errMsg: {}, remark: 'c', refund_fail_reason: ['a'] })),
		`Failed: GatePay could not carry it out, status FAIL: c. ${NAME} ${payAgain}`,
	],
	[failedAtGatePay(failed({ status: 'FAIL', remark: null })), `Failed: GatePay could not carry it out, status FAIL. ${NAME} ${payAgain}`],
	[failedAtGatePay(failed({ status: 'x', refundStatus: 'FAIL' }, anIntent({ version: 'v1' }))), `Failed: GatePay could not carry it out, status FAIL. ${NAME} ${payAgain}`],
	[
		refusedByGatePay(INTENT, 1, refusal('400605', 'Too low'), undefined),
		`Refused: The balance of the payment account is too low (code 400605). GatePay says: “Too low”. ${NAME} Top up the account, then run the workflow again with the same input.`,
	],
	[
		refusedByGatePay(INTENT, 1, refusal('400202'), undefined),
		`Refused: GatePay has no such order (code 400202). ${NAME} Check 'Order'. If this is your own number of the order, choose 'By Trade No' there.`,
	],
	[
		refusedByGatePay(INTENT, 1, refusal('500208'), otherVersion('v1', true)),
		`Refused: This order belongs to the other refund API (code 500208). ${NAME} This order belongs to 'Checkout Refund (V2)': choose it in 'Resource'.`,
	],
	[outcomeUnknown(INTENT, 1, 'no answer came'), `Outcome unknown: No answer came. ${NAME} ${AGAIN}`],
	[outcomeUnknown(INTENT, 0, 'it was sent', '12:02:00 UTC'), `Outcome unknown: It was sent. ${NAME} This n8n won't send it again before 12:02:00 UTC. ${AGAIN}`],
	[notShown('the balance', SILENT), 'No answer: No answer came. The balance. Nothing was changed. Run the workflow again later.'],
	[
		notShown('refund 1', { ...SILENT, envelope: refusal('400004') }),
		"Refused: GatePay does not know the client ID (code 400004). Refund 1. Check 'Client ID' in the credential.",
	],
	[notShown('refund 1', none('400304', 'gone'), 'Check the ID.'), 'Not found: GatePay has no such refund (code 400304). GatePay says: “gone”. Refund 1. Check the ID.'],
	[
		orderNotShown(SHOP, none('400202'), otherVersion('v1', true, 'API Version')),
		"Not found: GatePay has no such order (code 400202). Order shop-1. This order belongs to 'V2': choose it in 'API Version'.",
	],
	[brokenOff(INTENT, 2, faultAt('async Procedure.make')), `Outcome unknown: This node stopped unexpectedly (TypeError in Procedure.make). ${NAME} ${AGAIN}`],
	[brokenOff(INTENT, 0, faultAt('readItem')), stopped('TypeError in readItem')],
	...[undefined, '', 'TypeError: fake-secret', 'TypeError: fake-secret\n    at procedure.js:1:1'].map(
		(stack): [Failure, string] => [brokenOff(INTENT, 0, withStack(stack)), stopped('TypeError')],
	),
	...['fake-secret', { key: 'fake-secret' }, null, undefined].map((thrown): [Failure, string] => [
		brokenOff(INTENT, 0, thrown),
		stopped(typeof thrown),
	]),
])('a message, whole: %o', (failure, message) => {
	expect(`${headline(failure)} ${failure.advice}`).toBe(message);
	expect(message).not.toMatch(UNWANTED_WORDS);
	expect(inList(failure)).toMatch(/^[a-z]/);
});

it('a message counts the sends', () => {
	const sent = [
		notSentUnconnected(INTENT, 1, 'x'),
		failedAtGatePay({ ...failed({}), attempts: 3 }),
		outcomeUnknown(INTENT, 2, 'x'),
		brokenOff(INTENT, 2, 'x'),
	];
	expect([...sent, notSentCancelled(INTENT)].map(({ attempts }) => attempts)).toEqual([1, 3, 2, 2, 0]);
});

it.each([
	...['Stopped.', 'Stopped!', 'Stopped?', 'Stopped…', '“Stopped.”', '“Stopped…”'].map((reason) => [
		reason,
		reason,
	]),
	...['Stopped', 'Stopped (again)', 'v1.5', 'a. b', 'code 1: “no”', 'a.” b', ''].map((reason) => [
		reason,
		`${reason}.`,
	]),
])('a reason ends a sentence, and once: %s', (reason, said) => {
	expect(notSentBecause(reason ?? '').reason).toBe(said);
});

it('a message is cut off after 800 characters of its reason, and still names the refund', () => {
	const long = (length: number) => headline(notSent(INTENT, `${'x'.repeat(length - 1)}.`, 'Do it.'));
	expect(long(800)).toBe(`Not sent: ${'x'.repeat(799)}. ${NAME}`);
	expect(long(801)).toBe(`Not sent: ${'x'.repeat(800)}… ${NAME}`);
});

// prettier-ignore
it.each<[Partial<RefundIntent>, string]>([
	[{}, 'refund of 0.018, order 35214673103159414'],
	[{ order: SHOP, merchantTradeNo: 'other' }, 'refund of 0.018, order shop-1'],
	[{ refundReference: 'T-1' }, 'refund of 0.018, order 35214673103159414, reference T-1'],
	[{ fields: { refundCurrency: 'BTC' } }, 'refund of 0.018 BTC, order 35214673103159414'],
	[{ refundReference: 'x'.repeat(101) }, `refund of 0.018, order 35214673103159414, reference ${'x'.repeat(100)}…`],
])('a refund is called what its user knows of it, its ID last: %j', (known, name) => {
	expect(nameOf(anIntent(known))).toBe(`${name}, refund request ID 202508271923022`);
});

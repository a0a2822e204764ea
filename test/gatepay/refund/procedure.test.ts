import type { Reply } from '../../../gatepay/api/answer';
import { refundBody } from '../../../gatepay/refund/body';
import type { RefundIntent } from '../../../gatepay/refund/intent';
import type { RefundResult } from '../../../gatepay/refund/failures';
import { makeRefund, type RefundSettings } from '../../../gatepay/refund/procedure';
import { RefundMemory } from '../../../gatepay/refund/memory';
import { anIntent } from '../intents';
import { http, NO_SUCH_REFUND, NOT_CONNECTED, refusal, SILENCE, success, TIMEOUT } from './answers';
import { Script, SharedClock, type Scripted } from './script';

const INTENT = anIntent();
const ID = INTENT.refundRequestId;
const V1 = anIntent({ version: 'v1', fields: {} });

/** GatePay's example answer to a create. */
const CREATED = {
	refundRequestId: ID,
	refundGateId: '1234567890123456789',
	prepayId: INTENT.prepayId,
	orderAmount: '0.018',
	refundAmount: '0.018',
	errMsg: '',
};
/** What a refund query shows. */
const DETAILS = {
	refundRequestId: ID,
	orderId: INTENT.prepayId,
	requestAmount: '0.01800000',
	status: 'SUCCESS',
};
const ACCEPTED = success(CREATED);
const FOUND = success(DETAILS);
const RETRY = refusal('300000', 500);

interface Given {
	intent?: RefundIntent;
	settings?: Partial<RefundSettings>;
	objection?: string;
	stopsDuring?: number;
	/** What earlier executions of the process share with this one. */
	clock?: SharedClock;
	memory?: RefundMemory;
	/** By how many milliseconds a pause ends too early. */
	early?: number;
}

/** Makes a refund by a script, all of which must be needed. */
async function play(
	replies: Scripted[],
	{
		intent = INTENT,
		settings,
		objection,
		stopsDuring,
		clock = new SharedClock(),
		memory = new RefundMemory(),
		early,
	}: Given = {},
): Promise<{ result: RefundResult; script: Script }> {
	const script = new Script(replies, stopsDuring, clock, early);
	const result = await makeRefund(
		intent,
		{ checkExisting: true, settleTime: 60_000, ...settings },
		{ gateway: script, memory, key: intent.refundRequestId },
		objection,
	);
	expect(script.left).toBe(0);
	return { result, script };
}

const times = (count: number, reply: Reply): Reply[] => new Array<Reply>(count).fill(reply);

/** The look-ups of a minute, from the first one at once to the last one when the time is over. */
const A_MINUTE_OF_LOOK_UPS = [
	...[
		'look up',
		'wait 3000',
		'look up',
		'wait 5000',
		'look up',
		'wait 8000',
		'look up',
		'wait 13000',
		'look up',
	],
	...['wait 15000', 'look up', 'wait 15000', 'look up', 'wait 1000', 'look up'],
];
const LOOK_UPS_IN_A_MINUTE = 8;

const UNKNOWN_AFTER_ONE_SEND = { kind: 'outcomeUnknown', attempts: 1 } as const;
const THE_REFUND = `the refund of 0.018 for order 35214673103159414 (refund request ID ${ID})`;
const NOT_SENT = `T${THE_REFUND.slice(1)} was not sent:`;
const sentAndUnknown = (reason: string) => `GatePay has not said what happened to ${THE_REFUND}: ${reason}`;

describe('looking up first', () => {
	it('shows a refund that GatePay has, and sends nothing', async () => {
		const { result, script } = await play([FOUND]);
		expect(script.story).toEqual(['look up']);
		expect(result).toEqual({
			kind: 'made',
			intent: INTENT,
			outcome: 'existing',
			attempts: 0,
			envelope: { status: 'SUCCESS', code: '000000', label: '', errorMessage: '', data: DETAILS },
			refundStatus: 'succeeded',
		});
	});

	it.each([
		['SUCCESS', 'succeeded'],
		['PROCESS', 'pending'],
		['WAITING_FOR_AUDIT', 'unknown'],
		[undefined, 'unknown'],
	])('shows the status of the refund: %s is %s', async (status, refundStatus) => {
		const { result } = await play([success({ ...DETAILS, status })]);
		expect(result).toMatchObject({ kind: 'made', outcome: 'existing', refundStatus });
	});

	it('goes on to send where GatePay has no such refund', async () => {
		const { result, script } = await play([NO_SUCH_REFUND, ACCEPTED]);
		expect(script.story).toEqual(['look up', 'send']);
		expect(script.requests).toEqual([
			{ call: 'queryRefundV2', method: 'GET', query: { refundRequestId: ID } },
			{ call: 'createRefundV2', method: 'POST', body: refundBody(INTENT) },
		]);
		expect(result).toEqual({
			kind: 'made',
			intent: INTENT,
			outcome: 'accepted',
			attempts: 1,
			envelope: { status: 'SUCCESS', code: '000000', label: '', errorMessage: '', data: CREATED },
			refundStatus: 'accepted',
		});
	});

	it('looks up and sends on the version in use, for the account of the item', async () => {
		const intent = { ...V1, onBehalfOf: '10002' };
		const { script } = await play([NO_SUCH_REFUND, ACCEPTED], { intent });
		expect(script.requests).toEqual([
			{
				call: 'queryRefundV1',
				method: 'POST',
				body: `{"refundRequestId":"${ID}"}`,
				onBehalfOf: '10002',
			},
			{ call: 'createRefundV1', method: 'POST', body: refundBody(V1), onBehalfOf: '10002' },
		]);
	});

	it('is left out where the option is off', async () => {
		const { result, script } = await play([ACCEPTED], { settings: { checkExisting: false } });
		expect(script.story).toEqual(['send']);
		expect(result).toMatchObject({ kind: 'made', outcome: 'accepted', attempts: 1 });
	});

	it.each<[string, Reply, string]>([
		['silence', SILENCE, 'the connection broke off before an answer came.'],
		['no connection', NOT_CONNECTED, 'the connection was refused.'],
		['a page with HTTP 502', http(502, '<html>'), "HTTP 502 with something that isn't GatePay's came back."],
		['a page with HTTP 200', http(200, '<html>'), "HTTP 200 with something that isn't GatePay's came back."],
		['a page with HTTP 404', http(404, ''), "HTTP 404 with something that isn't GatePay's came back."],
		[
			'a redirect',
			success(DETAILS, '000000', 302),
			'HTTP 302 with an answer that contradicts its status came back.',
		],
		['“no such refund” with HTTP 500', refusal('400304', 500), 'GatePay answered code 400304 with HTTP 500.'],
		['another refusal', refusal('400002', 200, ''), 'GatePay answered code 400002: the signature is wrong.'],
		[
			'a refusal with words of its own',
			refusal('400699', 200, 'slow down'),
			'GatePay answered code 400699: GatePay gave a code that its documentation does not list (“slow down”).',
		],
		[
			'another refund',
			success({ ...DETAILS, refundRequestId: '202508271923023' }),
			'the answer was about something else.',
		],
		['no data', success(null), 'the answer was about something else.'],
		['a list', success([DETAILS]), 'the answer was about something else.'],
	])('does not send after %s', async (_, reply, reason) => {
		const { result, script } = await play([reply]);
		expect(script.story).toEqual(['look up']);
		expect(result).toEqual({
			kind: 'notSent',
			attempts: 0,
			happened: `${NOT_SENT} GatePay did not say whether it exists already: ${reason}`,
			advice: 'Run the workflow again later. The same refund request ID is used then.',
		});
	});

	it('recognizes its ID as a number, whatever its length', async () => {
		const long = '12345678901234567890123456789012';
		const reply = http(200, `{"status":"SUCCESS","code":"","data":{"refundRequestId":${long}}}`);
		const { result } = await play([reply], { intent: anIntent({ refundRequestId: long }) });
		expect(result).toMatchObject({ kind: 'made', outcome: 'existing' });
	});

	it('is signed anew once when it is turned down for its timestamp', async () => {
		const found = await play([refusal('400003'), FOUND]);
		expect(found.script.story).toEqual(['look up', 'look up']);
		expect(found.script.requests[1]).toEqual(found.script.requests[0]);
		expect(found.result).toMatchObject({ kind: 'made', outcome: 'existing', attempts: 0 });

		const notFound = await play([refusal('400003'), NO_SUCH_REFUND, ACCEPTED]);
		expect(notFound.script.story).toEqual(['look up', 'look up', 'send']);

		const twice = await play([refusal('400003'), refusal('400003', 200, '')]);
		expect(twice.script.story).toEqual(['look up', 'look up']);
		expect(twice.result).toMatchObject({
			kind: 'notSent',
			happened: expect.stringContaining(
				"code 400003: the time of the request is too far from GatePay's clock.",
			),
		});
	});

	it('is not signed anew under HTTP 500', async () => {
		const { result, script } = await play([refusal('400003', 500)]);
		expect(script.story).toEqual(['look up']);
		expect(result.kind).toBe('notSent');
	});
});

describe('a refund that is found', () => {
	const destination = anIntent({
		fields: {
			refundCurrency: 'USDT',
			refundStyle: '2',
			refundPayChannel: '2',
			refundToGateUid: '10002',
			refundAddress: 'TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf',
			refundChain: 'TRX',
		},
	});

	it.each<[string, RefundIntent, Record<string, unknown>, string]>([
		['order', V1, { prepayId: '1' }, 'the order is 1 at GatePay and 35214673103159414 here'],
		['order', INTENT, { orderId: '1' }, 'the order is 1 at GatePay and 35214673103159414 here'],
		['amount', V1, { refundAmount: '5' }, 'the amount is 5 at GatePay and 0.018 here'],
		['amount', INTENT, { requestAmount: '5.00000000' }, 'the amount is 5.00000000 at GatePay and 0.018 here'],
		['currency', destination, { requestCurrency: 'BTC' }, 'the currency is BTC at GatePay and USDT here'],
		['style', destination, { refund_style: 1 }, 'the refund style is 1 at GatePay and 2 here'],
		['channel', destination, { refund_pay_channel: '1' }, 'the pay channel is 1 at GatePay and 2 here'],
		[
			'Gate UID',
			destination,
			{ refund_to_gate_uid: 10003 },
			'the Gate UID is 10003 at GatePay and 10002 here',
		],
		[
			'address',
			destination,
			{ refund_address: 'TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBF' },
			'the address is TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBF at GatePay and TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf here',
		],
		['chain', destination, { refund_chain: 'ETH' }, 'the chain is ETH at GatePay and TRX here'],
	])('with another %s is not this one', async (_, intent, shown, difference) => {
		const { result, script } = await play([success({ refundRequestId: ID, ...shown })], { intent });
		expect(script.story).toEqual(['look up']);
		expect(result).toEqual({
			kind: 'notSent',
			attempts: 0,
			happened: `${intent === destination ? NOT_SENT.replace('0.018', '0.018 USDT') : NOT_SENT} GatePay already has a refund with this ID, with different details: ${difference}.`,
			advice:
				"If this is a refund of its own, give it another 'Refund Request ID'; if not, correct the input.",
		});
	});

	it('that failed is a failure, also where other things differ', async () => {
		const { result } = await play([success({ ...DETAILS, orderId: '1', status: 'FAIL' })]);
		expect(result).toMatchObject({ kind: 'failed', attempts: 0 });
	});

	it('is told apart by everything that differs', async () => {
		const { result } = await play([success({ ...DETAILS, orderId: '1', requestAmount: '5' })]);
		expect(result).toMatchObject({
			kind: 'notSent',
			happened: expect.stringContaining(
				'the order is 1 at GatePay and 35214673103159414 here, the amount is 5 at GatePay and 0.018 here.',
			),
		});
	});

	it.each<[Record<string, unknown>, string]>([
		[{ refund_fail_reason: 'no balance', errMsg: 'b', remark: 'c' }, ': no balance.'],
		[{ errMsg: 'b', remark: 'c' }, ': b.'],
		[{ remark: 'c' }, ': c.'],
		[{}, '.'],
	])('and that failed is a failure, with the reason: %o', async (reasons, told) => {
		const { result, script } = await play([success({ ...DETAILS, status: 'FAIL', ...reasons })]);
		expect(script.story).toEqual(['look up']);
		expect(result).toEqual({
			kind: 'failed',
			attempts: 0,
			happened: `GatePay could not carry out ${THE_REFUND}, status FAIL${told}`,
			advice: "The buyer has not been paid. For a new refund give it another 'Refund Request ID'.",
		});
	});
});

describe('an order that speaks against the refund', () => {
	const objection = 'order 1 is not paid yet (PENDING)';

	it('is judged only once GatePay has no such refund', async () => {
		const { result, script } = await play([NO_SUCH_REFUND], { objection });
		expect(script.story).toEqual(['look up']);
		expect(result).toEqual({
			kind: 'notSent',
			attempts: 0,
			happened: `${NOT_SENT} order 1 is not paid yet (PENDING).`,
			advice: 'Look at the order in GatePay, correct the input and run the workflow again.',
		});
	});

	it('does not hide a refund that was made, nor a look-up that was not answered', async () => {
		expect((await play([FOUND], { objection })).result).toMatchObject({ kind: 'made', outcome: 'existing' });
		expect((await play([SILENCE], { objection })).result).toMatchObject({
			kind: 'notSent',
			happened: expect.stringContaining('did not say whether it exists'),
		});
	});

	it('is judged at once where nothing is looked up first', async () => {
		const { result, script } = await play([], { objection, settings: { checkExisting: false } });
		expect(script.story).toEqual([]);
		expect(result.kind).toBe('notSent');
	});
});

describe('sending', () => {
	it.each(['000000', '00000', '', null])('believes a success with the code %o', async (code) => {
		const { result, script } = await play([NO_SUCH_REFUND, success(CREATED, code)]);
		expect(script.story).toEqual(['look up', 'send']);
		expect(result).toMatchObject({ outcome: 'accepted', attempts: 1, refundStatus: 'accepted' });
	});

	it.each<[string, Record<string, unknown>]>([
		['without errMsg', { refundRequestId: ID }],
		['with an errMsg of null', { ...CREATED, errMsg: null }],
		['with the amount written another way', { ...CREATED, refundAmount: '0.01800000' }],
		['with the amount as a number', { ...CREATED, refundAmount: 0.018 }],
		['that shows a failure in a field of its own', { ...CREATED, status: 'FAIL' }],
	])('believes a success %s', async (_, data) => {
		const { result } = await play([NO_SUCH_REFUND, success(data)]);
		expect(result).toMatchObject({ kind: 'made', outcome: 'accepted', refundStatus: 'accepted' });
	});

	it.each<[string, Reply, string]>([
		['another ID', success({ ...CREATED, refundRequestId: 'x' }), 'the answer was about something else.'],
		['another order', success({ ...CREATED, prepayId: '1' }), 'the answer was about something else.'],
		['another amount', success({ ...CREATED, refundAmount: '1' }), 'the answer was about something else.'],
		['no data', success(undefined), 'the answer was about something else.'],
		['a list', success([CREATED]), 'the answer was about something else.'],
		[
			'an errMsg',
			success({ ...CREATED, errMsg: 'contact support' }),
			'the answer carries the message “contact support”.',
		],
		['an errMsg of 0', success({ ...CREATED, errMsg: 0 }), 'the answer carries the message “0”.'],
		['HTTP 500', success(CREATED, '', 500), 'HTTP 500 with an answer that contradicts its status came back.'],
		['HTTP 400', success(CREATED, '', 400), 'HTTP 400 with an answer that contradicts its status came back.'],
	])('looks the refund up after a success with %s, and does not repeat it', async (_, reply, reason) => {
		const found = await play([NO_SUCH_REFUND, reply, FOUND]);
		expect(found.script.story).toEqual(['look up', 'send', 'look up']);
		expect(found.result).toMatchObject({ kind: 'made', outcome: 'recovered', attempts: 1 });

		const open = await play([NO_SUCH_REFUND, reply, ...times(LOOK_UPS_IN_A_MINUTE, NO_SUCH_REFUND)]);
		expect(open.script.story).toEqual(['look up', 'send', ...A_MINUTE_OF_LOOK_UPS]);
		expect(open.result).toMatchObject({ ...UNKNOWN_AFTER_ONE_SEND, happened: sentAndUnknown(reason) });
	});

	it('says that nothing was sent when no connection was made', async () => {
		const { result, script } = await play([NO_SUCH_REFUND, NOT_CONNECTED]);
		expect(script.story).toEqual(['look up', 'send']);
		expect(result).toEqual({
			kind: 'notSent',
			attempts: 0,
			happened: `${NOT_SENT} GatePay could not be reached: the connection was refused.`,
			advice:
				"Check the network and 'Base URL' in the credential, then run the workflow again. The same refund request ID is used then.",
		});
	});
});

describe('a request that is turned down for its timestamp', () => {
	const EXPIRED = refusal('400003');
	const EXPIRED_AND_NOT_FOUND = [NO_SUCH_REFUND, EXPIRED, NO_SUCH_REFUND, NO_SUCH_REFUND];
	const SENT_AND_LOOKED_UP_TWICE = ['look up', 'send', 'look up', 'wait 3000', 'look up'];

	it('is looked up, and is recovered where GatePay has it: a copy may have arrived before', async () => {
		const { result, script } = await play([NO_SUCH_REFUND, EXPIRED, FOUND]);
		expect(script.story).toEqual(['look up', 'send', 'look up']);
		expect(result).toMatchObject({ kind: 'made', outcome: 'recovered', attempts: 1 });

		const lagging = await play([NO_SUCH_REFUND, EXPIRED, NO_SUCH_REFUND, FOUND]);
		expect(lagging.script.story).toEqual(SENT_AND_LOOKED_UP_TWICE);
		expect(lagging.result).toMatchObject({ kind: 'made', outcome: 'recovered', attempts: 1 });
	});

	it('is signed anew and sent once more where GatePay has said twice, seconds apart, that it has no such refund', async () => {
		const { result, script } = await play([...EXPIRED_AND_NOT_FOUND, ACCEPTED]);
		expect(script.story).toEqual([...SENT_AND_LOOKED_UP_TWICE, 'send']);
		expect(script.requests[4]).toEqual(script.requests[1]);
		expect(result).toMatchObject({ kind: 'made', outcome: 'accepted', attempts: 2 });
	});

	it('is signed anew even where there is no time to settle', async () => {
		const { result, script } = await play([...EXPIRED_AND_NOT_FOUND, ACCEPTED], {
			settings: { settleTime: 0 },
		});
		expect(script.story).toEqual([...SENT_AND_LOOKED_UP_TWICE, 'send']);
		expect(result).toMatchObject({ outcome: 'accepted', attempts: 2 });
	});

	it('is looked up for its time while there is no answer, and is then unknown', async () => {
		const { result, script } = await play([
			...[NO_SUCH_REFUND, EXPIRED],
			...times(LOOK_UPS_IN_A_MINUTE, SILENCE),
		]);
		expect(script.story).toEqual(['look up', 'send', ...A_MINUTE_OF_LOOK_UPS]);
		expect(result).toMatchObject({
			...UNKNOWN_AFTER_ONE_SEND,
			happened: sentAndUnknown(
				'GatePay refused it with code 400003, too few look-ups were answered since, and an earlier send may have made it.',
			),
		});

		const late = await play([NO_SUCH_REFUND, EXPIRED, SILENCE, NO_SUCH_REFUND, NO_SUCH_REFUND, ACCEPTED]);
		expect(late.script.story).toEqual([...SENT_AND_LOOKED_UP_TWICE, 'wait 5000', 'look up', 'send']);
		expect(late.result).toMatchObject({ outcome: 'accepted', attempts: 2 });
	});

	it('is looked up twice the second time too, and is refused where GatePay has no such refund', async () => {
		const refused = await play([...EXPIRED_AND_NOT_FOUND, EXPIRED, NO_SUCH_REFUND, NO_SUCH_REFUND]);
		expect(refused.script.story).toEqual([...SENT_AND_LOOKED_UP_TWICE, ...SENT_AND_LOOKED_UP_TWICE.slice(1)]);
		expect(refused.result).toEqual({
			kind: 'refused',
			attempts: 2,
			happened: `GatePay refused ${THE_REFUND}, code 400003: the time of the request is too far from GatePay's clock. GatePay says: “in words of its own”.`,
			advice: 'Set the clock of the machine that runs n8n: GatePay allows a few seconds.',
		});

		const found = await play([...EXPIRED_AND_NOT_FOUND, EXPIRED, NO_SUCH_REFUND, FOUND]);
		expect(found.result).toMatchObject({ outcome: 'recovered', attempts: 2 });
	});

	it('was not sent where the second time makes no connection', async () => {
		const { result } = await play([...EXPIRED_AND_NOT_FOUND, NOT_CONNECTED]);
		expect(result).toMatchObject({ kind: 'notSent', attempts: 1 });
	});

	it('is judged by the second answer', async () => {
		const refused = await play([...EXPIRED_AND_NOT_FOUND, refusal('400001')]);
		expect(refused.result).toMatchObject({ kind: 'refused', attempts: 2 });

		const open = await play([...EXPIRED_AND_NOT_FOUND, SILENCE, FOUND]);
		expect(open.script.story).toEqual([...SENT_AND_LOOKED_UP_TWICE, 'send', 'look up']);
		expect(open.result).toMatchObject({ outcome: 'recovered', attempts: 2 });
	});

	it('is not sent again under HTTP 500, where nobody knows', async () => {
		const { result, script } = await play([NO_SUCH_REFUND, refusal('400003', 500), NO_SUCH_REFUND], {
			settings: { settleTime: 0 },
		});
		expect(script.story).toEqual(['look up', 'send', 'look up']);
		expect(result).toMatchObject({
			...UNKNOWN_AFTER_ONE_SEND,
			happened: sentAndUnknown('GatePay answered code 400003 with HTTP 500.'),
		});
	});
});

describe('a refusal', () => {
	const AT_ONCE = ['400001', '400002', '400004', '400007'];
	const AFTER_ONE = [
		...['400202', '400203', '400205', '400304', '400605', '400622', '400623'],
		...['500008', '500204', '500205', '500207', '500208'],
	];
	const AFTER_TWO = ['400020', '400204', '400604', '400607', '400608', '500206', '400699', '429', 'toString'];
	const refused = (code: string) => ({
		kind: 'refused',
		attempts: 1,
		happened: expect.stringMatching(
			`^GatePay refused the refund of 0.018 for order 35214673103159414 \\(refund request ID ${ID}\\), code ${code}: .+\\. GatePay says: “in words of its own”\\.$`,
		),
		advice: expect.stringMatching(/^[A-Z].+\.$/),
	});

	it.each(AT_ONCE)('with code %s is believed at once', async (code) => {
		for (const status of [200, 400, 403]) {
			const { result, script } = await play([NO_SUCH_REFUND, refusal(code, status)]);
			expect(script.story).toEqual(['look up', 'send']);
			expect(result).toEqual(refused(code));
		}
	});

	it.each(AFTER_ONE)('with code %s is believed once GatePay has no such refund', async (code) => {
		const { result, script } = await play([NO_SUCH_REFUND, refusal(code), NO_SUCH_REFUND], {
			settings: { settleTime: 0 },
		});
		expect(script.story).toEqual(['look up', 'send', 'look up']);
		expect(result).toEqual(refused(code));
	});

	it.each(AFTER_TWO)(
		'with code %s is believed once GatePay has said twice, seconds apart, that it has no such refund',
		async (code) => {
			const { result, script } = await play([NO_SUCH_REFUND, refusal(code), NO_SUCH_REFUND, NO_SUCH_REFUND], {
				settings: { settleTime: 0 },
			});
			expect(script.story).toEqual(['look up', 'send', 'look up', 'wait 3000', 'look up']);
			expect(result).toEqual(refused(code));
		},
	);

	it.each([...AFTER_ONE, ...AFTER_TWO])('with code %s is not believed where GatePay has it', async (code) => {
		const { result, script } = await play([NO_SUCH_REFUND, refusal(code), FOUND]);
		expect(script.story).toEqual(['look up', 'send', 'look up']);
		expect(result).toMatchObject({
			kind: 'made',
			outcome: 'recovered',
			attempts: 1,
			refundStatus: 'succeeded',
			envelope: { data: DETAILS },
		});
	});

	it.each(AFTER_TWO)('with code %s is not believed where GatePay has it at last', async (code) => {
		const { result, script } = await play([NO_SUCH_REFUND, refusal(code), NO_SUCH_REFUND, FOUND]);
		expect(script.story).toEqual(['look up', 'send', 'look up', 'wait 3000', 'look up']);
		expect(result).toMatchObject({ outcome: 'recovered', attempts: 1 });
	});

	it('is looked up again while there is no answer', async () => {
		const { result, script } = await play([
			...[NO_SUCH_REFUND, refusal('400605')],
			...[SILENCE, refusal('400002'), NO_SUCH_REFUND],
		]);
		expect(script.story).toEqual([
			'look up',
			'send',
			'look up',
			'wait 3000',
			'look up',
			'wait 5000',
			'look up',
		]);
		expect(result).toMatchObject({ kind: 'refused' });
	});

	it('that needs two answers waits for the second beyond one that is none', async () => {
		const { result, script } = await play([
			...[NO_SUCH_REFUND, refusal('400608')],
			...[NO_SUCH_REFUND, SILENCE, NO_SUCH_REFUND],
		]);
		expect(script.story).toEqual([
			'look up',
			'send',
			'look up',
			'wait 3000',
			'look up',
			'wait 5000',
			'look up',
		]);
		expect(result).toMatchObject({ kind: 'refused' });
	});

	const notAnsweredSince = (code: string) => ({
		...UNKNOWN_AFTER_ONE_SEND,
		happened: sentAndUnknown(
			`GatePay refused it with code ${code}, too few look-ups were answered since, and an earlier send may have made it.`,
		),
	});

	it('leaves the outcome unknown when no look-up is answered for the whole time', async () => {
		const { result, script } = await play([
			...[NO_SUCH_REFUND, refusal('400605')],
			...times(LOOK_UPS_IN_A_MINUTE, SILENCE),
		]);
		expect(script.story).toEqual(['look up', 'send', ...A_MINUTE_OF_LOOK_UPS]);
		expect(result).toMatchObject(notAnsweredSince('400605'));
	});

	it('leaves the outcome unknown when only one of two answers came', async () => {
		const { result, script } = await play(
			[NO_SUCH_REFUND, refusal('400608'), NO_SUCH_REFUND, SILENCE, SILENCE],
			{ settings: { settleTime: 5_000 } },
		);
		expect(script.story).toEqual([
			'look up',
			'send',
			'look up',
			'wait 3000',
			'look up',
			'wait 2000',
			'look up',
		]);
		expect(result).toMatchObject(notAnsweredSince('400608'));
	});

	it('is looked up as often as it needs, even without time, and no more', async () => {
		const settings = { settleTime: 0 };
		const one = await play([NO_SUCH_REFUND, refusal('400605'), SILENCE], { settings });
		expect(one.script.story).toEqual(['look up', 'send', 'look up']);
		expect(one.result).toMatchObject(notAnsweredSince('400605'));

		const two = await play([NO_SUCH_REFUND, refusal('400608'), SILENCE, NO_SUCH_REFUND], { settings });
		expect(two.script.story).toEqual(['look up', 'send', 'look up', 'wait 3000', 'look up']);
		expect(two.result).toMatchObject(notAnsweredSince('400608'));
	});

	it('is not believed on two answers that are not seconds apart', async () => {
		const { result } = await play(
			[NO_SUCH_REFUND, refusal('400608'), SILENCE, NO_SUCH_REFUND, NO_SUCH_REFUND],
			{ settings: { settleTime: 3_100 } },
		);
		expect(result).toMatchObject(notAnsweredSince('400608'));
	});

	it('of something that GatePay has otherwise is not believed: what was sent may be it, shown in another way', async () => {
		const { result } = await play([NO_SUCH_REFUND, refusal('400608'), success({ ...DETAILS, orderId: '1' })]);
		expect(result).toMatchObject({
			kind: 'outcomeUnknown',
			attempts: 1,
			happened: expect.stringContaining(
				'GatePay refused it with code 400608; GatePay has a refund with this ID, but the order is 1 at GatePay and',
			),
		});
	});

	it('of something that failed at GatePay says so', async () => {
		const failed = await play([NO_SUCH_REFUND, refusal('400608'), success({ ...DETAILS, status: 'FAIL' })]);
		expect(failed.result).toMatchObject({ kind: 'failed', attempts: 1 });
	});

	it.each([...AT_ONCE, ...AFTER_ONE, ...AFTER_TWO])(
		'with code %s is none under HTTP 500, and is not sent again',
		async (code) => {
			const { result, script } = await play([
				...[NO_SUCH_REFUND, refusal(code, 500)],
				...times(LOOK_UPS_IN_A_MINUTE, NO_SUCH_REFUND),
			]);
			expect(script.story).toEqual(['look up', 'send', ...A_MINUTE_OF_LOOK_UPS]);
			expect(result).toMatchObject({
				...UNKNOWN_AFTER_ONE_SEND,
				happened: sentAndUnknown(`GatePay answered code ${code} with HTTP 500.`),
			});
		},
	);
});

describe('an unknown outcome', () => {
	it.each<[string, Reply, string]>([
		['a timeout', TIMEOUT, 'no answer came within 30 seconds.'],
		['a connection that broke off', SILENCE, 'the connection broke off before an answer came.'],
		['HTTP 502', http(502, '<html>'), "HTTP 502 with something that isn't GatePay's came back."],
		['HTTP 401', http(401, ''), "HTTP 401 with something that isn't GatePay's came back."],
		['HTTP 403', http(403, '<html>'), "HTTP 403 with something that isn't GatePay's came back."],
		['HTTP 429', http(429, '{}'), "HTTP 429 with something that isn't GatePay's came back."],
		['a page', http(200, '<html>'), "HTTP 200 with something that isn't GatePay's came back."],
		['a redirect', http(302, ''), "HTTP 302 with something that isn't GatePay's came back."],
		[
			'a refusal that was redirected',
			refusal('400001', 302),
			'HTTP 302 with an answer that contradicts its status came back.',
		],
		[
			'300001 with HTTP 200',
			refusal('300001', 200, ''),
			'GatePay answered code 300001: an internal fault at GatePay, or a field that it does not accept.',
		],
		[
			'300000 with HTTP 200',
			refusal('300000', 200, ''),
			'GatePay answered code 300000: a system fault at GatePay.',
		],
		[
			'400000 with HTTP 400',
			refusal('400000', 400, ''),
			'GatePay answered code 400000: an unknown fault at GatePay.',
		],
	])('after %s is looked up for its time, and nothing is sent again', async (_, reply, reason) => {
		const { result, script } = await play([
			...[NO_SUCH_REFUND, reply],
			...times(LOOK_UPS_IN_A_MINUTE, NO_SUCH_REFUND),
		]);
		expect(script.story).toEqual(['look up', 'send', ...A_MINUTE_OF_LOOK_UPS]);
		expect(result).toEqual({
			kind: 'outcomeUnknown',
			attempts: 1,
			happened: sentAndUnknown(reason),
			advice:
				'Run the workflow again in two minutes or later, with the same input: this refund is looked up first, and the node shows what happened. Do not use a new reference or ID: that would be a second refund.',
		});
	});

	it('says to look up first the next time, where that is off', async () => {
		const { result } = await play([SILENCE, NO_SUCH_REFUND], {
			settings: { checkExisting: false, settleTime: 0 },
		});
		expect(result).toMatchObject({
			...UNKNOWN_AFTER_ONE_SEND,
			advice: expect.stringMatching(
				/^Switch 'Check Existing' on and run the workflow again in two minutes or later/,
			),
		});
	});

	it('is settled as soon as GatePay shows the refund, unanswered look-ups or not', async () => {
		const { result, script } = await play([
			...[NO_SUCH_REFUND, SILENCE],
			...[NO_SUCH_REFUND, SILENCE, NO_SUCH_REFUND, refusal('400002'), FOUND],
		]);
		expect(script.story).toEqual(['look up', 'send', ...A_MINUTE_OF_LOOK_UPS.slice(0, 9)]);
		expect(result).toMatchObject({
			kind: 'made',
			outcome: 'recovered',
			attempts: 1,
			refundStatus: 'succeeded',
			envelope: { data: DETAILS },
		});
	});

	it('may turn out to be a refund that failed at GatePay', async () => {
		const { result } = await play([NO_SUCH_REFUND, SILENCE, success({ ...DETAILS, status: 'FAIL' })]);
		expect(result).toMatchObject({ kind: 'failed', attempts: 1 });
	});

	it.each<[Record<string, unknown>, string]>([
		[{ orderId: '1' }, 'the order is 1 at GatePay and 35214673103159414 here'],
		[
			{ orderId: '1', requestAmount: '5' },
			'the order is 1 at GatePay and 35214673103159414 here, the amount is 5 at GatePay and 0.018 here',
		],
	])('stays unknown where GatePay has another refund with this ID: %o', async (shown, differences) => {
		const { result, script } = await play([SILENCE, success({ ...DETAILS, ...shown })], {
			settings: { checkExisting: false },
		});
		expect(script.story).toEqual(['send', 'look up']);
		expect(result).toMatchObject({
			...UNKNOWN_AFTER_ONE_SEND,
			happened: sentAndUnknown(
				`the connection broke off before an answer came; GatePay has a refund with this ID, but ${differences}.`,
			),
		});
	});

	it('is looked up for its time, counted from the first unknown answer, look-ups included', async () => {
		const slow = (after: number, reply: Reply) => ({ after, reply });
		const { script } = await play(
			[
				...[slow(20_000, NO_SUCH_REFUND), slow(30_000, TIMEOUT)],
				...[slow(500, NO_SUCH_REFUND), slow(3_500, NO_SUCH_REFUND), NO_SUCH_REFUND],
			],
			{ settings: { settleTime: 10_000 } },
		);
		expect(script.story).toEqual([
			'look up',
			'send',
			'look up',
			'wait 3000',
			'look up',
			'wait 3000',
			'look up',
		]);
	});

	it('is not looked up again once a look-up has used up the time', async () => {
		const settings = { settleTime: 10_000 };
		const lasting = (after: number) => [NO_SUCH_REFUND, SILENCE, { after, reply: NO_SUCH_REFUND }];
		for (const after of [10_000, 10_001]) {
			const { script } = await play(lasting(after), { settings });
			expect(script.story).toEqual(['look up', 'send', 'look up']);
		}
		const { script } = await play([...lasting(9_999), NO_SUCH_REFUND], { settings });
		expect(script.story).toEqual(['look up', 'send', 'look up', 'wait 1', 'look up']);
	});

	it('is looked up once where there is no time for it', async () => {
		const settings = { settleTime: 0 };
		const open = await play([NO_SUCH_REFUND, SILENCE, NO_SUCH_REFUND], { settings });
		expect(open.script.story).toEqual(['look up', 'send', 'look up']);
		expect(open.result).toMatchObject(UNKNOWN_AFTER_ONE_SEND);

		const found = await play([NO_SUCH_REFUND, SILENCE, FOUND], { settings });
		expect(found.result).toMatchObject({ outcome: 'recovered' });
	});
});

describe('an answer for which GatePay documents “retry with the same parameters”', () => {
	it.each([
		['300000', 500],
		['300001', 500],
		['400000', 500],
		['300000', 502],
		['300001', 503],
		['400000', 599],
	])(
		'%s with HTTP %i is followed by the same request, once GatePay has said twice, seconds apart, that it has no such refund',
		async (code, status) => {
			const { result, script } = await play([
				...[NO_SUCH_REFUND, refusal(code, status)],
				...[NO_SUCH_REFUND, NO_SUCH_REFUND, ACCEPTED],
			]);
			expect(script.story).toEqual(['look up', 'send', 'look up', 'wait 3000', 'look up', 'send']);
			expect(script.requests[4]).toEqual(script.requests[1]);
			expect(result).toMatchObject({
				kind: 'made',
				outcome: 'accepted',
				attempts: 2,
				refundStatus: 'accepted',
			});
		},
	);

	it('is followed by none where GatePay has the refund', async () => {
		const { result, script } = await play([NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, FOUND]);
		expect(script.story).toEqual(['look up', 'send', 'look up', 'wait 3000', 'look up']);
		expect(result).toMatchObject({ outcome: 'recovered', attempts: 1 });
	});

	it('is not repeated on look-ups without an answer', async () => {
		const once = await play([
			...[NO_SUCH_REFUND, RETRY],
			...[NO_SUCH_REFUND, SILENCE, refusal('400304', 500), NO_SUCH_REFUND, ACCEPTED],
		]);
		expect(once.script.story).toEqual(['look up', 'send', ...A_MINUTE_OF_LOOK_UPS.slice(0, 7), 'send']);

		const never = await play([
			...[NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND],
			...times(LOOK_UPS_IN_A_MINUTE - 1, SILENCE),
		]);
		expect(never.script.story).toEqual(['look up', 'send', ...A_MINUTE_OF_LOOK_UPS]);
		expect(never.result).toMatchObject(UNKNOWN_AFTER_ONE_SEND);
	});

	it('is not repeated without time for two look-ups that are seconds apart', async () => {
		const none = await play([NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND], { settings: { settleTime: 0 } });
		expect(none.script.story).toEqual(['look up', 'send', 'look up']);
		expect(none.result).toMatchObject(UNKNOWN_AFTER_ONE_SEND);

		const little = await play([NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND], {
			settings: { settleTime: 1_000 },
		});
		expect(little.script.story).toEqual(['look up', 'send', 'look up', 'wait 1000', 'look up']);
		expect(little.result).toMatchObject(UNKNOWN_AFTER_ONE_SEND);

		const atTheEnd = await play([NO_SUCH_REFUND, RETRY, SILENCE, SILENCE, NO_SUCH_REFUND, NO_SUCH_REFUND], {
			settings: { settleTime: 8_100 },
		});
		expect(atTheEnd.script.story).toEqual([
			...[
				'look up',
				'send',
				'look up',
				'wait 3000',
				'look up',
				'wait 5000',
				'look up',
				'wait 100',
				'look up',
			],
		]);
		expect(atTheEnd.result).toMatchObject(UNKNOWN_AFTER_ONE_SEND);

		const enough = await play([NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND, ACCEPTED], {
			settings: { settleTime: 3_500 },
		});
		expect(enough.result).toMatchObject({ outcome: 'accepted', attempts: 2 });
	});

	it('makes three sends at most, within the time of the first', async () => {
		const { result, script } = await play(
			[
				...[NO_SUCH_REFUND, RETRY],
				...[NO_SUCH_REFUND, NO_SUCH_REFUND, refusal('300001', 500)],
				...[NO_SUCH_REFUND, NO_SUCH_REFUND, refusal('400000', 500)],
				...times(4, NO_SUCH_REFUND),
			],
			{ settings: { settleTime: 20_000 } },
		);
		expect(script.story).toEqual([
			...['look up', 'send', 'look up', 'wait 3000', 'look up'],
			...['send', 'look up', 'wait 3000', 'look up'],
			...['send', 'look up', 'wait 3000', 'look up', 'wait 5000', 'look up', 'wait 6000', 'look up'],
		]);
		expect(result).toMatchObject({
			kind: 'outcomeUnknown',
			attempts: 3,
			happened: sentAndUnknown('GatePay answered code 300000 with HTTP 500.'),
		});
	});

	it('may be accepted the third time', async () => {
		const { result, script } = await play([
			...[NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND],
			...[RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND, ACCEPTED],
		]);
		expect(script.story.filter((step) => step === 'send')).toHaveLength(3);
		expect(result).toMatchObject({ outcome: 'accepted', attempts: 3 });
	});

	it('counts a request that was signed anew among the three', async () => {
		const settings = { settleTime: 20_000 };
		const first = await play(
			[
				...[NO_SUCH_REFUND, refusal('400003'), NO_SUCH_REFUND, NO_SUCH_REFUND, RETRY],
				...[NO_SUCH_REFUND, NO_SUCH_REFUND, RETRY],
				...times(4, NO_SUCH_REFUND),
			],
			{ settings },
		);
		expect(first.script.story).toEqual([
			...['look up', 'send', 'look up', 'wait 3000', 'look up'],
			...['send', 'look up', 'wait 3000', 'look up', 'send'],
			...['look up', 'wait 3000', 'look up', 'wait 5000', 'look up', 'wait 6000', 'look up'],
		]);
		expect(first.result).toMatchObject({ kind: 'outcomeUnknown', attempts: 3 });

		const second = await play([
			...[NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND],
			...[refusal('400003'), NO_SUCH_REFUND, NO_SUCH_REFUND, ACCEPTED],
		]);
		expect(second.script.story).toEqual([
			...['look up', 'send', 'look up', 'wait 3000', 'look up'],
			...['send', 'look up', 'wait 3000', 'look up', 'send'],
		]);
		expect(second.result).toMatchObject({ outcome: 'accepted', attempts: 3 });

		const third = await play([
			...[NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND],
			...[RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND, refusal('400003'), FOUND],
		]);
		expect(third.script.story.slice(-2)).toEqual(['send', 'look up']);
		expect(third.result).toMatchObject({ outcome: 'recovered', attempts: 3 });
	});

	const AFTER_A_RESEND = ['look up', 'send', 'look up', 'wait 3000', 'look up', 'send'];

	it.each<[string, Reply, number]>([
		['is refused', refusal('400608'), 2],
		['is refused with a code that is believed at once', refusal('400001'), 2],
		['gets no answer', SILENCE, 2],
		['gets an answer about something else', success({ ...CREATED, prepayId: '1' }), 2],
		['gets a code that says nothing, with HTTP 200', refusal('300000'), 2],
		['makes no connection', NOT_CONNECTED, 1],
	])('stays unknown, and is not repeated, when the repeat %s', async (_, reply, attempts) => {
		const settings = { settleTime: 20_000 };
		const resent = [NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND, reply];
		const open = await play([...resent, ...times(5, NO_SUCH_REFUND)], { settings });
		expect(open.script.story).toEqual([
			...AFTER_A_RESEND,
			...[
				'look up',
				'wait 3000',
				'look up',
				'wait 5000',
				'look up',
				'wait 8000',
				'look up',
				'wait 1000',
				'look up',
			],
		]);
		expect(open.result).toMatchObject({
			kind: 'outcomeUnknown',
			attempts,
			happened: sentAndUnknown('GatePay answered code 300000 with HTTP 500.'),
		});

		const found = await play([...resent, NO_SUCH_REFUND, FOUND], { settings });
		expect(found.script.story).toEqual([...AFTER_A_RESEND, 'look up', 'wait 3000', 'look up']);
		expect(found.result).toMatchObject({ outcome: 'recovered', attempts });
	});

	it('looks a repeat up at once, even when the time is over', async () => {
		const { result, script } = await play(
			[
				...[NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND],
				...[{ after: 30_000, reply: TIMEOUT }, FOUND],
			],
			{ settings: { settleTime: 10_000 } },
		);
		expect(script.story).toEqual([...AFTER_A_RESEND, 'look up']);
		expect(result).toMatchObject({ outcome: 'recovered', attempts: 2 });
	});
});

describe('an execution that is stopped', () => {
	const notSent = {
		kind: 'notSent',
		attempts: 0,
		happened: `${NOT_SENT} the execution was stopped.`,
		advice: 'To make it, run the workflow again. The same refund request ID is used then.',
	};

	it('sends nothing when it was stopped before', async () => {
		for (const settings of [{}, { checkExisting: false }]) {
			const { result, script } = await play([], { settings, stopsDuring: 0 });
			expect(script.story).toEqual([]);
			expect(result).toEqual(notSent);
		}
	});

	it('sends nothing when it is stopped while it looks up first, and shows what was found', async () => {
		const stopped = await play([NO_SUCH_REFUND], { stopsDuring: 1 });
		expect(stopped.script.story).toEqual(['look up']);
		expect(stopped.result).toEqual(notSent);

		expect((await play([FOUND], { stopsDuring: 1 })).result).toMatchObject({ outcome: 'existing' });
	});

	const WHOLE_STORY = ['look up', 'send', 'look up', 'wait 3000', 'look up', 'send'];

	it.each<[number, Reply[]]>([
		[2, [NO_SUCH_REFUND, RETRY]],
		[3, [NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND]],
		[4, [NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND]],
		[5, [NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND]],
		[6, [NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND, SILENCE]],
	])('calls and waits no more after its step %i, and leaves the outcome unknown', async (step, replies) => {
		const { result, script } = await play(replies, { stopsDuring: step });
		expect(script.story).toEqual(WHOLE_STORY.slice(0, step));
		expect(result).toMatchObject({
			kind: 'outcomeUnknown',
			attempts: step === 6 ? 2 : 1,
			happened: sentAndUnknown('GatePay answered code 300000 with HTTP 500.'),
		});
	});

	it('shows what GatePay still said', async () => {
		const accepted = await play([NO_SUCH_REFUND, ACCEPTED], { stopsDuring: 2 });
		expect(accepted.result).toMatchObject({ outcome: 'accepted', attempts: 1 });

		const refused = await play([NO_SUCH_REFUND, refusal('400001')], { stopsDuring: 2 });
		expect(refused.result).toMatchObject({ kind: 'refused' });

		const doubted = await play([NO_SUCH_REFUND, refusal('400605'), FOUND], { stopsDuring: 3 });
		expect(doubted.result).toMatchObject({ outcome: 'recovered', attempts: 1 });

		const recovered = await play([NO_SUCH_REFUND, SILENCE, FOUND], { stopsDuring: 3 });
		expect(recovered.result).toMatchObject({ outcome: 'recovered', attempts: 1 });
	});

	it('signs nothing anew', async () => {
		const lookUp = await play([refusal('400003')], { stopsDuring: 1 });
		expect(lookUp.script.story).toEqual(['look up']);
		expect(lookUp.result).toMatchObject({ kind: 'notSent', attempts: 0 });

		const send = await play([NO_SUCH_REFUND, refusal('400003')], { stopsDuring: 2 });
		expect(send.script.story).toEqual(['look up', 'send']);
		expect(send.result).toMatchObject({ ...UNKNOWN_AFTER_ONE_SEND });

		const once = await play([NO_SUCH_REFUND, refusal('400003'), NO_SUCH_REFUND], { stopsDuring: 3 });
		expect(once.script.story).toEqual(['look up', 'send', 'look up']);
		expect(once.result).toMatchObject({ ...UNKNOWN_AFTER_ONE_SEND });

		const lookedUp = await play([NO_SUCH_REFUND, refusal('400003'), NO_SUCH_REFUND, NO_SUCH_REFUND], {
			stopsDuring: 5,
		});
		expect(lookedUp.script.story).toEqual(['look up', 'send', 'look up', 'wait 3000', 'look up']);
		expect(lookedUp.result).toMatchObject({
			...UNKNOWN_AFTER_ONE_SEND,
			happened: sentAndUnknown('GatePay refused it with code 400003.'),
		});
	});

	it('believes no doubtful refusal', async () => {
		const atOnce = await play([NO_SUCH_REFUND, refusal('400608')], { stopsDuring: 2 });
		expect(atOnce.script.story).toEqual(['look up', 'send']);
		const inBetween = await play([NO_SUCH_REFUND, refusal('400608'), NO_SUCH_REFUND], { stopsDuring: 4 });
		expect(inBetween.script.story).toEqual(['look up', 'send', 'look up', 'wait 3000']);
		for (const { result } of [atOnce, inBetween]) {
			expect(result).toMatchObject({
				kind: 'outcomeUnknown',
				attempts: 1,
				happened: expect.stringContaining('GatePay refused it with code 400608'),
			});
		}
	});
});

describe('a pause that ends a moment early', () => {
	it('is waited for to its end, so that three seconds are three seconds', async () => {
		const { result, script } = await play(
			[NO_SUCH_REFUND, refusal('400608'), NO_SUCH_REFUND, NO_SUCH_REFUND],
			{
				settings: { settleTime: 0 },
				early: 1,
			},
		);
		expect(script.story).toEqual(['look up', 'send', 'look up', 'wait 3000', 'wait 1', 'look up']);
		expect(result).toMatchObject({ kind: 'refused', attempts: 1 });
	});

	it('is not waited for any longer once the execution was stopped', async () => {
		const { script } = await play([NO_SUCH_REFUND, refusal('400608'), NO_SUCH_REFUND], {
			early: 1,
			stopsDuring: 4,
		});
		expect(script.story).toEqual(['look up', 'send', 'look up', 'wait 3000']);
	});
});

import { setImmediate } from 'node:timers/promises';

import type { Reply } from '../../../gatepay/api/answer';
import { LISTED_CODES, meaningOf, type Certainty } from '../../../gatepay/api/codes';
import { headline, type Failure, type Objection, type RefundMade } from '../../../gatepay/refund/failures';
import type { RefundIntent } from '../../../gatepay/refund/intent';
import { RefundMemory } from '../../../gatepay/refund/memory';
import { makeRefund } from '../../../gatepay/refund/procedure';
import {
	ACCOUNT,
	anIntent,
	gatewayThatSays,
	http,
	NO_SUCH_REFUND,
	NOT_CONNECTED,
	refusal,
	SILENCE,
	success,
	type Circumstances,
	type Scripted,
} from '../scripted';
import { UNWANTED_WORDS } from '../tries';

const INTENT = anIntent();
const V1 = anIntent({ version: 'v1', fields: {} });
const ID = INTENT.refundRequestId;

/** GatePay's example answer to a create, and what a refund query shows. */
const CREATED = { refundRequestId: ID, prepayId: INTENT.prepayId, refundAmount: '0.018', errMsg: '' };
const DETAILS = {
	refundRequestId: ID,
	orderId: INTENT.prepayId,
	requestAmount: '0.01800000',
	status: 'SUCCESS',
};

/** Its text may hold secrets, and is not told. */
const STACK = 'TypeError: fake-secret\n    at Disk.write (disk.js:1:1)';
const FAULT = Object.assign(new TypeError('fake-secret'), { stack: STACK });

/** What GatePay may answer, by the names that stories give it; any other name is the code of a refusal. */
const ANSWERS: Record<string, Reply | Error> = {
	none: NO_SUCH_REFUND,
	found: success(DETAILS),
	failed: success({ ...DETAILS, status: 'FAIL' }),
	another: success({ ...DETAILS, orderId: '1', requestAmount: '5' }),
	accepted: success(CREATED),
	late: refusal('400003'),
	retry: refusal('300000', 500),
	silence: SILENCE,
	unconnected: NOT_CONNECTED,
	page: http(502, '<html>'),
	fault: FAULT,
};

/** `none`; `400605`; `400605/500` for HTTP 500; `20000+none` for one that takes 20 s; `?` for the row's own. */
function answerNamed(name: string, own: Reply | undefined): Scripted {
	if (name === '?' && own) return own;
	const [after, late] = name.split('+');
	if (late !== undefined) return { after: Number(after), reply: answerNamed(late, own) as Reply };
	const [code = '', status = '200'] = name.split('/');
	return (Object.hasOwn(ANSWERS, name) ? ANSWERS[name] : undefined) ?? refusal(code, Number(status));
}

/** The look-ups of a minute, the last one when the time is over. */
const minute = (answer: string) =>
	['', '3000, ', '5000, ', '8000, ', '13000, ', '15000, ', '15000, ', '1000, ']
		.map((pause) => `${pause}L ${answer}`)
		.join(', ');

interface Given extends Circumstances {
	intent?: RefundIntent;
	/** Milliseconds; a minute unless it is given. */
	settles?: number;
	objection?: Objection;
	/** What the message must name, besides the refund. */
	says?: RegExp;
	/** What `?` stands for. */
	reply?: Reply;
}

/**
 * Makes a refund by a story, which has to come true: `L` looks up, `S` sends, and the answer to it; a number is a pause in
 * milliseconds.
 *
 * @returns what it came to with its sends, such as `accepted 1`
 */
async function tell(story: string, given: Given = {}, memory = new RefundMemory()): Promise<string> {
	const { intent = INTENT, settles = 60_000, objection, says, reply } = given;
	const steps = story === '' ? [] : story.split(', ');
	const answers = steps.flatMap((step) => step.split(' ')[1] ?? []);
	const gateway = gatewayThatSays(
		answers.map((name) => answerNamed(name, reply)),
		given,
	);
	const result = await makeRefund(intent, { settleTime: settles }, { gateway, memory }, objection);
	const did = gateway.story.map((step) =>
		step.replace('look up', 'L').replace('send', 'S').replace('wait ', ''),
	);
	expect(did).toEqual(steps.map((step) => step.split(' ')[0]));
	const sends = gateway.requests.filter(({ call }) => call.startsWith('createRefund'));
	for (const sent of sends) expect(sent).toEqual(sends[0]);
	const ofRefund = gateway.requests.filter(({ call }) => call.includes('Refund'));
	for (const { call } of ofRefund) expect(call.toLowerCase().endsWith(intent.version)).toBe(true);
	if (result.kind === 'made') expect(result.intent).toBe(intent);
	else isSound(result, intent, says);
	return came(result);
}

function came(result: RefundMade | Failure): string {
	return `${result.kind === 'made' ? result.outcome : result.kind} ${result.attempts}`;
}

const BEGINNING = {
	...{ notSent: 'Not sent', refused: 'Refused', failed: 'Failed', outcomeUnknown: 'Outcome unknown' },
} as Record<string, string>;

/** A message begins with its outcome, names the refund and what it must, says what to do, and keeps secrets. */
function isSound(failure: Failure, { refundRequestId }: RefundIntent, says = /./): void {
	const whole = `${headline(failure)} ${failure.advice}`;
	expect(whole.startsWith(`${BEGINNING[failure.kind]}: `)).toBe(true);
	expect(whole).toContain(refundRequestId);
	expect(whole).toMatch(new RegExp(says, 'i'));
	expect(failure.advice).toMatch(/^[A-Z].+\.$/);
	expect(whole).not.toMatch(UNWANTED_WORDS);
	expect(whole).not.toContain('fake-secret');
}

type Row = [what: string, story: string, comes: string, given?: Given];

const to = anIntent({
	fields: {
		...{ refundCurrency: 'USDT', refundStyle: '2', refundPayChannel: '2', refundToGateUid: '10002' },
		...{ refundAddress: 'TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf', refundChain: 'TRX' },
	},
});
const long = '12345678901234567890123456789012';
const longFound = http(200, `{"status":"SUCCESS","data":{"refundRequestId":${long}}}`);
const objection = { reason: 'The order is not paid.', advice: 'Look at the order.' };
const SLOW_DOWN = refusal('400699', 200, 'slow down');

// prettier-ignore
const LOOKING_UP_FIRST: Row[] = [
	['finds it: nothing is sent', 'L found', 'existing 0'],
	['finds none: it is sent', 'L none, S accepted', 'accepted 1'],
	['finds none, on V1', 'L none, S accepted', 'accepted 1', { intent: V1 }],
	['finds a long ID as a number', 'L ?', 'existing 0', { reply: longFound, intent: anIntent({ refundRequestId: long }) }],
	['gets no answer', 'L silence', 'notSent 0', { says: /no answer came within 30 seconds/ }],
	['gets no connection', 'L unconnected', 'notSent 0', { says: /the connection was refused/ }],
	['gets a page', 'L page', 'notSent 0', { says: /HTTP 502/ }],
	['gets a redirect', 'L ?', 'notSent 0', { reply: success(DETAILS, '', 302), says: /HTTP 302/ }],
	['gets “no such refund” with HTTP 500', 'L 400304/500', 'notSent 0', { says: /HTTP 500/ }],
	['gets another refusal', 'L ?', 'notSent 0', { reply: SLOW_DOWN, says: /400699/ }],
	['gets another refund', 'L ?', 'notSent 0', { reply: success({ ...DETAILS, refundRequestId: '1' }) }],
	['gets no data', 'L ?', 'notSent 0', { reply: success(null) }],
	['is signed anew once: found', 'L late, L found', 'existing 0'],
	['is signed anew once: none', 'L late, L none, S accepted', 'accepted 1'],
	['is not signed anew twice', 'L late, L late', 'notSent 0', { says: /400003/ }],
	['is not signed anew under HTTP 500', 'L 400003/500', 'notSent 0'],
	...(
		[
			[V1, { prepayId: '1' }, /order.* 1 .*35214673103159414/],
			[INTENT, { orderId: '1' }, /order.* 1 .*35214673103159414/],
			[V1, { refundAmount: '5' }, /amount.* 5 .*0\.018/],
			[INTENT, { requestAmount: '5.00000000' }, /amount.* 5\.00000000 .*0\.018/],
			[to, { requestCurrency: 'BTC' }, /currency.* BTC .*USDT/],
			[to, { refund_style: 1 }, /style.* 1 .*2/],
			[to, { refund_to_gate_uid: 10003 }, /Gate UID.* 10003 .*10002/],
			[to, { refund_address: 'TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBF' }, /address.*AeBF .*AeBf/],
			[INTENT, { orderId: '1', requestAmount: '5' }, /order.* 1 .*amount.* 5 /],
		] as const
	).map(([intent, shown, says]): Row => {
		const reply = success({ refundRequestId: ID, ...shown });
		return [`finds another one: ${JSON.stringify(shown)}`, 'L ?', 'notSent 0', { intent, reply, says }];
	}),
	['finds one that failed', 'L ?', 'failed 0', { reply: success({ ...DETAILS, orderId: '1', status: 'FAIL', remark: 'empty' }), says: /FAIL.*empty/ }],
	['finds none, and the order objects', 'L none', 'notSent 0', { objection, says: /The order is not paid/ }],
	['finds it, though the order objects', 'L found', 'existing 0', { objection }],
	['gets no answer, though the order objects', 'L silence', 'notSent 0', { objection, says: /no answer came/ }],
];

// prettier-ignore
const SENDING: Row[] = [
	...['000000', '00000', '', null].map((code): Row => {
		return [`succeeds with the code ${code}`, 'L none, S ?', 'accepted 1', { reply: success(CREATED, code) }];
	}),
	...[
		{ refundRequestId: ID },
		{ ...CREATED, errMsg: null },
		{ ...CREATED, refundAmount: '0.01800000' },
		{ ...CREATED, refundAmount: 0.018 },
		{ ...CREATED, status: 'FAIL' },
	].map((data): Row => {
		return [`succeeds with ${JSON.stringify(data)}`, 'L none, S ?', 'accepted 1', { reply: success(data) }];
	}),
	['makes no connection', 'L none, S unconnected', 'notSent 0', { says: /was refused.*'Base URL'/ }],
	...(
		[
			['silence', SILENCE, /no answer came within 30 seconds/],
			['a page with HTTP 502', http(502, '<html>'), /HTTP 502/],
			['a page with HTTP 401', http(401, ''), /HTTP 401/],
			['a page with HTTP 429', http(429, '{}'), /HTTP 429/],
			['a page with HTTP 200', http(200, '<html>'), /HTTP 200/],
			['a redirect', http(302, ''), /HTTP 302/],
			['a refusal that was redirected', refusal('400001', 302), /HTTP 302/],
			['300000 with HTTP 200', refusal('300000'), /300000/],
			['300001 with HTTP 200', refusal('300001'), /300001/],
			['400000 with HTTP 400', refusal('400000', 400), /400000/],
			['another ID', success({ ...CREATED, refundRequestId: 'x' }), /something else/],
			['another order', success({ ...CREATED, prepayId: '1' }), /something else/],
			['another amount', success({ ...CREATED, refundAmount: '1' }), /something else/],
			['no data', success(undefined), /something else/],
			['a list', success([CREATED]), /something else/],
			['an errMsg', success({ ...CREATED, errMsg: 'ask support' }), /“ask support”/],
			['an errMsg of 0', success({ ...CREATED, errMsg: 0 }), /“0”/],
			['a success with HTTP 500', success(CREATED, '', 500), /HTTP 500/],
			['a success with HTTP 400', success(CREATED, '', 400), /HTTP 400/],
		] as const
	).flatMap(([what, reply, says]): Row[] => [
		[`gets ${what}: nothing is repeated`, `L none, S ?, ${minute('none')}`, 'outcomeUnknown 1', { reply, says }],
		[`gets ${what}: it is recovered`, 'L none, S ?, L found', 'recovered 1', { reply }],
	]),
];

const codesOf = (wanted: Certainty) => LISTED_CODES.filter((code) => meaningOf(code).certainty === wanted);
const FINAL = codesOf('final');
const AFTER_ONE = codesOf('afterOneCheck');
const AFTER_TWO = [...codesOf('afterTwoChecks'), '400699', '429', 'toString'];
const settles = 0;

// prettier-ignore
const REFUSALS: Row[] = [
	...FINAL.flatMap((code) => [code, `${code}/400`, `${code}/403`]).map((code): Row => {
		return [`is final: ${code}`, `L none, S ${code}`, 'refused 1', { says: /“in words of its own”/ }];
	}),
	...AFTER_ONE.map((code): Row => {
		// The order may be one of the other version.
		const story = `L none, S ${code}, L none${['400202', '500208'].includes(code) ? ', L 400202' : ''}`;
		return [`is believed after a look-up: ${code}`, story, 'refused 1', { settles }];
	}),
	...['400202', '500208'].map((code): Row => {
		const given = {
			reply: success({ prepayId: INTENT.prepayId }),
			says: /'Payment Refund \(V1\)'.*'Resource'/,
		};
		return [`says where the order is: ${code}`, `L none, S ${code}, L none, L ?`, 'refused 1', given];
	}),
	...AFTER_TWO.flatMap((code): Row[] => [
		[`is believed after two: ${code}`, `L none, S ${code}, L none, 3000, L none`, 'refused 1', { settles }],
		[`is recovered at last: ${code}`, `L none, S ${code}, L none, 3000, L found`, 'recovered 1'],
	]),
	...[...AFTER_ONE, ...AFTER_TWO].map((code): Row => {
		return [`is recovered: ${code}`, `L none, S ${code}, L found`, 'recovered 1'];
	}),
	...[...FINAL, ...AFTER_ONE, ...AFTER_TWO, '400003'].map((code): Row => {
		const says = new RegExp(`${code}.*HTTP 500`);
		return [
			`is none under HTTP 500: ${code}`,
			`L none, S ${code}/500, ${minute('none')}`,
			'outcomeUnknown 1',
			{ says },
		];
	}),
	['is looked up until it is answered', 'L none, S 400605, L silence, 3000, L 400002, 5000, L none', 'refused 1'],
	['waits for its second answer', 'L none, S 400608, L none, 3000, L silence, 5000, L none', 'refused 1'],
	['is doubted unanswered', `L none, S 400605, ${minute('silence')}`, 'outcomeUnknown 1', { says: /400605/ }],
	['is doubted half answered', 'L none, S 400608, L none, 3000, L silence, 2000, L silence', 'outcomeUnknown 1', { settles: 5_000 }],
	['is looked up once without time', 'L none, S 400605, L silence', 'outcomeUnknown 1', { settles }],
	['is looked up twice without time', 'L none, S 400608, L silence, 3000, L none', 'outcomeUnknown 1', { settles }],
	['needs answers seconds apart', 'L none, S 400608, L silence, 3000, L none, 100, L none', 'outcomeUnknown 1', { settles: 3_100 }],
	['of one shown otherwise is doubted', 'L none, S 400608, L another', 'outcomeUnknown 1', { says: /order.* 1 / }],
	['of one that failed says so', 'L none, S 400608, L failed', 'failed 1'],
];

const NONE_TWICE = 'L none, 3000, L none';
const RESENT_LATE = `L none, S late, ${NONE_TWICE}`;
// prettier-ignore
const TIMESTAMPS: Row[] = [
	['is recovered where a copy came before', 'L none, S late, L found', 'recovered 1'],
	['is recovered where the query lags', 'L none, S late, L none, 3000, L found', 'recovered 1'],
	['is sent once more after two look-ups', `${RESENT_LATE}, S accepted`, 'accepted 2', { settles }],
	['is unknown unanswered', `L none, S late, ${minute('silence')}`, 'outcomeUnknown 1', { says: /400003/ }],
	['waits for two answers', 'L none, S late, L silence, 3000, L none, 5000, L none, S accepted', 'accepted 2'],
	['is refused the second time', `${RESENT_LATE}, S late, ${NONE_TWICE}`, 'refused 2', { says: /400003.*clock/ }],
	['is recovered the second time', `${RESENT_LATE}, S late, L none, 3000, L found`, 'recovered 2'],
	['makes no connection the second time', `${RESENT_LATE}, S unconnected`, 'notSent 1'],
	['is judged by the second answer: final', `${RESENT_LATE}, S 400002`, 'refused 2'],
	['is judged by the second answer: silence', `${RESENT_LATE}, S silence, L found`, 'recovered 2'],
];

const RESENT = `L none, S retry, ${NONE_TWICE}`;
// prettier-ignore
const RETRIES: Row[] = [
	...['300000/500', '300001/503', '400000/599'].map((code): Row => {
		return [
			`is sent again after two look-ups: ${code}`,
			`L none, S ${code}, ${NONE_TWICE}, S accepted`,
			'accepted 2',
		];
	}),
	['is not sent again where GatePay has it', 'L none, S retry, L none, 3000, L found', 'recovered 1'],
	['counts answered look-ups alone', 'L none, S retry, L none, 3000, L silence, 5000, L 400304/500, 8000, L none, S accepted', 'accepted 2'],
	['is not sent again on silence', `L none, S retry, L none${minute('silence').slice(9)}`, 'outcomeUnknown 1'],
	['is not sent again without time', 'L none, S retry, L none', 'outcomeUnknown 1', { settles }],
	['needs look-ups seconds apart', 'L none, S retry, L none, 1000, L none', 'outcomeUnknown 1', { settles: 1_000 }],
	['needs them at its end, too', 'L none, S retry, L silence, 3000, L silence, 5000, L none, 100, L none', 'outcomeUnknown 1', { settles: 8_100 }],
	['is sent again with just enough time', `${RESENT}, S accepted`, 'accepted 2', { settles: 3_500 }],
	['is sent three times at most', `${RESENT}, S retry, ${NONE_TWICE}, S retry, ${NONE_TWICE}, 5000, L none, 6000, L none`, 'outcomeUnknown 3', { settles: 20_000 }],
	['may be accepted the third time', `${RESENT}, S retry, ${NONE_TWICE}, S accepted`, 'accepted 3'],
	['counts one signed anew before', `${RESENT_LATE}, S retry, ${NONE_TWICE}, S retry, ${NONE_TWICE}, 5000, L none, 6000, L none`, 'outcomeUnknown 3', { settles: 20_000 }],
	['counts one signed anew after', `${RESENT}, S late, ${NONE_TWICE}, S accepted`, 'accepted 3'],
	['is not signed anew the fourth time', `${RESENT}, S retry, ${NONE_TWICE}, S late, L found`, 'recovered 3'],
	...(
		[
			['400608', 2],
			['400002', 2],
			['silence', 2],
			['?', 2],
			['300000', 2],
			['unconnected', 1],
		] as const
	).flatMap(([answer, sends]): Row[] => {
		const reply = success({ ...CREATED, prepayId: '1' });
		// prettier-ignore
		const open = `${RESENT}, S ${answer}, ${NONE_TWICE}, 5000, L none, 8000, L none, 1000, L none`;
		return [
			[`stays unknown when the repeat gets ${answer}`, open, `outcomeUnknown ${sends}`, { reply, settles: 20_000, says: /300000.*HTTP 500/ }],
			[`is recovered when the repeat gets ${answer}`, `${RESENT}, S ${answer}, L none, 3000, L found`, `recovered ${sends}`, { reply }],
		];
	}),
	['looks a late repeat up at once', `${RESENT}, S 30000+silence, L found`, 'recovered 2', { settles: 10_000 }],
];

// prettier-ignore
const UNKNOWN: Row[] = [
	['is settled as soon as GatePay shows it', 'L none, S silence, L none, 3000, L silence, 5000, L 400002, 8000, L found', 'recovered 1'],
	['may turn out to have failed', 'L none, S silence, L failed', 'failed 1'],
	['stays so for another one', 'L none, S silence, L another', 'outcomeUnknown 1', { says: /order.* 1 .*amount.* 5 / }],
	['has its time from the first unknown answer', 'L 20000+none, S 30000+silence, L 500+none, 3000, L 3500+none, 3000, L none', 'outcomeUnknown 1', { settles: 10_000 }],
	['ends with a look-up that takes all its time', 'L none, S silence, L 10000+none', 'outcomeUnknown 1', { settles: 10_000 }],
	['is looked up a last time at its end', 'L none, S silence, L 9999+none, 1, L none', 'outcomeUnknown 1', { settles: 10_000 }],
	['is looked up once without time', 'L none, S silence, L none', 'outcomeUnknown 1', { settles }],
	['is looked up once without time: recovered', 'L none, S silence, L found', 'recovered 1', { settles }],
	['waits for a pause that ends early', 'L none, S 400608, L none, 3000, 1, L none', 'refused 1', { early: 1, settles }],
];

// prettier-ignore
const STOPPED: Row[] = [
	['before', '', 'notSent 0', { stopsDuring: 0, says: /the execution was stopped/ }],
	['while it looks up first', 'L none', 'notSent 0', { stopsDuring: 1, says: /the execution was stopped/ }],
	['while it looks up first, and finds it', 'L found', 'existing 0', { stopsDuring: 1 }],
	['while it looks up first, late', 'L late', 'notSent 0', { stopsDuring: 1 }],
	...[2, 3, 4, 5, 6].map((stopsDuring): Row => {
		const story = `${RESENT}, S silence`.split(', ').slice(0, stopsDuring).join(', ');
		return [
			`after step ${stopsDuring}`,
			story,
			`outcomeUnknown ${stopsDuring === 6 ? 2 : 1}`,
			{ stopsDuring, says: /300000.*HTTP 500/ },
		];
	}),
	['while it is accepted', 'L none, S accepted', 'accepted 1', { stopsDuring: 2 }],
	['while it is refused for good', 'L none, S 400002', 'refused 1', { stopsDuring: 2 }],
	['while it is found after a refusal', 'L none, S 400605, L found', 'recovered 1', { stopsDuring: 3 }],
	['while it is found after silence', 'L none, S silence, L found', 'recovered 1', { stopsDuring: 3 }],
	['while it is late', 'L none, S late', 'outcomeUnknown 1', { stopsDuring: 2 }],
	['while it is late and looked up', 'L none, S late, L none', 'outcomeUnknown 1', { stopsDuring: 3 }],
	['while it is late and looked up twice', RESENT_LATE, 'outcomeUnknown 1', { stopsDuring: 5, says: /400003/ }],
	['while it is refused doubtfully', 'L none, S 400608', 'outcomeUnknown 1', { stopsDuring: 2, says: /400608/ }],
	['while it waits after that', 'L none, S 400608, L none, 3000', 'outcomeUnknown 1', { stopsDuring: 4, early: 1 }],
];

describe.each([
	['a refund that is looked up first', LOOKING_UP_FIRST],
	['a refund that is sent', SENDING],
	['a refusal', REFUSALS],
	['a request that is turned down for its timestamp', TIMESTAMPS],
	['an answer that asks to “retry with the same parameters”', RETRIES],
	['an unknown outcome', UNKNOWN],
	['an execution that is stopped', STOPPED],
])('%s', (_, rows) => {
	it.each(rows)('%s: %s', async (_what, story, comes, given = {}) => {
		expect(await tell(story, given)).toBe(comes);
	});
});

it.each<[string, object, object]>([
	...[
		['SUCCESS', 'succeeded'],
		['PROCESS', 'pending'],
		['NEW', 'unknown'],
		[undefined, 'unknown'],
	].map(([status, refundStatus]): [string, object, object] => [
		'existing',
		{ ...DETAILS, status },
		{ refundStatus },
	]),
	['accepted', { ...CREATED, status: 'SUCCESS' }, { refundStatus: 'accepted' }],
])('a refund that is %s shows the answer %j, and has the status %j', async (outcome, data, shown) => {
	const replies = outcome === 'existing' ? [success(data)] : [NO_SUCH_REFUND, success(data)];
	const context = { gateway: gatewayThatSays(replies), memory: new RefundMemory() };
	const result = await makeRefund(INTENT, { settleTime: 0 }, context);
	expect(result).toMatchObject({
		outcome,
		...shown,
		envelope: { data: JSON.parse(JSON.stringify(data)) as object },
	});
});

/**
 * One execution of a process, which settles nothing unless it is given time: after how many milliseconds, its story, and
 * what it comes to.
 */
type Execution = [after: number, story: string, comes: string, given?: Given];

const [TWO_MINUTES, TEN_MINUTES] = [120_000, 600_000];
const ACCEPTED: Execution = [0, 'L none, S accepted', 'accepted 1'];
const SILENT: Execution = [0, 'L none, S silence, L none', 'outcomeUnknown 1'];
const SHOWN: Execution = [0, 'L found', 'existing 0'];
const REMEMBERED: Execution = [0, NONE_TWICE, 'outcomeUnknown 0'];
/** Sent again once two look-ups, seconds apart, have not found it. */
const REFUSED: Execution = [0, `${NONE_TWICE}, S accepted`, 'accepted 1'];
const LAGGING: Execution = [
	0,
	minute('none'),
	'outcomeUnknown 0',
	{ settles: 60_000, says: /12:00:00 UTC.*12:10:00 UTC/ },
];

/** What becomes of a refund that this process made lately, by what became of it then. */
// prettier-ignore
const PROCESSES: Array<[what: string, ...executions: Execution[]]> = [
	['accepted: not sent again, whatever a look-up says', ACCEPTED, LAGGING],
	['recovered: not sent again', [0, 'L none, S silence, L found', 'recovered 1'], LAGGING],
	['found: not sent again', SHOWN, LAGGING],
	['found after silence: not sent again', SILENT, SHOWN, LAGGING],
	['accepted: shown as soon as GatePay shows it', ACCEPTED, [0, 'L none, 3000, L silence, 5000, L found', 'existing 0', { settles: 60_000 }]],
	['accepted: looked up once without time', ACCEPTED, [0, 'L none', 'outcomeUnknown 0'], [0, 'L silence', 'outcomeUnknown 0']],
	['accepted: remembered for ten minutes', ACCEPTED, [TEN_MINUTES - 1, 'L none', 'outcomeUnknown 0'], [1, ...after(ACCEPTED)]],
	['accepted: counted from the send, not from look-ups', ACCEPTED, [360_000, ...after(SHOWN)], [240_000, ...after(ACCEPTED)]],
	['failed at GatePay: stays so', [0, 'L failed', 'failed 0'], [0, 'L none', 'outcomeUnknown 0'], [0, 'L failed', 'failed 0']],
	['silent: not sent again within two minutes', SILENT, [0, minute('none'), 'outcomeUnknown 0', { settles: 60_000, says: /12:00:00 UTC.*12:02:00 UTC/ }], REMEMBERED],
	['silent: sent again after two minutes', SILENT, [TWO_MINUTES, `${NONE_TWICE}, S accepted`, 'accepted 1']],
	['silent: no look-up begun within them counts', SILENT, [TWO_MINUTES - 1, `${NONE_TWICE}, 5000, L none, S accepted`, 'accepted 1', { settles: 60_000 }]],
	['silent: not sent again without answers', SILENT, [180_000, 'L none, 3000, L silence', 'outcomeUnknown 0', { says: /12:00:00 UTC/ }]],
	['silent: shown where GatePay has it', SILENT, [0, 'L none, 3000, L found', 'existing 0']],
	[
		'silent: counted from the last send',
		[0, `${RESENT}, S silence, L silence, 500, L silence`, 'outcomeUnknown 2', { settles: 3_500 }],
		[0, NONE_TWICE, 'outcomeUnknown 0', { says: /12:00:03 UTC.*12:02:03 UTC/ }],
	],
	['silent: has time of its own when it is sent again', SILENT, [TWO_MINUTES, `${NONE_TWICE}, S silence, ${minute('none')}`, 'outcomeUnknown 1', { settles: 60_000 }]],
	['silent: refused is refused when the repeat is', SILENT, [TWO_MINUTES, `${NONE_TWICE}, S 400002`, 'refused 1']],
	['silent: refused after a look-up', SILENT, [TWO_MINUTES, `${NONE_TWICE}, S 400605, L none`, 'refused 1'], REFUSED],
	['silent: late twice', SILENT, [TWO_MINUTES, `${NONE_TWICE}, S late, ${NONE_TWICE}, S late, ${NONE_TWICE}`, 'refused 2']],
	['silent: not connected', SILENT, [TWO_MINUTES, `${NONE_TWICE}, S unconnected`, 'notSent 0'], REFUSED],
	['silent for long: counted from the end of the send', [0, 'L none, S 130000+silence, L none', 'outcomeUnknown 1'], REMEMBERED],
	['silent: shown in another way, it is still this one', SILENT, [0, 'L another', 'outcomeUnknown 0', { says: /order.* 1 / }]],
	['silent: another one is another one', SILENT, [0, 'L another', 'notSent 0', { intent: anIntent({ refundAmount: '7' }) }]],
	['silent: not sent when the order objects by now', SILENT, [TWO_MINUTES, NONE_TWICE, 'notSent 0', { objection, says: /The order is not paid/ }], REFUSED],
	...['', 'L none', 'L none, 3000', NONE_TWICE].map((story, stopsDuring): [string, ...Execution[]] => [
		`silent: stopped at step ${stopsDuring}`,
		SILENT,
		[TWO_MINUTES, story, stopsDuring === 3 ? 'notSent 0' : 'outcomeUnknown 0', { stopsDuring }],
	]),
	['silent: stays unknown when the node breaks off', SILENT, [0, 'L fault', 'outcomeUnknown 0', { says: /TypeError in Disk\.write/ }]],
	['refused for good: sent again after two look-ups', [0, 'L none, S 400002', 'refused 1'], REFUSED],
	['refused: sent again after two look-ups', [0, 'L none, S 400605, L none', 'refused 1'], REFUSED],
	['refused: remembered for a minute', [0, 'L none, S 400002', 'refused 1'], [59_999, ...after(REFUSED)]],
	['refused: forgotten after a minute', [0, 'L none, S 400002', 'refused 1'], [60_000, ...after(ACCEPTED)]],
	['refused: a copy of it is found', [0, 'L none, S 400002', 'refused 1'], [0, 'L none, 3000, L found', 'existing 0']],
	['refused: not sent again without answers', [0, 'L none, S 400002', 'refused 1'], [0, 'L silence, 3000, L silence', 'notSent 0', { says: /[Nn]o answer came/ }]],
	['not connected: may be sent again', [0, 'L none, S unconnected', 'notSent 0'], ACCEPTED],
	['late, then not connected: as refused', [0, `${RESENT_LATE}, S unconnected`, 'notSent 1'], REFUSED],
	['refused doubtfully: remembered', [0, 'L none, S 400605, L silence', 'outcomeUnknown 1'], REMEMBERED],
	[
		'resent without a connection: counted from the send before',
		[0, `${RESENT}, S unconnected, L none`, 'outcomeUnknown 1', { settles: 3_000 }],
		[0, NONE_TWICE, 'outcomeUnknown 0', { says: /12:00:00 UTC/ }],
	],
	['broken off before it was sent: may be sent again', [0, 'L fault', 'notSent 0', { says: /TypeError in Disk\.write/ }], ACCEPTED],
	...['S fault', 'S 400605, L fault', 'S silence, L fault', `S late, ${NONE_TWICE}, S fault`].map(
		(story): [string, ...Execution[]] => [
			`broken off: remembered (${story})`,
			[0, `L none, ${story}`, `outcomeUnknown ${story.split('S').length - 1}`, { says: /TypeError in Disk\.write/ }],
			REMEMBERED,
		],
	),
];

function after([, ...rest]: Execution): [story: string, comes: string, given?: Given] {
	return rest;
}

it.each(PROCESSES)('a refund that was %s', async (_, ...executions) => {
	const [memory, clock] = [new RefundMemory(), { now: 0 }];
	for (const [pause, story, comes, given] of executions) {
		clock.now += pause;
		expect(await tell(story, { settles: 0, ...given, clock }, memory)).toBe(comes);
	}
});

it.each<[string, Partial<typeof ACCOUNT>, Partial<RefundIntent>, isRemembered: boolean]>([
	['by another application of the payer', { clientId: 'another' }, {}, true],
	['with another amount', {}, { refundAmount: '5' }, true],
	['of another ID', {}, { refundRequestId: 'another' }, false],
	['of another payer', { onBehalfOf: '5' }, {}, false],
	['at another address', { baseUrl: 'https://example.com' }, {}, false],
])(
	'a refund that was accepted is remembered for one %s: %j, %j, %s',
	async (_, account, changes, isRemembered) => {
		const memory = new RefundMemory();
		await tell('L none, S accepted', {}, memory);
		const intent = anIntent(changes);
		const reply = success({ refundRequestId: intent.refundRequestId });
		const given = { intent, reply, settles: 0, account: { ...ACCOUNT, ...account } };
		const [story, comes] = isRemembered ? ['L none', 'outcomeUnknown 0'] : ['L none, S ?', 'accepted 1'];
		expect(await tell(story, given, memory)).toBe(comes);
	},
);

/** A memory that breaks when it is used for the `breaksAt`-th time. */
function brokenMemory(breaksAt: number): RefundMemory {
	const memory = new RefundMemory();
	let uses = 0;
	const breaking =
		<Given extends unknown[], T>(use: (...given: Given) => T) =>
		(...given: Given): T => {
			if (++uses >= breaksAt) throw FAULT;
			return use(...given);
		};
	return Object.assign(memory, {
		recall: breaking(memory.recall.bind(memory)),
		remember: breaking(memory.remember.bind(memory)),
	});
}

it.each([
	[1, '', 'notSent 0'],
	[2, 'L none', 'notSent 0'],
	[3, 'L none', 'notSent 0'],
	[4, 'L none, S accepted', 'outcomeUnknown 1'],
	[5, 'L none, S 400002', 'outcomeUnknown 1'],
	[5, 'L none, S accepted', 'outcomeUnknown 1'],
	[6, 'L none, S accepted', 'outcomeUnknown 1'],
])('a fault in the memory, at its use %i, is told by whether it was sent', async (breaksAt, story, comes) => {
	expect(await tell(story, { says: /Disk\.write/ }, brokenMemory(breaksAt))).toBe(comes);
});

it('a fault in the queue, or in the clock, is none that is thrown', async () => {
	const memory = Object.assign(new RefundMemory(), { oneAtATime: () => Promise.reject(FAULT) });
	expect(await tell('', {}, memory)).toBe('notSent 0');
	const gateway = gatewayThatSays([]);
	gateway.now = () => {
		throw FAULT;
	};
	const result = await makeRefund(INTENT, { settleTime: 0 }, { gateway, memory: new RefundMemory() });
	expect(came(result)).toBe('notSent 0');
});

it('two executions at once make a refund once: the second waits; another refund does not', async () => {
	const memory = new RefundMemory();
	const events: string[] = [];
	const held = (name: string, refundRequestId: string) => {
		const answers: Array<(reply: Reply) => void> = [];
		const gateway = gatewayThatSays(({ call }) => {
			events.push(`${name} ${call.startsWith('create') ? 'sends' : 'looks up'}`);
			return new Promise<Reply>((resolve) => answers.push(resolve));
		});
		const result = makeRefund(anIntent({ refundRequestId }), { settleTime: 0 }, { gateway, memory });
		const answer = async (reply: Reply) => {
			answers.shift()?.(reply);
			await setImmediate();
		};
		return { result, answer };
	};
	const [first, second, other] = [held('first', ID), held('second', ID), held('other', 'x')] as const;
	await setImmediate();
	expect(events).toEqual(['first looks up', 'other looks up']);
	await first.answer(NO_SUCH_REFUND);
	await first.answer(success(CREATED));
	expect(events.slice(2)).toEqual(['first sends', 'second looks up']);
	await second.answer(NO_SUCH_REFUND);
	await other.answer(success({ refundRequestId: 'x' }));
	const results = await Promise.all([first.result, second.result, other.result]);
	expect(results.map(came)).toEqual(['accepted 1', 'outcomeUnknown 0', 'existing 0']);
});

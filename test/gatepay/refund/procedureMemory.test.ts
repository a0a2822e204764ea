import { setImmediate } from 'node:timers/promises';

import type { Reply } from '../../../gatepay/api/answer';
import type { Gateway } from '../../../gatepay/api/gateway';
import { RefundMemory } from '../../../gatepay/refund/memory';
import type { RefundResult } from '../../../gatepay/refund/failures';
import { makeRefund, type RefundSettings } from '../../../gatepay/refund/procedure';
import { anIntent } from '../intents';
import { NO_SUCH_REFUND, NOT_CONNECTED, refusal, SILENCE, success } from './answers';
import { Script, SharedClock, type Scripted } from './script';

const INTENT = anIntent();
const ID = INTENT.refundRequestId;
const REFUND = `he refund of 0.018 for order ${INTENT.prepayId} (refund request ID ${ID})`;
const ACCEPTED = success({
	refundRequestId: ID,
	prepayId: INTENT.prepayId,
	refundAmount: '0.018',
	errMsg: '',
});
const FOUND = success({ refundRequestId: ID, orderId: INTENT.prepayId, status: 'SUCCESS' });
const FAILED = success({ refundRequestId: ID, orderId: INTENT.prepayId, status: 'FAIL' });
const RETRY = refusal('300000', 500);
const MINUTE = 60_000;

/** Its text may hold secrets, and is not told. */
const FAULT = Object.assign(new Error('disk full'), {
	stack: 'Error: disk full\n    at Disk.write (disk.js:1:1)',
});
const WHAT_BROKE = 'Error in Disk.write';

interface Given {
	settings?: Partial<RefundSettings>;
	objection?: string;
	stopsDuring?: number;
}

/** The executions of one process, one after the other. It is noon when the first begins. */
class Process {
	readonly clock = new SharedClock();
	memory = new RefundMemory();

	/** @returns what the execution came to, and what it did */
	async run(
		replies: Scripted[],
		{ settings, objection, stopsDuring }: Given = {},
	): Promise<RefundResult & { story: string[] }> {
		const script = new Script(replies, stopsDuring, this.clock);
		const result = await makeRefund(
			INTENT,
			{ checkExisting: true, settleTime: 0, ...settings },
			{ gateway: script, memory: this.memory, key: 'the refund' },
			objection,
		);
		expect(script.left).toBe(0);
		return { ...result, story: script.story };
	}

	pause(milliseconds: number): void {
		this.clock.now += milliseconds;
	}
}

/** A process that has accepted the refund at noon. */
async function afterAccepted(): Promise<Process> {
	const process = new Process();
	expect(await process.run([NO_SUCH_REFUND, ACCEPTED])).toMatchObject({ outcome: 'accepted' });
	return process;
}

/** A process that has sent the refund at noon, and knows no more of it. */
async function afterSilence(): Promise<Process> {
	const process = new Process();
	expect(await process.run([NO_SUCH_REFUND, SILENCE, NO_SUCH_REFUND])).toMatchObject({
		kind: 'outcomeUnknown',
	});
	return process;
}

const times = (count: number, reply: Reply): Reply[] => new Array<Reply>(count).fill(reply);
const A_MINUTE_OF_LOOK_UPS = [
	...['look up', 'wait 3000', 'look up', 'wait 5000', 'look up', 'wait 8000', 'look up', 'wait 13000'],
	...['look up', 'wait 15000', 'look up', 'wait 15000', 'look up', 'wait 1000', 'look up'],
];
const TWO_LOOK_UPS = ['look up', 'wait 3000', 'look up'];

const ACCEPTED_AT_NOON = `GatePay has not said what happened to t${REFUND}: GatePay had it at 12:00:00 UTC and does not show it now; this n8n does not send it again before 12:10:00 UTC.`;
const SENT_AT_NOON = `GatePay has not said what happened to t${REFUND}: it was sent at 12:00:00 UTC and may still arrive; this n8n does not send it again before 12:02:00 UTC.`;

describe('a refund that this process made lately', () => {
	it.each<[string, () => Promise<Process>]>([
		['accepted', afterAccepted],
		[
			'recovered',
			async () => {
				const process = new Process();
				const { kind } = await process.run([NO_SUCH_REFUND, SILENCE, FOUND]);
				expect(kind).toBe('made');
				return process;
			},
		],
		[
			'found',
			async () => {
				const process = new Process();
				expect(await process.run([FOUND])).toMatchObject({ outcome: 'existing' });
				return process;
			},
		],
		[
			'found after its outcome was unknown',
			async () => {
				const process = await afterSilence();
				expect(await process.run([FOUND])).toMatchObject({ outcome: 'existing' });
				return process;
			},
		],
	])('and that was %s is not sent again, whatever a look-up says', async (_, before) => {
		const process = await before();
		const lagging = await process.run(times(8, NO_SUCH_REFUND), { settings: { settleTime: MINUTE } });
		expect(lagging.story).toEqual(A_MINUTE_OF_LOOK_UPS);
		expect(lagging).toMatchObject({ kind: 'outcomeUnknown', attempts: 0, happened: ACCEPTED_AT_NOON });
	});

	it('is looked up for its time, and shown as soon as GatePay shows it', async () => {
		const process = await afterAccepted();
		const second = await process.run([NO_SUCH_REFUND, SILENCE, FOUND], { settings: { settleTime: MINUTE } });
		expect(second.story).toEqual(['look up', 'wait 3000', 'look up', 'wait 5000', 'look up']);
		expect(second).toMatchObject({
			kind: 'made',
			outcome: 'existing',
			attempts: 0,
			refundStatus: 'succeeded',
		});
	});

	it('is looked up once where there is no time for it', async () => {
		const process = await afterAccepted();
		expect(await process.run([NO_SUCH_REFUND])).toMatchObject({ happened: ACCEPTED_AT_NOON });
		expect(await process.run([SILENCE])).toMatchObject({ happened: ACCEPTED_AT_NOON });
	});

	it("is not sent again with 'Check Existing' off either", async () => {
		const process = await afterAccepted();
		const settings = { checkExisting: false };
		const second = await process.run([NO_SUCH_REFUND], { settings });
		expect(second.story).toEqual(['look up']);
		expect(second).toMatchObject({ kind: 'outcomeUnknown', happened: ACCEPTED_AT_NOON });
		expect(await process.run([FOUND], { settings })).toMatchObject({ outcome: 'existing' });
	});

	it('may be sent again ten minutes after it was sent, if GatePay has no such refund', async () => {
		const process = await afterAccepted();
		process.pause(10 * MINUTE - 1);
		expect(await process.run([NO_SUCH_REFUND])).toMatchObject({ kind: 'outcomeUnknown' });
		process.pause(1);
		const later = await process.run([NO_SUCH_REFUND, ACCEPTED]);
		expect(later.story).toEqual(['look up', 'send']);
		expect(later).toMatchObject({ outcome: 'accepted' });
	});

	it('counts its ten minutes from the send, not from look-ups that find it', async () => {
		const process = await afterAccepted();
		process.pause(6 * MINUTE);
		expect(await process.run([FOUND])).toMatchObject({ outcome: 'existing' });
		process.pause(4 * MINUTE);
		expect(await process.run([NO_SUCH_REFUND, ACCEPTED])).toMatchObject({ outcome: 'accepted' });
	});

	it('and that failed at GatePay stays so', async () => {
		const process = new Process();
		expect(await process.run([FAILED])).toMatchObject({ kind: 'failed' });
		expect(await process.run([NO_SUCH_REFUND])).toMatchObject({ kind: 'outcomeUnknown', attempts: 0 });
		expect(await process.run([FAILED])).toMatchObject({ kind: 'failed' });
	});

	it('is no other refund, and unknown to another process', async () => {
		const process = await afterAccepted();
		const script = new Script([NO_SUCH_REFUND, ACCEPTED]);
		const other = await makeRefund(
			INTENT,
			{ checkExisting: true, settleTime: 0 },
			{ gateway: script, memory: process.memory, key: 'another refund' },
		);
		expect(other).toMatchObject({ outcome: 'accepted' });

		process.memory = new RefundMemory();
		expect(await process.run([NO_SUCH_REFUND, ACCEPTED])).toMatchObject({ outcome: 'accepted' });
	});
});

describe('a refund that this process sent lately, and whose outcome is unknown', () => {
	it('is not sent again within two minutes', async () => {
		const process = await afterSilence();
		const second = await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND]);
		expect(second.story).toEqual(TWO_LOOK_UPS);
		expect(second).toMatchObject({ kind: 'outcomeUnknown', attempts: 0, happened: SENT_AT_NOON });

		const third = await process.run(times(8, NO_SUCH_REFUND), { settings: { settleTime: MINUTE } });
		expect(third.story).toEqual(A_MINUTE_OF_LOOK_UPS);
		expect(third).toMatchObject({ kind: 'outcomeUnknown', attempts: 0, happened: SENT_AT_NOON });
	});

	it('is sent again once two look-ups, seconds apart, do not find it after two minutes', async () => {
		const process = await afterSilence();
		process.pause(2 * MINUTE);
		const second = await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND, ACCEPTED]);
		expect(second.story).toEqual([...TWO_LOOK_UPS, 'send']);
		expect(second).toMatchObject({ outcome: 'accepted', attempts: 1 });
	});

	it('counts no look-up that was begun within the two minutes', async () => {
		const process = await afterSilence();
		process.pause(2 * MINUTE - 1);
		const second = await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND, NO_SUCH_REFUND, ACCEPTED], {
			settings: { settleTime: MINUTE },
		});
		expect(second.story).toEqual(['look up', 'wait 3000', 'look up', 'wait 5000', 'look up', 'send']);
		expect(second).toMatchObject({ outcome: 'accepted', attempts: 1 });
	});

	it('is not sent again on look-ups without an answer', async () => {
		const process = await afterSilence();
		process.pause(3 * MINUTE);
		const second = await process.run([NO_SUCH_REFUND, SILENCE]);
		expect(second.story).toEqual(TWO_LOOK_UPS);
		expect(second).toMatchObject({
			kind: 'outcomeUnknown',
			attempts: 0,
			happened: `GatePay has not said what happened to t${REFUND}: it was sent at 12:00:00 UTC, and too few look-ups were answered since.`,
		});
	});

	it('is shown where GatePay has it', async () => {
		const process = await afterSilence();
		expect(await process.run([NO_SUCH_REFUND, FOUND])).toMatchObject({ outcome: 'existing', attempts: 0 });
	});

	it("is not sent again with 'Check Existing' off either", async () => {
		const process = await afterSilence();
		const settings = { checkExisting: false };
		expect((await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND], { settings })).story).toEqual(TWO_LOOK_UPS);
		process.pause(2 * MINUTE);
		const later = await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND, ACCEPTED], { settings });
		expect(later).toMatchObject({ outcome: 'accepted', attempts: 1 });
	});

	it('counts its two minutes from the last send', async () => {
		const process = new Process();
		const resent = [NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND, SILENCE, SILENCE];
		const first = await process.run(resent, { settings: { settleTime: 3_500 } });
		expect(first).toMatchObject({ kind: 'outcomeUnknown', attempts: 2 });
		expect(await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND])).toMatchObject({
			happened: expect.stringContaining('sent at 12:00:03 UTC') as string,
		});
	});

	it('has time of its own to settle when it is sent again', async () => {
		const process = await afterSilence();
		process.pause(2 * MINUTE);
		const second = await process.run([...times(2, NO_SUCH_REFUND), SILENCE, ...times(8, NO_SUCH_REFUND)], {
			settings: { settleTime: MINUTE },
		});
		expect(second.story).toEqual([...TWO_LOOK_UPS, 'send', ...A_MINUTE_OF_LOOK_UPS]);
	});

	const OPEN = 'An earlier send of it may still be carried out.';

	it.each<[string, Reply[], number]>([
		['is refused', [refusal('400001')], 1],
		['is refused, and not found', [refusal('400605'), NO_SUCH_REFUND], 1],
		[
			'is turned down for its timestamp twice',
			[...times(2, refusal('400003')).flatMap((no) => [no, NO_SUCH_REFUND, NO_SUCH_REFUND])],
			2,
		],
		['makes no connection', [NOT_CONNECTED], 0],
	])('stays unknown when the repeat %s', async (_, replies, attempts) => {
		const process = await afterSilence();
		process.pause(2 * MINUTE);
		const second = await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND, ...replies]);
		expect(second).toMatchObject({
			kind: 'outcomeUnknown',
			attempts,
			happened: expect.stringContaining(OPEN) as string,
		});
		const third = await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND]);
		expect(third.kind).toBe('outcomeUnknown');
		// It is not forgotten: nothing is sent on one look-up.
		expect(third.story.slice(0, 3)).toEqual(TWO_LOOK_UPS);
	});

	it('stays unknown when the order speaks against it by now', async () => {
		const process = await afterSilence();
		process.pause(2 * MINUTE);
		const second = await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND], { objection: 'order 1 is not paid' });
		expect(second.story).toEqual(TWO_LOOK_UPS);
		expect(second).toMatchObject({
			kind: 'outcomeUnknown',
			attempts: 0,
			happened: expect.stringContaining(`order 1 is not paid. ${OPEN}`) as string,
		});
		const third = await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND, ACCEPTED]);
		expect(third.story).toEqual([...TWO_LOOK_UPS, 'send']);
	});

	it.each([0, 1, 2, 3])(
		'stays unknown when the execution is stopped during its call or pause %i',
		async (stopsDuring) => {
			const process = await afterSilence();
			process.pause(2 * MINUTE);
			const replies = [0, 1, 1, 2][stopsDuring] ?? 0;
			const second = await process.run(times(replies, NO_SUCH_REFUND), { stopsDuring });
			expect(second.story).toEqual(TWO_LOOK_UPS.slice(0, stopsDuring));
			expect(second).toMatchObject({ kind: 'outcomeUnknown', attempts: 0 });
		},
	);

	it('stays unknown when the node itself breaks off', async () => {
		const process = await afterSilence();
		const second = await process.run([FAULT]);
		expect(second).toMatchObject({
			kind: 'outcomeUnknown',
			attempts: 0,
			happened: expect.stringContaining(`the node itself broke off (${WHAT_BROKE}). ${OPEN}`) as string,
		});
	});
});

describe('what is forgotten', () => {
	it.each<[string, Reply[]]>([
		['a refusal that is believed at once', [refusal('400001')]],
		['a refusal that is believed after a look-up', [refusal('400605'), NO_SUCH_REFUND]],
		['a refusal that is believed after two', [refusal('400020'), NO_SUCH_REFUND, NO_SUCH_REFUND]],
		['a connection that was never made', [NOT_CONNECTED]],
		[
			'a connection that was never made for the second send',
			[refusal('400003'), NO_SUCH_REFUND, NO_SUCH_REFUND, NOT_CONNECTED],
		],
	])('is %s: the refund may be sent again at once', async (_, replies) => {
		const process = new Process();
		expect((await process.run([NO_SUCH_REFUND, ...replies])).kind).toMatch(/^(?:refused|notSent)$/);
		const again = await process.run([NO_SUCH_REFUND, ACCEPTED]);
		expect(again.story).toEqual(['look up', 'send']);
		expect(again).toMatchObject({ outcome: 'accepted', attempts: 1 });
	});

	it('is no refusal that is not believed', async () => {
		const process = new Process();
		expect((await process.run([NO_SUCH_REFUND, refusal('400605'), SILENCE])).kind).toBe('outcomeUnknown');
		expect((await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND])).story).toEqual(TWO_LOOK_UPS);
	});

	it('is no send before a resend that makes no connection', async () => {
		const process = new Process();
		const first = await process.run(
			[NO_SUCH_REFUND, RETRY, NO_SUCH_REFUND, NO_SUCH_REFUND, NOT_CONNECTED, NO_SUCH_REFUND],
			{ settings: { settleTime: 3_500 } },
		);
		expect(first).toMatchObject({ kind: 'outcomeUnknown', attempts: 1 });
		expect(await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND])).toMatchObject({ happened: SENT_AT_NOON });
	});
});

describe('two executions of one process at once', () => {
	/** A gateway whose answers come when the test says so. */
	function heldGateway(
		events: string[],
		name: string,
	): Gateway & { answer: (reply: Reply) => Promise<void> } {
		const script: Array<(reply: Reply) => void> = [];
		return {
			call: async ({ call }) => {
				events.push(`${name} ${call.startsWith('create') ? 'sends' : 'looks up'}`);
				const reply = await new Promise<Reply>((resolve) => script.push(resolve));
				return await new Script([reply]).call({ call: 'queryRefundV2', method: 'GET' });
			},
			wait: async () => undefined,
			now: () => 0,
			dateOf: (moment) => new Date(moment),
			isCancelled: () => false,
			answer: async (reply) => {
				script.shift()?.(reply);
				await setImmediate();
			},
		};
	}

	it('make a refund once: the second waits, then finds it; another refund does not wait', async () => {
		const memory = new RefundMemory();
		const events: string[] = [];
		const [first, second, other] = ['first', 'second', 'other'].map((name) => heldGateway(events, name)) as [
			ReturnType<typeof heldGateway>,
			ReturnType<typeof heldGateway>,
			ReturnType<typeof heldGateway>,
		];
		const settings = { checkExisting: true, settleTime: 0 };
		const results = [
			makeRefund(INTENT, settings, { gateway: first, memory, key: 'a' }),
			makeRefund(INTENT, settings, { gateway: second, memory, key: 'a' }),
			makeRefund(INTENT, settings, { gateway: other, memory, key: 'b' }),
		];
		await setImmediate();
		expect(events).toEqual(['first looks up', 'other looks up']);
		await first.answer(NO_SUCH_REFUND);
		await first.answer(ACCEPTED);
		expect(events.slice(2)).toEqual(['first sends', 'second looks up']);
		await second.answer(NO_SUCH_REFUND);
		await other.answer(FOUND);
		expect(await Promise.all(results)).toMatchObject([
			{ kind: 'made', outcome: 'accepted' },
			{ kind: 'outcomeUnknown', attempts: 0 },
			{ kind: 'made', outcome: 'existing' },
		]);
	});
});

describe('a fault of the node itself', () => {
	it('before anything was sent says that it was not sent', async () => {
		expect(await new Process().run([FAULT])).toMatchObject({
			kind: 'notSent',
			attempts: 0,
			happened: `T${REFUND} was not sent: the node itself broke off (${WHAT_BROKE}).`,
		});
	});

	it.each<[string, Scripted[], number]>([
		['while it is sent', [NO_SUCH_REFUND, FAULT], 1],
		['while a refusal is looked up', [NO_SUCH_REFUND, refusal('400605'), FAULT], 1],
		['while an unknown outcome is looked up', [NO_SUCH_REFUND, SILENCE, FAULT], 1],
		['while it is sent again', [NO_SUCH_REFUND, refusal('400003'), NO_SUCH_REFUND, NO_SUCH_REFUND, FAULT], 2],
	])('%s leaves the outcome unknown, and is remembered', async (_, replies, attempts) => {
		const process = new Process();
		expect(await process.run(replies)).toMatchObject({
			kind: 'outcomeUnknown',
			attempts,
			happened: `GatePay has not said what happened to t${REFUND}: the node itself broke off (${WHAT_BROKE}).`,
		});
		expect((await process.run([NO_SUCH_REFUND, NO_SUCH_REFUND])).story).toEqual(TWO_LOOK_UPS);
	});

	/** A memory that breaks when it is used for the `count`-th time. */
	class BrokenMemory extends RefundMemory {
		private uses = 0;

		constructor(private readonly breaksAt: number) {
			super();
		}

		override recall(...given: Parameters<RefundMemory['recall']>) {
			this.use();
			return super.recall(...given);
		}

		override remember(...given: Parameters<RefundMemory['remember']>) {
			this.use();
			super.remember(...given);
		}

		private use(): void {
			this.uses += 1;
			if (this.uses >= this.breaksAt) throw FAULT;
		}
	}

	it.each<[number, Reply[], 'notSent' | 'outcomeUnknown']>([
		[1, [], 'notSent'],
		[2, [NO_SUCH_REFUND], 'notSent'],
		[3, [NO_SUCH_REFUND], 'notSent'],
		[4, [NO_SUCH_REFUND, ACCEPTED], 'outcomeUnknown'],
		[4, [NO_SUCH_REFUND, refusal('400001')], 'outcomeUnknown'],
		[5, [NO_SUCH_REFUND, ACCEPTED], 'outcomeUnknown'],
	])('in the memory, at its use %i, is told by whether it was sent', async (breaksAt, replies, kind) => {
		const process = new Process();
		process.memory = new BrokenMemory(breaksAt);
		expect(await process.run(replies)).toMatchObject({
			kind,
			attempts: kind === 'notSent' ? 0 : 1,
			happened: expect.stringContaining(`the node itself broke off (${WHAT_BROKE})`) as string,
		});
	});

	it('in the line of those who wait says that it was not sent', async () => {
		const process = new Process();
		process.memory.oneAtATime = () => Promise.reject(FAULT);
		expect(await process.run([])).toMatchObject({ kind: 'notSent', attempts: 0 });
	});

	it('in the clock is none that is thrown', async () => {
		const process = new Process();
		const script = new Script([NO_SUCH_REFUND], Infinity, process.clock);
		script.now = () => {
			throw FAULT;
		};
		const means = { gateway: script, memory: process.memory, key: 'the refund' };
		const result = await makeRefund(INTENT, { checkExisting: true, settleTime: 0 }, means);
		expect(result).toMatchObject({ kind: 'notSent', attempts: 0 });
	});
});

import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import { signedNotification, type SignedNotification } from '../../tools/sandbox';
import { until } from '../../tools/n8n';
import { inALine, SANDBOX_CREDENTIAL } from './support/nodes';
import { addWorkflow, executionsOf, useWorld, type Execution } from './support/world';

const world = useWorld('trigger');

const ACKNOWLEDGED = '{"returnCode":"SUCCESS","returnMessage":""}';

/** A workflow that starts for every event of a refund. */
class Listening {
	private static count = 0;

	private constructor(
		private readonly workflowId: string,
		private readonly path: string,
	) {}

	static async start(): Promise<Listening> {
		const hook = `bbbbbbbb-0000-4000-8000-${String((Listening.count += 1)).padStart(12, '0')}`;
		const trigger = {
			name: 'Notified',
			type: 'n8n-nodes-gatepay.gatePayRefundTrigger',
			webhookId: hook,
			parameters: { events: ['REFUND_SUCCESS', 'REFUND_REJECTED', 'REFUND_PROCESS'] },
			credentials: SANDBOX_CREDENTIAL,
		};
		const workflow = inALine(hook, [trigger, { name: 'Then', type: 'n8n-nodes-base.noOp' }]);
		const listening = new Listening(
			await addWorkflow(world.n8n, workflow, { active: true }),
			`/webhook/${hook}/webhook`,
		);
		await listening.served();
		return listening;
	}

	get url(): string {
		return world.n8n.url + this.path;
	}

	/** n8n takes some tens of ms to serve what was activated, or what was active when it started. */
	async served(): Promise<void> {
		await until('the trigger to be served', async () =>
			(await fetch(this.url, { method: 'POST' })).status === 401 ? true : undefined,
		);
	}

	/** Sends a notification, and gives the answer. */
	async send(refundRequestId: string, bizStatus?: string): Promise<string> {
		return await (
			await fetch(this.url, { method: 'POST', ...notification(refundRequestId, bizStatus) })
		).text();
	}

	/** Sends a notification, and hangs up some ms after its last byte, unless it is answered by then. */
	async sendAndHangUp(refundRequestId: string, ms: number): Promise<void> {
		const { headers, body } = notification(refundRequestId);
		const dropped = request(this.url, { method: 'POST', headers, agent: false });
		dropped.on('error', () => {});
		await new Promise<void>((resolve) => dropped.end(body, resolve));
		await pause(ms);
		dropped.destroy();
	}

	/** The runs that were started, once there are so many, and all have ended. */
	async runs(count: number): Promise<Execution[]> {
		return await executionsOf(world.n8n, this.workflowId, count);
	}

	/** The events that the runs were started for. */
	async started(count: number): Promise<unknown[]> {
		return (await this.runs(count)).map((run) => run.output('Then')[0]?.eventKey).sort();
	}
}

function notification(refundRequestId: string, bizStatus = 'REFUND_SUCCESS'): SignedNotification {
	const data = JSON.stringify({ refundInfo: { refundRequestId, prepayId: 'paid-v2-10', refundAmount: '1' } });
	return signedNotification(
		world.sandbox.applications.institution,
		JSON.stringify({ bizType: 'PAY_REFUND', bizId: 'paid-v2-10', bizStatus, data }),
	);
}

const REFUNDS = Array.from({ length: 10 }, (_, index) => `refund-${index}`);

test.each([
	['stopped', () => world.n8n.stop()],
	['killed', () => world.n8n.kill()],
])('10 of 10 repeats start nothing after n8n was %s and started again', async (_, end) => {
	const listening = await Listening.start();
	for (const refund of REFUNDS) expect(await listening.send(refund)).toBe(ACKNOWLEDGED);
	// Nothing is waited for: what n8n has acknowledged, it has stored. A run that was killed isn't started again either.
	await end();
	await world.n8n.start();
	await listening.served();
	for (const refund of REFUNDS) expect(await listening.send(refund)).toBe(ACKNOWLEDGED);
	expect(await listening.runs(REFUNDS.length)).toHaveLength(REFUNDS.length);
});

test('10 notifications at the same moment are all remembered after n8n was killed', async () => {
	const listening = await Listening.start();
	const answers = await Promise.all(REFUNDS.map((refund) => listening.send(refund)));
	expect(answers).toEqual(REFUNDS.map(() => ACKNOWLEDGED));
	await world.n8n.kill();
	await world.n8n.start();
	await listening.served();
	for (const refund of REFUNDS) expect(await listening.send(refund)).toBe(ACKNOWLEDGED);
	expect(await listening.runs(REFUNDS.length)).toHaveLength(REFUNDS.length);
});

test('one event over 50 dropped connections starts one run', async () => {
	const listening = await Listening.start();
	// n8n treats the first event of a workflow unlike all others: nothing is stored before it.
	await listening.send('earlier');
	// Cut off between n8n's reading of a request, which takes the first part of the time, and its answer.
	const begun = performance.now();
	for (let index = 0; index < 10; index += 1) await listening.send('earlier');
	const repeat = (performance.now() - begun) / 10;
	for (let index = 0; index < 50; index += 1) {
		await listening.sendAndHangUp('dropped', repeat * (0.5 + index / 100));
	}
	const started = ['dropped:REFUND_SUCCESS', 'earlier:REFUND_SUCCESS'];
	expect(await listening.started(2)).toEqual(started);
	expect(await listening.send('dropped')).toBe(ACKNOWLEDGED);
	expect(await listening.started(2)).toEqual(started);
});

test('one event 50 times at the same moment starts one run', async () => {
	const listening = await Listening.start();
	await listening.send('earlier');
	await Promise.all(Array.from({ length: 50 }, () => listening.send('at-once')));
	expect(await listening.send('at-once')).toBe(ACKNOWLEDGED);
	expect(await listening.started(2)).toEqual(['at-once:REFUND_SUCCESS', 'earlier:REFUND_SUCCESS']);
});

test('two events of one refund start two runs', async () => {
	const listening = await Listening.start();
	for (const status of ['REFUND_PROCESS', 'REFUND_SUCCESS', 'REFUND_PROCESS', 'REFUND_SUCCESS']) {
		expect(await listening.send('refund', status)).toBe(ACKNOWLEDGED);
	}
	expect(await listening.started(2)).toEqual(['refund:REFUND_PROCESS', 'refund:REFUND_SUCCESS']);
});

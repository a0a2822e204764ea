// Everything that n8n would log is looked through, so it has to be logged; the level is read when n8n-core is loaded.
process.env.N8N_LOG_LEVEL = 'debug';

import { signedNotification } from '../../tools/sandbox';
import { send, started, TriggerWorld } from './support/triggerWorld';

/** What n8n's logger writes to; jest puts its own streams there. */
const streams = console as unknown as Record<'_stdout' | '_stderr', NodeJS.WriteStream>;

/** What the trigger says, to GatePay, in items and in n8n's log. */
describe('the trigger', () => {
	let world: TriggerWorld;
	let logged: string;
	const listen = () => {
		logged = '';
		for (const stream of [streams._stdout, streams._stderr]) {
			jest.spyOn(stream, 'write').mockImplementation((chunk) => {
				logged += String(chunk);
				return true;
			});
		}
	};
	beforeAll(async () => {
		listen();
		world = await TriggerWorld.start();
	});
	beforeEach(() => {
		world.reset();
		listen();
	});
	afterEach(async () => {
		await world.silence();
		jest.restoreAllMocks();
	});
	afterAll(() => world.close());

	it('tells whoever runs n8n why it refused something, and the sender nothing', async () => {
		const webhook = await world.listen();
		const sent = world.sandbox.notification(await world.finishedRefund('T-1'));
		logged = '';
		const forged = { ...sent, body: sent.body.replace('USDT', 'FAKECOIN') };
		expect(await send(webhook.url, forged)).toEqual({ status: 401, text: '' });
		expect(logged).toContain('was refused: its signature is wrong');
		const shown = Object.entries(sent.headers).filter(([name]) => name.startsWith('X-GatePay-'));
		for (const value of ['FAKECOIN', ...shown.map(([, text]) => text)]) expect(logged).not.toContain(value);
	});

	it('shows the secret nowhere, even if GatePay repeats it, save in a raw body, which has to verify', async () => {
		const { institution } = world.sandbox.applications;
		const { secret } = institution;
		const webhook = await world.listen({ events: ['REFUND_SUCCESS', 'PAY_UNRESOLVED', 'OTHER'] });
		const refund = { refundRequestId: 'r', memo: `the secret is ${secret}` };
		const raw = JSON.stringify({ bizType: 'PAY', data: secret });
		const bodies = [
			{ bizType: 'PAY_REFUND', bizStatus: 'REFUND_SUCCESS', data: { refundInfo: refund, [secret]: 1 } },
			{ bizType: 'PAY_UNRESOLVED', data: { exceptionId: '1', memo: secret } },
			{ clientId: secret },
		];
		let answers = '';
		for (const body of bodies) {
			answers += (await send(webhook.url, signedNotification(institution, JSON.stringify(body)))).text;
		}
		const items = await started(webhook);
		expect(items).toHaveLength(2);
		expect(JSON.stringify(items)).toContain('the secret is ••••');
		expect(logged).toContain('was refused: it names another client ID');
		expect(JSON.stringify(webhook.runs) + answers + logged).not.toContain(secret);

		await send(webhook.url, signedNotification(institution, raw));
		expect((await started(webhook)).at(-1)).toMatchObject({ bizType: 'PAY', rawBody: raw });
	});
});

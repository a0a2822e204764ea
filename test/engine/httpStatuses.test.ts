import type { EngineRun } from '../../tools/engine';
import { CHECKOUT, CONTINUE, startWorld, type World } from './support/world';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<{ workflowPackageWithoutWaiting(): object }>('./support/time')
		.workflowPackageWithoutWaiting(),
);

/** Left to itself, n8n sends again after an HTTP 401 and follows redirects with the credential's headers. */
describe('an HTTP status', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const STATUSES = [301, 302, 303, 307, 308, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504];
	const refund = (settleTime: number): Promise<EngineRun> =>
		world.refund(
			[{ prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' }],
			{ ...CHECKOUT, options: { settleTime } },
			CONTINUE,
		);
	const elsewhere = (status: number) =>
		status < 400 ? { headers: { Location: `${world.sandbox.baseUrl}/elsewhere` } } : {};

	it.each(STATUSES)('%i to a refund: the request was sent once, and no redirect followed', async (status) => {
		world.sandbox.faults.add({
			on: 'create',
			kind: 'http',
			status,
			body: 'not GatePay',
			...elsewhere(status),
		});
		const run = await refund(0);
		expect(run.output('Refund')[0]?.json.error).toMatch(
			new RegExp(
				`^Outcome unknown: HTTP ${status} .* Refund of 1, order paid-v2-25, reference T-1, refund request ID [0-9a-f]{32}\\.`,
			),
		);
		expect(world.sandbox.requests.map(({ call }) => call)).toEqual([
			'queryRefundV2',
			'createRefundV2',
			'queryRefundV2',
		]);
	});

	it.each(STATUSES)(
		'%i to the look-up before it: it was looked up once, and nothing sent',
		async (status) => {
			world.sandbox.faults.add({
				on: 'query',
				kind: 'http',
				status,
				body: 'not GatePay',
				...elsewhere(status),
			});
			const run = await refund(0);
			expect(run.output('Refund')[0]?.json.error).toMatch(/^Not sent: /);
			expect(world.sandbox.requests.map(({ call }) => call)).toEqual(['queryRefundV2']);
		},
	);

	it('a refusal under HTTP 500 is no refusal', async () => {
		world.sandbox.faults.add({ on: 'create', kind: 'code', code: '400605', status: 500 });
		const run = await refund(0);
		expect(run.output('Refund')[0]?.json.error).toMatch(/^Outcome unknown: .*code 400605 with HTTP 500/);
	});

	it('a refusal of GatePay’s own under HTTP 403 is one', async () => {
		world.sandbox.faults.add({ on: 'create', kind: 'code', code: '400004', status: 403 });
		const run = await refund(0);
		expect(run.output('Refund')[0]?.json.error).toMatch(/^Refused: .*code 400004/);
	});
});

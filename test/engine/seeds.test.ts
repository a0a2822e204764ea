import { Engine, refundWorkflow } from '../../engine';
import { startSandbox, type Sandbox } from '../../sandbox';

describe("the examples of GatePay's documentation, through n8n's engine", () => {
	let sandbox: Sandbox;
	let engine: Engine;

	beforeAll(async () => {
		sandbox = await startSandbox();
		engine = await Engine.start({
			packageDirectory: process.cwd(),
			credentials: { gatepay: sandbox.institutionCredential, merchant: sandbox.merchantCredential },
		});
	});

	beforeEach(() => sandbox.reset());

	afterAll(() => sandbox.close());

	const creates = () => sandbox.requests.filter(({ call }) => call?.startsWith('createRefund'));

	it('sends the V1 example as it stands there, and gives out the fields of its answer', async () => {
		const run = await engine.run(
			...refundWorkflow([{}], {
				parameters: {
					resource: 'refundV1',
					operation: 'create',
					prepayId: '1647438500687506',
					refundAmount: '0.8',
					refundRequestIdFrom: 'define',
					refundRequestId: '156123911',
				},
			}),
		);
		expect(run.error).toBeUndefined();
		expect(creates()).toMatchObject([
			{
				method: 'POST',
				path: '/payment/open/institution/v1/pay/order/refund',
				body: '{"refundRequestId":"156123911","prepayId":"1647438500687506","refundAmount":"0.8"}',
				answer: { httpStatus: 200, code: '000000' },
			},
		]);
		expect(run.output('Refund')).toEqual([
			{
				json: {
					refundRequestId: '156123911',
					prepayId: '1647438500687506',
					orderAmount: '1.91',
					refundAmount: '0.8',
					channelId: '',
					refundStatus: 'accepted',
					outcome: 'accepted',
					attempts: 1,
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});

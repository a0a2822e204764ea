import { useSandbox } from './client';

describe("the examples of GatePay's documentation", () => {
	const stage = useSandbox();

	it('holds for V1: the answer is the one in the example', async () => {
		const answer = await stage.institution.refundV1({
			refundRequestId: '156123911',
			prepayId: '1647438500687506',
			refundAmount: '0.8',
		});
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({
			status: 'SUCCESS',
			code: '000000',
			data: {
				refundRequestId: '156123911',
				prepayId: '1647438500687506',
				orderAmount: '1.91',
				refundAmount: '0.8',
				channelId: '',
			},
			errorMessage: '',
		});
	});

	it('holds for V2: the answer is the one in the example', async () => {
		const answer = await stage.institution.refundV2({
			prepayId: '35214673103159414',
			refundRequestId: '202508271923022',
			refundStyle: 2,
			refundToGateUid: '10002',
			refundAmount: '0.018',
			refundCurrency: 'USDT',
			refundPayChannel: 1,
			refundReason: 'bourne-test',
			refundBearType: 1,
		});
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({
			code: '000000',
			data: {
				refundRequestId: '202508271923022',
				refundGateId: '1991045981847818240',
				prepayId: '35214673103159414',
				orderAmount: '10',
				refundAmount: '0.018',
				errMsg: '',
				orderCurrency: 'USDT',
				payCurrency: 'USDT',
				payAmount: '0.018',
			},
			status: 'SUCCESS',
			errorMessage: '',
		});
		expect(stage.sandbox.ledger.payments).toEqual([
			{
				refundRequestId: '202508271923022',
				prepayId: '35214673103159414',
				version: 'v2',
				refundAmount: '0.018',
				currency: 'USDT',
				destination: 'Gate UID 10002',
				at: stage.now,
			},
		]);
	});
});

import { followRefund, waitForResult } from '../../../gatepay/refund/lookUp';
import type { RefundMade } from '../../../gatepay/refund/failures';
import { gatewayThatSays } from '../gateways';
import { anIntent } from '../intents';

const INTENT = anIntent();
const NOT_FOUND = '{"status":"FAIL","code":"400304"}';

const said = (status: string, id = INTENT.refundRequestId) =>
	JSON.stringify({ status: 'SUCCESS', code: '000000', data: { refundRequestId: id, status } });

/** The answer of which `said` is the text, as it was read. */
function found(status: string) {
	const data = { refundRequestId: INTENT.refundRequestId, status };
	return {
		kind: 'found' as const,
		envelope: { status: 'SUCCESS' as const, code: '000000', label: '', errorMessage: '', data },
		data,
	};
}

const NO_ANSWER = { kind: 'noAnswer' as const, reason: 'no answer came' };

describe('following a refund', () => {
	it.each(['SUCCESS', 'REFUND_SUCCESS', 'FAIL', 'REJECTED'])(
		'ends at once when it is final: %s',
		async (word) => {
			const gateway = gatewayThatSays();
			expect(await followRefund(INTENT, found(word), 60_000, gateway)).toEqual(found(word));
			expect(gateway.requests).toEqual([]);
			expect(gateway.waits).toEqual([]);
		},
	);

	it('looks again until it is final, with growing pauses', async () => {
		const gateway = gatewayThatSays(...Array<string>(7).fill(said('PROCESS')), said('SUCCESS'));
		expect(await followRefund(INTENT, found('PENDING'), 600_000, gateway)).toEqual(found('SUCCESS'));
		expect(gateway.waits).toEqual([2_000, 3_000, 5_000, 8_000, 13_000, 15_000, 15_000, 15_000]);
		expect(gateway.requests).toHaveLength(8);
		expect(gateway.requests[0]).toMatchObject({
			call: 'queryRefundV2',
			query: { refundRequestId: INTENT.refundRequestId },
		});
	});

	it('ends when the time is over, with a last look at its end', async () => {
		const gateway = gatewayThatSays(said('PROCESS'), said('PROCESSING'));
		expect(await followRefund(INTENT, found('PENDING'), 3_000, gateway)).toEqual(found('PROCESSING'));
		expect(gateway.waits).toEqual([2_000, 1_000]);
	});

	it('does not begin when there is no time', async () => {
		const gateway = gatewayThatSays();
		expect(await followRefund(INTENT, found('PENDING'), 0, gateway)).toEqual(found('PENDING'));
		expect(gateway.requests).toEqual([]);
	});

	it('looks on where the word is not known', async () => {
		const gateway = gatewayThatSays(said('FROZEN'), said('SUCCESS'));
		expect(await followRefund(INTENT, found('FROZEN'), 60_000, gateway)).toEqual(found('SUCCESS'));
	});

	it.each([
		['no answer', { kind: 'silence' as const, reason: 'no answer came' }],
		['no such refund', NOT_FOUND],
		['another refund', said('SUCCESS', 'another')],
	])('keeps the last answer that showed the refund, after %s', async (_, reply) => {
		const gateway = gatewayThatSays(said('PROCESS'), reply);
		expect(await followRefund(INTENT, NO_ANSWER, 5_000, gateway)).toEqual(found('PROCESS'));
		expect(gateway.requests).toHaveLength(2);
	});

	it('gives the last answer where none showed the refund', async () => {
		const gateway = gatewayThatSays({ kind: 'silence', reason: 'the connection broke off' }, NOT_FOUND);
		expect(await followRefund(INTENT, NO_ANSWER, 5_000, gateway)).toMatchObject({ kind: 'notFound' });
	});

	it('neither waits nor looks up once the execution was stopped', async () => {
		const gateway = { ...gatewayThatSays(said('SUCCESS')), isCancelled: () => true };
		expect(await followRefund(INTENT, found('PENDING'), 60_000, gateway)).toEqual(found('PENDING'));
		expect(gateway.waits).toEqual([]);
		expect(gateway.requests).toEqual([]);
	});

	it('does not look up when the execution was stopped during the pause', async () => {
		const gateway = gatewayThatSays(said('SUCCESS'));
		gateway.isCancelled = () => gateway.waits.length > 0;
		expect(await followRefund(INTENT, found('PENDING'), 60_000, gateway)).toEqual(found('PENDING'));
		expect(gateway.waits).toEqual([2_000]);
		expect(gateway.requests).toEqual([]);
	});
});

describe('waiting for the result of a refund', () => {
	const made = (changes: Partial<RefundMade> = {}): RefundMade => ({
		kind: 'made',
		intent: INTENT,
		outcome: 'accepted',
		attempts: 1,
		envelope: { status: 'SUCCESS', code: '000000', label: '', errorMessage: '', data: { errMsg: '' } },
		refundStatus: 'accepted',
		...changes,
	});

	it('does not look when the result is there already', async () => {
		for (const refundStatus of ['succeeded', 'failed'] as const) {
			const gateway = gatewayThatSays();
			expect(await waitForResult(made({ refundStatus }), 60_000, gateway)).toEqual(made({ refundStatus }));
			expect(gateway.requests).toEqual([]);
		}
	});

	it('gives the answer that shows the result', async () => {
		expect(await waitForResult(made(), 60_000, gatewayThatSays(said('SUCCESS')))).toEqual(
			made({ refundStatus: 'succeeded', envelope: found('SUCCESS').envelope }),
		);
	});

	it('is a failure when the refund failed', async () => {
		expect(
			await waitForResult(made(), 60_000, gatewayThatSays(said('PROCESS'), said('REJECTED'))),
		).toMatchObject({
			kind: 'failed',
			attempts: 1,
			happened: `GatePay could not carry out the refund of 0.018 for order 35214673103159414 (refund request ID ${INTENT.refundRequestId}), status REJECTED.`,
		});
	});

	it('is no failure when the time is over', async () => {
		expect(await waitForResult(made(), 2_000, gatewayThatSays(said('PROCESS')))).toEqual(
			made({ refundStatus: 'pending', envelope: found('PROCESS').envelope }),
		);
	});

	it.each([
		['PROCESS', 'pending'],
		['FROZEN', 'unknown'],
	] as const)(
		'has the status that GatePay gives when the time is over: %s is %s',
		async (word, refundStatus) => {
			expect(await waitForResult(made(), 2_000, gatewayThatSays(said(word)))).toEqual(
				made({ refundStatus, envelope: found(word).envelope }),
			);
		},
	);

	it('reads the status from the field of its version', async () => {
		const intent = anIntent({ version: 'v1', fields: {} });
		const data = { refundRequestId: intent.refundRequestId, status: 'FAIL', refundStatus: 'SUCCESS' };
		const gateway = gatewayThatSays(JSON.stringify({ status: 'SUCCESS', data }));
		expect(await waitForResult(made({ intent }), 60_000, gateway)).toMatchObject({
			kind: 'made',
			refundStatus: 'succeeded',
		});
	});

	it.each([
		['no answer comes', { kind: 'silence' as const, reason: 'no answer came' }],
		['GatePay does not show it yet', NOT_FOUND],
		['an answer is about another refund', said('SUCCESS', 'another')],
	])('is no failure when %s', async (_, reply) => {
		const gateway = gatewayThatSays(reply, reply);
		expect(await waitForResult(made(), 5_000, gateway)).toEqual(made());
		expect(gateway.requests).toHaveLength(2);
	});
});

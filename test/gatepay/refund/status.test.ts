import { isFinal, refundStatusOf, statusOfRefund, gatePayStatusOf } from '../../../gatepay/refund/status';

const UNKNOWN: unknown[] = [
	...['success', 'Success', ' SUCCESS', 'SUCCEEDED', 'REFUND_FAIL', 'CANCELLED', 'PAID', '', '__proto__'],
	...[0, 1, true, null, undefined, {}, ['SUCCESS']],
];

it.each([
	['succeeded', true, ['SUCCESS', 'REFUND_SUCCESS']],
	['pending', false, ['PROCESS', 'PROCESSING', 'REFUND_PROCESS', 'PENDING', 'INIT']],
	['failed', true, ['FAIL', 'FAILED', 'REJECTED', 'REFUND_REJECTED']],
	['unknown', false, UNKNOWN],
] as const)(
	'a refund is %s (final: %s) with one of the words %j, in the field of its version',
	(status, final, words) => {
		for (const word of words) {
			expect(refundStatusOf(word)).toBe(status);
			expect(statusOfRefund({ refundStatus: word, status: 'SUCCESS' }, 'v1')).toBe(status);
			expect(statusOfRefund({ refundStatus: 'SUCCESS', status: word }, 'v2')).toBe(status);
			expect(gatePayStatusOf({ refundStatus: word }, 'v1')).toBe(word);
			expect(gatePayStatusOf({ status: word }, 'v2')).toBe(word);
		}
		expect(isFinal(status)).toBe(final);
		expect(isFinal('accepted')).toBe(false);
	},
);

it.each([{ amount: '1' }, ['SUCCESS'], 'SUCCESS', null, undefined])(
	'a refund without a status is unknown: %j',
	(data) => {
		for (const version of ['v1', 'v2'] as const) expect(statusOfRefund(data, version)).toBe('unknown');
	},
);

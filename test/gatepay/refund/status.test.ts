import { gatePayStatusOf, isFinal, refundStatusOf, statusOfRefund } from '../../../gatepay/refund/status';

describe("GatePay's word for a refund's status", () => {
	it.each(['SUCCESS', 'REFUND_SUCCESS'])('%s means that it succeeded', (word) => {
		expect(refundStatusOf(word)).toBe('succeeded');
	});

	it.each(['PROCESS', 'PROCESSING', 'REFUND_PROCESS', 'PENDING', 'INIT'])(
		'%s means that it is pending',
		(word) => {
			expect(refundStatusOf(word)).toBe('pending');
		},
	);

	it.each(['FAIL', 'FAILED', 'REJECTED', 'REFUND_REJECTED'])('%s means that it failed', (word) => {
		expect(refundStatusOf(word)).toBe('failed');
	});

	it.each([
		'success',
		'Success',
		' SUCCESS',
		'SUCCEEDED',
		'REFUND_FAIL',
		'CANCELLED',
		'PAID',
		'',
		'__proto__',
		0,
		1,
		true,
		null,
		undefined,
		{},
		['SUCCESS'],
	])('%j is not known, and so never final', (word) => {
		expect(refundStatusOf(word)).toBe('unknown');
	});
});

describe("GatePay's own word", () => {
	it.each([
		['v1', 'refundStatus', { refundStatus: 'SUCCESS', status: 'PAID' }, 'SUCCESS'],
		['v2', 'status', { status: 'PROCESS', refundStatus: 'FAIL' }, 'PROCESS'],
	] as const)('is read from the field of its version: %s from %s', (version, _, data, word) => {
		expect(gatePayStatusOf(data, version)).toBe(word);
	});

	it.each([
		['v1', { status: 'SUCCESS' }],
		['v1', { refundStatus: null, status: 'SUCCESS' }],
		['v2', { refundStatus: 'SUCCESS' }],
		['v2', { status: '', refundStatus: 'SUCCESS' }],
	] as const)('is never read from the field of the other version: %s, %j', (version, data) => {
		expect(statusOfRefund(data, version)).toBe('unknown');
	});

	it.each(['v1', 'v2'] as const)('comes out as it came in: %s', (version) => {
		expect(gatePayStatusOf({ status: 7, refundStatus: 7 }, version)).toBe(7);
	});

	it.each([{ amount: '1' }, ['SUCCESS'], 'SUCCESS', null, undefined])('is in no such thing: %j', (data) => {
		for (const version of ['v1', 'v2'] as const) {
			expect(gatePayStatusOf(data, version)).toBeUndefined();
			expect(statusOfRefund(data, version)).toBe('unknown');
		}
	});

	it.each([
		['v1', { refundStatus: 'SUCCESS' }, 'succeeded'],
		['v1', { refundStatus: 'FAIL' }, 'failed'],
		['v2', { status: 'REFUND_PROCESS' }, 'pending'],
		['v2', { status: 'REJECTED' }, 'failed'],
	] as const)('tells the status of a refund that was looked up: %s, %j is %s', (version, data, status) => {
		expect(statusOfRefund(data, version)).toBe(status);
	});
});

describe('a status', () => {
	it.each(['succeeded', 'failed'] as const)('is final: %s', (status) => {
		expect(isFinal(status)).toBe(true);
	});

	it.each(['accepted', 'pending', 'unknown'] as const)('is not final: %s', (status) => {
		expect(isFinal(status)).toBe(false);
	});
});

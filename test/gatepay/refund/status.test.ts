import { gatePayStatusOf, refundStatusOf } from '../../../gatepay/refund/status';

describe("GatePay's word for where a refund stands", () => {
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

describe('where an answer holds that word', () => {
	it.each([
		['refundStatus in V1', { refundStatus: 'SUCCESS' }, 'SUCCESS'],
		['status in V2', { status: 'PROCESS' }, 'PROCESS'],
		['refundStatus before status', { status: 'PAID', refundStatus: 'FAIL' }, 'FAIL'],
		['status beside an empty refundStatus', { status: 'PROCESS', refundStatus: null }, 'PROCESS'],
		['the word as it came', { status: 7 }, 7],
		['nowhere', { amount: '1' }, undefined],
		['nowhere in a list', ['SUCCESS'], undefined],
		['nowhere in a text', 'SUCCESS', undefined],
		['nowhere in nothing', null, undefined],
		['nowhere in no data', undefined, undefined],
	])('is %s', (_, data, word) => {
		expect(gatePayStatusOf(data)).toBe(word);
	});
});

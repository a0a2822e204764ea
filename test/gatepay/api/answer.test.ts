import { readReply } from '../../../gatepay/api/answer';

const SUCCESS = '{"status":"SUCCESS","code":"000000","data":{"refundRequestId":"1"}}';
const FAIL = '{"status":"FAIL","code":"400304","errorMessage":"no such refund"}';
const PAGE = '<html>not GatePay</html>';

const http = (status: number, text: string) => readReply({ kind: 'http', status, text });

const OK = [200, 201, 204, 299];
const REFUSING = [400, 401, 403, 404, 429, 499];
const BROKEN = [500, 502, 503, 504, 599];
const NEITHER = [100, 101, 199, 300, 301, 302, 304, 307, 308, 399];

describe('an HTTP answer with the envelope of a success', () => {
	it.each(OK)('is a success under HTTP %d', (status) => {
		expect(http(status, SUCCESS)).toMatchObject({
			kind: 'success',
			envelope: { status: 'SUCCESS', data: { refundRequestId: '1' } },
		});
	});

	it.each([...NEITHER, ...REFUSING, ...BROKEN, 0])('contradicts itself under HTTP %d', (status) => {
		expect(http(status, SUCCESS)).toEqual({
			kind: 'none',
			reason: `HTTP ${status} with an answer that contradicts its status came back`,
		});
	});
});

describe('an HTTP answer with the envelope of a failure', () => {
	it.each([...OK, ...REFUSING])('is a refusal under HTTP %d', (status) => {
		expect(http(status, FAIL)).toMatchObject({
			kind: 'refusal',
			envelope: { code: '400304', errorMessage: 'no such refund' },
		});
	});

	it.each(BROKEN)('is a fault, not a refusal, under HTTP %d', (status) => {
		expect(http(status, FAIL)).toEqual({
			kind: 'fault',
			envelope: {
				status: 'FAIL',
				code: '400304',
				label: '',
				errorMessage: 'no such refund',
				data: undefined,
			},
			reason: `GatePay answered code 400304 with HTTP ${status}`,
		});
	});

	it.each([...NEITHER, 0])('contradicts itself under HTTP %d', (status) => {
		expect(http(status, FAIL)).toEqual({
			kind: 'none',
			reason: `HTTP ${status} with an answer that contradicts its status came back`,
		});
	});
});

describe("an HTTP answer that isn't GatePay's", () => {
	it.each([...OK, ...NEITHER, ...REFUSING, ...BROKEN])('is no answer under HTTP %d', (status) => {
		for (const text of [PAGE, '', '{}', '{"status":"FAIL"}', '{"status":"success"}']) {
			expect(http(status, text)).toEqual({
				kind: 'none',
				reason: `HTTP ${status} with something that isn't GatePay's came back`,
			});
		}
	});
});

describe('no HTTP answer', () => {
	it('after something may have been sent is no answer', () => {
		expect(readReply({ kind: 'silence', reason: 'no answer came within 30 seconds' })).toEqual({
			kind: 'none',
			reason: 'no answer came within 30 seconds',
		});
	});

	it('without a connection stays just that', () => {
		expect(readReply({ kind: 'notConnected', reason: 'the connection was refused' })).toEqual({
			kind: 'notConnected',
			reason: 'the connection was refused',
		});
	});
});

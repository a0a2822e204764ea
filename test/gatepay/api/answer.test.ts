import { readReply } from '../../../gatepay/api/answer';
import { http, NOT_CONNECTED, SILENCE } from '../scripted';

const OK = [200, 201, 204, 299];
const REFUSING = [400, 401, 403, 404, 429, 499];
const BROKEN = [500, 502, 503, 504, 599];
const NEITHER = [0, 100, 101, 199, 300, 301, 302, 304, 307, 308, 399];

const SUCCESS = '{"status":"SUCCESS","code":"000000","data":{"refundRequestId":"1"}}';
const FAIL = '{"status":"FAIL","code":"400304","errorMessage":"no such refund"}';

describe('an answer', () => {
	const succeeded = { kind: 'success', envelope: { status: 'SUCCESS', data: { refundRequestId: '1' } } };
	const refused = { kind: 'refusal', envelope: { code: '400304', errorMessage: 'no such refund' } };
	const faulty = { kind: 'fault', envelope: refused.envelope };
	const contradicting = { kind: 'none', reason: 'an answer that contradicts its status' };

	it.each<[string, string, number[], { kind: string; reason?: string; envelope?: object }]>([
		['a success', SUCCESS, OK, succeeded],
		['a success', SUCCESS, [...NEITHER, ...REFUSING, ...BROKEN], contradicting],
		['a failure', FAIL, [...OK, ...REFUSING], refused],
		['a failure', FAIL, BROKEN, { ...faulty, reason: 'GatePay answered code 400304' }],
		['a failure', FAIL, NEITHER, contradicting],
		...['<html>not GatePay</html>', '', '{}', '{"status":"FAIL"}', '{"status":"success"}'].map(
			(text): [string, string, number[], { kind: string; reason: string }] => [
				`“${text}”`,
				text,
				[...OK, ...NEITHER, ...REFUSING, ...BROKEN],
				{ kind: 'none', reason: "something that isn't GatePay's" },
			],
		),
	])('that says %s (%s) under HTTP %j is read as %j', (_, text, statuses, { reason, ...read }) => {
		for (const status of statuses) {
			const answer = readReply(http(status, text));
			expect(answer).toMatchObject(read);
			if (reason === undefined) expect(answer).not.toHaveProperty('reason');
			else expect(answer).toHaveProperty('reason', expect.stringMatching(`${reason}.*`));
			if (reason !== undefined)
				expect(answer).toHaveProperty('reason', expect.stringContaining(`HTTP ${status}`));
		}
	});

	it.each([
		['after something may have been sent is no answer', SILENCE, 'none'],
		['without a connection stays just that', NOT_CONNECTED, 'notConnected'],
	])('that never came %s', (_, reply, kind) => {
		expect(readReply(reply)).toEqual({ ...reply, kind });
	});
});

describe('an envelope', () => {
	const read = (text: string) => readReply(http(200, text));
	const whole = { status: 'SUCCESS', code: '', label: '', errorMessage: '', data: undefined };

	it.each<[string, string, object]>([
		[
			'whole',
			'{"status":"FAIL","code":"400002","label":"INVALID","errorMessage":"Invalid signature","data":null}',
			{ status: 'FAIL', code: '400002', label: 'INVALID', errorMessage: 'Invalid signature', data: null },
		],
		['with empty texts where GatePay says nothing', '{"status":"SUCCESS"}', whole],
		[
			'with empty texts where GatePay says null',
			'{"status":"SUCCESS","code":null,"label":null,"errorMessage":null,"data":null}',
			{ ...whole, data: null },
		],
		[
			'with its code as text, also when GatePay sends a number',
			'{"status":"FAIL","code":400304}',
			{ ...whole, status: 'FAIL', code: '400304' },
		],
		[
			'with every digit of its data',
			'{"status":"SUCCESS","data":{"refundId":1991045981847818240,"amount":0.01200000}}',
			{ ...whole, data: { refundId: '1991045981847818240', amount: '0.01200000' } },
		],
		...['000000', '00000'].map((code): [string, string, object] => [
			`of a success with the code ${code}`,
			JSON.stringify({ status: 'SUCCESS', code }),
			{ ...whole, code },
		]),
		...[true, [], {}].map((code): [string, string, object] => [
			`of a success with a code that is no text: ${JSON.stringify(code)}`,
			JSON.stringify({ status: 'SUCCESS', code }),
			whole,
		]),
	])('is read %s', (_, text, envelope) => {
		expect(read(text)).toHaveProperty('envelope', envelope);
	});

	it.each([
		['half an answer', '{"status":"SUCCESS","data":{"refundRequestId":"1'],
		['a text', '"SUCCESS"'],
		['a number', '1'],
		['null', 'null'],
		['a list', '["SUCCESS"]'],
		['a list of an envelope', '[{"status":"SUCCESS"}]'],
		['an object without a status', '{"code":"000000"}'],
		['a capitalized status', '{"status":"Success"}'],
		['a status between spaces', '{"status":" SUCCESS "}'],
		['another word', '{"status":"OK"}'],
		['a status of HTTP', '{"status":200}'],
		['a yes as a status', '{"status":true}'],
		['a list as a status', '{"status":["SUCCESS"]}'],
		['an object as a status', '{"status":{"toString":"SUCCESS"}}'],
		['no status but null', '{"status":null}'],
		['a status under another name', '{"Status":"SUCCESS"}'],
		['a status in __proto__', '{"__proto__":{"status":"SUCCESS"}}'],
		['a status in an escaped __proto__', '{"\\u005f_proto__":{"status":"SUCCESS"}}'],
		['an envelope in an envelope', '{"data":{"status":"SUCCESS"}}'],
		['two envelopes', '{"status":"SUCCESS"}{"status":"SUCCESS"}'],
		['a failure with an empty code', '{"status":"FAIL","code":""}'],
		['a failure whose code is null', '{"status":"FAIL","code":null}'],
		['a failure whose code is no text', '{"status":"FAIL","code":{"a":1}}'],
		['more than GatePay would ever send', `{"status":"SUCCESS","data":"${'x'.repeat(1_000_000)}"}`],
		['deeper than GatePay would ever nest', `{"status":"SUCCESS","data":${'['.repeat(40)}${']'.repeat(40)}}`],
	])('is not %s', (_, text) => {
		expect(read(text).kind).toBe('none');
	});
});

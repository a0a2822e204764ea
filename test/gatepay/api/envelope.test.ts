import { asText, isRecord, readEnvelope } from '../../../gatepay/api/answer';

describe('an envelope', () => {
	it('is read whole', () => {
		expect(
			readEnvelope(
				'{"status":"FAIL","code":"400002","label":"INVALID_SIGNATURE","errorMessage":"Invalid signature","data":null}',
			),
		).toEqual({
			status: 'FAIL',
			code: '400002',
			label: 'INVALID_SIGNATURE',
			errorMessage: 'Invalid signature',
			data: null,
		});
	});

	it.each(['"000000"', '"00000"', '""', 'null', 'true', '[]', '{}'])(
		'of a success may have any code: %s',
		(code) => {
			expect(readEnvelope(`{"status":"SUCCESS","code":${code},"data":{"a":"1"}}`)).toMatchObject({
				status: 'SUCCESS',
				data: { a: '1' },
			});
		},
	);

	it('has empty texts where GatePay says nothing', () => {
		expect(readEnvelope('{"status":"SUCCESS"}')).toEqual({
			status: 'SUCCESS',
			code: '',
			label: '',
			errorMessage: '',
			data: undefined,
		});
		expect(
			readEnvelope('{"status":"SUCCESS","code":null,"label":null,"errorMessage":null,"data":null}'),
		).toEqual({ status: 'SUCCESS', code: '', label: '', errorMessage: '', data: null });
	});

	it('has its code as text, also when GatePay sends a number', () => {
		expect(readEnvelope('{"status":"FAIL","code":400304}')?.code).toBe('400304');
	});

	it('keeps every digit of its data', () => {
		const text = '{"status":"SUCCESS","data":{"refundId":1991045981847818240,"amount":0.01200000}}';
		expect(readEnvelope(text)?.data).toEqual({ refundId: '1991045981847818240', amount: '0.01200000' });
	});

	it.each([
		['nothing', ''],
		['a page', '<html><body>502 Bad Gateway</body></html>'],
		['half an answer', '{"status":"SUCCESS","data":{"refundRequestId":"1'],
		['a text', '"SUCCESS"'],
		['a number', '1'],
		['null', 'null'],
		['a yes', 'true'],
		['a list', '["SUCCESS"]'],
		['a list of an envelope', '[{"status":"SUCCESS"}]'],
		['an object without a status', '{"code":"000000"}'],
		['an empty object', '{}'],
		['a status in other letters', '{"status":"success","code":"000000"}'],
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
		['a failure without a code', '{"status":"FAIL"}'],
		['a failure with an empty code', '{"status":"FAIL","code":""}'],
		['a failure whose code is null', '{"status":"FAIL","code":null}'],
		['a failure whose code is no text', '{"status":"FAIL","code":{"a":1}}'],
		['more than GatePay would ever send', `{"status":"SUCCESS","data":"${'x'.repeat(1_000_000)}"}`],
		['deeper than GatePay would ever nest', `{"status":"SUCCESS","data":${'['.repeat(40)}${']'.repeat(40)}}`],
	])('is not %s', (_, text) => {
		expect(readEnvelope(text)).toBeUndefined();
	});
});

describe('a record', () => {
	it('is an object with fields', () => {
		expect(isRecord({})).toBe(true);
		expect(isRecord(Object.create(null))).toBe(true);
	});

	it.each([null, undefined, [], '', 'a', 0, true])('is not %j', (value) => {
		expect(isRecord(value)).toBe(false);
	});
});

describe('a field as text', () => {
	it.each([
		['a', 'a'],
		['', ''],
		[1, '1'],
		[0, '0'],
		[1.5, '1.5'],
	])('is itself or its digits: %j', (value, text) => {
		expect(asText(value)).toBe(text);
	});

	it.each([undefined, null, true, false, [], ['a'], {}, { toString: () => 'a' }])(
		'is empty for everything else: %j',
		(value) => {
			expect(asText(value)).toBe('');
		},
	);
});

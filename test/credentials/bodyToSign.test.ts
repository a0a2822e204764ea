import { Readable } from 'node:stream';
import { runInNewContext } from 'node:vm';

import fc from 'fast-check';

import { bodyToSign } from '../../credentials/bodyToSign';
import { UnusableCredential } from '../../gatepay/api/account';
import { refusalOf } from '../gatepay/tries';
import { runs } from '../gatepay/tries';

const refusal = (body: unknown, method = 'POST') =>
	refusalOf(UnusableCredential, () => bodyToSign(body, method));

describe('the text that is signed', () => {
	it.each([
		['a text of JSON, character for character', '{"a": 1.10,\n "b":"é"}', '{"a": 1.10,\n "b":"é"}'],
		['a text without the spaces around it', ' \n{"a":1}\t\r\n', '{"a":1}'],
		['a text without the byte order mark before it', '\ufeff{"a":1}', '{"a":1}'],
		['the digits of a text', '{"id":1234567890123456789}', '{"id":1234567890123456789}'],
		['a list of currencies, as the balance is looked up with', '["USDT","BTC"]', '["USDT","BTC"]'],
		['an object as JSON', { b: 'é', a: [1, null, true] }, '{"b":"é","a":[1,null,true]}'],
		['an object without what is undefined', { a: undefined, b: 1 }, '{"b":1}'],
		['an empty object', {}, '{}'],
		['a list as JSON', [1, { a: 2 }], '[1,{"a":2}]'],
		['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 }), '{"a":1}'],
		['an object of another realm', runInNewContext('({ a: [1, { b: 2 }] })'), '{"a":[1,{"b":2}]}'],
		['a list of another realm', runInNewContext('[{ a: 1 }]'), '[{"a":1}]'],
		['the text of a Buffer', Buffer.from(' {"a":"zurück 💸"}\n'), '{"a":"zurück 💸"}'],
	])('is %s', (_, body, text) => {
		expect(bodyToSign(body, 'POST')).toBe(text);
	});

	it.each([undefined, null, '', '  ', '\n', '\ufeff'])('is empty when there is no body: %j', (body) => {
		expect(bodyToSign(body, 'POST')).toBe('');
		expect(bodyToSign(body, 'GET')).toBe('');
	});

	it('is empty when the Buffer is empty', () => {
		expect(bodyToSign(Buffer.alloc(0), 'GET')).toBe('');
		expect(bodyToSign(Buffer.from('\n'), 'POST')).toBe('');
	});

	it('has no outer spaces, is JSON, and means the same, whatever the body is', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.stringMatching(/^[ \t\r\n]{0,3}$/), fc.nat(2), (value, spaces, kind) => {
				const json = JSON.stringify(value);
				const padded = `${spaces}${json}${spaces}`;
				fc.pre(typeof value === 'object' && value !== null);
				const body = kind === 0 ? value : kind === 1 ? padded : Buffer.from(padded);
				return bodyToSign(body, 'POST') === json;
			}),
			runs(500),
		);
	});
});

describe('a body that cannot be signed', () => {
	it.each([
		['a word', 'hello'],
		['a form as a text', 'a=1&b=2'],
		['XML', '<refund/>'],
		['half an object', '{"a":1'],
		['unquoted names', '{the_answer: 42}'],
		['apostrophes', "{'a':1}"],
		['two values', '{} {}'],
		['an expression that was not worked out', '{{ $json.body }}'],
		['a Buffer of a word', Buffer.from('hello')],
		['a number', '1'],
		['a text that holds JSON of its own', JSON.stringify('{"bizType":"PAY_REFUND"}')],
	])('is refused when it is not JSON: %s', (_, body) => {
		expect(refusal(body)).toBe('GatePay takes JSON: the body of this request is not a JSON object or list');
	});

	it.each([
		['a form', new FormData()],
		['a form of the older kind', new URLSearchParams('a=1')],
		['a file', new Blob(['{}'])],
		['a stream', Readable.from(['{}'])],
		['a stream of the web', new ReadableStream()],
		['bytes that are no Buffer', new Uint8Array([123, 125])],
		['a memory block', new ArrayBuffer(2)],
		['a date', new Date(0)],
		['a map', new Map([['a', 1]])],
		['an instance of a class', new Intl.Collator()],
		['an object that inherits fields', Object.create({ a: 1 })],
		['a number', 42],
		['a yes', true],
		['a function', () => '{}'],
		['a symbol', Symbol('{}')],
		['a boxed text', new String('{}')],
	])('is refused when it is %s', (_, body) => {
		expect(refusal(body)).toBe('GatePay takes JSON: a form, a file or a stream cannot be signed');
	});

	it.each([
		['a byte that UTF-8 does not know', Buffer.from([0x22, 0xff, 0x22])],
		['half a character', Buffer.from('"é"').subarray(0, 2)],
		['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
		['UTF-16', Buffer.from('"é"', 'utf16le')],
		['Latin-1', Buffer.from('"é"', 'latin1')],
	])('is refused when it is a Buffer of %s', (_, body) => {
		expect(refusal(body)).toMatch(
			/^GatePay takes JSON: the body of this request is not (?:UTF-8 text|a JSON object or list)$/,
		);
	});

	it('is refused, and named, when its bytes are no text', () => {
		expect(refusal(Buffer.from([0x22, 0xff, 0x22]))).toBe(
			'GatePay takes JSON: the body of this request is not UTF-8 text',
		);
	});

	it.each(['{"a":1}', '{}', { a: 1 }, [1], Buffer.from('{"a":1}'), 'hello'])(
		'is refused with GET: %j',
		(body) => {
			expect(refusal(body, 'GET')).toBe('GatePay takes no body with GET: remove it, or choose POST');
		},
	);

	describe.each(['POST', 'GET', 'get', 'PUT', 'DELETE', 'HEAD'])('with %s', (method) => {
		it.each([
			['a field', '{"bizType":"PAY_REFUND"}'],
			['a field among others', '{"a":1,"bizType":null}'],
			['a field twice', '{"bizType":"PAY","bizType":""}'],
			['escapes in its name', '{"biz\\u0054ype":"PAY_REFUND"}'],
			['its whole name escaped', '{"\\u0062\\u0069\\u007a\\u0054\\u0079\\u0070\\u0065":1}'],
			['other capitals', '{"BIZTYPE":1}'],
			['another spelling', '{"biz_type":1}'],
			['spaces and a byte order mark before it', '\ufeff\n {"bizType":1}'],
			['an object', { bizType: 'PAY_REFUND' }],
			['an object of another realm', runInNewContext('({ bizType: 1 })')],
			['an object that becomes one as JSON', { toJSON: () => ({ bizType: 1 }) }],
			['a Buffer', Buffer.from('{"bizType":1}')],
		])('is refused as a notification: %s', (_, body) => {
			expect(refusal(body, method)).toBe(
				"A request to GatePay has no field 'bizType': notifications have, and are not signed",
			);
		});
	});

	it.each([
		'{"data":{"bizType":1}}',
		'["bizType"]',
		'[{"bizType":1}]',
		'{"a":"bizType"}',
		'{"myBizTypes":1}',
	])('is no notification when the name is elsewhere: %s', (body) => {
		expect(bodyToSign(body, 'POST')).toBe(body);
	});

	it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is none with %s', (method) => {
		expect(bodyToSign('{"a":1}', method)).toBe('{"a":1}');
	});

	it('is not shown in the message', () => {
		expect(refusal('fake-secret-body')).not.toContain('fake-secret-body');
	});
});
